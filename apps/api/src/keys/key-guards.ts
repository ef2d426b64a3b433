/** What may be done with a signing key now, and why not. Pure; the times are those by which keys rotate by themselves. */
import type { KeyLifecycle, SigningKeyRecord } from '@gatehouse/protocol';

export const KEY_ACTIONS = ['activate', 'retire', 'revoke'] as const;
export type KeyAction = (typeof KEY_ACTIONS)[number];

export interface KeyGuard {
  readonly action: KeyAction;
  readonly allowed: boolean;
  /** Not allowed yet, but somebody who says why may do it all the same. */
  readonly forcible: boolean;
  /** Why it is not allowed; or, where it is, what will follow. */
  readonly reason: string;
  /** From when it is allowed, epoch milliseconds; null when waiting does not help. */
  readonly allowedFrom: number | null;
}

/** Longest life of an access token, milliseconds: what an API may set at most. */
export const LONGEST_TOKEN = 86_400_000;

export function keyGuards(key: SigningKeyRecord, lifecycle: KeyLifecycle, now: number): readonly KeyGuard[] {
  return [activation(key, lifecycle, now), retirement(key, lifecycle, now), revocation(key)];
}

function activation(key: SigningKeyRecord, { announceFor }: KeyLifecycle, now: number): KeyGuard {
  const action = 'activate';
  if (key.state === 'active') return refused(action, 'It signs already.');
  if (key.state !== 'next')
    return refused(action, 'It has signed before, and stays published only for what it signed.');
  const from = key.createdAt + announceFor;
  if (now < from) {
    return later(action, from, 'Relying parties may not have fetched it yet, and would refuse what it signs.');
  }
  return allowed(action, 'It signs from then on; the key that signs now stays published for what it has signed.');
}

function retirement(key: SigningKeyRecord, { retireAfter }: KeyLifecycle, now: number): KeyGuard {
  const action = 'retire';
  if (key.state === 'active') return refused(action, 'It signs. Activate another key first.');
  if (key.state === 'retired') return refused(action, 'It is retired already.');
  if (key.state === 'next') return allowed(action, 'It has never signed: it is withdrawn.');
  const from = (key.retiringAt ?? now) + retireAfter;
  if (now < from) return later(action, from, 'Tokens that it signed may still be alive, and would be refused.');
  return allowed(action, 'It leaves the key set; nothing that it signed is alive any more.');
}

function revocation(key: SigningKeyRecord): KeyGuard {
  const action = 'revoke';
  if (key.revokedAt !== null) return refused(action, 'It is revoked already.');
  return allowed(action, 'Through a revocation, which shows before what it ends: everything that the key has signed.');
}

function allowed(action: KeyAction, reason: string): KeyGuard {
  return { action, allowed: true, forcible: false, reason, allowedFrom: null };
}

function refused(action: KeyAction, reason: string): KeyGuard {
  return { action, allowed: false, forcible: false, reason, allowedFrom: null };
}

function later(action: KeyAction, allowedFrom: number, reason: string): KeyGuard {
  return { action, allowed: false, forcible: true, reason, allowedFrom };
}

/** By when the last token that it signed has expired; null while it may still sign. */
export function tokensEndBy(key: SigningKeyRecord): number | null {
  const end = key.retiringAt ?? (key.activatedAt === null ? key.retiredAt : null);
  return end === null ? null : end + (key.activatedAt === null ? 0 : LONGEST_TOKEN);
}
