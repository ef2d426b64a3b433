/** What the admin API alone needs of the database: requests that are sent twice, the list of clients, marks of use. */
import { randomBytes } from 'node:crypto';
import { newTimeOrderedId, type ClientRecord } from '@gatehouse/protocol';
import { client, clientSecret, START, TestKeyRing } from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../testing';
import { openPersistence, type Persistence } from './persistence';
import type { ClientFilter, ClientPosition } from './queries/client-list.query';

const AUDIT_KEY = new TestKeyRing().secretKey('audit');

describeOnEveryDatabase('administration', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  /** Another replica; on SQLite there is none. */
  let other: Persistence;

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    other = dialect === 'sqlite' ? persistence : await openPersistence({ databaseUrl: database.url });
    for (const each of [persistence, other]) each.unitOfWork.proveAuditWith(AUDIT_KEY);
  });
  afterAll(async () => {
    if (other !== persistence) await other.close();
    await persistence.close();
    await database.drop();
  });

  describe('idempotency records', () => {
    const request = (overrides: object = {}) => ({
      key: randomBytes(32),
      request: Buffer.alloc(32, 1),
      claim: newTimeOrderedId(START),
      at: START,
      abandonedBefore: START - 1_000,
      expiresAt: START + 10_000,
      ...overrides,
    });

    it('let exactly one of many begin, and give all the others its answer', async () => {
      const one = request();
      const attempts = Array.from({ length: 10 }, (_, index) => ({ ...one, claim: newTimeOrderedId(START + index) }));
      const begun = await Promise.all(
        attempts.map((attempt, index) => (index % 2 ? other : persistence).idempotency.begin(attempt)),
      );
      const winners = attempts.filter((_, index) => begun[index]?.outcome === 'begun');
      expect(winners).toHaveLength(1);
      expect(begun.filter(({ outcome }) => outcome === 'running')).toHaveLength(9);
      const answer = randomBytes(500);
      await persistence.idempotency.keep(one.key, winners[0]?.claim ?? '', answer);
      expect(await other.idempotency.begin(one)).toEqual({ outcome: 'answered', answer });
      expect(await other.idempotency.begin({ ...one, request: Buffer.alloc(32, 2) })).toEqual({
        outcome: 'other-request',
      });
    });

    it('are free again after a failure, and for nobody else', async () => {
      const one = request();
      await persistence.idempotency.begin(one);
      await persistence.idempotency.release(one.key, newTimeOrderedId(START));
      expect(await other.idempotency.begin(one)).toEqual({ outcome: 'running' });
      await persistence.idempotency.release(one.key, one.claim);
      expect(await other.idempotency.begin(one)).toEqual({ outcome: 'begun' });
    });

    it('are taken over from who died, by one', async () => {
      const one = request();
      await persistence.idempotency.begin(one);
      const later = { ...one, at: START + 5_000, abandonedBefore: START + 1 };
      const attempts = Array.from({ length: 6 }, (_, index) => ({ ...later, claim: newTimeOrderedId(START + index) }));
      const begun = await Promise.all(
        attempts.map((attempt, index) => (index % 2 ? other : persistence).idempotency.begin(attempt)),
      );
      expect(begun.filter(({ outcome }) => outcome === 'begun')).toHaveLength(1);
      // The one that was thought dead comes too late.
      await persistence.idempotency.keep(one.key, one.claim, Buffer.from('late'));
      expect(await other.idempotency.begin(later)).toEqual({ outcome: 'running' });
    });

    it('end with their day', async () => {
      const one = request();
      await persistence.idempotency.begin(one);
      await persistence.idempotency.keep(one.key, one.claim, Buffer.from('old'));
      const next = { ...one, claim: newTimeOrderedId(START), at: one.expiresAt, expiresAt: one.expiresAt + 1 };
      expect(await persistence.idempotency.begin(next)).toEqual({ outcome: 'begun' });
    });
  });

  describe('the list of clients', () => {
    const shops = Array.from({ length: 30 }, (_, index) => ({
      clientId: `shop-${String(index).padStart(2, '0')}`,
      clientName: ['Zoo', 'ÄPFEL', 'apples', 'Ａpfel', '100% %'][index % 5] ?? '',
      applicationType: index % 3 === 0 ? ('spa' as const) : ('web' as const),
      disabledAt: index % 4 === 0 ? START : null,
      tokenEndpointAuthMethod: index % 3 === 0 ? ('none' as const) : ('client_secret_basic' as const),
      grantTypes: index % 2 === 0 ? ['authorization_code'] : ['client_credentials'],
      redirectUris: [index % 5 === 0 ? `http://127.0.0.1:${5000 + index}/cb` : `https://shop-${index}.Example/cb`],
      scope: index === 7 ? ['openid', 'orders:read'] : ['openid'],
    }));

    beforeAll(async () => {
      for (const shop of [...shops, { clientId: 'zoo', clientName: 'Shop of Zoo' }]) {
        await persistence.unitOfWork.runRegistry((stores) => stores.clients.save(client(shop)));
      }
    });

    const all = async (filter: ClientFilter, limit: number): Promise<ClientRecord[]> => {
      const found: ClientRecord[] = [];
      let after: ClientPosition | undefined;
      do {
        const page = await persistence.clientList.list(filter, { after, limit });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        found.push(...page.rows);
        after = page.next;
      } while (after);
      return found;
    };
    const ids = (records: readonly ClientRecord[]) => records.map(({ clientId }) => clientId);
    const fits = (test: (shop: (typeof shops)[number]) => boolean) =>
      shops.filter(test).map(({ clientId }) => clientId);

    it.each([1, 3, 7, 30, 31, 200])('shows everybody once, %i a page', async (limit) => {
      expect(ids(await all({}, limit))).toEqual([...shops.map(({ clientId }) => clientId), 'zoo']);
      expect(ids(await all({ text: 'shop' }, limit))).toEqual([...shops.map(({ clientId }) => clientId), 'zoo']);
      expect(ids(await all({ text: 'zoo' }, limit))).toEqual([
        'zoo',
        ...fits(({ clientName }) => clientName === 'Zoo'),
      ]);
      expect(ids(await all({ types: ['spa'], state: 'enabled' }, limit))).toEqual(
        fits(({ applicationType, disabledAt }) => applicationType === 'spa' && disabledAt === null),
      );
      expect(ids(await all({ text: 'shop-1', state: 'disabled' }, limit))).toEqual(['shop-12', 'shop-16']);
      expect(ids(await all({ authentication: 'public', redirectHost: '127.0.0.1' }, limit))).toEqual([
        'shop-00',
        'shop-15',
      ]);
      expect(ids(await all({ text: 'shop', authentication: 'confidential' }, limit))).toContain('shop-01');
    });

    it('looks into what is registered', async () => {
      expect(ids(await all({ text: 'shop-', grantType: 'client_credentials' }, 50))).toEqual(
        fits(({ grantTypes }) => grantTypes.includes('client_credentials')),
      );
      expect(ids(await all({ scope: 'orders:read', text: 'shop-' }, 50))).toEqual(['shop-07']);
      expect(ids(await all({ scope: 'orders', text: 'shop-' }, 50))).toEqual([]);
      expect(ids(await all({ redirectHost: 'SHOP-1.' }, 50))).toEqual(['shop-01']);
      expect(ids(await all({ redirectHost: '5005' }, 50))).toEqual([]);
      expect(ids(await all({ redirectUri: 'http://127.0.0.1:5005/cb' }, 50))).toEqual(['shop-05']);
      expect(ids(await all({ redirectUri: 'http://127.0.0.1:5005/c' }, 50))).toEqual([]);
    });

    it('folds letters and takes nothing for a wildcard', async () => {
      expect(ids(await all({ text: 'äpfel' }, 50))).toEqual(fits(({ clientName }) => clientName === 'ÄPFEL'));
      expect(ids(await all({ text: 'APFEL' }, 50))).toEqual(fits(({ clientName }) => clientName === 'Ａpfel'));
      expect(ids(await all({ text: '100%' }, 50))).toEqual(fits(({ clientName }) => clientName === '100% %'));
      for (const text of ['%', '_hop', 'SHOP-00', '\u{10ffff}', "'"]) expect(await all({ text }, 50)).toEqual([]);
    });

    it('says nothing of secrets', async () => {
      const { record } = clientSecret(new TestKeyRing(), { clientId: 'zoo' });
      await persistence.unitOfWork.runRegistry((stores) => stores.clients.addSecret(record));
      expect((await all({ text: 'zoo' }, 1))[0]?.secrets).toEqual([]);
    });

    it.each([
      [
        'by id',
        'SELECT client.* FROM client WHERE client_id >= ? AND client_id < ? ORDER BY client_id LIMIT 10',
        'PRIMARY|sqlite_autoindex_client',
      ],
      [
        'by name',
        'SELECT client.* FROM client WHERE name_key >= ? AND name_key < ? ORDER BY name_key, client_id LIMIT 10',
        'client_name_key',
      ],
      [
        'by use',
        'SELECT client_id FROM client_use WHERE use_digest = ? ORDER BY client_id LIMIT 10',
        'PRIMARY|PRIMARY KEY',
      ],
    ])('follows an index %s', async (_, sql, index) => {
      const values = sql.includes('use_digest') ? [randomBytes(32)] : ['shop', 'shoq'];
      const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const plan = JSON.stringify(await persistence.dataSource.query(`${explain} ${sql}`, values));
      expect(plan).toMatch(new RegExp(index));
      expect(plan).not.toMatch(/SCAN|TEMP B-TREE|filesort|"type":"ALL"/);
    });
  });

  it('finds clients that were there before it could', async () => {
    const { gateway } = persistence['database'];
    await persistence.unitOfWork.runRegistry((stores) =>
      stores.clients.save(
        client({ clientId: 'early', clientName: 'ÉARLY bird', scope: ['old:read'], introspects: ['urn:old'] }),
      ),
    );
    await gateway.transaction(async (connection) => {
      await connection.change(`UPDATE client SET name_key = NULL WHERE client_id = 'early'`);
      await connection.change(`DELETE FROM client_use WHERE client_id = 'early'`);
      await connection.change(`DELETE FROM migration WHERE name LIKE 'CreateAdministration%'`);
    });
    expect(await persistence.migrate()).toEqual([expect.stringMatching(/^CreateAdministration/)]);
    const { rows } = await persistence.clientList.list({ text: 'éarly' }, { limit: 5 });
    expect(rows.map(({ clientId }) => clientId)).toEqual(['early']);
    const { clients } = persistence.unitOfWork.registryReads;
    expect(await clients.usersOf({ scope: 'old:read' }, 5)).toEqual(['early']);
    expect(await clients.usersOf({ introspects: 'urn:old' }, 5)).toEqual(['early']);
  });

  describe('marks of use of secrets', () => {
    it('only move forward, and are no change of the catalogue', async () => {
      const { record } = clientSecret(new TestKeyRing(), { clientId: 'used' });
      await persistence.unitOfWork.runRegistry(async (stores) => {
        await stores.clients.save(client({ clientId: 'used' }));
        await stores.clients.addSecret(record);
      });
      const version = () => persistence.unitOfWork.registryReads.catalogue.version();
      const before = await version();
      const use = { secretId: record.id, at: START + 5, ip: '198.51.100.7', method: 'client_secret_basic' };
      await persistence.secretUses.note([use]);
      await other.secretUses.note([{ ...use, at: START + 4, ip: null, method: 'client_secret_post' }]);
      await other.secretUses.note([{ ...use, secretId: newTimeOrderedId(START) }]);
      const [secret] = (await persistence.unitOfWork.registryReads.clients.find('used'))?.secrets ?? [];
      expect(secret).toEqual({
        ...record,
        lastUsedAt: START + 5,
        lastUsedIp: '198.51.100.7',
        lastUsedMethod: 'client_secret_basic',
      });
      expect(await version()).toBe(before);
    });
  });
});
