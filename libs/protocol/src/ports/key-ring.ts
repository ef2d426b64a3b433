/** The keys in use right now. */
import type { KeyObject } from 'node:crypto';
import type { JwsSigningKey, JwsVerificationKey } from '../crypto/jws';
import type { SigningAlgorithm } from '../vocabulary/words';

export abstract class KeyRing {
  /** The active key of an algorithm. @throws Error when there is none, which start-up makes impossible */
  abstract signingKey(algorithm: SigningAlgorithm): JwsSigningKey;
  /** A published key by `kid`: next, active or retiring. */
  abstract verificationKey(kid: string): JwsVerificationKey | undefined;
  /** Every published key. */
  abstract verificationKeys(): readonly JwsVerificationKey[];
  /** True for a key that was revoked: nothing that it signed is believed, however long ago. */
  abstract isRevoked(kid: string): boolean;
  /** 32 bytes for one purpose of the instance, the same on every replica; such as `client-secret` or `interaction`. */
  abstract secretKey(purpose: string): KeyObject;
}
