import { parseOptions } from '@node-rs/argon2';
import { CHEAP_PARAMETERS, cheapPasswordHasher, CountingPasswordEngine } from '../../testing/counting-password-engine';
import { hashingLimits, PasswordHasher } from './password-hasher';

const password = 'a quiet morning by the lake';

describe('OWASP Password Storage Cheat Sheet: argon2id, m=19456, t=2, p=1', () => {
  it('makes PHC strings of exactly that, with a salt of 16 bytes of their own', async () => {
    const hasher = new PasswordHasher();
    const [one, other] = [await hasher.hash(password), await hasher.hash(password)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(parseOptions(one)).toMatchObject({ saltLen: 16, outputLen: 32 });
    expect(one.split('$')[4]).not.toBe(other.split('$')[4]);
    await expect(hasher.verify(one, password)).resolves.toBe(true);
    await expect(hasher.verify(one, `${password}.`)).resolves.toBe(false);
  });

  it('knows which hashes are of other parameters', async () => {
    const hasher = new PasswordHasher();
    expect(hasher.needsRehash(await hasher.hash(password))).toBe(false);
    expect(hasher.needsRehash(await cheapPasswordHasher().hash(password))).toBe(true);
    expect(hasher.needsRehash('$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA')).toBe(true);
  });

  it('leaves a core free, and shares the rest among the processes', () => {
    expect(hashingLimits(1, 1).concurrency).toBe(1);
    expect(hashingLimits(1, 2).concurrency).toBe(1);
    expect(hashingLimits(1, 8).concurrency).toBe(7);
    expect(hashingLimits(4, 8).concurrency).toBe(1);
    expect(hashingLimits(2, 8)).toEqual({ concurrency: 3, waiting: 32, patience: 1000 });
  });
});

describe('NIST SP 800-63B-4 §3.1.1.2: what is hashed', () => {
  it('is the same for both spellings of an accent', async () => {
    const hasher = cheapPasswordHasher();
    await expect(hasher.verify(await hasher.hash('cafe\u0301 au lait'), 'caf\u00e9 au lait')).resolves.toBe(true);
  });

  it('is the whole password: nothing is cut off', async () => {
    const hasher = cheapPasswordHasher();
    const long = 'x'.repeat(1023);
    const stored = await hasher.hash(`${long}a`);
    await expect(hasher.verify(stored, `${long}a`)).resolves.toBe(true);
    await expect(hasher.verify(stored, `${long}b`)).resolves.toBe(false);
    await expect(hasher.verify(stored, long)).resolves.toBe(false);
  });
});

describe('SEC-G06: passwords of more than 1,024 bytes never reach the hash', () => {
  it.each([
    ['ASCII', 'a'.repeat(1025)],
    ['other letters', 'é'.repeat(513)],
    ['what grows when normalised', '\u{1d160}'.repeat(200)],
    ['a megabyte', 'a'.repeat(1 << 20)],
  ])('%s', async (_, text) => {
    const engine = new CountingPasswordEngine();
    const hasher = cheapPasswordHasher(engine);
    await expect(hasher.verify(null, text)).resolves.toBe(false);
    await expect(hasher.hash(text)).rejects.toThrow(RangeError);
    expect([engine.hashed, engine.compared.length]).toEqual([0, 0]);
  });
});

describe('SEC-G02: nobody is compared with something that costs the same', () => {
  it('an argon2id string of the present parameters that nothing matches', async () => {
    const engine = new CountingPasswordEngine();
    const hasher = cheapPasswordHasher(engine);
    await expect(hasher.verify(null, password)).resolves.toBe(false);
    const [dummy = ''] = engine.compared;
    const { memoryCost, timeCost, parallelism } = parseOptions(dummy);
    expect({ memoryCost, timeCost, parallelism }).toEqual(CHEAP_PARAMETERS);
    expect(parseOptions(dummy)).toMatchObject({ saltLen: 16, outputLen: 32 });
    expect(hasher.needsRehash(dummy)).toBe(false);
  });

  it('even an engine that says yes to everything lets nobody in without a hash', async () => {
    const hasher = cheapPasswordHasher({ hash: () => Promise.resolve(''), verify: () => Promise.resolve(true) });
    await expect(hasher.verify(null, password)).resolves.toBe(false);
  });
});
