import { IDENTITY_START as START, MemoryIdentityUnitOfWork } from '../../testing';
import { AttemptCounters } from './attempt-counters';
import { countedAs, signInLock } from './sign-in-lock';
import { SIGN_IN_LIMITS } from './throttle.policy';

const limits = { ...SIGN_IN_LIMITS, account: { attempts: 3, window: 1_000 } };
const person = { id: 'ada', signInClearedAt: null };

describe('the sign-in lock of a person', () => {
  it('counts attempts from everywhere until the window is over', async () => {
    const unitOfWork = new MemoryIdentityUnitOfWork();
    const counters = new AttemptCounters(unitOfWork, limits);
    const read = (now: number) => signInLock(unitOfWork.identityReads.signInAttempts, person, now, limits);
    expect(await read(START)).toEqual({ attempts: 0, lockedUntil: null });
    await counters.count(countedAs(person), '192.0.2.1', START);
    await counters.count(countedAs(person), '192.0.2.2', START + 1);
    expect(await read(START + 2)).toEqual({ attempts: 2, lockedUntil: null });
    await counters.count(countedAs(person), '192.0.2.3', START + 2);
    expect((await counters.count(countedAs(person), '192.0.2.4', START + 3)).allowed).toBe(false);
    expect(await read(START + 999)).toEqual({ attempts: 3, lockedUntil: START + 1_000 });
    expect(await read(START + 1_000)).toEqual({ attempts: 0, lockedUntil: null });
  });

  it('is forgotten at every network once it was lifted', async () => {
    const unitOfWork = new MemoryIdentityUnitOfWork();
    const counters = new AttemptCounters(unitOfWork, SIGN_IN_LIMITS);
    const attempt = (who: string) => counters.count(who, '192.0.2.1', START);
    for (let count = 0; count < 5; count++) expect((await attempt(countedAs(person))).allowed).toBe(true);
    expect((await attempt(countedAs(person))).allowed).toBe(false);
    const lifted = { ...person, signInClearedAt: START };
    expect((await attempt(countedAs(lifted))).allowed).toBe(true);
    expect(await signInLock(unitOfWork.identityReads.signInAttempts, lifted, START)).toMatchObject({ attempts: 1 });
  });
});
