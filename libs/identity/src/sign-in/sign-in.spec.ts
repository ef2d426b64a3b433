import {
  CHEAP_PARAMETERS,
  cheapPasswordHasher,
  CountingPasswordEngine,
  IDENTITY_START as START,
  identityAccount,
  MemoryIdentityUnitOfWork,
} from '../../testing';
import { HashingOverloadedError } from '../passwords/hashing-queue';
import { PasswordHasher, type PasswordEngine } from '../passwords/password-hasher';
import type { IdentityAccount } from '../records/account';
import { Sessions } from '../sessions/sessions';
import { SignIn, type SignInRequest, type SignInResult } from './sign-in';

const password = 'tarn kiosk mule';
const MINUTE = 60_000;
let ids = 0;
const newId = () => `019b4000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;

interface House {
  readonly unitOfWork: MemoryIdentityUnitOfWork;
  readonly engine: CountingPasswordEngine;
  readonly account: IdentityAccount;
  signIn(request?: Partial<SignInRequest>): Promise<SignInResult>;
}

/** A house with one account, Ada's, and a hasher that counts. */
async function house(
  overrides: Partial<IdentityAccount> = {},
  {
    hasher,
    unitOfWork = new MemoryIdentityUnitOfWork(),
  }: { hasher?: PasswordHasher; unitOfWork?: MemoryIdentityUnitOfWork } = {},
): Promise<House> {
  const engine = new CountingPasswordEngine();
  const account = identityAccount({ passwordHash: await engine.hash(password, CHEAP_PARAMETERS), ...overrides });
  engine.hashed = 0;
  await unitOfWork.runIdentity((stores) => stores.identityAccounts.insert(account));
  const signIn = new SignIn({ unitOfWork, hasher: hasher ?? cheapPasswordHasher(engine), newId });
  return {
    unitOfWork,
    engine,
    account,
    signIn: (request) =>
      signIn.signIn({ identifier: 'ada', password, ip: '192.0.2.1', userAgent: 'test', now: START, ...request }),
  };
}

function signedIn(result: SignInResult) {
  if (result.outcome !== 'signed_in') throw new Error(`refused: ${result.reason}`);
  return result;
}
/** What a browser may learn from a result. */
function told(result: SignInResult) {
  if (result.outcome === 'signed_in') throw new Error('signed in');
  const { accountId: _, ...rest } = result;
  return rest;
}

describe('signing in', () => {
  it.each(['ada', 'ADA', ' ada ', 'ada@example.test', 'Ada@EXAMPLE.test'])('as %s', async (identifier) => {
    const { signIn, account, unitOfWork } = await house();
    const result = signedIn(await signIn({ identifier }));
    expect(result.account).toMatchObject({ id: account.id, username: 'ada' });
    expect(result.account).not.toHaveProperty('passwordHash');
    expect(result.session).toMatchObject({
      accountId: account.id,
      authTime: START,
      acr: 'urn:gatehouse:1fa',
      amr: ['pwd'],
      createdAt: START,
      lastSeenAt: START,
      expiresAt: START + 24 * 60 * MINUTE,
      endedAt: null,
      endReason: null,
      ip: '192.0.2.1',
      userAgent: 'test',
    });
    expect([...unitOfWork.state.sessions.values()]).toEqual([result.session]);
    expect(unitOfWork.state.audit).toEqual([
      {
        id: 'sign_in.succeeded',
        at: START,
        subject: account.id,
        sessionId: result.session.id,
        target: { kind: 'session', id: result.session.id },
        ip: '192.0.2.1',
        userAgent: 'test',
        detail: { amr: ['pwd'], acr: 'urn:gatehouse:1fa', renewed: false },
      },
    ]);
  });

  it('writes no success into the audit log without one', async () => {
    const { signIn, unitOfWork } = await house();
    await signIn({ password: 'wrong password' });
    expect(unitOfWork.state.audit).toEqual([]);
  });

  it('stores neither the cookie nor the password', async () => {
    const { signIn, unitOfWork } = await house();
    const { cookieValue } = signedIn(await signIn());
    expect(cookieValue).toMatch(/^gh_ss_[A-Za-z0-9_-]{64}$/);
    const stored = JSON.stringify([...unitOfWork.state.sessions.values(), ...unitOfWork.state.accounts.values()]);
    expect(stored).not.toContain(cookieValue.slice(30));
    expect(stored).not.toContain(password);
  });

  it('cuts an endless User-Agent', async () => {
    const { signIn } = await house();
    expect(signedIn(await signIn({ userAgent: 'x'.repeat(10_000) })).session.userAgent).toHaveLength(512);
  });
});

describe('SEC-G01, SEC-G02 · OWASP Authentication Cheat Sheet: known and unknown people get the same answers', () => {
  const cases: [string, Partial<IdentityAccount>, Partial<SignInRequest>][] = [
    ['a wrong password', {}, { password: 'tarn kiosk mole' }],
    ['nobody of that name', {}, { identifier: 'grace' }],
    ['what can be nobody’s name', {}, { identifier: 'a b\u0000' }],
    ['no name at all', {}, { identifier: '' }],
    ['a disabled account', { disabledAt: START - 1 }, {}],
    ['a disabled account with a wrong password', { disabledAt: START - 1 }, { password: 'tarn kiosk mole' }],
    ['an account without a password', { passwordHash: null }, {}],
  ];

  it.each(cases)('%s: five times "credentials", then "locked"', async (_, account, request) => {
    const { signIn, unitOfWork } = await house(account);
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(told(await signIn(request))).toEqual({ outcome: 'refused', reason: 'credentials' });
    }
    expect(told(await signIn(request))).toEqual({ outcome: 'refused', reason: 'locked', retryAfterSeconds: 60 });
    expect(unitOfWork.state.sessions.size).toBe(0);
  });

  it.each(cases)('%s: one comparison of the same cost each time', async (_, account, request) => {
    const { signIn, engine } = await house(account);
    await signIn(request);
    await signIn(request);
    expect(engine.compared).toHaveLength(2);
    expect(new Set(engine.compared.map((stored) => stored.split('$').slice(0, 4).join('$')))).toEqual(
      new Set(['$argon2id$v=19$m=8,t=1,p=1']),
    );
    expect(engine.hashed).toBe(0);
  });

  it('the audit log still learns whom it was tried for', async () => {
    const { signIn, account } = await house({ disabledAt: START - 1 });
    expect(await signIn()).toMatchObject({ accountId: account.id });
    expect(await signIn({ identifier: 'grace' })).toMatchObject({ accountId: null });
  });
});

describe('SEC-G03: attempts are counted before hashing', () => {
  it('200 parallel wrong passwords: five comparisons', async () => {
    const { signIn, engine } = await house();
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => signIn({ password: `wrong password ${index}` })),
    );
    expect(engine.compared).toHaveLength(5);
    expect(results.map((result) => told(result).reason).filter((reason) => reason === 'locked')).toHaveLength(195);
  });

  it('the right password in the burst after the limit is refused, unhashed, and accepted when the lock is over', async () => {
    const { signIn, engine } = await house();
    await Promise.all(Array.from({ length: 5 }, () => signIn({ password: 'wrong password' })));
    expect(told(await signIn())).toEqual({ outcome: 'refused', reason: 'locked', retryAfterSeconds: 60 });
    expect(told(await signIn({ now: START + MINUTE - 1 })).retryAfterSeconds).toBe(1);
    expect(engine.compared).toHaveLength(5);
    expect((await signIn({ now: START + MINUTE })).outcome).toBe('signed_in');
  });

  it('200 networks, one account: 30 comparisons in an hour', async () => {
    const { signIn, engine } = await house();
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => signIn({ password: 'wrong password', ip: `198.51.100.${index}` })),
    );
    expect(engine.compared).toHaveLength(30);
    expect((await signIn({ now: START + 60 * MINUTE })).outcome).toBe('signed_in');
  });

  it('success forgets the failures before it', async () => {
    const { signIn } = await house();
    // 28 failures in all: fewer than the network and the account may have.
    for (let round = 0; round < 7; round++) {
      for (let failure = 0; failure < 4; failure++) {
        expect(told(await signIn({ password: 'wrong password' })).reason).toBe('credentials');
      }
      expect((await signIn()).outcome).toBe('signed_in');
    }
  });

  it('signing in a hundred times, one after the other, locks nobody', async () => {
    const { signIn } = await house();
    for (let round = 0; round < 100; round++) expect((await signIn()).outcome).toBe('signed_in');
  });
});

describe('SEC-G04: all names of an account share its counters', () => {
  it('username, address, letter case', async () => {
    const { signIn, engine } = await house();
    const names = ['ada', 'ada@example.test', 'ADA', 'Ada@Example.Test', ' ada', 'ada', 'ada@example.test', 'aDa'];
    for (const identifier of names) await signIn({ identifier, password: 'wrong password' });
    expect(engine.compared).toHaveLength(5);
  });

  it('so do the spellings of a name that nobody has', async () => {
    const { signIn, engine } = await house();
    for (const identifier of ['grace', 'GRACE', ' grace', 'Grace', 'gRace', 'ｇｒａｃｅ']) await signIn({ identifier });
    expect(engine.compared).toHaveLength(5);
  });
});

describe('SEC-G06: too long or empty passwords', () => {
  it.each(['', 'x'.repeat(1025), 'x'.repeat(1 << 20)])('are refused without a hash or a count', async (wrong) => {
    const { signIn, engine, unitOfWork } = await house();
    for (let attempt = 0; attempt < 10; attempt++) {
      expect(told(await signIn({ password: wrong }))).toEqual({ outcome: 'refused', reason: 'credentials' });
    }
    expect(engine.compared).toHaveLength(0);
    expect(unitOfWork.state.attempts.size).toBe(0);
  });
});

describe('SEC-G06: too many sign-ins at a time', () => {
  it('are told to come back, and have not used up an attempt', async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const real = new CountingPasswordEngine();
    const engine: PasswordEngine = {
      hash: (text, parameters) => real.hash(text, parameters),
      verify: (stored, text) => gate.then(() => real.verify(stored, text)),
    };
    const limits = { concurrency: 1, waiting: 2, patience: 60_000 };
    const { signIn, unitOfWork } = await house({}, { hasher: cheapPasswordHasher(engine, limits) });
    const first = [signIn(), signIn(), signIn()];
    const overloaded = await signIn();
    expect(told(overloaded)).toEqual({ outcome: 'refused', reason: 'overloaded', retryAfterSeconds: 1 });
    release();
    expect((await Promise.all(first)).map(({ outcome }) => outcome)).toEqual(['signed_in', 'signed_in', 'signed_in']);
    expect([...unitOfWork.state.attempts.values()].filter(({ count }) => count > 0)).toEqual([]);
  });
});

describe('SEC-F03 · OWASP Session Management Cheat Sheet: session fixation', () => {
  it('a new browser gets a session of its own each time', async () => {
    const { signIn, unitOfWork } = await house();
    const [one, other] = [signedIn(await signIn()), signedIn(await signIn())];
    expect(one.session.id).not.toBe(other.session.id);
    expect(one.cookieValue).not.toBe(other.cookieValue);
    expect(unitOfWork.state.sessions.size).toBe(2);
  });

  it('the same person again: the session lives on with a new secret and a new time', async () => {
    const { signIn, unitOfWork } = await house();
    const sessions = new Sessions(unitOfWork);
    const before = signedIn(await signIn());
    const now = START + 5 * MINUTE;
    const after = signedIn(await signIn({ previousSessionId: before.session.id, now, ip: '192.0.2.9' }));
    expect(after.session).toMatchObject({
      id: before.session.id,
      createdAt: START,
      authTime: now,
      expiresAt: now + 24 * 60 * MINUTE,
      ip: '192.0.2.9',
      endedAt: null,
      endReason: null,
    });
    expect(await sessions.readSession(before.cookieValue, now)).toBeUndefined();
    expect((await sessions.readSession(after.cookieValue, now))?.session).toEqual(after.session);
    expect(unitOfWork.state.sessions.size).toBe(1);
    expect(unitOfWork.state.audit.map(({ id, sessionId, detail }) => [id, sessionId, detail?.['renewed']])).toEqual([
      ['sign_in.succeeded', before.session.id, false],
      ['sign_in.succeeded', before.session.id, true],
    ]);
  });

  it('another person: the session before is ended', async () => {
    const { signIn, unitOfWork, account } = await house();
    const grace = { ...account, id: newId(), username: 'grace', email: null };
    await unitOfWork.runIdentity((stores) => stores.identityAccounts.insert(grace));
    const before = signedIn(await signIn());
    const after = signedIn(await signIn({ identifier: 'grace', previousSessionId: before.session.id, now: START + 1 }));
    expect(after.session).toMatchObject({ accountId: grace.id });
    expect(after.session.id).not.toBe(before.session.id);
    expect(unitOfWork.state.sessions.get(before.session.id)).toMatchObject({
      endedAt: START + 1,
      endReason: 'replaced',
    });
    expect(unitOfWork.state.audit.map(({ id, subject, sessionId }) => [id, subject, sessionId])).toEqual([
      ['sign_in.succeeded', account.id, before.session.id],
      ['session.ended', account.id, before.session.id],
      ['sign_in.succeeded', grace.id, after.session.id],
    ]);
  });

  it.each([
    ['ended', START + 1, START + 2],
    ['idle for too long', null, START + 8 * 60 * MINUTE],
    ['past its absolute end', null, START + 24 * 60 * MINUTE],
  ])('a session that is %s does not come back', async (_, endedAt, now) => {
    const { signIn, unitOfWork } = await house();
    const before = signedIn(await signIn());
    if (endedAt !== null)
      await unitOfWork.runIdentity(({ sessions }) => sessions.end(before.session.id, endedAt, 'signed_out'));
    const after = signedIn(await signIn({ previousSessionId: before.session.id, now }));
    expect(after.session.id).not.toBe(before.session.id);
    expect(unitOfWork.state.sessions.get(before.session.id)).toEqual({
      ...before.session,
      endedAt,
      endReason: endedAt === null ? null : 'signed_out',
    });
  });

  it('a failed attempt leaves the session before alone', async () => {
    const { signIn, unitOfWork } = await house();
    const before = signedIn(await signIn());
    await signIn({ previousSessionId: before.session.id, password: 'wrong password', now: START + 1 });
    expect(unitOfWork.state.sessions.get(before.session.id)).toEqual(before.session);
  });
});

describe('SEC-C06: what changes while a password is being compared', () => {
  it.each([
    ['the account is disabled', { disabledAt: START }],
    ['the password is changed', { passwordHash: '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA' }],
  ])('%s: refused', async (_, change) => {
    const real = new CountingPasswordEngine();
    const unitOfWork = new MemoryIdentityUnitOfWork();
    const engine: PasswordEngine = {
      hash: (text, parameters) => real.hash(text, parameters),
      verify: async (stored, text) => {
        await unitOfWork.runIdentity(({ identityAccounts }) => identityAccounts.update({ ...account, ...change }));
        return real.verify(stored, text);
      },
    };
    const { signIn, account } = await house({}, { hasher: cheapPasswordHasher(engine), unitOfWork });
    expect(told(await signIn())).toEqual({ outcome: 'refused', reason: 'credentials' });
    expect(unitOfWork.state.sessions.size).toBe(0);
  });
});

describe('OWASP Password Storage Cheat Sheet: upgrading the work factor', () => {
  const stronger = { memoryCost: 16, timeCost: 1, parallelism: 1 };
  const limits = { concurrency: 1, waiting: 10, patience: 60_000 };

  it('a hash of old parameters is made anew when its password is right, once', async () => {
    const engine = new CountingPasswordEngine();
    const { signIn, unitOfWork, account } = await house({}, { hasher: new PasswordHasher(limits, stronger, engine) });
    await signIn({ password: 'wrong password' });
    expect(unitOfWork.state.accounts.get(account.id)).toEqual(account);
    expect((await signIn({ now: START + 1 })).outcome).toBe('signed_in');
    expect(unitOfWork.state.accounts.get(account.id)?.passwordHash).toContain('m=16,t=1,p=1');
    expect((await signIn({ now: START + 2 })).outcome).toBe('signed_in');
    expect(engine.hashed).toBe(1);
  });

  it('is given up, not the sign-in, when too many are waiting', async () => {
    class BusyHasher extends PasswordHasher {
      override hash(): Promise<string> {
        return Promise.reject(new HashingOverloadedError());
      }
    }
    const { signIn, unitOfWork, account } = await house({}, { hasher: new BusyHasher(limits, stronger) });
    expect((await signIn()).outcome).toBe('signed_in');
    expect(unitOfWork.state.accounts.get(account.id)).toEqual(account);
  });
});
