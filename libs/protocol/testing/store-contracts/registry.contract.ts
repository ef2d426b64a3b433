import { START } from '../fixed-clock';
import { api, client, signingKey } from '../fixtures';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

/** APIs, the catalogue's version and the secrets of the instance. */
export function describeRegistryContract(name: string, source: FixtureSource): void {
  describe(`${name} ApiStore`, () => {
    it('keeps, replaces and lists APIs', async () => {
      const identifier = `https://api.example/${newId()}`;
      const first = api({ identifier, accessTokenFormat: 'opaque', signingAlgorithm: 'RS256', disabledAt: START });
      await replica(source()).runRegistry((stores) => stores.apis.save(first));
      expect(await replica(source(), 1).registryReads.apis.find(identifier)).toEqual(first);
      const second = api({ identifier, name: 'Other 😀', scopes: [], updatedAt: START + 1 });
      await replica(source()).runRegistry((stores) => stores.apis.save(second));
      expect(await replica(source(), 1).registryReads.apis.find(identifier)).toEqual(second);
      expect(await replica(source()).registryReads.apis.list()).toContainEqual(second);
      expect(await replica(source()).registryReads.apis.find(identifier.toUpperCase())).toBeUndefined();
    });

    it('inserts an identifier once, and holds an API for one change at a time', async () => {
      const identifier = `https://api.example/${newId()}`;
      const verdicts = await atOnce(source(), 8, (stores) =>
        stores.runRegistry((inside) => inside.apis.insert(api({ identifier, scopes: [] }))),
      );
      expect([...verdicts].sort()).toEqual(['inserted', ...Array<string>(7).fill('taken')]);
      await atOnce(source(), 8, (stores, index) =>
        stores.runRegistry(async (inside) => {
          const current = await inside.apis.findForChange(identifier);
          if (!current) throw new Error('it is gone');
          const scopes = [...current.scopes, { name: `scope:${index}`, description: '' }];
          await inside.apis.save({ ...current, scopes });
        }),
      );
      expect((await replica(source(), 1).registryReads.apis.find(identifier))?.scopes).toHaveLength(8);
    });

    it('forgets an API, once', async () => {
      const identifier = `https://api.example/${newId()}`;
      await replica(source()).runRegistry((stores) => stores.apis.save(api({ identifier })));
      const before = await replica(source(), 1).registryReads.catalogue.version();
      const remove = () => replica(source()).runRegistry((stores) => stores.apis.remove(identifier));
      expect(await remove()).toBe('removed');
      expect(await replica(source(), 1).registryReads.apis.find(identifier)).toBeUndefined();
      expect(await replica(source(), 1).registryReads.catalogue.version()).toBeGreaterThan(before);
      expect(await remove()).toBe('refused');
    });
  });

  describe(`${name} CatalogueStore`, () => {
    const version = () => replica(source(), 1).registryReads.catalogue.version();

    it('rises with every change to clients, APIs and keys, as seen from every replica', async () => {
      const steps: (() => Promise<unknown>)[] = [
        () => replica(source()).runRegistry((stores) => stores.clients.save(client({ clientId: newId() }))),
        () => replica(source()).runRegistry((stores) => stores.apis.save(api({ identifier: `urn:${newId()}` }))),
        () =>
          replica(source()).run((stores) =>
            stores.signingKeys.insert(signingKey({ id: newId(), algorithm: 'RS256', generation: 90_001 })),
          ),
        () => replica(source()).runRegistry((stores) => stores.catalogue.raiseVersion()),
      ];
      let before = await version();
      for (const step of steps) {
        await step();
        const after = await version();
        expect(after).toBeGreaterThan(before);
        before = after;
      }
    });

    it('stays when the change is undone', async () => {
      const before = await version();
      const failed = replica(source()).runRegistry(async (stores) => {
        await stores.clients.save(client({ clientId: newId() }));
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      expect(await version()).toBe(before);
    });

    it('counts every one of 8 changes at once', async () => {
      const before = await version();
      await atOnce(source(), 8, (stores) => stores.runRegistry((inside) => inside.catalogue.raiseVersion()));
      expect(await version()).toBe(before + 8);
    });
  });

  describe(`${name} InstanceSecretStore`, () => {
    it('is made by one of 8 replicas, and the same for all', async () => {
      const secret = newId();
      const sealed = Array.from({ length: 8 }, (_, index) => Buffer.from([index, 0, 255]));
      const verdicts = await atOnce(source(), 8, (stores, index) =>
        stores.runRegistry((inside) => inside.instanceSecrets.insert(secret, sealed[index]!, START)),
      );
      expect(verdicts.filter((verdict) => verdict === 'inserted')).toHaveLength(1);
      const found = await atOnce(source(), 4, (stores) => stores.registryReads.instanceSecrets.find(secret));
      for (const box of found) expect(box).toEqual(sealed[verdicts.indexOf('inserted')]);
      expect(await replica(source()).registryReads.instanceSecrets.find(newId())).toBeUndefined();
    });
  });
}
