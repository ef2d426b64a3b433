import { randomBytes } from 'node:crypto';
import { shownParameters, withoutSecretText } from './shown-parameters';

describe('what is kept of parameters', () => {
  it('is by an allow-list: of secrets only that they were sent', () => {
    const secrets = ['client_secret', 'code', 'code_verifier', 'refresh_token', 'token', 'password', 'state', 'nonce'];
    const { parameters } = shownParameters(secrets.map((name) => [name, 'plain words'] as const));
    expect(parameters.map(({ name }) => name)).toEqual(secrets);
    expect(parameters.every((each) => each.value === undefined)).toBe(true);
    expect(parameters.find(({ name }) => name === 'code_verifier')).toEqual({ name: 'code_verifier', length: 11 });
  });

  it('is not even the name of a parameter that no standard knows', () => {
    const secret = 'gh_cs_abcdefghijklmnop';
    expect(
      shownParameters([
        [secret, 'x'],
        ['__proto__', 'x'],
        ['scope', 'a'],
      ]),
    ).toEqual({
      parameters: [{ name: 'scope', value: 'a' }],
      others: 2,
    });
  });

  it('tells how often a parameter was sent, and shows the first', () => {
    const { parameters } = shownParameters([
      ['scope', 'a'],
      ['scope', 'b'],
    ]);
    expect(parameters).toEqual([{ name: 'scope', value: 'a', times: 2 }]);
  });

  it('shows a registered id as it is, whatever it looks like', () => {
    const clientId = '3f8A9c0D1e2F3a4B5c6D7e8F9a0B1c2D';
    const list = [['client_id', clientId]] as const;
    expect(shownParameters(list).parameters).toEqual([{ name: 'client_id', value: '[redacted]' }]);
    expect(shownParameters(list, new Set([clientId])).parameters).toEqual([{ name: 'client_id', value: clientId }]);
  });

  it.each([
    ['a token of ours', `scope gh_at_${randomBytes(48).toString('base64url')}`],
    ['half a token of ours', 'gh_rt_ab'],
    ['a JWT', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyb2JvdCJ9.c2lnbmF0dXJl'],
    ['a JWT without its signature', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJyb2JvdCJ9.'],
    ['random base64url', `a ${Buffer.from('Zq3wX9b1Kd8mR2').toString('base64url')}${'aB3'.repeat(8)}`],
    ['a hexadecimal secret', randomBytes(16).toString('hex')],
    ['an upper-case hexadecimal secret', randomBytes(20).toString('hex').toUpperCase()],
  ])('takes out %s, wherever it stands', (_what, secret) => {
    const word = secret.split(' ').at(-1) ?? '';
    for (const text of [secret, `before ${secret} after`, `https://client.example/${word}/x`, `"${secret}"`]) {
      const shown = withoutSecretText(text);
      expect(shown).toContain('[redacted]');
      expect(shown).not.toContain(word);
    }
  });

  it('takes credentials out of URIs, and leaves the rest', () => {
    expect(withoutSecretText('https://ada:word@client.example/cb?code=short&tab=1#access_token=x')).toBe(
      'https://[redacted]@client.example/cb?code=[redacted]&tab=1#access_token=[redacted]',
    );
    expect(withoutSecretText('https://client.example/cb?state=a+b&next=%2Fhome')).toBe(
      'https://client.example/cb?state=[redacted]&next=%2Fhome',
    );
  });

  it.each([
    'https://console.example/oauth2/callback',
    'com.example.app:/oauth2redirect',
    'http://127.0.0.1:49152/callback',
    'https://client.example/9f1c7d84-3d6a-4f0e-8a33-0d9f3a2b1c5e/cb',
    'openid profile offline_access orders:read',
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  ])('leaves %s as it is', (text) => {
    expect(withoutSecretText(text)).toBe(text);
  });

  it('cuts after it has taken out, so that no half of a secret stays', () => {
    const secret = `gh_cs_${'aB3'.repeat(30)}`;
    const shown = withoutSecretText(`${'x '.repeat(20)}${secret}`, 45);
    expect(shown.length).toBeLessThanOrEqual(45);
    expect(shown).not.toContain('gh_cs');
  });

  it('has no control characters, which could steer whoever reads it', () => {
    expect(withoutSecretText('a\u001b[31mb\r\nc\u0000')).toBe('a [31mb  c ');
  });
});
