import { idFromBytes } from '@gatehouse/protocol';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { Dice, insertLedger, MINUTE, randomLedger, type RandomLedger } from '../../testing/random-ledger';
import type { FamilyRow } from '../entities/family.entity';
import type { TokenRow } from '../entities/token.entity';
import type { Gateway } from '../gateway/gateway';
import { openPersistence, type Persistence } from '../persistence';
import { TokenLineage, type Lineage } from './token-lineage';

const NOW = 1_790_000_000_000;
const BEGIN = NOW - 1_000 * MINUTE;
const ROTATIONS = 150;

describeOnEveryDatabase('lineage of a token', (dialect) => {
  let database: TestDatabase;
  let persistence: Persistence;
  let gateway: Gateway;
  let ledger: RandomLedger;
  let long: { family: FamilyRow; code: TokenRow; refresh: TokenRow[]; access: TokenRow[] };

  beforeAll(async () => {
    database = await createTestDatabase(dialect);
    persistence = await openPersistence({ databaseUrl: database.url, migrate: true });
    gateway = persistence['database'].gateway;
    ledger = randomLedger(11, NOW, 120);
    long = addLongFamily();
    await gateway.transaction((connection) => insertLedger(connection, ledger));
  });
  afterAll(async () => {
    await persistence.close();
    await database.drop();
  });

  const lineage = () => new TokenLineage(gateway.reads);
  const of = async (row: TokenRow, limit = 1_000, after?: string): Promise<Lineage> => {
    const found = await lineage().of(idFromBytes(row.id), { limit, after, now: NOW });
    if (!found) throw new Error('not found');
    return found;
  };
  const text = (row: TokenRow): string => idFromBytes(row.id);

  /** A code, and a refresh token that was rotated again and again, with an access token each time. */
  function addLongFamily() {
    const dice = new Dice(99);
    const session = ledger.session.find(({ ended_at }) => ended_at === null)!;
    const consent = ledger.consent.find(({ revoked_at }) => revoked_at === null)!;
    session.ip = '192.0.2.1';
    session.user_agent = 'browser';
    const some = ledger.token[0]!;
    const family: FamilyRow = {
      ...ledger.family[0]!,
      id: dice.id(BEGIN),
      client_id: 'client-0',
      account_id: ledger.account[0]!.id,
      session_id: session.id,
      consent_id: consent.id,
      scope: '["openid"]',
      offline: 1,
      created_at: BEGIN,
      expires_at: NOW + 1_000 * MINUTE,
      revoked_at: null,
    };
    ledger.family.push(family);
    const add = (at: number, facts: Partial<TokenRow>): TokenRow => {
      const row: TokenRow = {
        ...some,
        id: dice.id(at),
        family_id: family.id,
        client_id: family.client_id,
        subject: idFromBytes(family.account_id),
        session_id: session.id,
        key_id: null,
        issued_at: at,
        expires_at: NOW + 500 * MINUTE,
        ip: '198.51.100.7',
        user_agent: 'server',
        revoked_at: null,
        reused_at: null,
        rotated_at: null,
        successor_id: null,
        ...facts,
      };
      ledger.token.push(row);
      return row;
    };
    const code = add(BEGIN, { kind: 'authorization_code', parent_id: null, ip: '192.0.2.1', user_agent: 'another' });
    const [refresh, access]: [TokenRow[], TokenRow[]] = [[], []];
    for (let generation = 0; generation <= ROTATIONS; generation++) {
      const parent = refresh.at(-1) ?? code;
      const at = BEGIN + 1_000 + generation * 2 * MINUTE;
      const facts = { parent_id: parent.id, ip: generation === 7 ? '203.0.113.9' : '198.51.100.7' };
      access.push(add(at, { ...facts, kind: 'access_token' }));
      const next = add(at, { ...facts, kind: 'refresh_token', generation });
      if (generation > 0) Object.assign(parent, { rotated_at: at, successor_id: next.id });
      refresh.push(next);
    }
    refresh[3]!.reused_at = NOW - MINUTE;
    return { family, code, refresh, access };
  }

  it('has the sign-in, the consent, the approval, and everything that was issued in order', async () => {
    const { code, refresh, access, family } = long;
    const found = await of(refresh[2]!);
    expect(found.session).toMatchObject({ id: idFromBytes(family.session_id), ip: '192.0.2.1', endedAt: null });
    expect(found.consent).toMatchObject({ id: idFromBytes(family.consent_id!), revokedAt: null });
    expect(found.family).toMatchObject({
      id: idFromBytes(family.id),
      clientId: 'client-0',
      offline: true,
      endedBy: null,
    });
    expect(found.next).toBeNull();
    const ids = [code, ...refresh, ...access].map(text).sort();
    expect(found.tokens.map(({ token }) => token.id)).toEqual(ids);
    expect(found.counts).toEqual({ authorization_code: 1, refresh_token: 151, access_token: 151 });
    expect(found.countsCapped).toBe(false);
    const nodes = new Map(found.tokens.map((each) => [each.token.id, each]));
    expect(nodes.get(text(refresh[0]!))).toMatchObject({ state: 'rotated', token: { parentId: text(code) } });
    expect(nodes.get(text(refresh.at(-1)!))).toMatchObject({ state: 'active', endedBy: null });
    expect(nodes.get(text(refresh[3]!))?.token.reusedAt).toBe(NOW - MINUTE);
    expect(nodes.get(text(access[5]!))?.token.parentId).toBe(text(refresh[4]!));
  });

  it('marks where address and program change, and how long a rotation took', async () => {
    const { code, refresh, access } = long;
    const nodes = new Map((await of(code)).tokens.map((each) => [each.token.id, each]));
    const changes = (row: TokenRow) => [nodes.get(text(row))?.ipChanged, nodes.get(text(row))?.userAgentChanged];
    // The code against the browser that was signed in.
    expect(changes(code)).toEqual([false, true]);
    // A server exchanges what a browser was given.
    expect(changes(refresh[0]!)).toEqual([false, false]);
    expect(changes(refresh[7]!)).toEqual([true, false]);
    expect(changes(access[7]!)).toEqual([true, false]);
    expect(changes(refresh[8]!)).toEqual([true, false]);
    expect(changes(refresh[9]!)).toEqual([false, false]);
    expect(nodes.get(text(refresh[1]!))?.rotationGap).toBe(2 * MINUTE);
    expect(nodes.get(text(refresh[0]!))?.rotationGap).toBeNull();
    expect(nodes.get(text(access[1]!))?.rotationGap).toBeNull();
  });

  it('leads page by page through a family with a long chain', async () => {
    const whole = (await of(long.code)).tokens.map(({ token }) => token.id);
    const found: string[] = [];
    let pages = 0;
    for (let after: string | undefined; ; pages++) {
      const page = await of(long.refresh[77]!, 40, after);
      found.push(...page.tokens.map(({ token }) => token.id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(found).toEqual(whole);
    expect(pages).toBe(7);
  });

  it('names the ancestors, the nearest ones of many', async () => {
    const { code, refresh, access } = long;
    expect((await of(code)).ancestors).toEqual([]);
    expect((await of(access[2]!)).ancestors).toEqual([refresh[1]!, refresh[0]!, code].map(text));
    const { ancestors } = await of(refresh[149]!);
    expect(ancestors).toEqual(refresh.slice(85, 149).reverse().map(text));
  });

  it('is nothing but the token itself where nobody approved anything', async () => {
    const row = ledger.token.find(({ grant_type }) => grant_type === 'client_credentials')!;
    expect(await of(row)).toMatchObject({ session: null, consent: null, family: null, ancestors: [], next: null });
    expect((await of(row)).tokens.map(({ token }) => token.id)).toEqual([text(row)]);
  });

  it('bears that parents are gone', async () => {
    const has = (rows: readonly { id: Buffer }[], id: Buffer | null): boolean =>
      rows.some((each) => id !== null && each.id.equals(id));
    const orphan = ledger.token.find(({ family_id }) => family_id !== null && !has(ledger.family, family_id))!;
    expect(await of(orphan)).toMatchObject({ family: null, consent: null });
    const unsessioned = ledger.family.find(({ session_id }) => !has(ledger.session, session_id));
    const row = ledger.token.find(({ family_id }) => unsessioned && family_id?.equals(unsessioned.id));
    if (row) expect(await of(row)).toMatchObject({ session: null });
  });

  it('knows nothing of ids that are none, or of no token', async () => {
    for (const id of ['x', '', '019b4000-0000-7000-8000-000000000000']) {
      expect(await lineage().of(id, { limit: 5, now: NOW })).toBeUndefined();
      expect(await lineage().find(id, NOW)).toBeUndefined();
    }
  });
});
