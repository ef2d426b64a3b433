import { createHash, randomUUID } from 'node:crypto';
import type { IdentityUnitOfWork } from '../../src/ports/identity-stores';
import type { IdentityAccount } from '../../src/records/account';
import { IDENTITY_START as START, identityAccount, session } from '../fixtures';

/** Independent ways to the same records, as replicas have them; at least one. */
export type IdentityFixtureSource = () => { readonly replicas: readonly IdentityUnitOfWork[] };

const newId = (): string => randomUUID();
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Everything that any store of people, sessions and sign-in attempts must hold to. @param name such as `[sqlite]` */
export function describeIdentityStoreContracts(name: string, source: IdentityFixtureSource): void {
  const replica = (index = 0): IdentityUnitOfWork => {
    const { replicas } = source();
    return replicas[index % replicas.length]!;
  };
  const atOnce = <T>(times: number, work: (stores: IdentityUnitOfWork, index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: times }, (_, index) => work(replica(index), index)));
  const person = (overrides: Partial<IdentityAccount> = {}): IdentityAccount => {
    const id = newId();
    return identityAccount({ id, username: `user-${id}`, email: `${id}@example.test`, ...overrides });
  };
  const insert = (account: IdentityAccount) =>
    replica().runIdentity((stores) => stores.identityAccounts.insert(account));
  const update = (account: IdentityAccount) =>
    replica().runIdentity((stores) => stores.identityAccounts.update(account));
  const find = (id: string) => replica(1).identityReads.identityAccounts.find(id);
  const findBy = (canonical: string) => replica(1).identityReads.identityAccounts.findByIdentifier(canonical);

  describe(`${name} AccountStore`, () => {
    it('keeps every field', async () => {
      const account = person({
        username: `Zoë-${newId()}`,
        passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
        roles: ['owner', 'auditor'],
        claims: { name: 'Zoë 😀', address: { locality: 'Zürich' } },
        disabledAt: START + 1,
        tokensRevokedBefore: START + 2,
        passwordChangedAt: START + 3,
        signInClearedAt: START + 4,
      });
      expect(await insert(account)).toBe('inserted');
      expect(await find(account.id)).toEqual(account);
      const bare = person({ email: null, emailVerified: false, claims: {} });
      await insert(bare);
      expect(await find(bare.id)).toEqual(bare);
    });

    it('finds by canonical username and e-mail address', async () => {
      const tail = newId();
      const account = person({ username: `Ada-${tail}`, email: `Ada.${tail}@EXAMPLE.test` });
      await insert(account);
      expect(await findBy(`ada-${tail}`)).toEqual(account);
      expect(await findBy(`ada.${tail}@example.test`)).toEqual(account);
      expect(await findBy(`ada-${tail} `)).toBeUndefined();
      expect(await findBy(`nobody-${tail}`)).toBeUndefined();
      expect(await find('no id')).toBeUndefined();
    });

    it('lists everybody once, in order of id, page by page', async () => {
      const people = Array.from({ length: 5 }, () => person());
      for (const one of people) await insert(one);
      const seen: IdentityAccount[] = [];
      for (let page: IdentityAccount[] | undefined; page?.length !== 0; seen.push(...page)) {
        const after = seen.at(-1)?.id;
        page = await replica(1).identityReads.identityAccounts.list({ limit: 2, ...(after ? { after } : {}) });
        expect(page.length).toBeLessThanOrEqual(2);
      }
      const ids = seen.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(ids).toEqual(expect.arrayContaining(people.map(({ id }) => id)));
      expect(seen).toContainEqual(people[0]);
    });

    it('refuses a name that is somebody else’s, in any spelling and as username or e-mail address', async () => {
      const tail = newId();
      await insert(person({ username: `ada-${tail}`, email: `ada-${tail}@example.test` }));
      for (const taken of [
        person({ username: `ADA-${tail}` }),
        person({ email: `Ada-${tail}@Example.TEST` }),
        person({ username: `ada-${tail}@example.test` }),
      ]) {
        expect(await insert(taken)).toBe('taken');
        expect(await find(taken.id)).toBeUndefined();
      }
    });

    it('takes nothing when one of two names is taken', async () => {
      const tail = newId();
      await insert(person({ username: `taken-${tail}` }));
      expect(await insert(person({ username: `taken-${tail}`, email: `a-free-${tail}@example.test` }))).toBe('taken');
      expect(await insert(person({ username: `a-free-${tail}@example.test`, email: null }))).toBe('inserted');
    });

    it('allows a username that is the person’s own e-mail address', async () => {
      const email = `${newId()}@example.test`;
      const account = person({ username: email, email });
      expect(await insert(account)).toBe('inserted');
      expect(await findBy(email)).toEqual(account);
    });

    it('gives a name to one of 8 that want it at once', async () => {
      const tail = newId();
      const verdicts = await atOnce(8, (stores, index) =>
        stores.runIdentity((inside) =>
          inside.identityAccounts.insert(
            person(index % 2 ? { username: `x-${tail}@example.test` } : { email: `X-${tail}@example.test` }),
          ),
        ),
      );
      expect(verdicts.filter((verdict) => verdict === 'inserted')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'taken')).toHaveLength(7);
    });

    it('updates everything but id and creation, and frees old names', async () => {
      const before = person();
      await insert(before);
      const after: IdentityAccount = {
        ...before,
        username: `renamed-${before.id}`,
        email: null,
        emailVerified: false,
        passwordHash: 'x',
        roles: ['support'],
        claims: {},
        disabledAt: START + 2,
        tokensRevokedBefore: START + 3,
        passwordChangedAt: START + 4,
        signInClearedAt: START + 5,
        createdAt: START + 999,
        updatedAt: START + 3,
      };
      expect(await update(after)).toBe('updated');
      expect(await find(before.id)).toEqual({ ...after, createdAt: before.createdAt });
      expect(await findBy(before.username)).toBeUndefined();
      expect(await insert(person({ username: before.username, email: before.email }))).toBe('inserted');
      expect(await update({ ...after, username: before.username })).toBe('taken');
      expect((await find(before.id))?.username).toBe(after.username);
      expect(await findBy(after.username)).toBeDefined();
    });

    it('forgets a person and frees their names, once', async () => {
      const account = person();
      await insert(account);
      const remove = () => replica().runIdentity((stores) => stores.identityAccounts.remove(account.id));
      expect(await remove()).toBe('removed');
      expect(await find(account.id)).toBeUndefined();
      expect(await findBy(account.username)).toBeUndefined();
      expect(await remove()).toBe('refused');
      expect(await insert(person({ username: account.username, email: account.email }))).toBe('inserted');
    });

    it('loses no change of those who lock before they look', async () => {
      const account = person({ claims: {} });
      await insert(account);
      await atOnce(8, (stores, index) =>
        stores.runIdentity(async ({ identityAccounts }) => {
          const current = await identityAccounts.lock(account.id);
          if (!current) throw new Error('the account is gone');
          await identityAccounts.update({ ...current, claims: { ...current.claims, [`claim-${index}`]: 'there' } });
        }),
      );
      expect(Object.keys((await find(account.id))?.claims ?? {})).toHaveLength(8);
      expect(await replica().runIdentity((stores) => stores.identityAccounts.lock(newId()))).toBeUndefined();
    });

    it('tells the enabled owners to one after the other, so that 8 who step down at once leave one', async () => {
      const owners = Array.from({ length: 8 }, () => person({ roles: ['owner', 'support'] }));
      for (const owner of owners) await insert(owner);
      await insert(person({ roles: ['owner'], disabledAt: START }));
      await insert(person({ roles: ['admin'] }));
      const ours = new Set(owners.map(({ id }) => id));
      const steppedDown = await atOnce(8, (stores, index) =>
        stores.runIdentity(async ({ identityAccounts }) => {
          const left = (await identityAccounts.enabledOwners()).filter((id) => ours.has(id));
          const owner = owners[index];
          if (!owner || left.length < 2) return false;
          await identityAccounts.update({ ...owner, ...(index % 2 ? { roles: [] } : { disabledAt: START }) });
          return true;
        }),
      );
      expect(steppedDown.filter(Boolean)).toHaveLength(7);
      const enabled = await replica().runIdentity((stores) => stores.identityAccounts.enabledOwners());
      expect(enabled.filter((id) => ours.has(id))).toHaveLength(1);
    });

    it('does not update nobody', async () => {
      await expect(update(person())).rejects.toThrow('there is no account');
    });
  });

  describe(`${name} SessionStore`, () => {
    const stored = async () => {
      const account = person();
      await insert(account);
      const record = session({ id: newId(), accountId: account.id, digest: digest(newId()) });
      await replica().runIdentity((stores) => stores.sessions.insert(record));
      return { account, record };
    };
    const found = async (id: string) => (await replica(1).identityReads.sessions.find(id))?.session;

    it('finds a session with its account', async () => {
      const { account, record } = await stored();
      expect(await replica(1).identityReads.sessions.find(record.id)).toEqual({ session: record, account });
      expect(await replica().identityReads.sessions.find(newId())).toBeUndefined();
      expect(await replica().identityReads.sessions.find('no id')).toBeUndefined();
    });

    it('moves the last visit forward only, and not after the end', async () => {
      const { record } = await stored();
      const touch = (at: number) => replica().runIdentity((stores) => stores.sessions.touch(record.id, at));
      await touch(START + 10);
      await touch(START + 5);
      expect((await found(record.id))?.lastSeenAt).toBe(START + 10);
      await replica().runIdentity((stores) => stores.sessions.end(record.id, START + 11, 'signed_out'));
      await touch(START + 20);
      expect(await found(record.id)).toEqual({
        ...record,
        lastSeenAt: START + 10,
        endedAt: START + 11,
        endReason: 'signed_out',
      });
    });

    it('is renewed with a new secret, until it has ended', async () => {
      const { record } = await stored();
      const renewal = {
        digest: digest('new'),
        authTime: START + 30,
        acr: 'urn:example:two',
        amr: ['pwd', 'otp'],
        expiresAt: START + 999,
        ip: null,
        userAgent: 'x'.repeat(500),
      };
      const renew = () => replica().runIdentity((stores) => stores.sessions.renew(record.id, renewal));
      expect(await renew()).toBe('renewed');
      expect(await found(record.id)).toEqual({ ...record, ...renewal, lastSeenAt: START + 30 });
      await replica().runIdentity((stores) => stores.sessions.end(record.id, START + 40, 'signed_out'));
      expect(await renew()).toBe('ended');
      expect(await replica().runIdentity((stores) => stores.sessions.renew(newId(), renewal))).toBe('ended');
    });

    it('ends once, by one of 8 that try at once', async () => {
      const { record } = await stored();
      const verdicts = await atOnce(8, (stores, index) =>
        stores.runIdentity((inside) => inside.sessions.end(record.id, START + index, 'signed_out')),
      );
      expect(verdicts.filter((verdict) => verdict === 'ended')).toHaveLength(1);
      expect((await found(record.id))?.endedAt).toBe(START + verdicts.indexOf('ended'));
    });

    it('ends all sessions of a person and of nobody else', async () => {
      const { account, record } = await stored();
      const second = session({ id: newId(), accountId: account.id });
      const ended = session({ id: newId(), accountId: account.id, endedAt: START - 1 });
      const other = await stored();
      for (const extra of [second, ended]) await replica().runIdentity((stores) => stores.sessions.insert(extra));
      const endAll = () =>
        replica().runIdentity((stores) => stores.sessions.endAllOf(account.id, START + 7, 'password_changed'));
      expect(await endAll()).toBe(2);
      expect(await endAll()).toBe(0);
      expect(await found(record.id)).toMatchObject({ endedAt: START + 7, endReason: 'password_changed' });
      expect(await found(ended.id)).toMatchObject({ endedAt: START - 1, endReason: null });
      expect((await found(other.record.id))?.endedAt).toBeNull();
    });
  });

  describe(`${name} SignInAttemptStore`, () => {
    const count = (key: Buffer, at: number, window = 100) =>
      replica().runIdentity((stores) => stores.signInAttempts.count(key, at, window));

    it('counts within a window and starts again after it', async () => {
      const key = digest(newId());
      expect(await count(key, START)).toEqual({ count: 1, windowStartedAt: START });
      expect(await count(key, START + 99)).toEqual({ count: 2, windowStartedAt: START });
      expect(await count(key, START + 100)).toEqual({ count: 1, windowStartedAt: START + 100 });
      expect(await count(digest(newId()), START)).toEqual({ count: 1, windowStartedAt: START });
    });

    it('misses none of 24 at once', async () => {
      const key = digest(newId());
      const counts = await atOnce(24, (stores) =>
        stores.runIdentity((inside) => inside.signInAttempts.count(key, START, 100)),
      );
      expect(counts.map((entry) => entry.count).sort((left, right) => left - right)).toEqual(
        Array.from({ length: 24 }, (_, index) => index + 1),
      );
    });

    it('takes one back, but not from a newer window nor below none', async () => {
      const key = digest(newId());
      const giveBack = (windowStartedAt: number) =>
        replica().runIdentity((stores) => stores.signInAttempts.giveBack(key, windowStartedAt));
      const find = () => replica(1).identityReads.signInAttempts.find(key);
      expect(await find()).toBeUndefined();
      await giveBack(START);
      await count(key, START);
      await count(key, START + 1);
      expect(await find()).toEqual({ count: 2, windowStartedAt: START });
      await giveBack(START);
      expect((await count(key, START + 2)).count).toBe(2);
      await count(key, START + 200);
      await giveBack(START);
      expect((await count(key, START + 201)).count).toBe(2);
      for (let times = 0; times < 5; times++) await giveBack(START + 200);
      expect((await count(key, START + 202)).count).toBe(1);
    });

    it('forgets several at once, unknown ones too', async () => {
      const [first, second, third] = [digest(newId()), digest(newId()), digest(newId())];
      for (const key of [first, second, third]) await count(key, START);
      await replica().runIdentity((stores) => stores.signInAttempts.clear([first, second, digest(newId())]));
      await replica().runIdentity((stores) => stores.signInAttempts.clear([]));
      expect((await count(first, START)).count).toBe(1);
      expect((await count(second, START)).count).toBe(1);
      expect((await count(third, START)).count).toBe(2);
    });
  });

  // One instance has one installation, so this is one story.
  describe(`${name} InstallationStore`, () => {
    it('is set up once, with the code that stands', async () => {
      const inside = <T>(work: (store: ReturnType<typeof pick>) => Promise<T>) =>
        replica().runIdentity((stores) => work(pick(stores)));
      const pick = (stores: Parameters<Parameters<IdentityUnitOfWork['runIdentity']>[0]>[0]) => stores.installation;
      const [old, current] = [digest('old'), digest('current')];

      expect(await inside((store) => store.completedAt())).toBeNull();
      expect(await inside((store) => store.setupCodeStands(old, START))).toBe(false);
      expect(await inside((store) => store.offerSetupCode(old, START + 50))).toBe('offered');
      expect(await inside((store) => store.offerSetupCode(current, START + 100))).toBe('offered');
      expect(await inside((store) => store.setupCodeStands(old, START))).toBe(false);
      expect(await inside((store) => store.setupCodeStands(current, START + 99))).toBe(true);
      expect(await inside((store) => store.setupCodeStands(current, START + 100))).toBe(false);
      expect(await inside((store) => store.complete(old, START))).toBe('refused');
      expect(await inside((store) => store.complete(current, START + 100))).toBe('refused');

      const undone = replica().runIdentity(async (stores) => {
        expect(await stores.installation.complete(current, START + 1)).toBe('completed');
        throw new Error('the owner was refused');
      });
      await expect(undone).rejects.toThrow('the owner was refused');
      expect(await inside((store) => store.completedAt())).toBeNull();

      const verdicts = await atOnce(8, (stores, index) =>
        stores.runIdentity((all) => all.installation.complete(current, START + index)),
      );
      expect(verdicts.filter((verdict) => verdict === 'completed')).toHaveLength(1);
      const completedAt = START + verdicts.indexOf('completed');
      expect(await inside((store) => store.completedAt())).toBe(completedAt);
      expect(await inside((store) => store.offerSetupCode(digest('new'), START + 500))).toBe('complete');
      expect(await inside((store) => store.setupCodeStands(current, START))).toBe(false);
      expect(await inside((store) => store.complete(current, START))).toBe('refused');
      await inside((store) => store.completeByConfiguration(START + 700));
      expect(await inside((store) => store.completedAt())).toBe(completedAt);
    });
  });
}
