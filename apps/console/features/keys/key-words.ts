/** Signing keys in the words of the console. */
import type { Shape } from '../../ui/admin-api';

export type SigningKey = Shape<'SigningKeyAnswer'>;
export type Algorithm = SigningKey['algorithm'];
export type KeyAction = Shape<'KeyActionAnswer'>;

export const ALGORITHMS: readonly Algorithm[] = ['ES256', 'RS256'];

/** The API calls an announced key `next`. */
export function stateWord({ state, revoked_at: revokedAt }: Pick<SigningKey, 'state' | 'revoked_at'>): string {
  if (revokedAt !== null) return 'revoked';
  return state === 'next' ? 'announced' : state;
}

/** Enough of a key id to tell it from the others. */
export function shortKid(kid: string): string {
  return kid.length <= 14 ? kid : `${kid.slice(0, 4)}…${kid.slice(-6)}`;
}

export function actionOf(key: SigningKey, action: KeyAction['action']): KeyAction | undefined {
  return key.actions.find((each) => each.action === action);
}

/** `13 d 4 h`, `4 h 12 min`, `12 min 3 s`: what is left of a span of milliseconds. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
