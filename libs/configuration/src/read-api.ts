/** An entry of `apis`: rules A01 to A06. */
import { ACCESS_TOKEN_FORMATS, SIGNING_ALGORITHMS } from '@gatehouse/protocol';
import { checkApi } from './check-api';
import type { ConfiguredApi } from './configuration';
import type { MemberReader } from './member-rules';

export function readApi(reader: MemberReader): ConfiguredApi {
  reader.only(
    'identifier',
    'name',
    'access_token_format',
    'access_token_lifetime',
    'access_token_signing_alg',
    'scopes',
    'disabled',
  );
  const identifier = reader.text('identifier', { required: true, maximum: 500 }) ?? '';
  const algorithm = reader.oneOf('access_token_signing_alg', SIGNING_ALGORITHMS);
  const disabled = reader.flag('disabled');
  const scopes = reader.records('scopes').map(readScope);
  for (const { rule, path, message, fix, level } of checkApi({ identifier, scopes })) {
    if (level !== 'info') reader.document.report(rule, reader.at(...path), message, fix, level);
  }
  return {
    identifier,
    name: reader.text('name') ?? identifier,
    access_token_format: reader.oneOf('access_token_format', ACCESS_TOKEN_FORMATS) ?? 'jwt',
    access_token_lifetime: reader.wholeNumber('access_token_lifetime', 30, 86_400) ?? 600,
    ...(algorithm === undefined ? {} : { access_token_signing_alg: algorithm }),
    scopes,
    ...(disabled === undefined ? {} : { disabled }),
  };
}

function readScope(reader: MemberReader): ConfiguredApi['scopes'][number] {
  reader.only('name', 'description');
  const name = reader.text('name', { required: true }) ?? '';
  return { name, description: reader.text('description', { maximum: 500 }) ?? '' };
}
