import { IDENTITY_START, MemoryIdentityUnitOfWork } from '../../testing';
import { AttemptCounters, type CountedAttempt } from './attempt-counters';
import { SIGN_IN_LIMITS } from './throttle.policy';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ip = '192.0.2.1';

function counters() {
  const unitOfWork = new MemoryIdentityUnitOfWork();
  const counters = new AttemptCounters(unitOfWork, SIGN_IN_LIMITS);
  /** Milliseconds to wait, 0 when the attempt is allowed. */
  const wait = async (after: number, who = 'ada', from: string | null = ip): Promise<number> => {
    const verdict = await counters.count(who, from, IDENTITY_START + after);
    return verdict.allowed ? 0 : verdict.retryAt - IDENTITY_START - after;
  };
  const attempt = async (after: number, who = 'ada', from: string | null = ip): Promise<CountedAttempt> => {
    const verdict = await counters.count(who, from, IDENTITY_START + after);
    if (!verdict.allowed) throw new Error('the attempt was refused');
    return verdict.attempt;
  };
  return { unitOfWork, counters, wait, attempt };
}

describe('NIST SP 800-63B-4 §3.2.2, OWASP Authentication Cheat Sheet: one person at one network', () => {
  it('five attempts at once, then one after 1, 2, 4, 8, 15, 15 … minutes', async () => {
    const { wait } = counters();
    const steps: [after: number, wait: number][] = [
      [0, 0],
      [1 * SECOND, 0],
      [2 * SECOND, 0],
      [3 * SECOND, 0],
      [10 * SECOND, 0],
      // Locked from the fifth attempt on; asking again does not lengthen it.
      [10 * SECOND, 60 * SECOND],
      [40 * SECOND, 30 * SECOND],
      [69 * SECOND, 1 * SECOND],
      [70 * SECOND, 0],
      [70 * SECOND, 2 * MINUTE],
      [3 * MINUTE, 10 * SECOND],
      [4 * MINUTE, 0],
      [4 * MINUTE + 1, 4 * MINUTE - 1],
      [8 * MINUTE, 0],
      [15 * MINUTE, 1 * MINUTE],
      [16 * MINUTE, 0],
      [16 * MINUTE, 15 * MINUTE],
      [31 * MINUTE, 0],
      [45 * MINUTE, 1 * MINUTE],
      [46 * MINUTE, 0],
      [46 * MINUTE, 15 * MINUTE],
      // A long pause buys one attempt, not several.
      [600 * MINUTE, 0],
      [600 * MINUTE, 15 * MINUTE],
    ];
    const seen: [number, number][] = [];
    for (const [after] of steps) seen.push([after, await wait(after)]);
    expect(seen).toEqual(steps);
  });

  it('starts again a day later', async () => {
    const { wait } = counters();
    for (let attempt = 0; attempt < 5; attempt++) await wait(0);
    const seen: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) seen.push(await wait(24 * HOUR));
    expect(seen).toEqual([0, 0, 0, 0, 0, MINUTE]);
  });

  it('is not locked elsewhere, nor is anybody else here', async () => {
    const { wait } = counters();
    for (let attempt = 0; attempt < 6; attempt++) await wait(0);
    expect(await wait(0, 'ada', '192.0.2.2')).toBe(0);
    expect(await wait(0, 'grace')).toBe(0);
    expect(await wait(0)).toBe(MINUTE);
  });

  it('counts the addresses of one /64 together', async () => {
    const { wait } = counters();
    const seen: number[] = [];
    for (let host = 1; host <= 6; host++) seen.push(await wait(0, 'ada', `2001:db8::${host}`));
    expect(seen).toEqual([0, 0, 0, 0, 0, MINUTE]);
    expect(await wait(0, 'ada', '2001:db8:0:1::1')).toBe(0);
  });

  it('a hundred attempts at the same moment climb no further than five', async () => {
    const { wait } = counters();
    const seen = await Promise.all(Array.from({ length: 100 }, () => wait(0)));
    expect(seen.filter((time) => time === 0)).toHaveLength(5);
    expect(seen.filter((time) => time === MINUTE)).toHaveLength(95);
    const afterwards = await Promise.all(Array.from({ length: 20 }, () => wait(MINUTE)));
    expect(afterwards.filter((time) => time === 0)).toHaveLength(1);
    expect(afterwards.filter((time) => time === 2 * MINUTE)).toHaveLength(19);
  });
});

describe('OWASP Authentication Cheat Sheet (login throttling): one person from everywhere, one network for everybody', () => {
  it('30 attempts an hour on one account', async () => {
    const { wait } = counters();
    for (let host = 1; host <= 30; host++) expect(await wait(host * SECOND, 'ada', `198.51.100.${host}`)).toBe(0);
    expect(await wait(31 * SECOND, 'ada', '203.0.113.1')).toBe(HOUR - 30 * SECOND);
    expect(await wait(HOUR + 1 * SECOND, 'ada', '203.0.113.1')).toBe(0);
  });

  it('30 attempts in 15 minutes from one network', async () => {
    const { wait } = counters();
    for (let person = 1; person <= 30; person++) expect(await wait(0, `person ${person}`)).toBe(0);
    expect(await wait(5 * MINUTE, 'person 31')).toBe(10 * MINUTE);
    expect(await wait(5 * MINUTE, 'person 31', '192.0.2.2')).toBe(0);
    expect(await wait(15 * MINUTE, 'person 31')).toBe(0);
  });

  it('a refused attempt leaves no trace, so a locked person does not lock the network or the account', async () => {
    const { wait, unitOfWork } = counters();
    for (let attempt = 0; attempt < 5; attempt++) await wait(0);
    const before = unitOfWork.state.attempts;
    for (let attempt = 0; attempt < 100; attempt++) expect(await wait(0)).toBe(MINUTE);
    expect(unitOfWork.state.attempts).toEqual(before);
  });
});

describe('what becomes of an attempt', () => {
  it('forgiven: it counts nowhere, and the failures of this person here are forgotten', async () => {
    const { wait, attempt, counters: counting, unitOfWork } = counters();
    for (let failure = 0; failure < 4; failure++) await wait(0);
    const right = await attempt(0);
    await unitOfWork.runIdentity(({ signInAttempts }) => counting.forgive(signInAttempts, right));
    const seen: number[] = [];
    for (let failure = 0; failure < 6; failure++) seen.push(await wait(SECOND));
    expect(seen).toEqual([0, 0, 0, 0, 0, MINUTE]);
  });

  it('forgiven: what others failed at that network still counts', async () => {
    const { wait, attempt, counters: counting, unitOfWork } = counters();
    for (let person = 1; person <= 29; person++) await wait(0, `person ${person}`);
    for (let success = 0; success < 50; success++) {
      const right = await attempt(0, 'own account');
      await unitOfWork.runIdentity(({ signInAttempts }) => counting.forgive(signInAttempts, right));
    }
    expect(await wait(0, 'person 30')).toBe(0);
    expect(await wait(0, 'person 31')).toBe(15 * MINUTE);
  });

  it('withdrawn: as if it had not been made', async () => {
    const { wait, attempt, counters: counting, unitOfWork } = counters();
    for (let round = 0; round < 100; round++) {
      const unseen = await attempt(0);
      await unitOfWork.runIdentity(({ signInAttempts }) => counting.withdraw(signInAttempts, unseen));
    }
    for (let failure = 0; failure < 5; failure++) expect(await wait(0)).toBe(0);
    expect(await wait(0)).toBe(MINUTE);
  });

  it('keys say nothing of whom they count', async () => {
    const { wait, unitOfWork } = counters();
    await wait(0);
    for (const key of unitOfWork.state.attempts.keys()) {
      expect(key).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(unitOfWork.state.attempts.size).toBe(3);
  });
});
