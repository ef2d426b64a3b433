import { START } from '../fixed-clock';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

export function describeConsentStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} ConsentStore`, () => {
    const allow = (accountId: string, clientId: string, scope: string[], at = START, resources: string[] = []) =>
      replica(source()).run((stores) => stores.consents.allow({ accountId, clientId, scope, resources }, at));
    const find = (accountId: string, clientId: string) => replica(source(), 1).reads.consents.find(accountId, clientId);

    it('makes the consent, then adds to it', async () => {
      const person = newId();
      const first = await allow(person, 'shop', ['openid'], START, ['https://a.example']);
      expect(first).toEqual({
        id: expect.any(String),
        accountId: person,
        clientId: 'shop',
        scope: ['openid'],
        resources: ['https://a.example'],
        createdAt: START,
        updatedAt: START,
        revokedAt: null,
      });
      expect(await find(person, 'shop')).toEqual(first);
      const second = await allow(person, 'shop', ['email', 'openid'], START + 5, ['https://b.example']);
      expect(second).toEqual({
        ...first,
        scope: ['openid', 'email'],
        resources: ['https://a.example', 'https://b.example'],
        updatedAt: START + 5,
      });
      expect(await find(person, 'shop')).toEqual(second);
    });

    it('keeps people and clients apart, byte for byte', async () => {
      const [person, other] = [newId(), newId()];
      await allow(person, 'shop', ['openid']);
      expect(await find(other, 'shop')).toBeUndefined();
      for (const clientId of ['Shop', 'shop ', 'shóp', 'sho']) expect(await find(person, clientId)).toBeUndefined();
      expect(await find('no id', 'shop')).toBeUndefined();
    });

    it('never brings a revoked consent back: a new one gets a new id', async () => {
      const person = newId();
      const first = await allow(person, 'shop', ['openid', 'email']);
      const revoke = () => replica(source()).run((stores) => stores.consents.revoke(first.id, START + 1));
      expect(await revoke()).toBe('revoked');
      expect(await revoke()).toBe('already-revoked');
      expect(await find(person, 'shop')).toBeUndefined();
      const second = await allow(person, 'shop', ['openid'], START + 2);
      expect(second.id).not.toBe(first.id);
      expect(second.scope).toEqual(['openid']);
      expect(await revoke()).toBe('already-revoked');
      expect(await find(person, 'shop')).toEqual(second);
      await replica(source()).run((stores) => stores.consents.revoke(second.id, START + 3));
      expect(await find(person, 'shop')).toBeUndefined();
    });

    it('loses nothing when 8 add at once', async () => {
      const person = newId();
      const scopes = Array.from({ length: 8 }, (_, index) => `scope-${index}`);
      const made = await atOnce(source(), 8, (stores, index) =>
        stores.run((inside) =>
          inside.consents.allow({ accountId: person, clientId: 'shop', scope: [scopes[index]!], resources: [] }, START),
        ),
      );
      expect(new Set(made.map((consent) => consent.id)).size).toBe(1);
      expect([...((await find(person, 'shop'))?.scope ?? [])].sort()).toEqual(scopes);
    });

    it('ends for all of a person, or all of a client, page by page; what is given later stays', async () => {
      const [ada, bob] = [newId(), newId()];
      const [shop, till] = [`shop-${newId()}`, `till-${newId()}`];
      for (const [person, clientId] of [
        [ada, shop],
        [ada, till],
        [bob, shop],
        [bob, till],
      ] as const) {
        await allow(person, clientId, ['openid'], person === bob && clientId === till ? START + 9 : START);
      }
      const live = async () =>
        [await find(ada, shop), await find(ada, till), await find(bob, shop), await find(bob, till)].map(
          (consent) => consent !== undefined,
        );
      const revokeAll = (holder: { accountId: string } | { clientId: string }, after?: string) =>
        replica(source()).run((stores) =>
          stores.consents.revokeAllOf(holder, START + 5, { limit: 1, ...(after === undefined ? {} : { after }) }),
        );
      const last = await revokeAll({ clientId: shop });
      expect((await live()).filter((stands) => stands)).toHaveLength(3);
      expect(await revokeAll({ clientId: shop }, last)).toEqual(expect.any(String));
      expect(await live()).toEqual([false, true, false, true]);
      for (let after: string | undefined = ''; after !== undefined;) {
        after = await revokeAll({ accountId: bob }, after === '' ? undefined : after);
      }
      expect(await live()).toEqual([false, true, false, true]);
      for (let after: string | undefined = ''; after !== undefined;) {
        after = await revokeAll({ accountId: ada }, after === '' ? undefined : after);
      }
      expect(await live()).toEqual([false, false, false, true]);
    });
  });
}
