/** What is said about the secrets of a client: how one begins, how long it may live, and which one is on its way out. */
import type { Shape } from '../../ui/admin-api';

export type Secret = Shape<'SecretAnswer'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const DEFAULT_LIFETIME = '180';
/** In days. */
export const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days (recommended)' },
  { value: '365', label: '1 year' },
  { value: 'never', label: 'Never: I will end it myself' },
] as const;

export const DEFAULT_OVERLAP = '86400';
/** In seconds. */
export const OVERLAPS = [
  { value: '3600', label: '1 hour', description: 'You are about to deploy the new secret.' },
  { value: '86400', label: '24 hours', description: 'Enough for a usual deployment, with time to look at it.' },
  { value: '604800', label: '7 days', description: 'Several teams have to follow.' },
  { value: '0', label: 'Now', description: 'The old secret has leaked. Whatever still uses it stops working.' },
] as const;

/** When a secret made now ends. @param days of `LIFETIMES` */
export function endAfter(days: string, now: number = Date.now()): number | null {
  return days === 'never' ? null : now + Number(days) * DAY;
}

/**
 * How a secret that Gatehouse made begins. This part says which secret it is and nothing else: all that is secret comes
 * after it.
 */
export function beginningOf(secretId: string): string {
  const bytes = secretId.replaceAll('-', '').match(/../g) ?? [];
  const binary = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
  return `gh_cs_${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').slice(0, 14)}`;
}

export function liveOf(secrets: readonly Secret[]): Secret[] {
  return secrets.filter(({ state }) => state === 'live').sort((one, other) => one.created_at - other.created_at);
}

/** The time in which two secrets work. */
export interface Overlap {
  readonly old: Secret;
  readonly newest: Secret;
  /** Nothing has used the old one for an hour since there is a new one. */
  readonly quiet: boolean;
}

export function overlapOf(secrets: readonly Secret[], now: number = Date.now()): Overlap | undefined {
  const [old, ...newer] = liveOf(secrets);
  const newest = newer.at(-1);
  if (!old || !newest) return undefined;
  const since = Math.max(newest.created_at, old.last_used_at ?? 0);
  return { old, newest, quiet: now - since >= HOUR };
}

/** True in the last 14 days of a secret. */
export function endsSoon({ state, expires_at: end }: Secret, now: number = Date.now()): boolean {
  return state === 'live' && end !== null && end - now < 14 * DAY;
}

/** True when something proved itself with it in the last day. */
export function usedLately({ last_used_at: at }: Secret, now: number = Date.now()): boolean {
  return at !== null && now - at < DAY;
}

const METHODS: Readonly<Record<string, string>> = {
  client_secret_basic: 'in the Authorization header',
  client_secret_post: 'in the body of the request',
};

/** How a secret was sent. */
export function wayOf(method: string): string {
  return METHODS[method] ?? method;
}
