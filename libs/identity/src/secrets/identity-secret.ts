/**
 * Secrets of this library: `<prefix>base64url(id ‖ secret)`, a 16-byte id that finds the row and 256 random bits. Only the
 * SHA-256 of the whole text is stored, so the prefix keeps the kinds apart. NIST SP 800-63B-4 §5.1 (session secrets).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const SESSION_PREFIX = 'gh_ss_';
export const SETUP_CODE_PREFIX = 'gh_su_';
type Prefix = typeof SESSION_PREFIX | typeof SETUP_CODE_PREFIX;

const ID_BYTES = 16;
const ENCODED = /^[A-Za-z0-9_-]{64}$/;

export interface IdentitySecret {
  /** The text that leaves; never stored. */
  readonly value: string;
  readonly id: string;
  /** 32 bytes; what is stored. */
  readonly digest: Buffer;
}

/** A new secret for the row `id` (text form of a UUID). */
export function newIdentitySecret(prefix: Prefix, id: string): IdentitySecret {
  const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (idBytes.length !== ID_BYTES) throw new TypeError('not an identifier');
  const value = prefix + Buffer.concat([idBytes, randomBytes(32)]).toString('base64url');
  return { value, id, digest: digest(value) };
}

/** Id and digest of a presented secret, or undefined when it has not the form of that kind. */
export function readIdentitySecret(prefix: Prefix, value: string): Omit<IdentitySecret, 'value'> | undefined {
  if (!value.startsWith(prefix)) return undefined;
  // 48 bytes are exactly 64 characters, so a text has one spelling only.
  const encoded = value.slice(prefix.length);
  if (!ENCODED.test(encoded)) return undefined;
  const hex = Buffer.from(encoded, 'base64url').toString('hex', 0, ID_BYTES);
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { id, digest: digest(value) };
}

/** Constant-time comparison of two digests. */
export function sameSecret(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
