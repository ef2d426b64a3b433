import { parseQuery } from './query-language';

const NOW = 1_800_000_000_000;
const filters = (text: string) => parseQuery(text, NOW).filters;
const faults = (text: string) => parseQuery(text, NOW).faults;

describe('the query language of the audit log', () => {
  it('reads keys and leaves the rest as words', () => {
    expect(filters('actor:ana event:client.* outcome:denied ref:7k2-9 invoices paid')).toEqual({
      actor: 'ana',
      type: 'client.*',
      outcome: 'refused',
      reference: '7K29',
      mentions: 'invoices paid',
    });
  });

  it('takes a group for all of its events, and several events', () => {
    expect(filters('event:signing_key')).toEqual({ type: 'signing_key.*' });
    expect(filters('event:token.issued,consent')).toEqual({ type: 'token.issued,consent.*' });
  });

  it('keeps blanks within quotes', () => {
    expect(filters('target:"my api" "two words"')).toEqual({ target: 'my api', mentions: 'two words' });
  });

  it('reads spans, days and moments', () => {
    expect(filters('since:24h')).toEqual({ from: String(NOW - 86_400_000) });
    expect(filters('until:2026-01-31')).toEqual({ to: String(new Date(2026, 0, 31).getTime()) });
    expect(filters('from:1767225600000')).toEqual({ from: '1767225600000' });
    expect(faults('since:yesterday')[0]).toContain('no time');
  });

  it('looks for what has a colon and is no key as it stands', () => {
    expect(filters('https://shop.example/callback')).toEqual({ mentions: 'https://shop.example/callback' });
    expect(filters('urn:gatehouse:admin')).toEqual({ mentions: 'urn:gatehouse:admin' });
    expect(filters('constructor:x')).toEqual({ mentions: 'constructor:x' });
  });

  it('says what it does not understand, and goes on with the rest', () => {
    expect(parseQuery('event:clients.gone outcome:maybe session:12 ip:127.0.0.1 ab', NOW)).toEqual({
      filters: { ip: '127.0.0.1' },
      faults: [
        expect.stringContaining('clients.gone'),
        expect.stringContaining('maybe'),
        expect.stringContaining('12'),
        expect.stringContaining('three letters'),
      ],
    });
  });

  it('makes nothing of an empty query', () => {
    expect(parseQuery('   ', NOW)).toEqual({ filters: {}, faults: [] });
    expect(filters('actor:')).toEqual({ mentions: 'actor:' });
  });
});
