/** `gatehouse users …`: people, over the admin API. */
import type { Command } from 'commander';
import { AdminApi } from '../admin/admin-api';
import { ADMIN_ROLES, type AdminRole } from '@gatehouse/contracts';
import { given, type ChangedUserAnswer, type UserDetailAnswer } from '../admin/answers';
import { collect, sayMore, type PageOptions } from '../admin/pages';
import { findUser, USER } from '../admin/people';
import { UsageError } from '../exit-codes';
import { answer, record, say, table, timeText } from '../output';

export interface UserListOptions extends PageOptions {
  readonly search?: string;
  readonly state?: UserDetailAnswer['state'];
  readonly role?: AdminRole;
}

/** `gatehouse users list` */
export async function listUsers({ search, state, role, ...paging }: UserListOptions, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const page = await collect(paging, (query) => {
    const filter = given({ search, state, role });
    return api.ask((send) => send.GET('/admin/v1/users', { params: { query: { ...filter, ...query } } }));
  });
  answer(
    command,
    page,
    table(page.items, [
      { title: 'USERNAME', value: (user) => user.username },
      { title: 'E-MAIL', value: (user) => user.email },
      { title: 'ROLES', value: (user) => user.roles.join(' ') || null },
      { title: 'STATE', value: (user) => user.state },
      { title: 'MADE', value: (user) => timeText(user.created_at) },
      { title: 'ID', value: (user) => user.id },
    ]),
  );
  sayMore(page);
}

/** `gatehouse users show USER` */
export async function showUser(user: string, command: Command): Promise<void> {
  const { data } = await findUser(AdminApi.connect(), user);
  answer(command, data, userLines(data));
}

/** `gatehouse users disable|enable USER` */
export async function switchUser(action: 'disable' | 'enable', user: string, command: Command): Promise<void> {
  const api = AdminApi.connect();
  const { data, etag } = await findUser(api, user);
  const params = { path: { user_id: data.id }, header: { 'If-Match': etag } };
  const path = `${USER}/${action}` as const;
  const changed = await api.ask((send) => send.POST(path, { params }));
  answer(command, changed, [`${changed.username} is ${changed.state}.`]);
  sayRevocation(changed);
}

/** `gatehouse users set-roles USER [ROLE…]` */
export async function setRoles(user: string, roles: readonly string[], command: Command): Promise<void> {
  const known = roles.map(roleOf);
  const api = AdminApi.connect();
  const { data, etag } = await findUser(api, user);
  const params = { path: { user_id: data.id }, header: { 'If-Match': etag } };
  const changed = await api.ask((send) => send.PUT(`${USER}/roles`, { params, body: { roles: known } }));
  const has = changed.roles.length === 0 ? 'no role' : changed.roles.join(', ');
  answer(command, changed, [`${changed.username} has ${has}.`]);
  sayRevocation(changed);
}

/** @throws UsageError */
function roleOf(word: string): AdminRole {
  const role = ADMIN_ROLES.find((known) => known === word);
  if (role === undefined) throw new UsageError(`The roles are: ${ADMIN_ROLES.join(', ')}.`);
  return role;
}

function sayRevocation({ revocation_id: id }: ChangedUserAnswer): void {
  if (id !== null) say(`What was issued has ended: gatehouse tokens receipt ${id}`);
}

function userLines({ self: _self, created_at, updated_at, disabled_at, ...user }: UserDetailAnswer): string[] {
  const { password_changed_at, tokens_revoked_before, ...members } = user;
  return record({
    ...members,
    password_changed_at: timeText(password_changed_at),
    tokens_revoked_before: timeText(tokens_revoked_before),
    created_at: timeText(created_at),
    updated_at: timeText(updated_at),
    disabled_at: timeText(disabled_at),
  });
}
