/** Carries out the steps that the lifecycle names, on one replica at a time. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { newTimeOrderedId } from '../crypto/time-ordered-id';
import type { EventId, ProtocolEvent } from '../events/events';
import type { Clock } from '../ports/clock';
import type { RegistryUnitOfWork } from '../ports/registry-stores';
import type { UnitOfWork } from '../ports/unit-of-work';
import type { SigningKeyRecord } from '../records/signing-key';
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '../vocabulary/words';
import { dueKeySteps, type KeyLifecycle, type KeyStep } from './key-lifecycle.policy';
import type { KeyWrapper } from './key-wrapper';
import { signingKeyContext } from './stored-key-ring';

const LEASE = 'key-rotation';
const LEASE_LENGTH = 60_000;

export interface KeyChange {
  readonly keyId: string;
  readonly algorithm: SigningAlgorithm;
  /** `announced`: made, and published before it signs. `created`: made, and signing at once. Otherwise the new state. */
  readonly change: 'announced' | 'created' | SigningKeyRecord['state'];
}

const makePair = promisify(generateKeyPair);

function newPair(algorithm: SigningAlgorithm): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return algorithm === 'RS256'
    ? makePair('rsa', { modulusLength: 2048 })
    : makePair('ec', { namedCurve: 'prime256v1' });
}

export class KeyRotation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: RegistryUnitOfWork,
    private readonly wrapper: KeyWrapper,
    private readonly clock: Clock,
    private readonly lifecycle: KeyLifecycle,
    /** Names this process in the lease. */
    private readonly owner: string,
  ) {}

  /**
   * Does what is due, if no other replica is at it; answers what changed.
   * @param hasten announce at once and hand over to whatever is announced, however young
   */
  async rotate(hasten = false): Promise<readonly KeyChange[]> {
    const now = this.clock.now();
    const lease = await this.registry.runRegistry((stores) =>
      stores.leases.acquire(LEASE, this.owner, now, now + LEASE_LENGTH),
    );
    if (lease === undefined) return [];
    try {
      const keys = await this.unitOfWork.reads.signingKeys.list();
      const changes: KeyChange[] = [];
      for (const step of dueKeySteps(keys, SIGNING_ALGORITHMS, this.lifecycle, now, hasten)) {
        const change = await this.carryOut(step, now);
        if (change) changes.push(change);
      }
      if (changes.length > 0) await this.registry.runRegistry((stores) => stores.catalogue.raiseVersion());
      return changes;
    } finally {
      await this.registry.runRegistry((stores) => stores.leases.release(LEASE, this.owner));
    }
  }

  /**
   * Sees to it that a key is announced that can sign in place of `keyId` when that one is revoked.
   * @returns its id; undefined for a key that does not sign, whose revocation leaves no gap
   */
  async prepareReplacement(keyId: string): Promise<string | undefined> {
    const now = this.clock.now();
    const keys = await this.unitOfWork.reads.signingKeys.list();
    const leaving = keys.find((key) => key.id === keyId);
    if (leaving?.state !== 'active') return undefined;
    const next = keys.find((key) => key.algorithm === leaving.algorithm && key.state === 'next');
    if (next) return next.id;
    const record = await this.newKey(leaving.algorithm, 'next', now);
    const verdict = await this.unitOfWork.run((stores) => stores.signingKeys.insert(record));
    // Refused: another replica has just made one of this generation.
    return verdict === 'inserted' ? record.id : this.prepareReplacement(keyId);
  }

  private async carryOut(step: KeyStep, now: number): Promise<KeyChange | undefined> {
    if (step.step === 'create') {
      const record = await this.newKey(step.algorithm, step.state, now);
      const change = step.state === 'next' ? 'announced' : 'created';
      const verdict = await this.unitOfWork.run(async (stores) => {
        const inserted = await stores.signingKeys.insert(record);
        if (inserted === 'inserted') await stores.audit.append(keyEvent(record, record.state, now));
        return inserted;
      });
      return verdict === 'inserted' ? { keyId: record.id, algorithm: record.algorithm, change } : undefined;
    }
    const { key, to } = step;
    const verdict = await this.unitOfWork.run(async (stores) => {
      const advanced = await stores.signingKeys.advance(key.id, key.state, to, now);
      if (advanced === 'advanced') await stores.audit.append(keyEvent(key, to, now));
      return advanced;
    });
    return verdict === 'advanced' ? { keyId: key.id, algorithm: key.algorithm, change: to } : undefined;
  }

  /** Makes a key of the next generation, sealed and not stored yet: inserting it is refused if somebody was faster. */
  async newKey(algorithm: SigningAlgorithm, state: 'next' | 'active', now: number): Promise<SigningKeyRecord> {
    const { publicKey, privateKey } = await newPair(algorithm);
    const id = newTimeOrderedId(now);
    const latest = await this.unitOfWork.run((stores) => stores.signingKeys.latestGeneration(algorithm));
    const sealed = this.wrapper.wrap(
      privateKey.export({ format: 'der', type: 'pkcs8' }),
      signingKeyContext({ id, algorithm }),
    );
    return {
      id,
      algorithm,
      generation: latest + 1,
      state,
      publicJwk: publicKey.export({ format: 'jwk' }),
      privateKeySealed: sealed,
      createdAt: now,
      activatedAt: state === 'active' ? now : null,
      retiringAt: null,
      retiredAt: null,
      revokedAt: null,
    };
  }
}

const KEY_EVENTS = {
  next: 'signing_key.announced',
  active: 'signing_key.activated',
  retiring: 'signing_key.retiring',
  retired: 'signing_key.retired',
} as const satisfies Readonly<Record<SigningKeyRecord['state'], EventId>>;

/** @param state the one that the key is in from now on */
function keyEvent(key: SigningKeyRecord, state: SigningKeyRecord['state'], at: number): ProtocolEvent {
  const { id, algorithm, generation } = key;
  return { id: KEY_EVENTS[state], at, target: { kind: 'signing_key', id }, detail: { algorithm, generation } };
}
