import { cheapPasswordHasher, IDENTITY_START as START, identityAccount, MemoryIdentityUnitOfWork } from '../../testing';
import {
  AdministrationUnitOfWork,
  type AdministrationStores,
  type AdministrativeOrigin,
} from '../ports/identity-stores';
import type { IdentityAccount } from '../records/account';
import { AccountAdministration, type AdministrativeChange, type JudgedChange } from './account-administration';

const password = 'tarn kiosk mule seven';

/** Memory stores; what is to end is noted instead of ended. */
class MemoryAdministration extends AdministrationUnitOfWork {
  readonly memory = new MemoryIdentityUnitOfWork();
  readonly identityReads = this.memory.identityReads;
  readonly ended: string[] = [];
  now = START;

  override runAdministration<T>(
    _: AdministrativeOrigin,
    work: (stores: AdministrationStores) => Promise<T>,
  ): Promise<T> {
    const endings = {
      end: async (event: string, accountId: string) => {
        this.ended.push(`${event} ${accountId}`);
        return 'revocation';
      },
    };
    return this.memory.runIdentity((stores) => work({ ...stores, endings, now: this.now }));
  }
}

class Refused extends Error {}

async function house(...accounts: readonly Partial<IdentityAccount>[]) {
  const unitOfWork = new MemoryAdministration();
  let ids = 0;
  const administration = new AccountAdministration({
    unitOfWork,
    hasher: cheapPasswordHasher(),
    newId: () => `019b4000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`,
  });
  await unitOfWork.memory.runIdentity(async ({ identityAccounts }) => {
    for (const account of accounts) {
      await identityAccounts.insert(identityAccount({ email: null, username: account.id ?? '', ...account }));
    }
  });
  const judged: JudgedChange[] = [];
  const by = (overrides: Partial<AdministrativeChange> = {}): AdministrativeChange => ({
    actor: { kind: 'person', id: 'ada' },
    ip: '192.0.2.1',
    userAgent: 'test',
    judge: (change) => void judged.push(change),
    ...overrides,
  });
  const stored = (id: string) => unitOfWork.memory.state.accounts.get(id);
  const events = () => unitOfWork.memory.state.audit;
  return { unitOfWork, administration, by, judged, stored, events };
}

const ada = { id: 'ada', roles: ['owner'] as const };
const bob = { id: 'bob', roles: ['owner'] as const };
const eve = { id: 'eve', email: 'eve@example.test', claims: { name: 'Eve', locale: 'en' } };

describe('administering people', () => {
  it('makes an account with or without a password, judged with the roles that it will have', async () => {
    const { administration, by, judged, stored, events } = await house(ada);
    const made = await administration.create({ username: ' Kim ', password, roles: ['support', 'admin'] }, by());
    if (made.outcome !== 'done') throw new Error(made.outcome);
    expect(made.account).toMatchObject({ username: 'Kim', roles: ['admin', 'support'], hasPassword: true });
    expect(made.account).not.toHaveProperty('passwordHash');
    expect(stored(made.account.id)).toMatchObject({ passwordChangedAt: START, createdAt: START });
    expect(judged).toMatchObject([{ target: undefined, actor: { id: 'ada' }, roles: ['admin', 'support'] }]);
    const bare = await administration.create({ username: 'bare' }, by());
    expect(bare).toMatchObject({ account: { hasPassword: false, passwordChangedAt: null } });
    expect(events()).toMatchObject([
      {
        id: 'account.created',
        actor: { kind: 'person', id: 'ada' },
        target: { kind: 'user', id: made.account.id },
        ip: '192.0.2.1',
        detail: { after: { username: 'Kim', roles: ['admin', 'support'] } },
      },
      { id: 'account.created' },
    ]);
    expect(JSON.stringify(events())).not.toContain('argon2');
  });

  it('obeys the whole password policy', async () => {
    const { administration, by, stored } = await house(eve);
    for (const weak of ['tarn kiosk mul', 'passwordpassword', 'eve eve eve eve eve']) {
      expect(await administration.setPassword('eve', weak, by())).toMatchObject({ outcome: 'invalid' });
      expect(await administration.create({ username: 'eve.2', password: weak }, by())).toMatchObject({
        outcome: 'invalid',
      });
    }
    expect(stored('eve')?.passwordHash).toBeNull();
  });

  it('does nothing for somebody who is refused, and says nothing of it', async () => {
    const { administration, unitOfWork, by, events, stored } = await house(ada, eve);
    const refuse = by({
      judge: () => {
        throw new Refused();
      },
    });
    const before = stored('eve');
    for (const change of [
      () => administration.create({ username: 'kim' }, refuse),
      () => administration.update('eve', () => ({ email: 'x@example.test' }), refuse),
      () => administration.setPassword('eve', password, refuse),
      () => administration.setRoles('eve', ['admin'], refuse),
      () => administration.disable('eve', refuse),
      () => administration.enable('eve', refuse),
      () => administration.remove('eve', refuse),
      () => administration.liftSignInLock('eve', refuse),
    ]) {
      await expect(change()).rejects.toThrow(Refused);
    }
    expect([stored('eve'), events(), unitOfWork.ended]).toEqual([before, [], []]);
  });

  it('judges on what is stored at that moment, of both', async () => {
    const { administration, by, judged, unitOfWork } = await house(ada, eve);
    await administration.disable('eve', by());
    expect(judged.at(-1)).toMatchObject({ target: { id: 'eve' }, actor: { id: 'ada', roles: ['owner'] } });
    await unitOfWork.memory.runIdentity(({ identityAccounts }) => identityAccounts.remove('ada'));
    await administration.enable('eve', by());
    expect(judged.at(-1)).toMatchObject({ target: { disabledAt: START }, actor: undefined });
    await administration.disable('eve', by({ actor: { kind: 'client', id: 'robot' } }));
    expect(judged.at(-1)?.actor).toBeUndefined();
  });

  it('changes what the patch says and tells only what changed', async () => {
    const { administration, by, events, stored, unitOfWork } = await house(ada, eve);
    unitOfWork.now = START + 5;
    const claims = { name: 'Eve', zoneinfo: 'Europe/Zurich' };
    const changed = await administration.update('eve', () => ({ emailVerified: false, claims }), by());
    expect(changed).toMatchObject({ outcome: 'done', account: { email: 'eve@example.test', claims } });
    expect(stored('eve')).toMatchObject({ updatedAt: START + 5, emailVerified: false });
    expect(events().at(-1)).toMatchObject({
      id: 'account.updated',
      at: START + 5,
      detail: {
        before: { email_verified: true, 'claims.locale': 'en', 'claims.zoneinfo': null },
        after: { email_verified: false, 'claims.locale': null, 'claims.zoneinfo': 'Europe/Zurich' },
      },
    });
    unitOfWork.now = START + 6;
    await administration.update('eve', (current) => ({ claims: current.claims }), by());
    expect(stored('eve')?.updatedAt).toBe(START + 5);
    expect(events()).toHaveLength(1);
    expect(await administration.update('eve', () => ({ username: 'ADA' }), by())).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'username', code: 'taken' }],
    });
    expect(await administration.update('nobody', () => ({}), by())).toEqual({ outcome: 'not_found' });
  });

  it('ends what was issued, with a new password, disabling and deleting; not otherwise', async () => {
    const { administration, by, unitOfWork, events, stored } = await house(ada, eve);
    expect(await administration.setPassword('eve', password, by())).toMatchObject({ revocationId: 'revocation' });
    expect(stored('eve')).toMatchObject({ passwordChangedAt: START });
    await administration.setPassword('eve', null, by());
    await administration.setPassword('eve', null, by());
    await administration.disable('eve', by());
    await administration.disable('eve', by());
    await administration.enable('eve', by());
    await administration.enable('eve', by());
    await administration.setRoles('eve', ['support'], by());
    await administration.setRoles('eve', ['support'], by());
    await administration.remove('eve', by());
    expect(unitOfWork.ended).toEqual([
      'password_changed eve',
      'password_changed eve',
      'user_disabled eve',
      'user_deleted eve',
    ]);
    expect(events().map(({ id, detail }) => [id, detail])).toEqual([
      ['account.password_changed', { before: { has_password: false }, after: { has_password: true } }],
      ['account.password_changed', { before: { has_password: true }, after: { has_password: false } }],
      ['account.disabled', {}],
      ['account.enabled', {}],
      ['account.roles_changed', { before: { roles: [] }, after: { roles: ['support'] } }],
      ['account.deleted', { before: expect.objectContaining({ username: 'eve', roles: ['support'] }) }],
    ]);
    expect(stored('eve')).toBeUndefined();
  });

  it('gives the attempts of a person whose lock was lifted a new name, each time another', async () => {
    const { administration, by, stored } = await house(ada, eve);
    await administration.liftSignInLock('eve', by());
    await administration.liftSignInLock('eve', by());
    expect(stored('eve')).toMatchObject({ signInClearedAt: START + 1, updatedAt: START });
  });

  describe('keeps an owner', () => {
    const ways = (administration: AccountAdministration, by: AdministrativeChange) => [
      (id: string) => administration.setRoles(id, ['admin'], by),
      (id: string) => administration.disable(id, by),
      (id: string) => administration.remove(id, by),
    ];

    it('who is the last enabled one', async () => {
      const { administration, by, stored, events, unitOfWork } = await house(ada, { ...bob, disabledAt: START });
      for (const way of ways(administration, by())) expect(await way('ada')).toEqual({ outcome: 'last_owner' });
      expect(stored('ada')).toMatchObject({ roles: ['owner'], disabledAt: null });
      expect(events()).toEqual([]);
      // A disabled owner is no loss.
      for (const way of ways(administration, by())) expect((await way('bob')).outcome).toBe('done');
      expect(unitOfWork.ended).toContain('user_deleted bob');
    });

    it('when two are there', async () => {
      const { administration, by } = await house(ada, bob);
      expect((await administration.setRoles('bob', [], by())).outcome).toBe('done');
      expect((await administration.setRoles('ada', [], by())).outcome).toBe('last_owner');
    });

    it('only where there is one', async () => {
      const { administration, by } = await house(eve);
      for (const way of ways(administration, by())) expect((await way('eve')).outcome).toBe('done');
    });
  });
});
