/** People, as the admin API changes them: who may, on what they have seen, and what is said when it does not go. */
import { Injectable } from '@nestjs/common';
import {
  AccountAdministration,
  administered,
  type AccountPatch,
  type AccountProblem,
  type AdministrationResult,
  type AdministrativeChange,
  HashingOverloadedError,
  IdentityUnitOfWork,
  signInLock,
} from '@gatehouse/identity';
import { AccountOverviewQuery } from '@gatehouse/persistence';
import { Clock } from '@gatehouse/protocol';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import { mergePatch } from '../http/admin/merge-patch';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { reachOf, requireGrantable, requireWithinReach } from '../http/admin/reach';
import { userAnswer } from './user-answer';
import type { ChangedUserAnswer, CreateUserBody, UpdateUserBody, UserDetailAnswer } from './users.dto';

@Injectable()
export class UserRegistry {
  constructor(
    private readonly administration: AccountAdministration,
    private readonly identity: IdentityUnitOfWork,
    private readonly overviews: AccountOverviewQuery,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `user_not_found` */
  async find(id: string): Promise<UserDetailAnswer> {
    const { identityAccounts, signInAttempts } = this.identity.identityReads;
    const account = await identityAccounts.find(id);
    if (!account) throw problem('user_not_found');
    const now = this.clock.now();
    const { liveSessions, liveConsents } = await this.overviews.find(id, now);
    const lock = await signInLock(signInAttempts, account, now);
    return {
      ...userAnswer(administered(account)),
      live_sessions: { ...liveSessions },
      live_consents: { ...liveConsents },
      sign_in: { attempts: lock.attempts, locked_until: lock.lockedUntil },
    };
  }

  /** @throws Problem `user_invalid`, `user_exists`, `role_not_held`, `unavailable` */
  create(body: CreateUserBody, principal: AdminPrincipal): Promise<ChangedUserAnswer> {
    const { username, email, email_verified, password, roles, claims } = body;
    const draft = { username, email, emailVerified: email_verified, password, roles, claims };
    return answered(() => this.administration.create(draft, changeBy(principal)));
  }

  /** @throws Problem `user_not_found`, `precondition_failed`, `target_holds_more`, `user_invalid`, `user_exists` */
  update(
    id: string,
    body: UpdateUserBody,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return answered(() =>
      this.administration.update(id, (current) => patchOf(body, current.claims), changeBy(principal, expected)),
    );
  }

  /** @param password null takes it away */
  setPassword(
    id: string,
    password: string | null,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return answered(() => this.administration.setPassword(id, password, changeBy(principal, expected)));
  }

  /** @throws Problem `role_not_held`, `last_owner` beside those of every change */
  setRoles(
    id: string,
    roles: readonly string[],
    expected: ExpectedEntity,
    principal: AdminPrincipal,
  ): Promise<ChangedUserAnswer> {
    return answered(() => this.administration.setRoles(id, roles, changeBy(principal, expected)));
  }

  disable(id: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ChangedUserAnswer> {
    return answered(() => this.administration.disable(id, changeBy(principal, expected)));
  }

  enable(id: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ChangedUserAnswer> {
    return answered(() => this.administration.enable(id, changeBy(principal, expected)));
  }

  async remove(id: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<void> {
    await answered(() => this.administration.remove(id, changeBy(principal, expected)));
  }

  liftSignInLock(id: string, expected: ExpectedEntity, principal: AdminPrincipal): Promise<ChangedUserAnswer> {
    return answered(() => this.administration.liftSignInLock(id, changeBy(principal, expected)));
  }
}

/** Judged inside the transaction, on the records as they stand there. @param expected none for a new user */
function changeBy(principal: AdminPrincipal, expected?: ExpectedEntity): AdministrativeChange {
  return {
    actor: principal.actor(),
    ...principal.origin(),
    judge: ({ target, actor, roles }) => {
      const reach = reachOf(principal, actor, ['users:write']);
      if (target) requireWithinReach(reach, target);
      if (roles) requireGrantable(reach, roles);
      if (target) expected?.require(userAnswer(target));
    },
  };
}

function patchOf(body: UpdateUserBody, present: Readonly<Record<string, unknown>>): AccountPatch {
  const { username, email, email_verified, claims } = body;
  return {
    ...(username === undefined ? {} : { username: username ?? '' }),
    ...(email === undefined ? {} : { email }),
    ...(email_verified === undefined || email_verified === null ? {} : { emailVerified: email_verified }),
    ...(claims === undefined ? {} : { claims: (mergePatch(present, claims) ?? {}) as Record<string, unknown> }),
  };
}

async function answered(change: () => Promise<AdministrationResult>): Promise<ChangedUserAnswer> {
  const result = await change().catch((error: unknown) => {
    if (!(error instanceof HashingOverloadedError)) throw error;
    throw problem('unavailable', { headers: { 'Retry-After': String(error.retryAfterSeconds) } });
  });
  switch (result.outcome) {
    case 'done':
      return { ...userAnswer(result.account), revocation_id: result.revocationId ?? null };
    case 'not_found':
      throw problem('user_not_found');
    case 'last_owner':
      throw problem('last_owner');
    case 'invalid': {
      const taken = result.problems.every(({ code }) => code === 'taken');
      throw problem(taken ? 'user_exists' : 'user_invalid', { errors: result.problems.map(entryOf) });
    }
  }
}

function entryOf({ field, code, sentence }: AccountProblem) {
  const pointer = field === 'name' ? '/claims/name' : `/${field}`;
  return { pointer, detail: sentence, rule: `${field}.${code}` };
}
