/** When what we issue ends. Every function takes and returns epoch milliseconds. RFC 6749 §4.2.2 (`expires_in`), §6. */
import type { ProtocolOptions } from '../../protocol-options';
import type { ClientRecord } from '../../records/client';
import type { FamilyRecord } from '../../records/family';

/**
 * End of an access token: the audience's lifetime, the client's if that is shorter, and never after the family's.
 * @param lifetime of the audience, seconds
 */
export function accessTokenEnd(
  lifetime: number,
  client: ClientRecord,
  family: Pick<FamilyRecord, 'expiresAt'> | null,
  now: number,
): number {
  const seconds = Math.min(lifetime, client.accessTokenLifetime ?? lifetime);
  const end = now + seconds * 1000;
  return family ? Math.min(end, family.expiresAt) : end;
}

/** End of a refresh token that is not used again before: its idle life, and never after the family's. */
export function refreshTokenEnd(
  client: ClientRecord,
  family: Pick<FamilyRecord, 'expiresAt'>,
  options: ProtocolOptions,
  now: number,
): number {
  const idle = client.refreshTokenIdleLifetime ?? options.refreshTokenIdleLifetime;
  return Math.min(family.expiresAt, now + idle * 1000);
}

/** A JWT's NumericDate. RFC 7519 §2. */
export function inSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
