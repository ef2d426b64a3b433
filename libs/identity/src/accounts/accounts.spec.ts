import {
  cheapPasswordHasher,
  CountingPasswordEngine,
  IDENTITY_START as START,
  MemoryIdentityUnitOfWork,
  session,
} from '../../testing';
import type { AccountDraft } from './account-draft';
import { Accounts } from './accounts';

let ids = 0;
const newId = () => `019b4000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
const password = 'tarn kiosk mule';
const ada: AccountDraft = {
  username: 'ada',
  email: 'ada@example.test',
  emailVerified: true,
  password,
  roles: ['owner'],
  claims: { name: 'Ada Example' },
};
const operator = (now = START) => ({ rule: 'operator' as const, now });

function registry() {
  const unitOfWork = new MemoryIdentityUnitOfWork();
  const engine = new CountingPasswordEngine();
  const hasher = cheapPasswordHasher(engine);
  const accounts = new Accounts({ unitOfWork, hasher, newId });
  const stored = () => {
    const [account] = unitOfWork.state.accounts.values();
    if (!account) throw new Error('there is no account');
    return account;
  };
  return { unitOfWork, engine, hasher, accounts, stored };
}

function codes(
  result: { readonly outcome: string; readonly problems?: readonly { field: string; code: string }[] } | undefined,
) {
  return result?.problems?.map(({ field, code }) => `${field} ${code}`);
}

describe('making an account', () => {
  it('stores what was said, in order', async () => {
    const { accounts, stored, hasher } = registry();
    const draft = { ...ada, username: ' Ada ', email: ' Ada@Example.test ', roles: ['support', 'owner', 'owner'] };
    const result = await accounts.createAccount(draft, operator());
    expect(result).toMatchObject({ outcome: 'created', warnings: [] });
    expect(stored()).toMatchObject({
      username: 'Ada',
      email: 'Ada@Example.test',
      emailVerified: true,
      roles: ['owner', 'support'],
      claims: { name: 'Ada Example' },
      disabledAt: null,
      tokensRevokedBefore: null,
      passwordChangedAt: START,
      signInClearedAt: null,
      createdAt: START,
      updatedAt: START,
    });
    expect(await hasher.verify(stored().passwordHash, password)).toBe(true);
    expect(JSON.stringify(result)).not.toContain('argon2');
  });

  it('needs no more than a username', async () => {
    const { accounts, stored } = registry();
    await accounts.createAccount({ username: 'ada', disabled: true }, operator());
    expect(stored()).toMatchObject({
      email: null,
      emailVerified: false,
      passwordHash: null,
      roles: [],
      disabledAt: START,
    });
  });

  it('says everything that is wrong at once, and hashes nothing for it', async () => {
    const { accounts, engine } = registry();
    const draft = { username: '', email: 'x', password: 'short', roles: ['king'], claims: { sub: 'x', locale: 1 } };
    expect(codes(await accounts.createAccount(draft, { rule: 'person', now: START }))).toEqual([
      'username missing',
      'email malformed',
      'roles unknown-role',
      'password too-short',
      'claims unknown-claim',
      'claims wrong-type',
    ]);
    expect(engine.hashed).toBe(0);
  });

  it('lets an operator choose a short password, with a warning', async () => {
    const { accounts } = registry();
    expect(await accounts.createAccount({ ...ada, password: 'tarnmule' }, operator())).toMatchObject({
      outcome: 'created',
      warnings: [{ field: 'password', code: 'too-short' }],
    });
  });

  it.each([
    [{ username: 'ADA', email: null }, ['username taken']],
    [{ username: 'ａｄａ', email: 'other@example.test' }, ['username taken']],
    [{ username: 'other', email: 'ada@EXAMPLE.test' }, ['email taken']],
    [{ username: 'ada', email: 'ada@example.test' }, ['username taken', 'email taken']],
  ])('SEC-F10: refuses names that are somebody else’s in any spelling: %j', async (names, problems) => {
    const { accounts, unitOfWork } = registry();
    await accounts.createAccount(ada, operator());
    expect(codes(await accounts.createAccount({ ...ada, ...names }, operator()))).toEqual(problems);
    expect(unitOfWork.state.accounts.size).toBe(1);
  });
});

describe('changing an account', () => {
  it('to the same changes nothing, not even the time or the hash', async () => {
    const { accounts, stored, engine } = registry();
    await accounts.createAccount(ada, operator());
    const before = stored();
    expect(await accounts.updateAccount(ada, operator(START + 1))).toMatchObject({ outcome: 'unchanged' });
    expect(await accounts.updateAccount({ ...ada, username: 'ada' }, operator(START + 1))).toMatchObject({
      outcome: 'unchanged',
    });
    expect(stored()).toEqual(before);
    expect(engine.hashed).toBe(1);
  });

  it('leaves alone what is not said', async () => {
    const { accounts, stored } = registry();
    await accounts.createAccount(ada, operator());
    const before = stored();
    expect(await accounts.updateAccount({ username: 'ADA', roles: [] }, operator(START + 1))).toMatchObject({
      outcome: 'updated',
    });
    expect(stored()).toEqual({ ...before, username: 'ADA', roles: [], updatedAt: START + 1 });
  });

  it('an address that changes is unverified until somebody says otherwise', async () => {
    const { accounts, stored } = registry();
    await accounts.createAccount(ada, operator());
    await accounts.updateAccount({ username: 'ada', email: 'new@example.test' }, operator(START + 1));
    expect(stored()).toMatchObject({ email: 'new@example.test', emailVerified: false });
    await accounts.updateAccount({ username: 'ada', emailVerified: true }, operator(START + 2));
    expect(stored().emailVerified).toBe(true);
    await accounts.updateAccount({ username: 'ada', email: null }, operator(START + 3));
    expect(stored()).toMatchObject({ email: null, emailVerified: false });
  });

  it('SEC-C06: another password, or none, ends the sessions', async () => {
    for (const changed of ['another tarn kiosk', null]) {
      const { accounts, stored, unitOfWork, hasher } = registry();
      await accounts.createAccount(ada, operator());
      await unitOfWork.runIdentity(({ sessions }) => sessions.insert(session({ accountId: stored().id })));
      await accounts.updateAccount({ username: 'ada', claims: {} }, operator(START + 1));
      expect([...unitOfWork.state.sessions.values()]).toMatchObject([{ endedAt: null }]);
      await accounts.updateAccount({ username: 'ada', password: changed }, operator(START + 2));
      expect([...unitOfWork.state.sessions.values()]).toMatchObject([{ endedAt: START + 2 }]);
      expect(await hasher.verify(stored().passwordHash, password)).toBe(false);
      expect(await hasher.verify(stored().passwordHash, 'another tarn kiosk')).toBe(changed !== null);
    }
  });

  it('disables once and enables again', async () => {
    const { accounts, stored } = registry();
    await accounts.createAccount(ada, operator());
    const set = (disabled: boolean, now: number) =>
      accounts.updateAccount({ username: 'ada', disabled }, operator(now));
    await set(true, START + 1);
    expect(await set(true, START + 2)).toMatchObject({ outcome: 'unchanged' });
    expect(stored().disabledAt).toBe(START + 1);
    await set(false, START + 3);
    expect(stored().disabledAt).toBeNull();
  });

  it('of nobody, or by an address, is answered with undefined', async () => {
    const { accounts } = registry();
    await accounts.createAccount(ada, operator());
    expect(await accounts.updateAccount({ username: 'grace' }, operator())).toBeUndefined();
    expect(await accounts.updateAccount({ username: 'ada@example.test' }, operator())).toBeUndefined();
    expect(await accounts.updateAccount({ username: '' }, operator())).toBeUndefined();
  });

  it('refuses an address that is somebody else’s', async () => {
    const { accounts, stored } = registry();
    await accounts.createAccount(ada, operator());
    await accounts.createAccount({ username: 'grace', email: 'grace@example.test' }, operator());
    expect(codes(await accounts.updateAccount({ username: 'ada', email: 'GRACE@example.test' }, operator()))).toEqual([
      'email taken',
    ]);
    expect(stored().email).toBe('ada@example.test');
  });
});

describe('the audit log tells of an account', () => {
  const OPERATOR = { kind: 'operator', id: null } as const;
  const told = (unitOfWork: ReturnType<typeof registry>['unitOfWork']) =>
    unitOfWork.state.audit.splice(0).map(({ id, actor, detail }) => ({ id, actor, detail }));

  it('that it was made, by whom, and never its password', async () => {
    const { accounts, unitOfWork, stored } = registry();
    await accounts.createAccount(ada, { ...operator(), actor: OPERATOR });
    expect(unitOfWork.state.audit).toMatchObject([
      { id: 'account.created', at: START, actor: OPERATOR, subject: stored().id, target: { id: stored().id } },
    ]);
    const text = JSON.stringify(told(unitOfWork));
    expect(text).toContain('ada@example.test');
    expect(text).not.toContain(password);
    expect(text).not.toContain('argon2');
    await accounts.createAccount({ username: 'ADA' }, operator());
    expect(told(unitOfWork)).toEqual([]);
  });

  it('each kind of change by itself, with what changed before and after', async () => {
    const { accounts, unitOfWork } = registry();
    await accounts.createAccount({ username: 'ada', email: 'ada@example.test', roles: [] }, operator());
    told(unitOfWork);
    const change = { email: 'new@example.test', roles: ['auditor'], password: 'another tarn kiosk', disabled: true };
    await accounts.updateAccount({ username: 'ada', ...change }, { ...operator(START + 1), actor: OPERATOR });
    expect(told(unitOfWork)).toEqual([
      {
        id: 'account.updated',
        actor: OPERATOR,
        detail: { before: { email: 'ada@example.test' }, after: { email: 'new@example.test' } },
      },
      {
        id: 'account.roles_changed',
        actor: OPERATOR,
        detail: { before: { roles: [] }, after: { roles: ['auditor'] } },
      },
      { id: 'account.password_changed', actor: OPERATOR, detail: {} },
      { id: 'account.disabled', actor: OPERATOR, detail: {} },
    ]);
    await accounts.updateAccount({ username: 'ada', ...change }, operator(START + 2));
    expect(told(unitOfWork)).toEqual([]);
    await accounts.updateAccount({ username: 'ada', disabled: false }, operator(START + 3));
    expect(told(unitOfWork)).toEqual([{ id: 'account.enabled', actor: undefined, detail: {} }]);
  });
});
