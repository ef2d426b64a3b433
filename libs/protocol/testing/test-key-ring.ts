import { createHash, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JwsSigningKey, JwsVerificationKey } from '../src/crypto/jws';
import { KeyRing } from '../src/ports/key-ring';
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../src/vocabulary/words';

interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

// Making an RSA key is slow, so each kind is made once, and only when a test asks for it.
const pairs = new Map<SigningAlgorithm, Pair>();

function pairOf(algorithm: SigningAlgorithm): Pair {
  const known = pairs.get(algorithm);
  if (known) return known;
  const made =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  pairs.set(algorithm, made);
  return made;
}

/** One real key per algorithm, `test-es256` and `test-rs256`; the same in every ring of a process. */
export class TestKeyRing extends KeyRing {
  private readonly secrets = new Map<string, KeyObject>();

  override signingKey(algorithm: SigningAlgorithm): JwsSigningKey {
    return { kid: kidOf(algorithm), algorithm, privateKey: pairOf(algorithm).privateKey };
  }

  override verificationKey(kid: string): JwsVerificationKey | undefined {
    const algorithm = SIGNING_ALGORITHMS.find((candidate) => kidOf(candidate) === kid);
    return algorithm && { kid, algorithm, publicKey: pairOf(algorithm).publicKey };
  }

  override verificationKeys(): readonly JwsVerificationKey[] {
    return SIGNING_ALGORITHMS.map((algorithm) => ({
      kid: kidOf(algorithm),
      algorithm,
      publicKey: pairOf(algorithm).publicKey,
    }));
  }

  /** Keys that a test revoked. */
  readonly revoked = new Set<string>();

  override isRevoked(kid: string): boolean {
    return this.revoked.has(kid);
  }

  override secretKey(purpose: string): KeyObject {
    let key = this.secrets.get(purpose);
    if (!key) {
      key = createSecretKey(createHash('sha256').update(`test ${purpose}`).digest());
      this.secrets.set(purpose, key);
    }
    return key;
  }
}

function kidOf(algorithm: SigningAlgorithm): string {
  return `test-${algorithm.toLowerCase()}`;
}
