/** What reaches the revocation feed, whichever store revokes. */
import { createSecretKey, randomBytes } from 'node:crypto';
import { identityAccount, session } from '@gatehouse/identity/testing';
import {
  idToBytes,
  markOf,
  idFromBytes,
  RevocationFeed,
  type FamilyParent,
  type FamilyRecord,
  type RevocationEntry,
  type RevocationList,
  type TokenRecord,
} from '@gatehouse/protocol';
import { api, client, family, protocolContext, token } from '@gatehouse/protocol/testing';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { openPersistence, type Persistence } from '../persistence';

const ORDERS = 'https://api.example/orders';
const MINUTE = 60_000;

/** Of exactly this time, where the generator would go on from the latest that it has made. */
function idAt(time: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(time, 0, 6);
  return idFromBytes(bytes);
}

describeOnEveryDatabase('what the revocation feed is told', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  const now = Date.now();

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    persistence.unitOfWork.proveAuditWith(createSecretKey(randomBytes(32)));
    await persistence.unitOfWork.runRegistry(async ({ apis, clients }) => {
      await apis.save(api({ identifier: ORDERS, accessTokenFormat: 'jwt', accessTokenLifetime: 600 }));
      await apis.save(api({ identifier: 'https://api.example/notes', accessTokenFormat: 'opaque' }));
      await clients.save(client({ clientId: 'web' }));
      await clients.save(client({ clientId: 'other' }));
    });
  });
  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  /** What was added while `work` ran. */
  async function told(work: () => Promise<unknown>): Promise<RevocationEntry[]> {
    const read = () => persistence.unitOfWork.reads.revocationEntries.recordedSince(0);
    const before = new Set((await read()).entries.map(nameOf));
    await work();
    return (await read()).entries.filter((entry) => !before.has(nameOf(entry)));
  }
  const nameOf = ({ kind, mark, issuedUntil }: RevocationEntry) => `${kind} ${mark.toString('hex')} ${issuedUntil}`;
  const marksOf = (entries: RevocationEntry[]) =>
    entries.map(({ kind, mark }) => `${kind} ${mark.toString('hex')}`).sort();
  const ofFamily = (id: string) => `family ${idToBytes(id).toString('hex')}`;

  async function person(): Promise<{ accountId: string; sessionId: string }> {
    const accountId = idAt(now);
    const sessionId = idAt(now);
    await persistence.unitOfWork.runIdentity(async ({ identityAccounts, sessions }) => {
      await identityAccounts.insert(identityAccount({ id: accountId, username: accountId, email: null }));
      await sessions.insert(session({ id: sessionId, accountId, createdAt: now, expiresAt: now + 3_600_000 }));
    });
    return { accountId, sessionId };
  }

  /** A family with a JWT access token that lasts for `left` milliseconds more; none for 0. */
  async function approval(of: Partial<FamilyRecord>, left = 5 * MINUTE, more: Partial<FamilyRecord> = {}) {
    // Old enough not to be taken for one that is just being exchanged.
    const createdAt = now - 60 * MINUTE;
    const record = family({
      id: idAt(createdAt),
      clientId: 'web',
      consentId: null,
      resources: [ORDERS],
      offline: false,
      createdAt,
      expiresAt: now + 86_400_000,
      ...of,
      ...more,
    });
    await persistence.unitOfWork.run(async ({ families, tokens }) => {
      await families.insert(record);
      if (left > 0) await tokens.insert([jwt(record, left)]);
    });
    return record;
  }

  function jwt(of: FamilyRecord | null, left: number, more: Partial<TokenRecord> = {}): TokenRecord {
    const issuedAt = now - MINUTE;
    return token({
      id: idAt(issuedAt),
      kind: 'access_token',
      format: 'jwt',
      keyId: 'k1',
      familyId: of?.id ?? null,
      sessionId: of?.sessionId ?? null,
      clientId: of?.clientId ?? 'web',
      subject: of?.accountId ?? 'web',
      issuedAt,
      expiresAt: now + left,
      ...more,
    }).record;
  }

  const insert = (row: TokenRecord) => persistence.unitOfWork.run(({ tokens }) => tokens.insert([row]));

  it('a JWT access token, by its id, until it would have ended', async () => {
    const row = jwt(null, 5 * MINUTE);
    await insert(row);
    const [entry, ...others] = await told(() =>
      persistence.unitOfWork.run(({ tokens }) => tokens.revoke(row.id, now, 'revoked_by_client')),
    );
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ kind: 'token', mark: idToBytes(row.id), issuedUntil: null });
    expect(entry?.expiresAt).toBeGreaterThanOrEqual(row.expiresAt);
    expect(entry?.expiresAt).toBeLessThan(row.expiresAt + 2 * MINUTE);
  });

  it.each<[string, Partial<TokenRecord>]>([
    ['an opaque token', { format: 'opaque', keyId: null }],
    ['an ID token', { kind: 'id_token' }],
    ['a token that has expired', { expiresAt: now - 1 }],
  ])('nothing of %s', async (_case, more) => {
    const row = jwt(null, MINUTE, more);
    await insert(row);
    expect(
      await told(() => persistence.unitOfWork.run(({ tokens }) => tokens.revoke(row.id, now, 'revoked_by_client'))),
    ).toEqual([]);
  });

  it('a family once, however many tokens it has', async () => {
    const record = await approval(await person());
    await insert(jwt(record, 9 * MINUTE));
    const revoke = () =>
      persistence.unitOfWork.run(({ families }) => families.revoke(record.id, now, 'revoked_by_admin'));
    const entries = await told(revoke);
    expect(marksOf(entries)).toEqual([ofFamily(record.id)]);
    // Longer than what is there: a token that is just being made may live as long as the API lets it.
    expect(entries[0]?.expiresAt).toBeGreaterThanOrEqual(now + 10 * MINUTE);
    expect(await told(revoke)).toEqual([]);
  });

  it('a family without a token, because one may be under way; but none that can have no JWT', async () => {
    const idle = await approval(await person(), 0);
    const opaque = await approval(await person(), 0, { resources: ['https://api.example/notes'] });
    const entries = await told(() =>
      persistence.unitOfWork.run(async ({ families }) => {
        await families.revoke(idle.id, now, 'refresh_token_reused');
        await families.revoke(opaque.id, now, 'refresh_token_reused');
      }),
    );
    expect(marksOf(entries)).toEqual([ofFamily(idle.id)]);
  });

  it('nothing of a transaction that is rolled back', async () => {
    const record = await approval(await person());
    const entries = await told(() =>
      persistence.unitOfWork
        .run(async ({ families }) => {
          await families.revoke(record.id, now, 'revoked_by_admin');
          throw new Error('no');
        })
        .catch(() => undefined),
    );
    expect(entries).toEqual([]);
  });

  it('what ends with a session: its families with a living JWT, not the offline ones', async () => {
    const one = await person();
    const living = await approval(one);
    await approval(one, 0);
    await approval(one, 5 * MINUTE, { offline: true });
    await approval(await person());
    const young = await approval(one, 0, { id: idAt(now), createdAt: now });
    const entries = await told(() =>
      persistence.unitOfWork.runIdentity(({ sessions }) => sessions.end(one.sessionId, now, 'signed_out')),
    );
    expect(marksOf(entries)).toEqual([ofFamily(living.id), ofFamily(young.id)].sort());
  });

  it('what ends with all sessions of a person', async () => {
    const one = await person();
    const living = await approval(one);
    const elsewhere = idAt(now);
    await persistence.unitOfWork.runIdentity(({ sessions }) =>
      sessions.insert(session({ id: elsewhere, accountId: one.accountId, createdAt: now, expiresAt: now + 3_600_000 })),
    );
    const there = await approval({ ...one, sessionId: elsewhere });
    const entries = await told(() =>
      persistence.unitOfWork.runIdentity(({ sessions }) => sessions.endAllOf(one.accountId, now, 'password_changed')),
    );
    expect(marksOf(entries)).toEqual([ofFamily(living.id), ofFamily(there.id)].sort());
  });

  it('what ends with a consent, offline or not', async () => {
    const one = await person();
    const wanted = { accountId: one.accountId, clientId: 'web', scope: [], resources: [] };
    const consent = await persistence.unitOfWork.run(({ consents }) => consents.allow(wanted, now));
    const under = await approval(one, 5 * MINUTE, { consentId: consent.id, offline: true });
    await approval(one);
    const entries = await told(() => persistence.unitOfWork.run(({ consents }) => consents.revoke(consent.id, now)));
    expect(marksOf(entries)).toEqual([ofFamily(under.id)]);
  });

  it('each family of a parent that is revoked in one go', async () => {
    const one = await person();
    const [first, second] = [await approval(one), await approval(one, 5 * MINUTE, { offline: true })];
    const other = await approval(one, 5 * MINUTE, { clientId: 'other' });
    const revoke = (parent: FamilyParent) =>
      told(() => persistence.unitOfWork.run(({ families }) => families.revokeAllOf(parent, now, 'revoked_by_admin')));
    const atClient = await revoke({ accountId: one.accountId, clientId: 'other' });
    expect(marksOf(atClient)).toEqual([ofFamily(other.id)]);
    const ofSession = await revoke({ sessionId: one.sessionId });
    expect(marksOf(ofSession)).toEqual([ofFamily(first.id), ofFamily(second.id)].sort());
  });

  it('a person once, and no family that this ended already', async () => {
    const one = await person();
    await approval(one);
    const entries = await told(() =>
      persistence.unitOfWork.runIdentity(async ({ identityAccounts, sessions }) => {
        await identityAccounts.revokeTokensBefore(one.accountId, now);
        await sessions.endAllOf(one.accountId, now, 'password_changed');
      }),
    );
    expect(entries).toMatchObject([{ kind: 'subject', mark: markOf('subject', one.accountId), issuedUntil: now }]);
    expect(entries[0]?.expiresAt).toBeGreaterThanOrEqual(now + 10 * MINUTE);
  });

  it('beside a person the families whose ids look younger than they are', async () => {
    const one = await person();
    const late = await approval(one, 5 * MINUTE, { id: idAt(now + 5), createdAt: now - 1 });
    const younger = await approval(one, 5 * MINUTE, { id: idAt(now + 6), createdAt: now + 1 });
    const entries = await told(() =>
      persistence.unitOfWork.runIdentity(({ identityAccounts }) =>
        identityAccounts.revokeTokensBefore(one.accountId, now),
      ),
    );
    expect(marksOf(entries)).toContain(ofFamily(late.id));
    expect(marksOf(entries)).not.toContain(ofFamily(younger.id));
  });

  it('a person who is disabled or deleted, and no one who was merely changed', async () => {
    const one = await person();
    const change = (more: object) =>
      told(() =>
        persistence.unitOfWork.runIdentity(async ({ identityAccounts }) => {
          const account = await identityAccounts.find(one.accountId);
          await identityAccounts.update({ ...account!, ...more });
        }),
      );
    expect(await change({ claims: { name: 'New' } })).toEqual([]);
    expect(await change({ disabledAt: now })).toMatchObject([{ kind: 'subject', issuedUntil: now }]);
    expect(await change({ claims: {} })).toEqual([]);
    const removed = await told(() =>
      persistence.unitOfWork.runIdentity(({ identityAccounts }) => identityAccounts.remove(one.accountId)),
    );
    expect(removed).toMatchObject([{ kind: 'subject', mark: markOf('subject', one.accountId) }]);
  });

  it('a client, with its own tokens whose ids look younger than they are', async () => {
    await persistence.unitOfWork.runRegistry(({ clients }) => clients.save(client({ clientId: 'machine' })));
    const late = jwt(null, MINUTE, { id: idAt(now + 5), issuedAt: now, clientId: 'machine' });
    await insert(late);
    const entries = await told(() =>
      persistence.unitOfWork.runRegistry(({ clients }) => clients.revokeTokensBefore('machine', now)),
    );
    expect(marksOf(entries)).toEqual(
      [`client ${markOf('client', 'machine').toString('hex')}`, `token ${idToBytes(late.id).toString('hex')}`].sort(),
    );
  });

  it('a client that is disabled or deleted, and none that was merely changed', async () => {
    const save = (more: object) =>
      told(() =>
        persistence.unitOfWork.runRegistry(({ clients }) => clients.save(client({ clientId: 'gone', ...more }))),
      );
    expect(await save({})).toEqual([]);
    expect(await save({ clientName: 'New name' })).toEqual([]);
    const [entry] = await save({ disabledAt: now });
    expect(entry).toMatchObject({ kind: 'client', mark: markOf('client', 'gone') });
    // Replicas that have not heard of it yet may still issue something.
    expect(entry?.issuedUntil).toBeGreaterThan(now);
    expect(await save({ disabledAt: now, clientName: 'Still' })).toEqual([]);
    const removed = await told(() => persistence.unitOfWork.runRegistry(({ clients }) => clients.remove('gone')));
    expect(removed).toMatchObject([{ kind: 'client', mark: markOf('client', 'gone') }]);
  });

  it('a signing key', async () => {
    await persistence.unitOfWork.run(({ signingKeys }) =>
      signingKeys.insert({
        id: 'k9',
        algorithm: 'ES256',
        generation: 9,
        state: 'active',
        publicJwk: {},
        privateKeySealed: Buffer.alloc(8),
        createdAt: now,
        activatedAt: now,
        retiringAt: null,
        retiredAt: null,
        revokedAt: null,
      }),
    );
    const entries = await told(() => persistence.unitOfWork.run(({ signingKeys }) => signingKeys.revoke('k9', now)));
    expect(entries).toMatchObject([{ kind: 'key', mark: markOf('key', 'k9'), issuedUntil: null }]);
  });

  it('later moments replace earlier ones, and are news again', async () => {
    const one = await person();
    const revokeUntil = (until: number) =>
      persistence.unitOfWork.runIdentity(({ identityAccounts }) =>
        identityAccounts.revokeTokensBefore(one.accountId, until),
      );
    const mark = markOf('subject', one.accountId);
    const mine = async () => {
      const { entries } = await persistence.unitOfWork.reads.revocationEntries.recordedSince(0);
      return entries.filter((entry) => entry.mark.equals(mark));
    };
    await revokeUntil(now);
    const [first] = await mine();
    await new Promise((resume) => setTimeout(resume, 5));
    await revokeUntil(now + 1_000);
    await revokeUntil(now + 500);
    const [second, ...others] = await mine();
    expect(others).toEqual([]);
    expect(second?.issuedUntil).toBe(now + 1_000);
    expect(second?.recordedAt).toBeGreaterThan(first?.recordedAt ?? Infinity);
  });

  it('are read page by page in the order in which they were recorded, from a moment on', async () => {
    const { entries, readAt } = await persistence.unitOfWork.reads.revocationEntries.recordedSince(0);
    const times = entries.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect(Math.abs(readAt - Date.now())).toBeLessThan(MINUTE);
    const last = times.at(-1) ?? 0;
    const later = await persistence.unitOfWork.reads.revocationEntries.recordedSince(last);
    expect(later.entries.every(({ recordedAt }) => recordedAt >= last)).toBe(true);
    expect(later.entries.length).toBeLessThan(entries.length);
  });
});

/** Live tokens, and how many of them are revoked. */
const LIVE = 100_000;
const REVOKED = 1_000;

describeOnEveryDatabase('the revocation list', (dialect, tag) => {
  it(`stays small: ${REVOKED} of ${LIVE} live tokens are revoked`, async () => {
    const database = await createTestDatabase(dialect);
    const persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    try {
      const { unitOfWork } = persistence;
      const now = Date.now();
      const row = token({ kind: 'access_token', format: 'jwt', keyId: 'k1', issuedAt: now, expiresAt: now }).record;
      const tokens = Array.from({ length: LIVE }, (_, index) => {
        // Made over ten minutes, each good for ten.
        const issuedAt = now - Math.floor((index * 600_000) / LIVE);
        return { ...row, id: idAt(issuedAt), issuedAt, expiresAt: issuedAt + 600_000 };
      });
      for (let start = 0; start < LIVE; start += 10_000) {
        await unitOfWork.run((stores) => stores.tokens.insert(tokens.slice(start, start + 10_000)));
      }
      const chosen = tokens.filter((_, index) => index % (LIVE / REVOKED) === 0);
      for (let start = 0; start < REVOKED; start += 100) {
        await unitOfWork.run(async (stores) => {
          for (const { id } of chosen.slice(start, start + 100))
            await stores.tokens.revoke(id, now, 'revoked_by_admin');
        });
      }
      const context = { ...protocolContext(), clock: { now: () => now }, unitOfWork };
      const { jws } = await new RevocationFeed(context).list();
      const [, claims = ''] = jws.split('.');
      const list = JSON.parse(Buffer.from(claims, 'base64url').toString()) as RevocationList;
      const told = new Set(Object.values(list.revoked.tokens ?? {}).flat());
      expect(told).toEqual(new Set(chosen.map(({ id }) => idToBytes(id).toString('base64url'))));
      expect(jws.length).toBeLessThan(100_000);
      process.stdout.write(`${tag} ${REVOKED} of ${LIVE} live tokens revoked: the list has ${jws.length} bytes\n`);
    } finally {
      await persistence.close();
      await database.drop();
    }
  }, 180_000);
});
