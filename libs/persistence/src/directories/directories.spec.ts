import { api, client, clientSecret, TestKeyRing } from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { openPersistence, type Persistence } from '../persistence';
import { CatalogueWatch } from './catalogue-watch';

describeOnEveryDatabase('directories', (dialect) => {
  let database: TestDatabase;
  let here: Persistence;
  let there: Persistence;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    here = await openPersistence({ databaseUrl: database.url, migrate: true });
    there = await openPersistence({ databaseUrl: database.url });
    await there.catalogueWatch.check();
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await database.drop();
  });

  it('answer from memory once they know', async () => {
    await here.unitOfWork.runRegistry(async (stores) => {
      await stores.clients.save(client({ clientId: 'known' }));
      await stores.apis.save(api({ identifier: 'urn:known' }));
    });
    expect(await here.clients.find('known')).toMatchObject({ clientId: 'known' });
    expect(await here.apis.find('urn:known')).toMatchObject({ identifier: 'urn:known' });
    expect(here.clients.find('known')).not.toBeInstanceOf(Promise);
    expect(here.apis.find('urn:known')).not.toBeInstanceOf(Promise);
    expect(here.apis.all()).not.toBeInstanceOf(Promise);
  });

  it('know of a local change at once, secrets included', async () => {
    expect(await here.clients.find('changing')).toBeUndefined();
    await here.unitOfWork.runRegistry((stores) => stores.clients.save(client({ clientId: 'changing' })));
    expect((await here.clients.find('changing'))?.secrets).toEqual([]);
    const { record } = clientSecret(new TestKeyRing(), { clientId: 'changing' });
    await here.unitOfWork.runRegistry((stores) => stores.clients.addSecret(record));
    expect((await here.clients.find('changing'))?.secrets).toEqual([record]);
  });

  it('know of another replica’s change when they look at the version', async () => {
    const save = (disabledAt: number | null) =>
      here.unitOfWork.runRegistry(async (stores) => {
        await stores.clients.save(client({ clientId: 'disabled', disabledAt }));
        await stores.apis.save(api({ identifier: 'urn:disabled', disabledAt }));
      });
    await save(null);
    await there.catalogueWatch.check();
    expect(await there.clients.find('disabled')).toMatchObject({ disabledAt: null });
    expect((await there.apis.all()).map((known) => known.identifier)).toContain('urn:disabled');
    await save(5);
    await there.catalogueWatch.check();
    expect(await there.clients.find('disabled')).toMatchObject({ disabledAt: 5 });
    expect((await there.apis.all()).map((known) => known.identifier)).not.toContain('urn:disabled');
    expect(await there.apis.find('urn:disabled')).toMatchObject({ disabledAt: 5 });
  });

  it('do not ask for ids that nobody can have', () => {
    expect(here.clients.find('')).toBeUndefined();
    expect(here.clients.find('x'.repeat(256))).toBeUndefined();
  });
});

describe('[sqlite] CatalogueWatch', () => {
  it('has looked when a process begins to serve, so that the very next change is noticed', async () => {
    const database = await createTestDatabase('sqlite');
    const server = await openPersistence({ databaseUrl: database.url, migrate: true, serve: true });
    let announced = 0;
    server.catalogueWatch.subscribe(() => (announced += 1));
    await server.catalogueWatch.check();
    expect(announced).toBe(0);
    const tool = await openPersistence({ databaseUrl: database.url });
    await tool.unitOfWork.runRegistry((stores) => stores.catalogue.raiseVersion());
    await server.catalogueWatch.check();
    expect(announced).toBe(1);
    await server.close();
    await tool.close();
    await database.drop();
  });

  it('announces with a first look that comes late', async () => {
    let version = 7;
    const watch = new CatalogueWatch({ version: async () => version });
    let announced = 0;
    watch.subscribe(() => (announced += 1));
    const look = async () => {
      await watch.check();
      return announced;
    };
    expect(await look()).toBe(1);
    expect(await look()).toBe(1);
    version = 8;
    expect(await look()).toBe(2);
  });

  it('looks by itself in a process that serves', async () => {
    const database = await createTestDatabase('sqlite');
    const server = await openPersistence({ databaseUrl: database.url, migrate: true, serve: true });
    const tool = await openPersistence({ databaseUrl: database.url });
    const noticed = new Promise<void>((resolve) => server.catalogueWatch.subscribe(resolve));
    await tool.unitOfWork.runRegistry((stores) => stores.catalogue.raiseVersion());
    await noticed;
    await server.close();
    await tool.close();
    await database.drop();
  });
});
