/**
 * Client secrets: 256 random bits that we made, so a keyed digest is all that is stored and a cheap one is enough. Two
 * may be live at once, so that a client can change over. RFC 6749 §2.3.1, RFC 9700 §2.5.
 */
import { createHmac, type KeyObject } from 'node:crypto';
import { sameDigest } from '../crypto/opaque-secret';
import { invalidClient } from '../errors/oauth-errors';
import type { ProtocolContext } from '../protocol-context';
import type { ClientRecord, ClientSecretRecord } from '../records/client';
import type { ClientAuthenticationRequest, ClientCredentials } from './client-authentication-method';

/** Name of the instance's secret key under which client secrets are digested. */
export const CLIENT_SECRET_PURPOSE = 'client-secret';

const NOTHING = Buffer.alloc(32);

/**
 * What is stored of a client secret: 32 bytes, HMAC-SHA-256.
 * @param key `keys.secretKey(CLIENT_SECRET_PURPOSE)`
 */
export function clientSecretDigest(key: KeyObject, secret: string): Buffer {
  return createHmac('sha256', key).update(secret).digest();
}

/** The live secret of the client that was presented, or undefined. Takes as long for an unknown client (no secrets). */
export function findClientSecret(
  secrets: readonly ClientSecretRecord[],
  presented: string,
  context: ProtocolContext,
): ClientSecretRecord | undefined {
  const digest = clientSecretDigest(context.keys.secretKey(CLIENT_SECRET_PURPOSE), presented);
  const now = context.clock.now();
  let found: ClientSecretRecord | undefined;
  if (secrets.length === 0) sameDigest(digest, NOTHING);
  for (const secret of secrets) {
    const live = secret.expiresAt === null || secret.expiresAt > now;
    if (sameDigest(digest, secret.digest) && live) found ??= secret;
  }
  return found;
}

/** Leaves a note of the use where somebody wants to know. @throws OAuthError `invalid_client` */
export function verifyClientSecret(
  client: ClientRecord,
  { method, secret = '' }: ClientCredentials,
  request: ClientAuthenticationRequest,
  context: ProtocolContext,
): void {
  const found = findClientSecret(client.secrets, secret, context);
  if (!found) throw invalidClient('Client authentication failed.', { check: 'client.secret' });
  // A disabled client is refused in a moment: that was no use.
  if (!context.secretUses || client.disabledAt !== null) return;
  context.secretUses.note({ secretId: found.id, at: context.clock.now(), ip: request.origin?.ip ?? null, method });
}
