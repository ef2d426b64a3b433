import { START } from '../fixed-clock';
import type { FamilyParent } from '../../src/ports/stores';
import { account, client, family, refreshToken } from '../fixtures';
import { atOnce, newId, replica, STANDS, storedFamily, type FixtureSource } from './store-fixture';

export function describeFamilyStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} FamilyStore`, () => {
    it('keeps every field', async () => {
      const fixture = source();
      const stored = await storedFamily(fixture, {
        scope: ['openid', 'orders:read', 'a"b\\c'],
        resources: ['https://api.example/a', 'https://api.example/b'],
        offline: true,
        amr: ['pwd', 'otp', 'mfa'],
        acr: 'urn:example:high',
      });
      const found = await replica(fixture, 1).reads.families.find(stored.id);
      expect(found?.family).toEqual(stored);
    });

    it('finds nothing for an id that is unknown or none', async () => {
      const { reads } = replica(source());
      expect(await reads.families.find(newId())).toBeUndefined();
      expect(await reads.families.find('no id')).toBeUndefined();
    });

    it('refuses a second family of the same id', async () => {
      const fixture = source();
      const stored = await storedFamily(fixture);
      await expect(replica(fixture).run((stores) => stores.families.insert(stored))).rejects.toMatchObject({
        message: expect.any(String),
      });
    });

    it('is revoked once, by one of 8 that try at once', async () => {
      const fixture = source();
      const { id } = await storedFamily(fixture);
      const verdicts = await atOnce(fixture, 8, (stores, index) =>
        stores.run((inside) => inside.families.revoke(id, START + index, 'refresh_token_reused')),
      );
      expect(verdicts.filter((verdict) => verdict === 'revoked')).toHaveLength(1);
      const winner = verdicts.indexOf('revoked');
      const found = await replica(fixture).reads.families.find(id);
      expect(found?.family).toMatchObject({ revokedAt: START + winner, revocationReason: 'refresh_token_reused' });
    });

    it('says already-revoked of a family that does not exist', async () => {
      const fixture = source();
      const verdict = await replica(fixture).run((stores) => stores.families.revoke(newId(), START, 'code_replayed'));
      expect(verdict).toBe('already-revoked');
    });

    it('marks what can still be used of it', async () => {
      const fixture = source();
      const { id } = await storedFamily(fixture);
      const make = (overrides: Parameters<typeof refreshToken>[0]) =>
        refreshToken({ familyId: id, ...overrides }).record;
      const alive = make({});
      const rotated = make({ rotatedAt: START, successorId: alive.id });
      const expired = make({ expiresAt: START });
      await replica(fixture).run((stores) => stores.tokens.insert([alive, rotated, expired]));
      await replica(fixture).run((stores) => stores.families.revoke(id, START + 1, 'refresh_token_reused'));
      const of = async (record: { id: string }) =>
        (await replica(fixture, 1).reads.tokens.find(record.id))?.token.revocationReason;
      expect([await of(alive), await of(rotated), await of(expired)]).toEqual(['refresh_token_reused', null, null]);
    });

    it('is revoked with all others of its session, its consent, or its person at its client', async () => {
      const fixture = source();
      const revokeAll = (parent: FamilyParent) =>
        replica(fixture).run((stores) => stores.families.revokeAllOf(parent, START + 1, 'session_ended'));
      const first = await storedFamily(fixture, { consentId: newId() });
      const { accountId, sessionId, consentId, clientId } = first;
      const stored = async (overrides: Partial<typeof first>) => {
        const record = family({ id: newId(), accountId, sessionId, ...overrides });
        await replica(fixture).run((stores) => stores.families.insert(record));
        return record;
      };
      const offline = await stored({ offline: true });
      const elsewhere = await stored({ sessionId: newId(), consentId });
      const otherClient = await stored({ sessionId: newId(), clientId: `other-${newId()}` });
      const ended = async (record: { id: string }) =>
        (await replica(fixture, 1).reads.families.find(record.id))?.family.revokedAt !== null;
      expect(await revokeAll({ sessionId })).toBe(2);
      expect([await ended(first), await ended(offline), await ended(elsewhere)]).toEqual([true, true, false]);
      expect(await revokeAll({ consentId: consentId ?? '' })).toBe(1);
      expect(await revokeAll({ accountId, clientId })).toBe(0);
      expect(await revokeAll({ accountId, clientId: otherClient.clientId })).toBe(1);
      expect(await ended(otherClient)).toBe(true);
    });

    describe('standing', () => {
      const standing = async (id: string) => (await replica(source(), 1).reads.families.find(id))?.standing;

      it('shows when the account was disabled', async () => {
        const fixture = source();
        const { id, accountId } = await storedFamily(fixture);
        await fixture.putAccount(
          account({ id: accountId, username: `person-${newId()}`, email: null, disabledAt: START + 7 }),
        );
        expect(await standing(id)).toEqual({ ...STANDS, accountDisabledAt: START + 7 });
      });

      it('shows up to when everything of the account was revoked', async () => {
        const fixture = source();
        const { id, accountId } = await storedFamily(fixture);
        const person = account({ id: accountId, username: `person-${newId()}`, email: null });
        await fixture.putAccount(person, { tokensRevokedBefore: START + 6 });
        expect(await standing(id)).toEqual({ ...STANDS, accountTokensRevokedBefore: START + 6 });
      });

      it('shows when the session ended', async () => {
        const fixture = source();
        const { id, accountId, sessionId } = await storedFamily(fixture);
        await fixture.putSession(sessionId, accountId, START + 8);
        expect(await standing(id)).toMatchObject({ sessionEndedAt: START + 8 });
      });

      it('shows when the consent was revoked', async () => {
        const fixture = source();
        const accountId = newId();
        await fixture.putAccount(account({ id: accountId, username: `person-${newId()}`, email: null }));
        const consent = await replica(fixture).run((stores) =>
          stores.consents.allow({ accountId, clientId: 'c', scope: ['openid'], resources: [] }, START),
        );
        const { id } = await storedFamily(fixture, { accountId, consentId: consent.id });
        expect(await standing(id)).toMatchObject({ consentRevokedAt: null });
        await replica(fixture).run((stores) => stores.consents.revoke(consent.id, START + 9));
        expect(await standing(id)).toMatchObject({ consentRevokedAt: START + 9 });
      });

      it('shows when the client was disabled, and up to when everything of it was revoked', async () => {
        const fixture = source();
        const clientId = `ended-${newId()}`;
        const { id } = await storedFamily(fixture, { clientId });
        const stores = replica(fixture);
        await stores.runRegistry(({ clients }) => clients.revokeTokensBefore(clientId, START + 5));
        await stores.runRegistry(({ clients }) => clients.save(client({ clientId, disabledAt: START + 6 })));
        expect((await standing(id))?.client).toEqual({
          disabledAt: START + 6,
          tokensRevokedBefore: START + 5,
          createdAt: START,
        });
      });

      it('counts a parent that is gone as ended', async () => {
        const fixture = source();
        const nobody = { accountId: newId(), sessionId: newId(), consentId: newId(), clientId: `gone-${newId()}` };
        const orphan = family({ id: newId(), ...nobody });
        await replica(fixture).run((stores) => stores.families.insert(orphan));
        expect(await standing(orphan.id)).toEqual({
          accountDisabledAt: 0,
          accountTokensRevokedBefore: null,
          sessionEndedAt: 0,
          sessionEndReason: null,
          consentRevokedAt: 0,
          // Memory keeps clients in a directory of its own; a database counts this one as ended too.
          client: expect.objectContaining({ createdAt: 0 }),
        });
      });
    });
  });
}
