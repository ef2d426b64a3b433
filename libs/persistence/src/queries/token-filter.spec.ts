import { hasWords, readTokenFilter } from './token-filter';

describe('a filter in words', () => {
  it('is read', () => {
    const words = { client_id: 'web', state: 'active', issued_from: 0, expires_to: 5, token_id: 'x', scope: undefined };
    expect(readTokenFilter(words)).toEqual({
      clientId: 'web',
      state: 'active',
      issuedFrom: 0,
      expiresTo: 5,
      tokenId: 'x',
    });
  });

  it.each([
    [{ clientId: 'web' }, 'clientId'],
    [{ constructor: 'web' }, 'constructor'],
    [{ digest: 'ab' }, 'digest'],
    [{ client_id: '' }, 'client_id'],
    [{ client_id: 5 }, 'client_id'],
    [{ client_id: null }, 'client_id'],
    [{ client_id: ['web'] }, 'client_id'],
    [{ state: 'dead' }, 'state'],
    [{ kind: 'token' }, 'kind'],
    [{ issued_from: '5' }, 'issued_from'],
    [{ issued_to: 1.5 }, 'issued_to'],
    [{ expires_from: Number.NaN }, 'expires_from'],
  ])('%j is refused by name', (words, name) => {
    expect(() => readTokenFilter(words)).toThrow(TypeError);
    expect(() => readTokenFilter(words)).toThrow(name);
  });
});

it('a word is one of the list, not a piece of its text', () => {
  const token = { scope: ['a', 'b'], audience: ['https://x/'] };
  expect(hasWords({ scope: 'a', audience: 'https://x/' }, token)).toBe(true);
  for (const filter of [
    { scope: ',' },
    { scope: 'A' },
    { scope: '"a"' },
    { audience: 'https://x' },
    { audience: 'a' },
  ]) {
    expect(hasWords(filter, token)).toBe(false);
  }
});
