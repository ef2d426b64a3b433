/** An entry of `users`: the rules of accounts, as U01 and U02. */
import { checkDraft } from '@gatehouse/identity';
import { accountDraft } from './account-draft';
import type { ConfiguredUser } from './configuration';
import { isPlainRecord, type MemberReader } from './member-rules';
import { formatPath } from './source-document';

export function readUser(reader: MemberReader): ConfiguredUser {
  reader.only('username', 'email', 'email_verified', 'password', 'roles', 'claims', 'disabled');
  const claims = reader.record['claims'] ?? {};
  if (!isPlainRecord(claims)) reader.document.report('F07', reader.at('claims'), '"claims" must have members.');
  const roles = reader.list('roles').filter((role): role is string => typeof role === 'string');
  const email = reader.text('email');
  const password = reader.text('password', { maximum: 1024 });
  const verified = reader.flag('email_verified');
  const disabled = reader.flag('disabled');
  const missing = reader.document.unresolved.get(formatPath(reader.at('password')));
  const user: ConfiguredUser = {
    username: reader.text('username', { required: true }) ?? '',
    ...(email === undefined ? {} : { email }),
    ...(verified === undefined ? {} : { email_verified: verified }),
    ...(password === undefined ? {} : { password }),
    roles,
    claims: isPlainRecord(claims) ? claims : {},
    ...(disabled === undefined ? {} : { disabled }),
    ...(missing === undefined ? {} : { missing_password: missing }),
  };
  if (user.username === '') return user;
  const { problems, warnings } = checkDraft(accountDraft(user), 'operator');
  for (const { field, code, sentence } of problems) {
    reader.document.report('U01', reader.at(field), `${sentence} (${code})`);
  }
  for (const { field, code, sentence } of warnings) {
    reader.document.report('U02', reader.at(field), `${sentence} (${code})`, undefined, 'warning');
  }
  return user;
}
