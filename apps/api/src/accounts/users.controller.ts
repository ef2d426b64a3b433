import { Body, Param, Query } from '@nestjs/common';
import { AccountListQuery, type AccountPosition } from '@gatehouse/persistence';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { ExpectedEntity, IfMatch } from '../http/admin/entity-tags';
import { Cursors } from '../http/admin/paging';
import { AdminPrincipal, Principal } from '../http/admin/principal';
import { BESIDE_THE_USER, userAnswer } from './user-answer';
import { UserRegistry } from './user-registry';
import {
  ChangedUserAnswer,
  CreateUserBody,
  UpdateUserBody,
  UserDetailAnswer,
  UserPageAnswer,
  UserPasswordBody,
  UserQuery,
  UserRolesBody,
} from './users.dto';

/** Of every change to somebody who exists. */
const CHANGE = {
  scope: 'users:write',
  answers: { 200: ChangedUserAnswer },
  etag: BESIDE_THE_USER,
  ifMatch: BESIDE_THE_USER,
} as const;

/** `/admin/v1/users`: people, their roles and credentials. */
@AdminController('users')
export class UsersController {
  constructor(
    private readonly users: UserRegistry,
    private readonly list: AccountListQuery,
    private readonly cursors: Cursors,
  ) {}

  @AdminRoute({
    method: 'GET',
    summary: 'List users',
    description:
      'Newest first; with `state=disabled` alone, by when they were disabled. With `search`, those whose id begins so come first, then those whose names do, by name.',
    scope: 'users:read',
    answers: { 200: UserPageAnswer },
  })
  async page(@Query() query: UserQuery): Promise<UserPageAnswer> {
    const { search, state, role, created_from, created_to, limit } = query;
    const filter = { text: search, state, role, createdFrom: created_from, createdTo: created_to };
    const after = positionOf(this.cursors.position<readonly [string, string, number]>('users', query));
    const { rows, next } = await this.list.list(filter, { after, limit });
    return {
      items: rows.map(userAnswer),
      next: next ? this.cursors.cursor('users', query, sealedPosition(next)) : null,
    };
  }

  @AdminRoute({
    method: 'POST',
    summary: 'Make a user',
    scope: 'users:write',
    answers: { 201: ChangedUserAnswer },
    problems: ['user_invalid', 'user_exists', 'role_not_held'],
    etag: BESIDE_THE_USER,
    idempotent: true,
  })
  create(@Body() body: CreateUserBody, @Principal() principal: AdminPrincipal): Promise<ChangedUserAnswer> {
    return this.users.create(body, principal);
  }

  @AdminRoute({
    method: 'GET',
    path: ':user_id',
    summary: 'Read a user',
    scope: 'users:read',
    answers: { 200: UserDetailAnswer },
    problems: ['user_not_found'],
    etag: BESIDE_THE_USER,
  })
  find(@Param('user_id') id: string): Promise<UserDetailAnswer> {
    return this.users.find(id);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'PATCH',
    path: ':user_id',
    summary: 'Change what is known of a user',
    description: 'A merge patch (RFC 7396): what is left out stays, null removes.',
    problems: ['user_not_found', 'user_invalid', 'user_exists', 'target_holds_more'],
  })
  update(
    @Param('user_id') id: string,
    @Body() body: UpdateUserBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.update(id, body, expected, principal);
  }

  @AdminRoute({
    method: 'DELETE',
    path: ':user_id',
    summary: 'Delete a user',
    description:
      'What was issued ends, consents too. The names are free again; a later user of the same name is another.',
    scope: 'users:write',
    answers: { 204: null },
    problems: ['user_not_found', 'target_holds_more', 'last_owner'],
    ifMatch: BESIDE_THE_USER,
  })
  async remove(
    @Param('user_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<void> {
    await this.users.remove(id, expected, principal);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'PUT',
    path: ':user_id/password',
    summary: 'Give a user a new password',
    description: 'Ends the sessions of the user and everything that was issued under the old one.',
    problems: ['user_not_found', 'user_invalid', 'target_holds_more'],
  })
  setPassword(
    @Param('user_id') id: string,
    @Body() { password }: UserPasswordBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.setPassword(id, password, expected, principal);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'DELETE',
    path: ':user_id/password',
    summary: 'Take the password of a user away',
    description: 'Ends the sessions of the user and everything that was issued under it.',
    problems: ['user_not_found', 'target_holds_more'],
  })
  removePassword(
    @Param('user_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.setPassword(id, null, expected, principal);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'PUT',
    path: ':user_id/roles',
    summary: 'Set the roles of a user',
    description:
      'Nobody can give a role that allows more than they may do themselves. Only owners make and unmake owners.',
    problems: ['user_not_found', 'user_invalid', 'target_holds_more', 'role_not_held', 'last_owner'],
  })
  setRoles(
    @Param('user_id') id: string,
    @Body() { roles }: UserRolesBody,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.setRoles(id, roles, expected, principal);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'POST',
    path: ':user_id/disable',
    summary: 'Disable a user',
    description: 'At once and on every replica: the user is signed out, and what was issued ends.',
    problems: ['user_not_found', 'target_holds_more', 'last_owner'],
  })
  disable(
    @Param('user_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.disable(id, expected, principal);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'POST',
    path: ':user_id/enable',
    summary: 'Enable a user',
    description: 'Nothing that ended comes back: the user signs in again.',
    problems: ['user_not_found', 'target_holds_more'],
  })
  enable(
    @Param('user_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.enable(id, expected, principal);
  }

  @AdminRoute({
    ...CHANGE,
    method: 'POST',
    path: ':user_id/lift-sign-in-lock',
    summary: 'Let a user try to sign in again',
    description:
      'Forgets failed attempts for this user, at every network. What one network may try for all users stays.',
    problems: ['user_not_found', 'target_holds_more'],
  })
  liftSignInLock(
    @Param('user_id') id: string,
    @IfMatch() expected: ExpectedEntity,
    @Principal() principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return this.users.liftSignInLock(id, expected, principal);
  }
}

/** Flat, as cursors hold it. */
function sealedPosition(position: AccountPosition): readonly [string, string, number] {
  if (position.at === 'identifier') return [position.at, position.identifier, 0];
  return [position.at, position.id, position.at === 'disabled' ? position.disabledAt : 0];
}

function positionOf(sealed: readonly [string, string, number] | undefined): AccountPosition | undefined {
  if (!sealed) return undefined;
  const [at, text, disabledAt] = sealed;
  if (at === 'identifier') return { at, identifier: text };
  return at === 'disabled' ? { at, disabledAt, id: text } : { at: 'id', id: text };
}
