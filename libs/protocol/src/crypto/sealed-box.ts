/** Authenticated encryption for what we store or hand out and must read again: AES-256-GCM, NIST SP 800-38D. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts `plaintext` and binds it to `context`, which the reader must present again.
 * @param key 32 bytes
 * @returns version ‖ iv ‖ ciphertext ‖ tag
 */
export function seal(key: Uint8Array, plaintext: Uint8Array, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const body = cipher.update(plaintext);
  return Buffer.concat([Buffer.of(VERSION), iv, body, cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext, or undefined when key, context or bytes do not fit. */
export function unseal(key: Uint8Array, box: Uint8Array, context: string): Buffer | undefined {
  if (box.length < 1 + IV_BYTES + TAG_BYTES || box[0] !== VERSION) return undefined;
  const iv = box.subarray(1, 1 + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  try {
    const body = decipher.update(box.subarray(1 + IV_BYTES, box.length - TAG_BYTES));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** A 32-byte key for one purpose from secret input of full entropy: HKDF-SHA-256, RFC 5869. */
export function deriveKey(input: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', input, '', purpose, 32));
}
