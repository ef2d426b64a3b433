/** The key ring over the stored, sealed keys. Everything is unwrapped once and answered from memory. */
import { createPrivateKey, createPublicKey, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { deriveKey } from '../crypto/sealed-box';
import type { JwsSigningKey, JwsVerificationKey } from '../crypto/jws';
import { KeyRing } from '../ports/key-ring';
import type { RegistryUnitOfWork } from '../ports/registry-stores';
import type { UnitOfWork } from '../ports/unit-of-work';
import type { SigningKeyRecord } from '../records/signing-key';
import type { SigningAlgorithm } from '../vocabulary/words';
import type { KeyWrapper } from './key-wrapper';

const ROOT_SECRET = 'root';

/** The stored keys cannot be read with this master key. Starting anyway would strand every token and session. */
export class KeyUnwrapError extends Error {
  override readonly name = 'KeyUnwrapError';
  constructor(what: string) {
    super(`${what} cannot be read with this MASTER_KEY. Start with the key that this database was set up with.`);
  }
}

/** The context that a private key is sealed under: it fits this key and algorithm only. */
export function signingKeyContext(key: Pick<SigningKeyRecord, 'id' | 'algorithm'>): string {
  return `signing-key|${key.id}|${key.algorithm}`;
}

export class StoredKeyRing extends KeyRing {
  private signing = new Map<SigningAlgorithm, JwsSigningKey>();
  private published = new Map<string, JwsVerificationKey & { readonly publicKey: KeyObject }>();
  private revoked: ReadonlySet<string> = new Set();
  private root: Buffer | undefined;
  private readonly derived = new Map<string, KeyObject>();
  /** Counts the readings: one that began earlier must not win over a later one. */
  private readings = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: RegistryUnitOfWork,
    private readonly wrapper: KeyWrapper,
  ) {
    super();
  }

  /** Reads every key anew. @throws KeyUnwrapError when one was sealed under another master key */
  async reload(): Promise<void> {
    const reading = ++this.readings;
    const records = await this.unitOfWork.reads.signingKeys.list({ retired: true });
    if (reading !== this.readings) return;
    const signing = new Map<SigningAlgorithm, JwsSigningKey>();
    const published = new Map<string, JwsVerificationKey & { readonly publicKey: KeyObject }>();
    for (const record of records) {
      if (record.revokedAt !== null || record.state === 'retired') continue;
      const { id: kid, algorithm } = record;
      published.set(kid, { kid, algorithm, publicKey: createPublicKey({ key: record.publicJwk, format: 'jwk' }) });
      if (record.state === 'active') signing.set(algorithm, { kid, algorithm, privateKey: this.unwrap(record) });
    }
    this.signing = signing;
    this.published = published;
    this.revoked = new Set(records.filter((record) => record.revokedAt !== null).map((record) => record.id));
  }

  /** Reads the root secret, or makes it on the very first start; two replicas starting at once agree on one. */
  async openRoot(now: number): Promise<void> {
    const sealed = (await this.registry.registryReads.instanceSecrets.find(ROOT_SECRET)) ?? (await this.makeRoot(now));
    this.root = this.unwrapRoot(sealed);
  }

  /**
   * Reads the root secret, and makes none.
   * @returns false when no server has ever started on this database
   * @throws KeyUnwrapError when the database belongs to another master key
   */
  async openExistingRoot(): Promise<boolean> {
    const sealed = await this.registry.registryReads.instanceSecrets.find(ROOT_SECRET);
    if (sealed) this.root = this.unwrapRoot(sealed);
    return sealed !== undefined;
  }

  private unwrapRoot(sealed: Buffer): Buffer {
    const root = this.wrapper.unwrap(sealed, ROOT_SECRET);
    if (!root) throw new KeyUnwrapError('The root secret');
    return root;
  }

  private async makeRoot(now: number): Promise<Buffer> {
    const sealed = this.wrapper.wrap(randomBytes(32), ROOT_SECRET);
    await this.registry.runRegistry((stores) => stores.instanceSecrets.insert(ROOT_SECRET, sealed, now));
    const stored = await this.registry.registryReads.instanceSecrets.find(ROOT_SECRET);
    if (!stored) throw new Error('The root secret was not stored.');
    return stored;
  }

  private unwrap(record: SigningKeyRecord): KeyObject {
    const der = this.wrapper.unwrap(record.privateKeySealed, signingKeyContext(record));
    if (!der) throw new KeyUnwrapError(`Signing key ${record.id}`);
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  override signingKey(algorithm: SigningAlgorithm): JwsSigningKey {
    const key = this.signing.get(algorithm);
    if (!key) throw new Error(`No active signing key for ${algorithm}.`);
    return key;
  }

  override verificationKey(kid: string): JwsVerificationKey | undefined {
    return this.published.get(kid);
  }

  override verificationKeys(): readonly JwsVerificationKey[] {
    return [...this.published.values()];
  }

  override isRevoked(kid: string): boolean {
    return this.revoked.has(kid);
  }

  override secretKey(purpose: string): KeyObject {
    let key = this.derived.get(purpose);
    if (!key) {
      if (!this.root) throw new Error('The key ring was used before it was opened.');
      key = createSecretKey(deriveKey(this.root, `gatehouse ${purpose}`));
      this.derived.set(purpose, key);
    }
    return key;
  }
}
