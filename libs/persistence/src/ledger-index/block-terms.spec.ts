import { summarize, termOf, type IndexedRow } from './block-terms';

const row = (facts: Partial<IndexedRow> = {}): IndexedRow => ({
  id: Buffer.alloc(16),
  kind: 'access_token',
  grant_type: 'client_credentials',
  client_id: 'web',
  ip: '192.0.2.1',
  scope: '["read","write"]',
  audience: '["https://api.example/"]',
  expires_at: 1_000,
  rotated_at: null,
  revoked_at: null,
  reused_at: null,
  family_expires_at: null,
  ...facts,
});
const has = (rows: readonly IndexedRow[], term: Buffer): boolean =>
  summarize(rows, 1_000).terms.some((each) => each.equals(term));

describe('the summary of a block', () => {
  it('has every value that occurs, once', () => {
    const rows = [row(), row({ ip: null, scope: '["write","list"]' }), row()];
    const { terms } = summarize(rows, 1_000);
    const expected = [
      termOf('kind', 'access_token'),
      termOf('grant_type', 'client_credentials'),
      termOf('client', 'web'),
      termOf('ip', '192.0.2.1'),
      ...['read', 'write', 'list'].map((word) => termOf('scope', word)),
      termOf('audience', 'https://api.example/'),
    ];
    expect(new Set(terms.map(String))).toEqual(new Set(expected.map(String)));
    expect(terms).toHaveLength(expected.length);
  });

  it('tells a value of one field from the same value of another', () => {
    expect(has([row({ client_id: 'x' })], termOf('client', 'x'))).toBe(true);
    expect(has([row({ client_id: 'x' })], termOf('ip', 'x'))).toBe(false);
    expect(termOf('kind', 'ab')).not.toEqual(termOf('kind', 'AB'));
  });

  it('knows the earliest and the latest end, of refresh tokens and of all others', () => {
    const rows = [row({ expires_at: 500 }), row({ expires_at: 2_000 }), row({ kind: 'refresh_token', expires_at: 7 })];
    expect(summarize(rows, 10)).toMatchObject({
      rowCount: 3,
      expiry: { min: 500, max: 2_000 },
      refreshExpiry: { min: 7, max: 7 },
    });
    expect(summarize(rows.slice(0, 1), 10).refreshExpiry).toBeUndefined();
    expect(summarize(rows.slice(2), 10).expiry).toBeUndefined();
  });

  it('a refresh token that is not rotated may live as long as its family', () => {
    const refresh = { kind: 'refresh_token', expires_at: 500, family_expires_at: 9_000 };
    expect(summarize([row(refresh)], 10).refreshExpiry).toEqual({ min: 500, max: 9_000 });
    expect(summarize([row({ ...refresh, rotated_at: 1 })], 10).refreshExpiry).toEqual({ min: 500, max: 500 });
    expect(summarize([row({ ...refresh, kind: 'id_token' })], 10).expiry).toEqual({ min: 500, max: 500 });
  });

  it('a token ends with its family at the latest', () => {
    expect(summarize([row({ expires_at: 500, family_expires_at: 200 })], 10).expiry).toMatchObject({ min: 200 });
  });

  it('knows marks', () => {
    expect(summarize([row(), row({ revoked_at: 1 })], 10).marks).toEqual(new Set(['revoked']));
    expect(summarize([row({ reused_at: 1 })], 10).marks).toEqual(new Set(['reused']));
    expect(summarize([row()], 10).marks).toEqual(new Set());
  });

  it('is cut short when rows have little in common, never before the first', () => {
    const rows = Array.from({ length: 100 }, (_each, index) => row({ ip: `10.0.0.${index}` }));
    const { rowCount, terms } = summarize(rows, 20);
    expect(rowCount).toBeGreaterThan(5);
    expect(rowCount).toBeLessThan(20);
    expect(terms.length).toBeLessThan(30);
    expect(summarize(rows, 1).rowCount).toBe(1);
  });
});
