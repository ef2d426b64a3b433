/**
 * Signed statements of how far the chain reached, and when. They are logged as they are made: a copy outside the database
 * is what defeats somebody who can rewrite all of it.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

export interface Checkpoint {
  /** Place of the last record that it covers. */
  readonly seq: number;
  /** 32 bytes: the chain at that place. */
  readonly chain: Buffer;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly keyId: string;
  /** Ed25519 (RFC 8032) over `checkpointText`. */
  readonly signature: Buffer;
}

/** What a checkpoint signs. */
export function checkpointText(checkpoint: Omit<Checkpoint, 'signature'>): string {
  return JSON.stringify({
    statement: 'gatehouse audit checkpoint',
    seq: checkpoint.seq,
    chain: checkpoint.chain.toString('hex'),
    at: checkpoint.at,
    key_id: checkpoint.keyId,
  });
}

/** The rest of a PKCS#8 Ed25519 key around its 32 bytes: RFC 8410 §7. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs checkpoints and bundles. Derived from a secret of the instance, so every replica has the same one. */
export class AuditSigningKey {
  readonly keyId: string;
  readonly publicJwk: JsonWebKey;
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  /** @param seed 32 secret bytes that are not in the database */
  constructor(seed: KeyObject) {
    const der = Buffer.concat([PKCS8, seed.export()]);
    this.privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.privateKey);
    this.publicJwk = this.publicKey.export({ format: 'jwk' });
    this.keyId = keyThumbprint(this.publicJwk);
  }

  checkpoint(seq: number, chain: Buffer, at: number): Checkpoint {
    const statement = { seq, chain, at, keyId: this.keyId };
    return { ...statement, signature: this.sign(checkpointText(statement)) };
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.privateKey);
  }

  /** True for a checkpoint that this key signed. */
  signed(checkpoint: Checkpoint): boolean {
    if (checkpoint.keyId !== this.keyId) return false;
    return verify(null, Buffer.from(checkpointText(checkpoint)), this.publicKey, checkpoint.signature);
  }
}

/** RFC 7638 with the members of RFC 8037 §2. */
export function keyThumbprint(jwk: JsonWebKey): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x }))
    .digest('base64url');
}

export function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
