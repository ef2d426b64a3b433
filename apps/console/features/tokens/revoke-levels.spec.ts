import type { Shape } from '../../ui/admin-api';
import { levelsOf } from './revoke-levels';
import { onlyFilter, revocationFilter, TOKEN_FILTERS } from './token-filters';

const token = {
  id: 't',
  kind: 'refresh_token',
  family_id: 'f',
  consent_id: 'c',
  session_id: 's',
  client_id: 'web',
  subject: 'u',
  username: 'ada',
} as Shape<'TokenAnswer'>;

describe('what can be revoked from a token on', () => {
  it('goes from the token to everything of its client, each with what the API needs', () => {
    expect(levelsOf(token).map(({ order }) => order)).toEqual([
      { event: 'token', token_id: 't' },
      { event: 'descendants', token_id: 't' },
      { event: 'family', family_id: 'f' },
      { event: 'consent', consent_id: 'c' },
      { event: 'session', session_id: 's' },
      { event: 'user_at_client', user_id: 'u', client_id: 'web' },
      { event: 'user', user_id: 'u' },
      { event: 'client', client_id: 'web' },
    ]);
  });

  it('offers nothing that the token does not hang on', () => {
    const own = { ...token, kind: 'access_token', family_id: null, consent_id: null, session_id: null, subject: 'web' };
    expect(levelsOf(own as Shape<'TokenAnswer'>).map(({ order }) => order.event)).toEqual(['token', 'client']);
  });
});

describe('the filter of a revocation', () => {
  it('is that of the list: numbers as numbers, without the order', () => {
    const values = { kind: 'access_token', issued_from: '1790000000000', sort: 'issued_at', scope: undefined };
    expect(revocationFilter(values)).toEqual({ kind: 'access_token', issued_from: 1_790_000_000_000 });
    expect(revocationFilter({ sort: 'issued_at' })).toEqual({});
  });

  it('can be replaced whole', () => {
    const replaced = onlyFilter({ token_id: 'x' });
    expect(Object.keys(replaced)).toHaveLength(TOKEN_FILTERS.length);
    expect(Object.entries(replaced).filter(([, value]) => value !== undefined)).toEqual([['token_id', 'x']]);
  });
});
