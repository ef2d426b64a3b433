/** The row of the editor and the answer of the API: one set of rules, so they can never be of two minds. */
import { Administration } from '@gatehouse/api/testing';
import { applicationTypes } from '@gatehouse/client-rules';
import { judgeRows } from '../ui/redirect-uris/uri-rules';

const URIS = [
  'https://client.example/callback',
  'https://client.example',
  'https://client.example/callback/',
  'https://client.example/Callback',
  'https://client.example//callback',
  'https://client.example/a%2Fb',
  'https://client.example/%61',
  'https://client.example/a/../b',
  'https://client.example/%2e%2e/b',
  'https://client.example:443/callback',
  'https://CLIENT.example/callback',
  'https://client.example./callback',
  'HTTPS://client.example/callback',
  'https://client.example/callback#part',
  'https://client.example/*',
  'https://*.client.example/callback',
  'https://user@client.example/callback',
  'https://client.example/call back',
  ' https://client.example/callback',
  'https://client.example\\callback',
  'https://client.example/callback?next=/home',
  'https://client.example/callback?to=//other.example',
  'https://client.example/callback?code=1',
  'https://bücher.example/callback',
  'https://xn--bcher-kva.example/callback',
  'https://client.example:0/callback',
  'https://2130706433/callback',
  'http://client.example/callback',
  'http://localhost/callback',
  'http://localhost:3000/callback',
  'http://127.0.0.1/callback',
  'http://[::1]:8080/callback',
  'javascript:alert(1)',
  'data:text/html,hello',
  'file:///etc/passwd',
  'myapp:/callback',
  'com.example.app:/callback',
  '/callback',
  'client.example/callback',
  `https://client.example/${'a'.repeat(2_048)}`,
];

describe('[sqlite] rules of redirect URIs, in the editor and at the API', () => {
  let admin: Administration;
  beforeAll(async () => {
    admin = await Administration.start('sqlite');
  });
  afterAll(() => admin.stop());

  const errors = (uri: string, type: (typeof applicationTypes)[number]) =>
    (judgeRows([{ key: 1, text: uri }], type)[0] ?? [])
      .filter(({ level }) => level === 'error')
      .map(({ rule }) => rule);

  it.each(applicationTypes)('R-1 say the same of 40 URIs for the kind %s', async (type) => {
    expect(URIS).toHaveLength(40);
    let refused = 0;
    for (const uri of URIS) {
      const { status, body } = await admin.post('/clients', {
        body: { client_name: 'Rules', application_type: type, redirect_uris: [uri], scope: '' },
      });
      const expected = errors(uri, type);
      const answered = ((body.errors ?? []) as { pointer: string; rule: string }[])
        .filter(({ pointer }) => pointer === '/redirect_uris/0')
        .map(({ rule }) => rule);
      expect({ uri, rules: answered.sort() }).toEqual({ uri, rules: [...expected].sort() });
      if (expected.length > 0) {
        refused += 1;
        expect({ uri, status }).toEqual({ uri, status: 422 });
      }
    }
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(URIS.length);
  });
});
