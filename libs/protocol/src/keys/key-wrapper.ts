/** Wraps what must be read again with a key that never enters the database. One master key now; other keepers fit here. */
import { deriveKey, seal, unseal } from '../crypto/sealed-box';

export interface KeyWrapper {
  wrap(plaintext: Uint8Array, context: string): Buffer;
  /** Undefined when this wrapper did not wrap it, or for another context. */
  unwrap(sealed: Uint8Array, context: string): Buffer | undefined;
}

/** @param masterKey 32 bytes */
export function masterKeyWrapper(masterKey: Uint8Array): KeyWrapper {
  if (masterKey.length !== 32) throw new TypeError('The master key must have 32 bytes.');
  const key = deriveKey(masterKey, 'gatehouse key encryption');
  return {
    wrap: (plaintext, context) => seal(key, plaintext, context),
    unwrap: (sealed, context) => unseal(key, sealed, context),
  };
}
