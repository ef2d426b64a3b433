import { createSecretKey, randomBytes } from 'node:crypto';
import { describeIdentityStoreContracts, identityAccount, session } from '@gatehouse/identity/testing';
import type { AccountRecord } from '@gatehouse/protocol';
import { describeStoreContracts } from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { openPersistence, type Persistence } from '../persistence';

async function putAccount(persistence: Persistence, record: AccountRecord, epochs = {}): Promise<void> {
  const account = identityAccount({ ...record, ...epochs });
  await persistence.unitOfWork.runIdentity(async (stores) => {
    const known = await stores.identityAccounts.find(account.id);
    const verdict = known ? stores.identityAccounts.update(account) : stores.identityAccounts.insert(account);
    expect(await verdict).not.toBe('taken');
  });
}

async function putSession(persistence: Persistence, id: string, accountId: string, endedAt: number | null) {
  await persistence.unitOfWork.runIdentity(async (stores) => {
    if (await stores.sessions.find(id)) {
      if (endedAt !== null) await stores.sessions.end(id, endedAt, 'signed_out');
    } else await stores.sessions.insert(session({ id, accountId, endedAt }));
  });
}

describeOnEveryDatabase('stores', (dialect, tag) => {
  let database: TestDatabase;
  let replicas: Persistence[];

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    const first = await openPersistence({ databaseUrl: database.url, migrate: true });
    // Several in one process are as independent as several processes: each has connections and a queue of its own.
    const others = Array.from({ length: 3 }, () => openPersistence({ databaseUrl: database.url }));
    replicas = [first, ...(await Promise.all(others))];
    const key = createSecretKey(randomBytes(32));
    for (const replica of replicas) replica.unitOfWork.proveAuditWith(key);
  });

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await database.drop();
  });

  describeStoreContracts(tag, () => ({
    replicas: replicas.map((replica) => replica.unitOfWork),
    putAccount: (record, epochs) => putAccount(replicas[0]!, record, epochs),
    auditRecords: async () => {
      const { events } = await replicas[1]!.audit.log.list({}, undefined, 1_000);
      return events.map(({ record }) => record).reverse();
    },
    putSession: (id, accountId, endedAt) => putSession(replicas[0]!, id, accountId, endedAt),
  }));
  describeIdentityStoreContracts(tag, () => ({ replicas: replicas.map((replica) => replica.unitOfWork) }));
});
