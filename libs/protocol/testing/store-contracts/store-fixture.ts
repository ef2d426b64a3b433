import type { AuditRecord } from '@gatehouse/audit';
import { newTimeOrderedId } from '../../src/crypto/time-ordered-id';
import type { RegistryUnitOfWork } from '../../src/ports/registry-stores';
import type { UnitOfWork } from '../../src/ports/unit-of-work';
import type { AccountRecord } from '../../src/records/account';
import type { FamilyRecord } from '../../src/records/family';
import type { Standing } from '../../src/records/standing';
import { START } from '../fixed-clock';
import { account, client, family } from '../fixtures';

export type StoresUnderTest = UnitOfWork & RegistryUnitOfWork;

/** What a kind of store brings to its contracts. Contracts share it, so they make their own ids. */
export interface StoreFixture {
  /** Independent ways to the same records, as replicas have them; at least one. */
  readonly replicas: readonly StoresUnderTest[];
  /** Adds or replaces a person. */
  putAccount(record: AccountRecord, epochs?: { readonly tokensRevokedBefore: number }): Promise<void>;
  /** Audit events as stored, oldest first. */
  auditRecords(): Promise<readonly AuditRecord[]>;
  /** Adds a browser session of a person, or ends one. */
  putSession(id: string, accountId: string, endedAt: number | null): Promise<void>;
}

/** Called inside tests, after the fixture was made. */
export type FixtureSource = () => StoreFixture;

/** Any of the replicas, spread evenly. */
export function replica(fixture: StoreFixture, index = 0): StoresUnderTest {
  const chosen = fixture.replicas[index % fixture.replicas.length];
  if (!chosen) throw new Error('the fixture has no store');
  return chosen;
}

/** Runs `work` so many times at once, on all replicas; answers what each said, in order. */
export function atOnce<T>(
  fixture: StoreFixture,
  times: number,
  work: (stores: StoresUnderTest, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(replica(fixture, index), index)));
}

export const newId = (): string => newTimeOrderedId(START);

/** Of a family whose parents all stand. */
export const STANDS: Standing = {
  accountDisabledAt: null,
  accountTokensRevokedBefore: null,
  sessionEndedAt: null,
  sessionEndReason: null,
  consentRevokedAt: null,
  client: { disabledAt: null, tokensRevokedBefore: null, createdAt: START },
};

/** A stored family of a stored person in a stored session. */
export async function storedFamily(
  fixture: StoreFixture,
  overrides: Partial<FamilyRecord> = {},
): Promise<FamilyRecord> {
  const person = account({ id: newId(), username: `person-${newId()}`, email: null });
  const record = family({ id: newId(), accountId: person.id, sessionId: newId(), ...overrides });
  await fixture.putAccount(person);
  await storeClient(fixture, record.clientId);
  await fixture.putSession(record.sessionId, person.id, null);
  await replica(fixture).run((stores) => stores.families.insert(record));
  return record;
}

/** A client without which nothing that was issued to it stands. */
export async function storeClient(fixture: StoreFixture, clientId: string): Promise<void> {
  const stores = replica(fixture);
  if (await stores.registryReads.clients.find(clientId)) return;
  await stores.runRegistry(({ clients }) => clients.save(client({ clientId })));
}
