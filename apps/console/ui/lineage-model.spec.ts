import {
  collapse,
  lineageRoots,
  span,
  step,
  typeAhead,
  visibleNodes,
  type LineageNode,
  type LineageToken,
} from './lineage-model';

const at = 1_790_000_000_000;

function token(id: string, kind: LineageToken['kind'], parent: string | null, more: Partial<LineageToken> = {}) {
  const facts = { id, kind, parent_id: parent, state: 'active', generation: 0, issued_at: at, reused_at: null };
  const origin = { ip: '10.0.0.1', user_agent: 'curl/8.5.0', ip_changed: false, user_agent_changed: false };
  return { rotated_at: null, rotation_gap: null, ...facts, ...origin, ...more } as LineageToken;
}

/** A code, and as many rotations as asked for; each exchange makes an access token too. */
function story(rotations: number, reused?: number): LineageToken[] {
  const tokens = [token('code', 'authorization_code', null, { state: 'used' })];
  for (let round = 0; round <= rotations; round++) {
    const parent = round === 0 ? 'code' : `refresh-${round - 1}`;
    const state = round === rotations ? 'active' : 'rotated';
    tokens.push(
      token(`access-${round}`, 'access_token', parent, { state: round === rotations ? 'active' : 'expired' }),
    );
    tokens.push(
      token(`refresh-${round}`, 'refresh_token', parent, {
        state,
        generation: round,
        reused_at: round === reused ? at : null,
      }),
    );
  }
  return tokens;
}
const NO_FACTS = { session: null, consent: null, family: null };
const NOTHING: ReadonlySet<string> = new Set();
const idsOf = (nodes: readonly LineageNode[]): string[] => visibleNodes(nodes, NOTHING).map(({ node }) => node.id);

describe('the tree of an approval', () => {
  it('hangs each token on what it was exchanged for, and the chain of refresh tokens below itself', () => {
    const [code, ...others] = lineageRoots(NO_FACTS, story(2));
    expect([code?.id, others]).toEqual(['code', []]);
    const placed = visibleNodes(code ? [code] : [], NOTHING).map(({ node, level, parent }) => [
      node.name,
      level,
      parent,
      node.isNext,
    ]);
    expect(placed).toEqual([
      ['Authorization code', 1, undefined, false],
      ['Access token', 2, 'code', false],
      ['Refresh token 0', 2, 'code', false],
      ['Access token', 3, 'refresh-0', false],
      ['Refresh token 1', 3, 'refresh-0', true],
      ['Access token', 4, 'refresh-1', false],
      ['Refresh token 2', 4, 'refresh-1', true],
    ]);
  });

  it('puts sign-in, consent and approval around it, and says why the approval ended', () => {
    const family = {
      id: 'family',
      client_id: 'web',
      scope: ['openid'],
      resources: [],
      offline: true,
      created_at: at,
      expires_at: at,
      ended_by: 'family_revoked',
      revoked_at: at,
      revocation_reason: 'refresh_token_reused' as const,
    };
    const consent = { id: 'consent', scope: [], resources: [], created_at: at, updated_at: at, revoked_at: null };
    const session = {
      id: 'session',
      user_id: 'ada',
      auth_time: at,
      acr: '',
      amr: [],
      started_at: at,
      last_seen_at: at,
      expires_at: at,
      ended_at: at,
      end_reason: 'signed_out',
      ip: null,
      user_agent: null,
    };
    const roots = lineageRoots({ session, consent, family }, story(1, 0));
    expect(idsOf(roots).slice(0, 4)).toEqual(['session', 'consent', 'family', 'code']);
    const all = visibleNodes(roots, NOTHING).map(({ node }) => node);
    expect(all[0]?.description).toContain('The person signed out');
    expect(all[2]?.note).toContain('revoked: a rotated refresh token was presented again');
    const copy = all.find(({ id }) => id === 'refresh-0');
    expect(copy?.description).toContain('presented again after its use');
    expect(copy?.note).toBe('Gatehouse then revoked the whole approval');
  });

  it('keeps a token whose parent is not known', () => {
    expect(idsOf(lineageRoots(NO_FACTS, [token('orphan', 'access_token', 'swept')]))).toEqual(['orphan']);
  });

  it('puts a long run of rotations away, but nothing that is worth seeing', () => {
    const roots = lineageRoots(NO_FACTS, story(20));
    const names = (nodes: readonly LineageNode[]) => visibleNodes(nodes, NOTHING).map(({ node }) => node.name);
    const hidden = collapse(roots, NOTHING, NOTHING);
    expect(names(hidden)).toEqual([
      'Authorization code',
      'Access token',
      'Refresh token 0',
      'Access token',
      '18 rotations',
      // What is alive hangs on it.
      'Refresh token 19',
      'Access token',
      'Refresh token 20',
    ]);
    const run = visibleNodes(hidden, NOTHING).find(({ node }) => node.type === 'rotations')?.node.id ?? '';
    expect(names(collapse(roots, NOTHING, new Set([run])))).toEqual(names(roots));
    // What was presented again splits the run; so does what somebody looks at.
    const reused = names(collapse(lineageRoots(NO_FACTS, story(20, 10)), new Set(['refresh-6']), NOTHING));
    expect(reused).toEqual(
      expect.arrayContaining(['5 rotations', 'Refresh token 6', 'Refresh token 10', '8 rotations']),
    );
    expect(names(collapse(lineageRoots(NO_FACTS, story(4)), NOTHING, NOTHING))).not.toContain('2 rotations');
  });
});

describe('walking the tree', () => {
  const roots = lineageRoots(NO_FACTS, story(1));
  const visible = visibleNodes(roots, NOTHING);
  const press = (from: string, key: string, closed = NOTHING) =>
    step(visibleNodes(roots, closed), from, key, closed) ?? 'nowhere';

  it.each([
    ['code', 'ArrowDown', { focus: 'access-0' }],
    ['code', 'ArrowUp', { focus: 'code' }],
    ['code', 'End', { focus: 'refresh-1' }],
    ['refresh-1', 'Home', { focus: 'code' }],
    ['refresh-1', 'ArrowDown', { focus: 'refresh-1' }],
    ['refresh-0', 'ArrowRight', { focus: 'access-1' }],
    ['refresh-0', 'ArrowLeft', { toggle: 'refresh-0' }],
    ['access-1', 'ArrowLeft', { focus: 'refresh-0' }],
    ['access-1', 'ArrowRight', 'nowhere'],
    ['access-1', 'x', 'nowhere'],
  ])('from %s %s leads to %j', (from, key, to) => {
    expect(press(from, key)).toEqual(to);
  });

  it('what is closed opens to the right and is left out of the walk', () => {
    const closed = new Set(['refresh-0']);
    expect(press('refresh-0', 'ArrowRight', closed)).toEqual({ toggle: 'refresh-0' });
    expect(press('refresh-0', 'ArrowLeft', closed)).toEqual({ focus: 'code' });
    expect(press('code', 'End', closed)).toEqual({ focus: 'refresh-0' });
  });

  it('letters lead to the next name that begins with them, round and round', () => {
    expect(typeAhead(visible, 'code', 'r')).toBe('refresh-0');
    expect(typeAhead(visible, 'refresh-0', 'r')).toBe('refresh-1');
    expect(typeAhead(visible, 'refresh-1', 'R')).toBe('refresh-0');
    expect(typeAhead(visible, 'code', 'refresh token 1')).toBe('refresh-1');
    expect(typeAhead(visible, 'code', 'zzz')).toBeUndefined();
  });
});

it.each([
  [400, '0 s'],
  [59_000, '59 s'],
  [200_000, '3 min'],
  [7_200_000, '2 h'],
  [864_000_000, '10 days'],
])('%d ms are %s', (milliseconds, text) => {
  expect(span(milliseconds)).toBe(text);
});
