/**
 * When a signing key is announced, signs, retires and leaves. Pure: it looks at the keys and the clock and names the
 * steps. A key is published before it signs and stays published after, so that no relying party meets an unknown `kid`.
 * OpenID Connect Core §10.1.1.
 */
import type { SigningKeyRecord, SigningKeyState } from '../records/signing-key';
import type { SigningAlgorithm } from '../vocabulary/words';

/** Milliseconds. */
export interface KeyLifecycle {
  /** Age at which the active key hands over. */
  readonly signFor: number;
  /** How long a key is published before it signs; longer than any JWKS cache. */
  readonly announceFor: number;
  /** How long a key stays published after it signed last; longer than any token lives. */
  readonly retireAfter: number;
}

const DAY = 86_400_000;
export const DEFAULT_KEY_LIFECYCLE: KeyLifecycle = { signFor: 90 * DAY, announceFor: 14 * DAY, retireAfter: 14 * DAY };

export type KeyStep =
  | { readonly step: 'create'; readonly algorithm: SigningAlgorithm; readonly state: 'next' | 'active' }
  | { readonly step: 'advance'; readonly key: SigningKeyRecord; readonly to: SigningKeyState };

/**
 * The steps due at `now`.
 * @param hasten hand over as soon as a key is announced, without waiting for the active key's age or the announcement
 */
export function dueKeySteps(
  keys: readonly SigningKeyRecord[],
  algorithms: readonly SigningAlgorithm[],
  lifecycle: KeyLifecycle,
  now: number,
  hasten = false,
): KeyStep[] {
  const steps: KeyStep[] = [];
  for (const algorithm of algorithms) {
    const ofAlgorithm = keys.filter((key) => key.algorithm === algorithm);
    const active = ofAlgorithm.find((key) => key.state === 'active');
    const next = ofAlgorithm.find((key) => key.state === 'next');
    if (!active) {
      // Nothing signs yet, so nobody can hold an older set: a first key may sign at once.
      steps.push(next ? { step: 'advance', key: next, to: 'active' } : { step: 'create', algorithm, state: 'active' });
    } else if (next) {
      const announced = now - next.createdAt >= lifecycle.announceFor;
      const aged = now - (active.activatedAt ?? active.createdAt) >= lifecycle.signFor;
      if (hasten || (announced && aged)) {
        steps.push({ step: 'advance', key: next, to: 'active' }, { step: 'advance', key: active, to: 'retiring' });
      }
    } else if (hasten || now - (active.activatedAt ?? active.createdAt) >= lifecycle.signFor - lifecycle.announceFor) {
      steps.push({ step: 'create', algorithm, state: 'next' });
    }
    for (const key of ofAlgorithm) {
      const expired = key.state === 'retiring' && now - (key.retiringAt ?? now) >= lifecycle.retireAfter;
      if (expired) steps.push({ step: 'advance', key, to: 'retired' });
    }
  }
  return steps;
}
