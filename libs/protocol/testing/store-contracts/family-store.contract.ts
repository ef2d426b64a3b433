import { START } from '../fixed-clock';
import { account, family } from '../fixtures';
import { atOnce, newId, replica, storedFamily, type FixtureSource } from './store-fixture';

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

    describe('standing', () => {
      const standing = async (id: string) => (await replica(source(), 1).reads.families.find(id))?.standing;

      it('shows when the account was disabled', async () => {
        const fixture = source();
        const { id, accountId } = await storedFamily(fixture);
        await fixture.putAccount(
          account({ id: accountId, username: `person-${newId()}`, email: null, disabledAt: START + 7 }),
        );
        expect(await standing(id)).toEqual({
          accountDisabledAt: START + 7,
          sessionEndedAt: null,
          consentRevokedAt: null,
        });
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

      it('counts a parent that is gone as ended', async () => {
        const fixture = source();
        const orphan = family({ id: newId(), accountId: newId(), sessionId: newId(), consentId: newId() });
        await replica(fixture).run((stores) => stores.families.insert(orphan));
        expect(await standing(orphan.id)).toEqual({ accountDisabledAt: 0, sessionEndedAt: 0, consentRevokedAt: 0 });
      });
    });
  });
}
