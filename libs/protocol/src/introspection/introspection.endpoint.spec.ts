import { account, api, client, publicClient, SESSION_ID, START } from '../../testing';
import { directRequest, refusal, TokenEndpointDriver, type FormFields } from '../../testing/token-endpoint-driver';
import { IntrospectionEndpoint } from './introspection.endpoint';

const INACTIVE = { active: false };
const ORDERS = 'https://api.example/orders';

function setUp(overrides = {}) {
  const driver = new TokenEndpointDriver(overrides);
  const endpoint = new IntrospectionEndpoint(driver.context);
  const introspect = (fields: FormFields, authorization: string | undefined = driver.authorization) =>
    endpoint.answer(directRequest(fields, { authorization, path: '/oauth/introspect' }));
  return { driver, endpoint, introspect };
}

async function signedIn(overrides = {}) {
  const parts = setUp(overrides);
  const { code, familyId } = await parts.driver.approve();
  return { ...parts, familyId, answer: await parts.driver.exchangeCode(code) };
}

describe('RFC 7662 §2.2 a token for an API that was disabled', () => {
  it.each(['jwt', 'opaque'] as const)('is not active: %s', async (accessTokenFormat) => {
    const { driver, introspect } = setUp();
    driver.context.apis.put(api({ accessTokenFormat }));
    const { code } = await driver.approve();
    const { access_token: token } = await driver.exchangeCode(code);
    driver.context.apis.put(api({ accessTokenFormat, disabledAt: START }));
    expect(await introspect({ token })).toEqual(INACTIVE);
  });
});

describe('RFC 7662 §2.2 an active token', () => {
  it.each(['jwt', 'opaque'] as const)('is described: %s', async (accessTokenFormat) => {
    const parts = setUp();
    parts.driver.context.apis.put(api({ accessTokenFormat }));
    const { code } = await parts.driver.approve();
    const { access_token: token } = await parts.driver.exchangeCode(code);
    const row = parts.driver.tokens.find(({ kind }) => kind === 'access_token');
    expect(await parts.introspect({ token })).toEqual({
      active: true,
      iss: 'https://login.example',
      sub: account().id,
      aud: ORDERS,
      client_id: 'web-shop',
      jti: row?.id,
      iat: START / 1000,
      nbf: START / 1000,
      exp: START / 1000 + 600,
      scope: 'openid orders:read',
      token_type: 'Bearer',
      auth_time: START / 1000 - 60,
      acr: 'urn:gatehouse:acr:password',
      amr: ['pwd'],
    });
  });

  it('of client credentials names the client and no sign-in', async () => {
    const { driver, introspect } = setUp();
    const { access_token: token } = await driver.post({ grant_type: 'client_credentials' });
    const answer = await introspect({ token });
    expect(answer).toMatchObject({ active: true, sub: 'web-shop', client_id: 'web-shop' });
    for (const name of ['auth_time', 'acr', 'amr']) expect(answer).not.toHaveProperty(name);
  });

  it('may be a refresh token of the caller, which has no token_type', async () => {
    const { introspect, answer } = await signedIn();
    const description = await introspect({ token: answer.refresh_token ?? '' });
    expect(description).toMatchObject({ active: true, client_id: 'web-shop', scope: 'openid orders:read' });
    expect(description).not.toHaveProperty('token_type');
  });

  it.each(['refresh_token', 'access_token', 'nonsense'])('is found whatever the hint says: %s', async (hint) => {
    const { introspect, answer } = await signedIn();
    expect(await introspect({ token: answer.access_token, token_type_hint: hint })).toMatchObject({ active: true });
  });
});

describe('RFC 7662 §2.2 everything else is exactly {"active":false}', () => {
  it.each([
    ['nonsense', () => 'nonsense'],
    ['an opaque form that is unknown', () => `gh_at_${'A'.repeat(64)}`],
    ['a JWT of somebody else', () => 'eyJhbGciOiJub25lIn0.eyJqdGkiOiJ4In0.AA'],
    ['a JWT with another signature', (token: string) => `${token.slice(0, -4)}AAAA`],
    ['a JWT without signature', (token: string) => token.replace(/[^.]*$/, '')],
    ['a code', () => `gh_ac_${'A'.repeat(64)}`],
  ])('%s', async (_name, change) => {
    const { introspect, answer } = await signedIn();
    expect(await introspect({ token: change(answer.access_token) })).toEqual(INACTIVE);
  });

  it('an ID token, which is no credential', async () => {
    const { introspect, answer } = await signedIn();
    expect(await introspect({ token: answer.id_token ?? '' })).toEqual(INACTIVE);
  });

  it('an expired token', async () => {
    const { driver, introspect, answer } = await signedIn();
    driver.context.clock.advance(600_000);
    expect(await introspect({ token: answer.access_token })).toEqual(INACTIVE);
  });

  it('a rotated refresh token', async () => {
    const { driver, introspect, answer } = await signedIn({ client: { refreshTokenRotation: true } });
    const token = answer.refresh_token ?? '';
    await driver.post({ grant_type: 'refresh_token', refresh_token: token });
    expect(await introspect({ token })).toEqual(INACTIVE);
  });

  it.each([
    [
      'family',
      (driver: TokenEndpointDriver, familyId: string) =>
        driver.context.unitOfWork.run((stores) => stores.families.revoke(familyId, 1, 'revoked_by_admin')),
    ],
    ['session', (driver: TokenEndpointDriver) => driver.context.unitOfWork.putSession(SESSION_ID, 1)],
    ['account', (driver: TokenEndpointDriver) => driver.context.unitOfWork.putAccount(account({ disabledAt: 1 }))],
  ])('a token whose %s has ended, JWTs too', async (_name, end) => {
    const { driver, introspect, answer, familyId } = await signedIn();
    await end(driver, familyId);
    expect(await introspect({ token: answer.access_token })).toEqual(INACTIVE);
    expect(await introspect({ token: answer.refresh_token ?? '' })).toEqual(INACTIVE);
  });

  it('a token whose consent was taken back', async () => {
    const { driver, introspect } = setUp();
    const { unitOfWork } = driver.context;
    const agreed = { accountId: account().id, clientId: 'web-shop', scope: ['openid'], resources: [] };
    const { id: consentId } = await unitOfWork.run((stores) => stores.consents.allow(agreed, 1));
    const { code } = await driver.approve({ consentId });
    const answer = await driver.exchangeCode(code);
    expect(await introspect({ token: answer.access_token })).toMatchObject({ active: true });
    await unitOfWork.run((stores) => stores.consents.revoke(consentId, 2));
    expect(await introspect({ token: answer.access_token })).toEqual(INACTIVE);
    expect(await introspect({ token: answer.refresh_token ?? '' })).toEqual(INACTIVE);
  });

  it('a token whose client was disabled or removed', async () => {
    const { driver, introspect } = setUp();
    const { code } = await driver.approve({ clientId: 'single-page' });
    const { access_token: token } = await driver.postPublic({
      grant_type: 'authorization_code',
      code,
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    });
    const auditor = driver.addClient({ clientId: 'orders-api', introspects: [ORDERS] });
    expect(await introspect({ token }, auditor)).toMatchObject({ active: true });
    driver.context.clients.put(publicClient({ disabledAt: 1 }));
    expect(await introspect({ token }, auditor)).toEqual(INACTIVE);
  });
});

describe('RFC 7662 §4 who may know', () => {
  it('is the owner, and whoever answers for the API', async () => {
    const { driver, introspect, answer } = await signedIn();
    const token = answer.access_token;
    const api = driver.addClient({ clientId: 'orders-api', introspects: [ORDERS] });
    const other = driver.addClient({ clientId: 'billing-api', introspects: ['https://api.example/billing'] });
    const stranger = driver.addClient({ clientId: 'stranger' });
    expect(await introspect({ token }, api)).toMatchObject({ active: true, client_id: 'web-shop' });
    expect(await introspect({ token }, other)).toEqual(INACTIVE);
    expect(await introspect({ token }, stranger)).toEqual(INACTIVE);
  });

  it('is for refresh tokens the owner alone', async () => {
    const { driver, introspect, answer } = await signedIn();
    const api = driver.addClient({ clientId: 'any', introspects: [ORDERS, 'https://login.example'] });
    expect(await introspect({ token: answer.refresh_token ?? '' }, api)).toEqual(INACTIVE);
  });
});

describe('RFC 7662 §2.1 the caller', () => {
  it('must authenticate, and a failure is reported', async () => {
    const { driver, endpoint } = setUp();
    const anonymous = endpoint.answer(directRequest({ token: 'x' }));
    expect(await refusal(anonymous)).toMatchObject({ code: 'invalid_client', status: 401 });
    expect(driver.context.events.events).toMatchObject([
      { id: 'client_authentication.failed', check: 'client.missing' },
    ]);
  });

  it('must have a credential: a public client could be anybody', async () => {
    const { endpoint } = setUp();
    const error = await refusal(endpoint.answer(directRequest({ token: 'x', client_id: 'single-page' })));
    expect(error).toMatchObject({ code: 'invalid_client', status: 401 });
  });

  it('must not be disabled', async () => {
    const { driver, introspect } = setUp();
    const { secrets } = driver.context.clients.find('web-shop') ?? client();
    driver.context.clients.put(client({ secrets, disabledAt: 1 }));
    expect(await refusal(introspect({ token: 'x' }))).toMatchObject({ check: 'client.disabled' });
  });

  it('must name one token', async () => {
    const { introspect } = setUp();
    expect(await refusal(introspect({}))).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(await refusal(introspect({ token: ['a', 'b'] }))).toMatchObject({ code: 'invalid_request', status: 400 });
  });
});
