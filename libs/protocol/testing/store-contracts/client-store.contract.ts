import { START } from '../fixed-clock';
import { client, clientSecret, publicClient } from '../fixtures';
import { TestKeyRing } from '../test-key-ring';
import { newId, replica, type FixtureSource } from './store-fixture';

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
