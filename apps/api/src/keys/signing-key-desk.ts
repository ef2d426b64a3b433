/** Changes signing keys by hand: every change in one transaction with its audit event, within the guards of rotation. */
import { Injectable } from '@nestjs/common';
import type { AuditEventId } from '@gatehouse/audit';
import { Persistence, type UpkeepStores } from '@gatehouse/persistence';
import {
  Clock,
  DEFAULT_KEY_LIFECYCLE,
  KeyRotation,
  type SigningAlgorithm,
  type SigningKeyRecord,
  type SigningKeyState,
} from '@gatehouse/protocol';
import type { ExpectedEntity } from '../http/admin/entity-tags';
import { selfOf } from '../http/admin/path-ids';
import type { AdminPrincipal } from '../http/admin/principal';
import { problem } from '../http/admin/problems';
import { type KeyAction, keyGuards, tokensEndBy } from './key-guards';
import type { ChangeKeyBody, EmergencyKeyBody, SigningKeyAnswer } from './signing-keys.dto';

/** What the passing of time changes does not make somebody's change stale. */
export const BESIDE_THE_KEY = { without: ['actions'] };

interface Step {
  readonly event: AuditEventId;
  readonly key: SigningKeyRecord;
  readonly from: SigningKeyState;
  readonly to: SigningKeyState;
}

@Injectable()
export class SigningKeyDesk {
  constructor(
    private readonly persistence: Persistence,
    private readonly rotation: KeyRotation,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(): Promise<SigningKeyAnswer[]> {
    const keys = await this.persistence.unitOfWork.reads.signingKeys.list({ retired: true });
    return keys.reverse().map((key) => this.answerOf(key));
  }

  /** @throws Problem `signing_key_not_found` */
  async find(kid: string): Promise<SigningKeyAnswer> {
    return this.answerOf(
      this.existing(await this.persistence.unitOfWork.reads.signingKeys.list({ retired: true }), kid),
    );
  }

  /** Makes and publishes a key that will sign later. @throws Problem `signing_key_announced` */
  async announce(algorithm: SigningAlgorithm, principal: AdminPrincipal): Promise<SigningKeyAnswer> {
    const at = this.clock.now();
    const key = await this.rotation.newKey(algorithm, 'next', at);
    return this.persistence.unitOfWork.runUpkeep(async (stores) => {
      const keys = await stores.signingKeys.list();
      const announced = keys.some((each) => each.algorithm === algorithm && each.state === 'next');
      if (announced || (await stores.signingKeys.insert(key)) === 'refused') throw problem('signing_key_announced');
      await record(stores, 'signing_key.announced', key, principal, at);
      return this.answerOf(key);
    });
  }

  /** Lets an announced key sign. @throws Problem `signing_key_not_found`, `signing_key_state`, `signing_key_too_soon` */
  activate(kid: string, body: ChangeKeyBody, expected: ExpectedEntity, principal: AdminPrincipal) {
    return this.change(kid, 'activate', body, expected, principal, (key, keys) => [
      { event: 'signing_key.activated', key, from: 'next', to: 'active' },
      ...keys
        .filter((each) => each.algorithm === key.algorithm && each.state === 'active')
        .map((each): Step => ({ event: 'signing_key.retiring', key: each, from: 'active', to: 'retiring' })),
    ]);
  }

  /** Takes a key out of the key set. @throws Problem `signing_key_not_found`, `signing_key_state`, `signing_key_too_soon` */
  retire(kid: string, body: ChangeKeyBody, expected: ExpectedEntity, principal: AdminPrincipal) {
    return this.change(kid, 'retire', body, expected, principal, (key) => [
      { event: 'signing_key.retired', key, from: key.state, to: 'retired' },
    ]);
  }

  /** A new key signs at once, unannounced. The key before stays published: revoking it is a decision of its own. */
  async replaceAtOnce({ algorithm, reason }: EmergencyKeyBody, principal: AdminPrincipal): Promise<SigningKeyAnswer> {
    const at = this.clock.now();
    const key = await this.rotation.newKey(algorithm, 'active', at);
    return this.persistence.unitOfWork.runUpkeep(async (stores) => {
      const keys = await stores.signingKeys.list();
      if ((await stores.signingKeys.insert(key)) === 'refused') throw problem('signing_key_state');
      const why = { emergency: true, reason };
      await record(stores, 'signing_key.activated', key, principal, at, why);
      for (const before of keys.filter((each) => each.algorithm === algorithm && each.state === 'active')) {
        await advance(stores, { event: 'signing_key.retiring', key: before, from: 'active', to: 'retiring' }, at);
        await record(stores, 'signing_key.retiring', before, principal, at, why);
      }
      return this.answerOf(key);
    });
  }

  private async change(
    kid: string,
    action: KeyAction,
    { force = false, reason }: ChangeKeyBody,
    expected: ExpectedEntity,
    principal: AdminPrincipal,
    stepsOf: (key: SigningKeyRecord, keys: readonly SigningKeyRecord[]) => readonly Step[],
  ): Promise<SigningKeyAnswer> {
    const at = this.clock.now();
    return this.persistence.unitOfWork.runUpkeep(async (stores) => {
      const keys = await stores.signingKeys.list({ retired: true });
      const key = this.existing(keys, kid);
      expected.require(this.answerOf(key));
      const forced = requireAllowed(key, action, force, reason, at);
      for (const step of stepsOf(key, keys)) {
        await advance(stores, step, at);
        const why = { ...(forced ? { forced } : {}), ...(reason === undefined ? {} : { reason }) };
        await record(stores, step.event, step.key, principal, at, why);
      }
      return this.answerOf(this.existing(await stores.signingKeys.list({ retired: true }), kid));
    });
  }

  private existing(keys: readonly SigningKeyRecord[], kid: string): SigningKeyRecord {
    const key = keys.find((each) => each.id === kid);
    if (!key) throw problem('signing_key_not_found');
    return key;
  }

  private answerOf(key: SigningKeyRecord): SigningKeyAnswer {
    return {
      self: selfOf('signing-keys', key.id),
      kid: key.id,
      algorithm: key.algorithm,
      generation: key.generation,
      state: key.state,
      published: key.state !== 'retired' && key.revokedAt === null,
      created_at: key.createdAt,
      activated_at: key.activatedAt,
      retiring_at: key.retiringAt,
      retired_at: key.retiredAt,
      revoked_at: key.revokedAt,
      tokens_end_by: tokensEndBy(key),
      public_jwk: { ...key.publicJwk },
      actions: keyGuards(key, DEFAULT_KEY_LIFECYCLE, this.clock.now()).map(({ allowedFrom, ...guard }) => ({
        ...guard,
        allowed_from: allowedFrom,
      })),
    };
  }
}

/** @returns whether it is done by force @throws Problem */
function requireAllowed(
  key: SigningKeyRecord,
  action: KeyAction,
  force: boolean,
  reason: string | undefined,
  at: number,
): boolean {
  const guard = keyGuards(key, DEFAULT_KEY_LIFECYCLE, at).find((each) => each.action === action);
  if (guard?.allowed === true) return false;
  if (guard?.forcible !== true) throw problem('signing_key_state', { detail: guard?.reason ?? '' });
  if (!force) {
    const from = new Date(guard.allowedFrom ?? at).toISOString();
    throw problem('signing_key_too_soon', { detail: `${guard.reason} Wait until ${from}.` });
  }
  if (reason === undefined) {
    const detail = 'Say why it cannot wait: the audit log keeps it.';
    throw problem('validation_failed', { errors: [{ pointer: '/reason', detail }] });
  }
  return true;
}

/** @throws Problem `signing_key_state` when somebody was faster */
async function advance({ signingKeys }: UpkeepStores, { key, from, to }: Step, at: number): Promise<void> {
  if ((await signingKeys.advance(key.id, from, to, at)) === 'refused') throw problem('signing_key_state');
}

async function record(
  { audit }: UpkeepStores,
  id: AuditEventId,
  { id: kid, algorithm, generation }: SigningKeyRecord,
  principal: AdminPrincipal,
  at: number,
  why: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await audit.append({
    id,
    at,
    actor: principal.actor(),
    clientId: principal.clientId,
    ...principal.origin(),
    target: { kind: 'signing_key', id: kid },
    detail: { algorithm, generation, ...why },
  });
}
