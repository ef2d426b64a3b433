import { START } from '../fixed-clock';
import { client, clientSecret, publicClient } from '../fixtures';
import { TestKeyRing } from '../test-key-ring';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

export function describeClientStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} ClientStore`, () => {
    const keys = new TestKeyRing();
    const save = (record: ReturnType<typeof client>) =>
      replica(source()).runRegistry((stores) => stores.clients.save(record));
    const find = (clientId: string) => replica(source(), 1).registryReads.clients.find(clientId);

    it('keeps every field, optional ones included', async () => {
      const full = client({
        clientId: `full-${newId()}`,
        clientName: 'Büro "Nord" 😀',
        responseModes: ['query', 'form_post'],
        tokenEndpointAuthMethod: 'private_key_jwt',
        tokenEndpointAuthSigningAlg: 'ES256',
        jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: '1' }] },
        accessTokenLifetime: 60,
        refreshTokenRotation: false,
        refreshTokenGrace: 0,
        defaultMaxAge: 0,
        logoUri: 'https://shop.example/logo.png',
        contacts: ['a@shop.example'],
        disabledAt: START + 1,
      });
      await save(full);
      expect(await find(full.clientId)).toEqual(full);
      const bare = publicClient({ clientId: `bare-${newId()}` });
      await save(bare);
      expect(await find(bare.clientId)).toEqual(bare);
    });

    it('replaces a client and leaves its secrets alone', async () => {
      const clientId = `replaced-${newId()}`;
      await save(client({ clientId, logoUri: 'https://shop.example/logo.png' }));
      const { record } = clientSecret(keys, { clientId, expiresAt: START + 5 });
      await replica(source()).runRegistry((stores) => stores.clients.addSecret(record));
      const changed = client({ clientId, clientName: 'Renamed', updatedAt: START + 9 });
      await save(changed);
      expect(await find(clientId)).toEqual({ ...changed, secrets: [record] });
    });

    it('adds and removes secrets', async () => {
      const clientId = `secrets-${newId()}`;
      await save(client({ clientId }));
      const [first, second] = [clientSecret(keys, { clientId }).record, clientSecret(keys, { clientId }).record];
      for (const secret of [first, second]) {
        await replica(source()).runRegistry((stores) => stores.clients.addSecret(secret));
      }
      expect((await find(clientId))?.secrets).toEqual([first, second]);
      await replica(source()).runRegistry((stores) => stores.clients.removeSecret(first.id));
      expect((await find(clientId))?.secrets).toEqual([second]);
    });

    it('adds and removes redirect URIs that expire; saving and secrets leave them alone', async () => {
      const clientId = `previews-${newId()}`;
      await save(client({ clientId }));
      const expiring = (uri: string, expiresAt: number) => ({
        id: newId(),
        clientId,
        uri,
        createdAt: START,
        expiresAt,
      });
      const first = expiring('https://one.preview.example/callback', START + 60_000);
      const second = expiring(`https://two.preview.example/${'x'.repeat(1_900)}`, START - 1);
      const version = () => replica(source(), 1).registryReads.catalogue.version();
      const before = await version();
      for (const redirectUri of [first, second]) {
        await replica(source()).runRegistry((stores) => stores.clients.addRedirectUri(redirectUri));
      }
      expect(await version()).toBeGreaterThan(before);
      expect((await find(clientId))?.expiringRedirectUris).toEqual([first, second]);
      await save(client({ clientId, clientName: 'Saved by somebody who had not heard' }));
      await save({ ...client({ clientId }), expiringRedirectUris: [] });
      expect((await find(clientId))?.expiringRedirectUris).toEqual([first, second]);
      await replica(source()).runRegistry((stores) => stores.clients.removeRedirectUri(first.id));
      expect(await find(clientId)).toMatchObject({
        expiringRedirectUris: [second],
        redirectUris: client().redirectUris,
      });
      await replica(source()).runRegistry((stores) => stores.clients.remove(clientId));
      await save(client({ clientId }));
      expect(await find(clientId)).not.toHaveProperty('expiringRedirectUris');
      const orphan = replica(source()).runRegistry((stores) =>
        stores.clients.addRedirectUri({ ...first, clientId: `nobody-${newId()}` }),
      );
      await expect(orphan).rejects.toThrow('there is no client');
    });

    it('knows up to when its tokens are revoked; that never moves back, and saving leaves it alone', async () => {
      const clientId = `ended-${newId()}`;
      const revoke = (at: number) =>
        replica(source()).runRegistry((stores) => stores.clients.revokeTokensBefore(clientId, at));
      expect(await revoke(START)).toBe('refused');
      await save(client({ clientId }));
      expect(await revoke(START + 5)).toBe('set');
      expect(await revoke(START + 3)).toBe('set');
      await save(client({ clientId, clientName: 'Saved by somebody who had not heard' }));
      expect(await find(clientId)).toMatchObject({ tokensRevokedBefore: START + 5 });
      await replica(source()).runRegistry((stores) => stores.clients.remove(clientId));
      await save(client({ clientId }));
      expect(await find(clientId)).not.toHaveProperty('tokensRevokedBefore');
    });

    it('changes the end of a secret and the marks of its last use', async () => {
      const clientId = `used-${newId()}`;
      await save(client({ clientId }));
      const [kept, used] = [clientSecret(keys, { clientId }).record, clientSecret(keys, { clientId }).record];
      for (const secret of [kept, used]) {
        await replica(source()).runRegistry((stores) => stores.clients.addSecret(secret));
      }
      const marks = { expiresAt: START + 9, lastUsedAt: START + 1, lastUsedIp: '192.0.2.9' };
      const changed = { ...used, ...marks, lastUsedMethod: 'client_secret_basic' };
      await replica(source()).runRegistry((stores) => stores.clients.changeSecret(changed));
      expect((await find(clientId))?.secrets).toEqual([kept, changed]);
    });

    it('forgets a client with its secrets, once', async () => {
      const clientId = `gone-${newId()}`;
      await save(client({ clientId }));
      const { record } = clientSecret(keys, { clientId });
      await replica(source()).runRegistry((stores) => stores.clients.addSecret(record));
      const version = () => replica(source(), 1).registryReads.catalogue.version();
      const before = await version();
      const remove = () => replica(source()).runRegistry((stores) => stores.clients.remove(clientId));
      expect(await remove()).toBe('removed');
      expect(await find(clientId)).toBeUndefined();
      expect(await version()).toBeGreaterThan(before);
      expect(await remove()).toBe('refused');
      await save(client({ clientId }));
      expect((await find(clientId))?.secrets).toEqual([]);
    });

    it('inserts an id once, however many try', async () => {
      const clientId = `contended-${newId()}`;
      const verdicts = await atOnce(source(), 8, (stores, index) =>
        stores.runRegistry((inside) => inside.clients.insert(client({ clientId, clientName: `Client ${index}` }))),
      );
      expect([...verdicts].sort()).toEqual(['inserted', ...Array<string>(7).fill('taken')]);
      expect((await find(clientId))?.clientName).toBe(`Client ${verdicts.indexOf('inserted')}`);
    });

    it('holds a client for one change at a time', async () => {
      const clientId = `held-${newId()}`;
      await save(client({ clientId, contacts: [] }));
      await atOnce(source(), 8, (stores, index) =>
        stores.runRegistry(async (inside) => {
          const current = await inside.clients.findForChange(clientId);
          if (!current) throw new Error('it is gone');
          await inside.clients.save({ ...current, contacts: [...(current.contacts ?? []), `${index}@shop.example`] });
        }),
      );
      // Nobody's change is lost.
      expect((await find(clientId))?.contacts).toHaveLength(8);
      const missing = replica(source()).runRegistry((stores) => stores.clients.findForChange(`no-${newId()}`));
      expect(await missing).toBeUndefined();
    });

    it('knows who may ask for a scope or introspect for an API', async () => {
      const [scope, api, tail] = [`scope:${newId()}`, `https://api.example/${newId()}`, newId()];
      const users = (limit = 10) => replica(source(), 1).registryReads.clients.usersOf({ scope }, limit);
      const readers = () => replica(source(), 1).registryReads.clients.usersOf({ introspects: api }, 10);
      await save(client({ clientId: `b-${tail}`, scope: ['openid', scope, scope] }));
      await replica(source()).runRegistry((stores) =>
        stores.clients.insert(client({ clientId: `a-${tail}`, scope: [scope], introspects: [api, api] })),
      );
      expect(await users()).toEqual([`a-${tail}`, `b-${tail}`]);
      expect(await users(1)).toEqual([`a-${tail}`]);
      expect(await readers()).toEqual([`a-${tail}`]);
      await save(client({ clientId: `a-${tail}`, scope: [`${scope}x`], introspects: [scope] }));
      expect(await users()).toEqual([`b-${tail}`]);
      expect(await readers()).toEqual([]);
      await replica(source()).runRegistry((stores) => stores.clients.remove(`b-${tail}`));
      expect(await users()).toEqual([]);
    });

    it('adds no secret to a client that does not exist', async () => {
      const { record } = clientSecret(keys, { clientId: `nobody-${newId()}` });
      const added = replica(source()).runRegistry((stores) => stores.clients.addSecret(record));
      await expect(added).rejects.toThrow('there is no client');
    });

    it('tells client ids apart byte for byte', async () => {
      const tail = newId();
      await save(client({ clientId: `shop-${tail}` }));
      for (const other of [`Shop-${tail}`, `shop-${tail} `, `shóp-${tail}`, `shop-${tail.slice(0, -1)}`]) {
        expect(await find(other)).toBeUndefined();
      }
    });

    it('lists in the order of bytes, page by page', async () => {
      const prefix = `~page-${newId()}`;
      const ids = ['A', 'a', 'Z', 'b', 'ä', '_'].map((end) => `${prefix}-${end}`);
      for (const clientId of ids) await save(client({ clientId }));
      const expected = [...ids].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
      const listed: string[] = [];
      for (let after = prefix; ;) {
        const page = await replica(source()).registryReads.clients.list({ after, limit: 4 });
        const own = page.map((record) => record.clientId).filter((clientId) => clientId.startsWith(prefix));
        listed.push(...own);
        if (page.length < 4 || own.length < page.length) break;
        after = own.at(-1)!;
      }
      expect(listed).toEqual(expected);
    });
  });
}
