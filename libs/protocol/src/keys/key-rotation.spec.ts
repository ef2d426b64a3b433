import { FixedClock, MemoryUnitOfWork } from '../../testing';
import { decodeJwt, signJwt, verifyOwnJwt } from '../crypto/jws';
import { DEFAULT_KEY_LIFECYCLE } from './key-lifecycle.policy';
import { KeyRotation } from './key-rotation';
import { masterKeyWrapper } from './key-wrapper';
import { KeyUnwrapError, StoredKeyRing } from './stored-key-ring';

const MASTER_KEY = Buffer.alloc(32, 7);
const DAY = 86_400_000;

describe('OpenID Connect Core §10.1.1: the key ring', () => {
  const wrapper = masterKeyWrapper(MASTER_KEY);

  async function start() {
    const store = new MemoryUnitOfWork();
    const clock = new FixedClock();
    const rotation = (owner: string) => new KeyRotation(store, store, wrapper, clock, DEFAULT_KEY_LIFECYCLE, owner);
    const ring = new StoredKeyRing(store, store, wrapper);
    await rotation('a').rotate();
    await ring.openRoot(clock.now());
    await ring.reload();
    return { store, clock, rotation, ring };
  }

  it('has an RSA and an EC key after the first start, and raises the catalogue version', async () => {
    const { ring, store } = await start();
    expect(ring.verificationKeys().map((key) => key.algorithm)).toEqual(expect.arrayContaining(['RS256', 'ES256']));
    expect(ring.verificationKeys()).toHaveLength(2);
    expect(await store.registryReads.catalogue.version()).toBeGreaterThan(0);
  });

  it('tells the audit log of every step of a key, once', async () => {
    const { store, clock, rotation } = await start();
    const told = () =>
      store.state.audit.splice(0).map(({ id, target, detail }) => [id, target?.id, detail?.['generation']]);
    const first = [...store.state.signingKeys.values()].find((key) => key.algorithm === 'ES256')!;
    expect(told()).toContainEqual(['signing_key.activated', first.id, 1]);
    const steps: unknown[] = [];
    for (let day = 0; day < 200; day += 1) {
      clock.advance(DAY);
      await Promise.all([rotation('a').rotate(), rotation('b').rotate()]);
      steps.push(...told());
    }
    const ofFirst = steps
      .filter((step) => Array.isArray(step) && step[1] === first.id)
      .map((step) => (step as unknown[])[0]);
    expect(ofFirst).toEqual(['signing_key.retiring', 'signing_key.retired']);
    const second = [...store.state.signingKeys.values()].find(
      (key) => key.algorithm === 'ES256' && key.generation === 2,
    )!;
    const ofSecond = steps
      .filter((step) => Array.isArray(step) && step[1] === second.id)
      .map((step) => (step as unknown[])[0]);
    expect(ofSecond.slice(0, 2)).toEqual(['signing_key.announced', 'signing_key.activated']);
  });

  it('makes keys that are large enough: RFC 7518 §3.3, §3.4', async () => {
    const { ring } = await start();
    for (const { algorithm, publicKey } of ring.verificationKeys()) {
      const { modulusLength = 0, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
      if (algorithm === 'RS256') expect(modulusLength).toBeGreaterThanOrEqual(2048);
      else expect(namedCurve).toBe('prime256v1');
    }
  });

  it('signs what it verifies, with either algorithm', async () => {
    const { ring } = await start();
    for (const algorithm of ['RS256', 'ES256'] as const) {
      const token = await signJwt(ring.signingKey(algorithm), 'JWT', { sub: 'alice' });
      expect(decodeJwt(token)?.header['alg']).toBe(algorithm);
      expect(verifyOwnJwt(token, 'JWT', (kid) => ring.verificationKey(kid))).toEqual({ sub: 'alice' });
      expect(verifyOwnJwt(`${token.slice(0, -4)}AAAA`, 'JWT', (kid) => ring.verificationKey(kid))).toBeUndefined();
      expect(verifyOwnJwt(token, 'at+jwt', (kid) => ring.verificationKey(kid))).toBeUndefined();
    }
  });

  it('keeps old signatures verifiable while it hands over', async () => {
    const { ring, rotation, clock } = await start();
    const before = await signJwt(ring.signingKey('ES256'), 'JWT', { sub: 'alice' });
    const first = ring.signingKey('ES256').kid;
    clock.advance(76 * DAY);
    await rotation('a').rotate();
    await ring.reload();
    expect(ring.signingKey('ES256').kid).toBe(first);
    expect(ring.verificationKeys()).toHaveLength(4);
    clock.advance(14 * DAY);
    await rotation('a').rotate();
    await ring.reload();
    expect(ring.signingKey('ES256').kid).not.toBe(first);
    expect(verifyOwnJwt(before, 'JWT', (kid) => ring.verificationKey(kid))).toEqual({ sub: 'alice' });
    clock.advance(14 * DAY);
    await rotation('a').rotate();
    await ring.reload();
    expect(ring.verificationKey(first)).toBeUndefined();
  });

  it('lets one of several replicas make a key', async () => {
    const { rotation, ring, clock } = await start();
    clock.advance(80 * DAY);
    await Promise.all(['a', 'b', 'c', 'd'].map((owner) => rotation(owner).rotate()));
    await ring.reload();
    expect(ring.verificationKeys()).toHaveLength(4);
  });

  it('ends with the keys of the reading that began last, whichever is answered last', async () => {
    const { store, rotation, ring } = await start();
    const { signingKeys } = store.reads;
    const old = await signingKeys.list();
    await rotation('a').rotate(true);
    let answerSlowly: (() => void) | undefined;
    const slow = jest.spyOn(signingKeys, 'list').mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => (answerSlowly = resolve));
      return old;
    });
    const first = ring.reload();
    await ring.reload();
    answerSlowly?.();
    await first;
    slow.mockRestore();
    expect(ring.verificationKeys()).toHaveLength(4);
  });

  it('publishes no private member', async () => {
    const { store } = await start();
    for (const key of await store.reads.signingKeys.list()) {
      expect(Object.keys(key.publicJwk)).not.toEqual(expect.arrayContaining(['d']));
      expect(key.privateKeySealed.includes(Buffer.from('PRIVATE'))).toBe(false);
    }
  });

  it('refuses to open with another master key, and mints nothing instead', async () => {
    const { store, clock } = await start();
    const other = new StoredKeyRing(store, store, masterKeyWrapper(Buffer.alloc(32, 8)));
    await expect(other.openRoot(clock.now())).rejects.toBeInstanceOf(KeyUnwrapError);
    await expect(other.reload()).rejects.toBeInstanceOf(KeyUnwrapError);
  });

  it('derives the same secret for one purpose on every replica, another for another', async () => {
    const { store, clock, ring } = await start();
    const replica = new StoredKeyRing(store, store, wrapper);
    await replica.openRoot(clock.now());
    expect(replica.secretKey('interaction').equals(ring.secretKey('interaction'))).toBe(true);
    expect(ring.secretKey('interaction').equals(ring.secretKey('client-secret'))).toBe(false);
  });
});
