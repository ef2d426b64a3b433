/** A key of the instance and where it stands in its life: next → active → retiring → retired. */
import type { JsonWebKey } from 'node:crypto';
import type { SigningAlgorithm } from '../vocabulary/words';

export const SIGNING_KEY_STATES = ['next', 'active', 'retiring', 'retired'] as const;
export type SigningKeyState = (typeof SIGNING_KEY_STATES)[number];

export interface SigningKeyRecord {
  /** The `kid`. */
  readonly id: string;
  readonly algorithm: SigningAlgorithm;
  /** Counts up per algorithm; unique, so that two replicas never make the same generation twice. */
  readonly generation: number;
  readonly state: SigningKeyState;
  /** Public members only. */
  readonly publicJwk: JsonWebKey;
  /** PKCS#8 DER, sealed under the key-encryption key. */
  readonly privateKeySealed: Buffer;
  readonly createdAt: number;
  readonly activatedAt: number | null;
  readonly retiringAt: number | null;
  readonly retiredAt: number | null;
  /** Nothing that it signed is believed any more. */
  readonly revokedAt: number | null;
}
