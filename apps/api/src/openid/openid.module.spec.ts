/** What anybody may read of the issuer, over real HTTP. */
import { ISSUER, startTestApplication, type TestApplication } from '../../e2e/in-memory/test-application';
import { TestBrowser } from '../../e2e/in-memory/test-browser';

let application: TestApplication;
beforeAll(async () => {
  application = await startTestApplication();
});
afterAll(() => application.close());

const origin = { headers: { origin: 'https://inspector.example' } };

describe('OpenID Connect Discovery §4, RFC 8414 §3', () => {
  it.each(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])('%s', async (path) => {
    const answer = await new TestBrowser(application).open(path, origin);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=300',
      },
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oauth/authorize`,
      jwks_uri: `${ISSUER}/.well-known/jwks.json`,
      acr_values_supported: ['urn:gatehouse:1fa'],
      ui_locales_supported: ['en'],
    });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('both documents are the same, whatever Host says', async () => {
    const browser = new TestBrowser(application);
    const one = await browser.open('/.well-known/openid-configuration', { headers: { host: 'evil.example' } });
    const other = await browser.open('/.well-known/oauth-authorization-server');
    expect(one.body).toBe(other.body);
    expect(one.body).not.toContain('evil');
  });
});

describe('RFC 7517 §8.5.2 the keys', () => {
  it('are JSON Web Keys that may be kept for a while', async () => {
    const answer = await new TestBrowser(application).open('/.well-known/jwks.json', origin);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/jwk-set+json',
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=300',
      },
    });
    const { keys } = JSON.parse(answer.body) as { keys: { kid: string }[] };
    expect(keys.map(({ kid }) => kid)).toEqual(['test-rs256', 'test-es256']);
  });

  it('follow the ring', async () => {
    const browser = new TestBrowser(application);
    const all = application.context.keys.verificationKeys();
    const spy = jest.spyOn(application.context.keys, 'verificationKeys').mockReturnValue(all.slice(0, 1));
    const fewer = await browser.open('/.well-known/jwks.json');
    spy.mockRestore();
    const again = await browser.open('/.well-known/jwks.json');
    const counts = [fewer, again].map(({ body }) => (JSON.parse(body) as { keys: object[] }).keys.length);
    expect(counts).toEqual([1, 2]);
  });
});
