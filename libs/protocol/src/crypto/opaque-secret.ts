/**
 * Opaque secrets: `<prefix>base64url(id ‖ secret)`. The 16-byte id finds the row; only the SHA-256 of the whole text is
 * stored, so the prefix separates the kinds and a copy of the database holds nothing usable. RFC 6749 §10.10 (256 random bits).
 */
import { createHash, randomFillSync, timingSafeEqual } from 'node:crypto';
import { idFromBytes, newTimeOrderedBytes } from './time-ordered-id';

export const SECRET_PREFIXES = {
  authorizationCode: 'gh_ac_',
  accessToken: 'gh_at_',
  refreshToken: 'gh_rt_',
  clientSecret: 'gh_cs_',
  session: 'gh_ss_',
  setupCode: 'gh_su_',
} as const;
export type SecretKind = keyof typeof SECRET_PREFIXES;

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const ENCODED_LENGTH = ((ID_BYTES + SECRET_BYTES) * 4) / 3;
const ENCODED = /^[A-Za-z0-9_-]{64}$/;

const POOL = Buffer.allocUnsafe(SECRET_BYTES * 128);
let offset = POOL.length;

export interface OpaqueSecret {
  /** The text that leaves; shown once, never stored. */
  readonly value: string;
  readonly id: string;
  /** 32 bytes; what is stored. */
  readonly digest: Buffer;
}

/** Makes a new secret of a kind. @param now epoch milliseconds */
export function newOpaqueSecret(kind: SecretKind, now: number): OpaqueSecret {
  if (offset === POOL.length) {
    randomFillSync(POOL);
    offset = 0;
  }
  const id = newTimeOrderedBytes(now);
  const bytes = Buffer.allocUnsafe(ID_BYTES + SECRET_BYTES);
  id.copy(bytes, 0);
  POOL.copy(bytes, ID_BYTES, offset, offset + SECRET_BYTES);
  POOL.fill(0, offset, offset + SECRET_BYTES);
  offset += SECRET_BYTES;
  const value = SECRET_PREFIXES[kind] + bytes.toString('base64url');
  return { value, id: idFromBytes(id), digest: digestOf(value) };
}

/** Id and digest of a presented secret, or undefined when it is not of that kind's form. */
export function readOpaqueSecret(kind: SecretKind, value: string): Omit<OpaqueSecret, 'value'> | undefined {
  const prefix = SECRET_PREFIXES[kind];
  if (value.length !== prefix.length + ENCODED_LENGTH || !value.startsWith(prefix)) return undefined;
  const encoded = value.slice(prefix.length);
  if (!ENCODED.test(encoded)) return undefined;
  return { id: idFromBytes(Buffer.from(encoded, 'base64url').subarray(0, ID_BYTES)), digest: digestOf(value) };
}

/** SHA-256 of a token or secret exactly as presented: the form in which the ledger knows it. */
export function digestOf(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

/** Constant-time comparison of two digests. */
export function sameDigest(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
