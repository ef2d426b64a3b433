import { protocolContext, START, type TestContext } from '../../testing';
import { decodeJwt, verifyOwnJwt } from '../crypto/jws';
import { idToBytes, newTimeOrderedId } from '../crypto/time-ordered-id';
import { markOf, type RevocationEntry } from '../records/revocation-entry';
import { RevocationFeed, type SignedRevocationList } from './revocation-feed';
import type { RevocationList } from './revocation-list';

const HOUR = 3_600_000;
const seconds = (milliseconds: number) => Math.ceil(milliseconds / 1000);

let context: TestContext;
let feed: RevocationFeed;

beforeEach(() => {
  context = protocolContext();
  entries().now = START;
  feed = new RevocationFeed(context);
});

const entries = () => context.unitOfWork.revocationEntries;

function put(overrides: Partial<RevocationEntry> = {}): RevocationEntry {
  const entry: RevocationEntry = {
    kind: 'token',
    mark: idToBytes(newTimeOrderedId(START)),
    issuedUntil: null,
    recordedAt: entries().now ?? 0,
    expiresAt: START + HOUR,
    ...overrides,
  };
  entries().entries.push(entry);
  return entry;
}

/** Lets time pass, for us and for the database. */
function pass(milliseconds: number): void {
  context.clock.advance(milliseconds);
  entries().now = (entries().now ?? 0) + milliseconds;
}

function read({ jws }: Pick<SignedRevocationList, 'jws'>): RevocationList {
  const [, claims = ''] = jws.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as RevocationList;
}

const tokensOf = (list: SignedRevocationList) => Object.values(read(list).revoked.tokens ?? {}).flat();
const named = (...of: RevocationEntry[]) => of.map(({ mark }) => mark.toString('base64url'));

describe('the revocation list', () => {
  it('is a JWT of its own type, good for a minute', async () => {
    const { jws, cursor } = await feed.list();
    const findKey = (kid: string) => context.keys.verificationKey(kid);
    expect(verifyOwnJwt(jws, 'revocation-list+jwt', findKey)).toEqual(read({ jws }));
    expect(decodeJwt(jws)?.header).toEqual({ alg: 'ES256', typ: 'revocation-list+jwt', kid: 'test-es256' });
    const iat = Math.floor(START / 1000);
    const { issuer } = context.options;
    expect(read({ jws })).toEqual({
      iss: issuer,
      iat,
      exp: iat + 60,
      cursor,
      complete: true,
      revoked: {},
    });
  });

  it('holds each kind of entry, grouped by the minute of its end', async () => {
    const end = Math.ceil(START / 60_000) * 60_000 + 60_000;
    const [one, two] = [put({ expiresAt: end + 1 }), put({ expiresAt: end + 60_000 })];
    const family = put({ kind: 'family', expiresAt: end });
    const key = put({ kind: 'key', mark: markOf('key', 'k1'), expiresAt: end });
    const subject = put({ kind: 'subject', mark: markOf('subject', 'alice'), issuedUntil: START - 5 });
    const client = put({ kind: 'client', mark: markOf('client', 'web'), issuedUntil: START - 7 });
    expect(read(await feed.list()).revoked).toEqual({
      tokens: { [seconds(end) + 60]: named(one, two) },
      families: { [seconds(end)]: named(family) },
      keys: { [seconds(end)]: named(key) },
      subjects: [[...named(subject), START - 5, seconds(START + HOUR)]],
      clients: [[...named(client), START - 7, seconds(START + HOUR)]],
    });
  });

  it('names nobody', async () => {
    put({ kind: 'subject', mark: markOf('subject', 'alice'), issuedUntil: START });
    expect(Buffer.from((await feed.list()).jws.split('.')[1] ?? '', 'base64url').toString()).not.toContain('alice');
  });

  it('forgets what nothing alive is hit by', async () => {
    const [short, long] = [put({ expiresAt: START + 5_000 }), put()];
    expect(tokensOf(await feed.list()).sort()).toEqual(named(short, long).sort());
    pass(6_000);
    expect(tokensOf(await feed.list())).toEqual(named(long));
  });

  it('counts an entry once, under the latest moment', async () => {
    const mark = markOf('subject', 'alice');
    put({ kind: 'subject', mark, issuedUntil: 1 });
    await feed.list();
    pass(2_000);
    entries().entries = [];
    put({ kind: 'subject', mark, issuedUntil: 2 });
    const { revoked } = read(await feed.list());
    expect(revoked.subjects).toHaveLength(1);
    expect(revoked.subjects?.[0]?.[1]).toBe(2);
  });
});

describe('what came after a cursor', () => {
  it('is sent with an overlap, and nothing from long before', async () => {
    const old = put();
    pass(60_000);
    const recent = put();
    const { cursor } = await feed.list();
    pass(2_000);
    const fresh = put();
    const list = await feed.list(cursor);
    expect(read(list).complete).toBe(false);
    expect(tokensOf(list)).toEqual(named(recent, fresh));
    expect(tokensOf(await feed.list()).sort()).toEqual(named(old, recent, fresh).sort());
  });

  it('includes what was recorded before it and committed after it', async () => {
    const { cursor } = await feed.list();
    pass(5_000);
    const late = put({ recordedAt: START - 2_000 });
    expect(tokensOf(await feed.list(cursor))).toEqual(named(late));
  });

  it('is the complete list after a cursor that is too old, of another database, or before very much', async () => {
    const one = put();
    pass(200_000);
    for (const cursor of [String(START), '0', String(START + HOUR)]) {
      const list = await feed.list(cursor);
      expect(read(list).complete).toBe(true);
      expect(tokensOf(list)).toEqual(named(one));
    }
    const { cursor } = await feed.list();
    for (let count = 0; count < 1_001; count++) put();
    pass(2_000);
    expect(read(await feed.list(cursor)).complete).toBe(true);
  });
});

describe('the work that askers cause', () => {
  it('is one look a second, however many ask', async () => {
    await Promise.all(Array.from({ length: 50 }, () => feed.list()));
    await feed.list(String(START));
    expect(entries().asked).toEqual([0]);
    pass(999);
    await feed.list();
    expect(entries().asked).toHaveLength(1);
    pass(1);
    await feed.list();
    expect(entries().asked).toEqual([0, START - 15_000]);
  });

  it('reads everything once a minute, should a transaction have been very slow', async () => {
    const { cursor } = await feed.list();
    pass(59_000);
    await feed.list(cursor);
    const slow = put({ recordedAt: START - HOUR });
    pass(1_000);
    expect(tokensOf(await feed.list())).toEqual(named(slow));
    expect(entries().asked).toEqual([0, START - 15_000, 0]);
  });

  it('gives the same bytes and tag to all while nothing changes, and a new proof every ten seconds', async () => {
    put();
    const first = await feed.list();
    pass(9_000);
    expect(await feed.list()).toBe(first);
    pass(1_000);
    const second = await feed.list();
    expect(second.etag).not.toBe(first.etag);
    expect(read(second).iat).toBe(read(first).iat + 10);
    put();
    pass(1_000);
    expect((await feed.list()).etag).not.toBe(second.etag);
  });

  it('is refused while the database cannot be asked', async () => {
    await feed.list();
    pass(1_000);
    const away = jest.spyOn(entries(), 'recordedSince').mockRejectedValue(new Error('away'));
    await expect(feed.list()).rejects.toThrow('away');
    away.mockRestore();
    await expect(feed.list()).resolves.toBeDefined();
  });
});

describe('followers', () => {
  let told: SignedRevocationList[];
  let stop: () => void;
  beforeEach(async () => {
    told = [];
    put({ expiresAt: START + 30_000 });
    ({ stop } = await feed.follow((list) => told.push(list)));
    await feed.tick();
    expect(told.map(tokensOf)).toEqual([[]]);
    told = [];
  });

  it('are told what is new, once', async () => {
    pass(500);
    const entry = put();
    await feed.tick();
    expect(told.map(tokensOf)).toEqual([named(entry)]);
    expect(read(told[0]!).complete).toBe(false);
    pass(500);
    await feed.tick();
    expect(told).toHaveLength(1);
  });

  it('are told what somebody else’s question has found', async () => {
    pass(1_000);
    const entry = put();
    await feed.list();
    await feed.tick();
    expect(told.map(tokensOf)).toEqual([named(entry)]);
  });

  it('are told what was committed late', async () => {
    pass(10_000);
    put();
    await feed.tick();
    pass(500);
    const late = put({ recordedAt: START + 1_000 });
    await feed.tick();
    expect(told.slice(1).map(tokensOf)).toEqual([named(late)]);
  });

  it('get a signed sign of life in between', async () => {
    for (let time = 0; time < 20; time++) {
      pass(500);
      await feed.tick();
    }
    expect(told.map(tokensOf)).toEqual([[], []]);
    expect(read(told[1]!).iat).toBe(Math.floor(START / 1000) + 10);
  });

  it('hear nothing while the database cannot be asked', async () => {
    const away = jest.spyOn(entries(), 'recordedSince').mockRejectedValue(new Error('away'));
    pass(30_000);
    await expect(feed.tick()).rejects.toThrow('away');
    expect(told).toEqual([]);
    away.mockRestore();
    await feed.tick();
    expect(told).toHaveLength(1);
  });

  it('may leave', async () => {
    stop();
    put();
    pass(500);
    await feed.tick();
    expect(told).toEqual([]);
  });
});
