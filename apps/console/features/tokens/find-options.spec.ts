import { foundOptions, searchable, wordOptions } from './find-options';

describe('the box of the tokens explorer', () => {
  it('sends names and ids to the search, and nothing that could be a secret', () => {
    expect(searchable({ kind: 'text', text: 'ada' })).toBe('ada');
    expect(searchable({ kind: 'id', id: 'x' })).toBe('x');
    for (const known of [
      { kind: 'token', id: 'x', digest: 'y', what: 'refresh token' },
      { kind: 'secret', what: 'client secret' },
      { kind: 'digest', digest: 'x' },
      { kind: 'uri', uri: 'https://example.com/?code=x' },
      { kind: 'text', text: 'a' },
    ] as const) {
      expect(searchable(known)).toBeUndefined();
    }
  });

  it('turns what was found into filters and pages', () => {
    const found = { client_id: null, user_id: null, href: '' };
    expect(
      foundOptions([
        { ...found, kind: 'user', id: '1', name: 'ada' },
        { ...found, kind: 'family', id: '2', name: null },
        { ...found, kind: 'failure', id: 'R1', name: null },
        { ...found, kind: 'audit_event', id: '3', name: null },
      ]).map(({ name, filters, href }) => [name, filters ?? href]),
    ).toEqual([
      ['Tokens of user ada', { subject: '1' }],
      ['Tokens of approval 2', { family_id: '2' }],
      ['Open failure R1', '/errors/R1'],
    ]);
  });

  it('offers what a word may be', () => {
    const filtersOf = (text: string) =>
      wordOptions({ kind: 'text', text }).map(({ filters }) => Object.keys(filters ?? {})[0]);
    expect(filtersOf('203.0.113.7')).toEqual(['ip', 'scope', 'audience']);
    expect(filtersOf('2001:db8::7')).toEqual(['ip', 'scope', 'audience']);
    expect(filtersOf('orders')).toEqual(['scope', 'audience']);
    expect(filtersOf('two words')).toEqual([]);
    expect(wordOptions({ kind: 'uri', uri: 'orders:read' })[0]?.filters).toEqual({ scope: 'orders:read' });
    expect(wordOptions({ kind: 'reference', reference: '7K2MQX0123' })[0]?.href).toBe('/errors/7K2MQX0123');
  });
});
