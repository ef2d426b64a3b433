import {
  cheapPasswordHasher,
  CountingPasswordEngine,
  IDENTITY_START as START,
  identityAccount,
  MemoryIdentityUnitOfWork,
} from '../../testing';
import { PasswordHasher } from '../passwords/password-hasher';
import { Setup, type SetupRequest } from './setup';

const MINUTE = 60_000;
let ids = 0;
const newId = () => `019b4000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;

const ada = { username: 'ada', email: 'ada@example.test', name: 'Ada', password: 'tarn kiosk mule' };

function freshHouse() {
  const unitOfWork = new MemoryIdentityUnitOfWork();
  const engine = new CountingPasswordEngine();
  const setup = new Setup({ unitOfWork, hasher: cheapPasswordHasher(engine), newId });
  const code = async (now = START): Promise<string> => {
    const offer = await setup.offerSetup(now);
    if (offer.outcome !== 'offered') throw new Error(offer.outcome);
    return offer.code;
  };
  const complete = async (request: Partial<SetupRequest>, now = START) =>
    setup.completeSetup({ ...ada, code: 'none', ...request }, now);
  return { unitOfWork, engine, setup, code, complete };
}

describe('SEC-H10: the first owner', () => {
  it('is made with the code, and can sign in with the password', async () => {
    const { unitOfWork, code, complete, setup } = freshHouse();
    expect(await setup.isComplete()).toBe(false);
    const result = await complete({ code: await code() });
    expect(result).toMatchObject({
      outcome: 'completed',
      account: {
        username: 'ada',
        email: 'ada@example.test',
        emailVerified: false,
        roles: ['owner'],
        claims: { name: 'Ada' },
      },
    });
    expect(result).not.toHaveProperty('account.passwordHash');
    const [account] = unitOfWork.state.accounts.values();
    expect(await new PasswordHasher().verify(account?.passwordHash ?? null, ada.password)).toBe(true);
    expect(await setup.isComplete()).toBe(true);
    expect(unitOfWork.state.audit).toMatchObject([
      { id: 'setup.completed', subject: account?.id, target: { kind: 'user', id: account?.id } },
    ]);
    expect(JSON.stringify(unitOfWork.state.audit)).not.toContain(ada.password);
  });

  it('is one, however many come at the same moment', async () => {
    const { unitOfWork, code, complete } = freshHouse();
    const shared = await code();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        complete({ code: shared, username: `owner${index}`, email: `owner${index}@example.test` }),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === 'completed')).toHaveLength(1);
    expect(results.filter(({ outcome }) => outcome === 'refused')).toHaveLength(19);
    expect(unitOfWork.state.accounts.size).toBe(1);
    expect(unitOfWork.state.audit).toHaveLength(1);
  });

  it('is never made again, even when there is none left', async () => {
    const { unitOfWork, code, complete, setup } = freshHouse();
    const used = await code();
    await complete({ code: used });
    unitOfWork.state.accounts.clear();
    expect(await setup.offerSetup(START)).toEqual({ outcome: 'complete' });
    expect(await complete({ code: used })).toEqual({ outcome: 'refused' });
    expect(await setup.setupStands(used, START)).toBe('complete');
    expect(unitOfWork.state.accounts.size).toBe(0);
  });

  it('is not needed when a configuration file brought one', async () => {
    const { code, complete, setup } = freshHouse();
    const offered = await code();
    await setup.closeSetup(START);
    expect(await setup.offerSetup(START)).toEqual({ outcome: 'complete' });
    expect(await complete({ code: offered })).toEqual({ outcome: 'refused' });
  });
});

describe('the set-up code', () => {
  it('is 256 random bits of which only the digest is stored', async () => {
    const { unitOfWork, code } = freshHouse();
    const offered = await code();
    expect(offered).toMatch(/^gh_su_[A-Za-z0-9_-]{64}$/);
    expect(unitOfWork.state.installation.setupDigest).toHaveLength(32);
    expect(JSON.stringify(unitOfWork.state.installation)).not.toContain(offered.slice(20));
  });

  it('stands for 30 minutes', async () => {
    const { code, complete, setup } = freshHouse();
    const offered = await code();
    expect(await setup.setupStands(offered, START + 30 * MINUTE - 1)).toBe('open');
    expect(await setup.setupStands(offered, START + 30 * MINUTE)).toBe('expired');
    expect(await complete({ code: offered }, START + 30 * MINUTE)).toEqual({ outcome: 'refused' });
    expect((await complete({ code: offered }, START + 30 * MINUTE - 1)).outcome).toBe('completed');
  });

  it('replaces the one before', async () => {
    const { code, complete, setup } = freshHouse();
    const [first, second] = [await code(), await code(START + 1)];
    expect(await setup.setupStands(first, START + 1)).toBe('expired');
    expect(await complete({ code: first }, START + 1)).toEqual({ outcome: 'refused' });
    expect((await complete({ code: second }, START + 1)).outcome).toBe('completed');
  });

  it('comes before everything: without it nothing is hashed or said about the form', async () => {
    const { engine, code, complete, setup } = freshHouse();
    const offered = await code();
    for (const wrong of ['', 'gh_su_', offered.slice(0, -1), offered.replace('gh_su_', 'gh_ss_')]) {
      expect(await complete({ code: wrong, password: 'short' })).toEqual({ outcome: 'refused' });
      expect(await setup.setupStands(wrong, START)).toBe('expired');
    }
    await complete({ code: `gh_su_${'A'.repeat(64)}` });
    expect(engine.hashed).toBe(0);
  });

  it('is not used up by a form that is refused', async () => {
    const { unitOfWork, code, complete } = freshHouse();
    await unitOfWork.runIdentity(({ identityAccounts }) => identityAccounts.insert(identityAccount()));
    const offered = await code();
    const refusals: [Partial<SetupRequest>, string[]][] = [
      [{ username: '', email: ' ', password: '' }, ['email missing', 'password missing', 'username missing']],
      [{ username: 'a b', email: 'ada' }, ['email malformed', 'username malformed']],
      [{ password: 'short' }, ['password too-short']],
      [{ password: 'passwordpassword' }, ['password too-common']],
      [{ username: 'lovelace', password: 'lovelace2024!!!' }, ['password too-similar']],
      [{ name: 'x'.repeat(201) }, ['name too-long']],
      [{ username: 'ADA', email: 'other@example.test' }, ['username taken']],
      [{ username: 'other', email: 'Ada@Example.test' }, ['email taken']],
    ];
    for (const [request, problems] of refusals) {
      const result = await complete({ code: offered, ...request });
      if (result.outcome !== 'invalid') throw new Error(result.outcome);
      expect(result.problems.map(({ field, code }) => `${field} ${code}`).sort()).toEqual(problems);
    }
    const free = { username: 'other', email: 'other@example.test', name: '' };
    expect(await complete({ code: offered, ...free })).toMatchObject({ outcome: 'completed', account: { claims: {} } });
  });

  it('is not used up when too many passwords are being hashed', async () => {
    const unitOfWork = new MemoryIdentityUnitOfWork();
    const full = cheapPasswordHasher(undefined, { concurrency: 0, waiting: 0, patience: 0 });
    const offer = await new Setup({ unitOfWork, hasher: full, newId }).offerSetup(START);
    const code = offer.outcome === 'offered' ? offer.code : '';
    const busy = new Setup({ unitOfWork, hasher: full, newId });
    expect(await busy.completeSetup({ ...ada, code }, START)).toEqual({ outcome: 'overloaded', retryAfterSeconds: 1 });
    const free = new Setup({ unitOfWork, hasher: cheapPasswordHasher(), newId });
    expect((await free.completeSetup({ ...ada, code }, START)).outcome).toBe('completed');
  });
});
