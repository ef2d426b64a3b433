import { account, ACCOUNT_ID, api, client, START } from '../../testing';
import { CODE_CHALLENGE, type Sent } from '../../testing/authorize-requests';
import { claimsOf, refusal, TokenEndpointDriver, type DriverOverrides } from '../../testing/token-endpoint-driver';
import { AuthorizeEndpoint } from '../authorize/authorize.endpoint';
import { registeredExtensions } from '../extensions/registered-extensions';
import { describeToken } from '../introspection/describe-token';
import { findPresentedToken } from '../token/find-presented-token';
import type { TokenResponse } from '../token/issue/issue-tokens';
import { UserinfoEndpoint } from '../userinfo/userinfo.endpoint';
import { previewTokens, type TokenPreviewRequest } from './preview-tokens';

/** Different for each token, or about a sign-in that has not happened. */
const EXAMPLES = ['iat', 'exp', 'nbf', 'jti', 'auth_time', 'sid', 'family_id', 'at_hash'];

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const session = {
  id: '019b4000-0000-7000-8000-000000005e55',
  accountId: ACCOUNT_ID,
  authTime: START,
  acr: 'one',
  amr: ['pwd'],
};

function lasting(claims: object): object {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !EXAMPLES.includes(name)));
}

function clientOf(driver: TokenEndpointDriver, clientId = 'web-shop') {
  const found = driver.context.clients.find(clientId);
  if (!found) throw new Error('no client');
  return found;
}

async function preview(driver: TokenEndpointDriver, request: Partial<TokenPreviewRequest> = {}) {
  const base = { client: clientOf(driver), person: { account: account(), session } };
  return previewTokens({ ...base, scope: undefined, resources: [], ...request }, driver.context);
}

/** Signs in, agrees and exchanges the code: the real thing. */
async function issue(driver: TokenEndpointDriver, sent: Sent): Promise<TokenResponse> {
  const parameters = Object.entries({
    client_id: 'web-shop',
    redirect_uri: 'https://shop.example/callback',
    response_type: 'code',
    code_challenge: CODE_CHALLENGE,
    code_challenge_method: 'S256',
    ...sent,
  }).flatMap(([name, value = []]) => (typeof value === 'string' ? [value] : value).map((one) => [name, one] as const));
  const endpoint = new AuthorizeEndpoint(driver.context, registeredExtensions);
  const ask = () =>
    endpoint.answer({
      parameters,
      session,
      progress: { startedAt: START, consentedBy: ACCOUNT_ID },
      origin: { ip: null, userAgent: null },
    });
  let outcome = await ask();
  if (outcome.kind === 'interaction' && outcome.interaction.need === 'consent') {
    const { asked: scope, resources } = outcome.interaction.consent;
    const consent = { accountId: ACCOUNT_ID, clientId: 'web-shop', scope, resources };
    await driver.context.unitOfWork.run((stores) => stores.consents.allow(consent, START));
    outcome = await ask();
  }
  if (outcome.kind !== 'reply' || outcome.parameters['code'] === undefined) throw new Error(JSON.stringify(outcome));
  return driver.exchangeCode(outcome.parameters['code'], { code_verifier: VERIFIER });
}

function driverWith(overrides: DriverOverrides = {}): TokenEndpointDriver {
  const driver = new TokenEndpointDriver(overrides);
  driver.context.apis.put(
    api({ identifier: 'https://api.example/billing', scopes: [{ name: 'billing:read', description: 'See bills' }] }),
  );
  return driver;
}

const ALL = ['openid', 'profile', 'email', 'offline_access', 'orders:read', 'billing:read'];

describe('a preview of tokens is what is issued next', () => {
  it.each<[string, DriverOverrides, { scope: string; resources?: string[] }]>([
    ['everything', { client: { scope: ALL } }, { scope: ALL.join(' ') }],
    ['one API', { client: { scope: ALL } }, { scope: 'openid orders:read' }],
    [
      'a named resource',
      { client: { scope: ALL } },
      { scope: ALL.join(' '), resources: ['https://api.example/billing'] },
    ],
    ['words that the client may not have', {}, { scope: 'openid email billing:read unheard:of' }],
    ['no openid', {}, { scope: 'orders:read' }],
    ['no refresh tokens', { client: { grantTypes: ['authorization_code'] } }, { scope: 'openid orders:read' }],
    ['ES256, without consent', { client: { idTokenSignedResponseAlg: 'ES256', consent: 'skip' } }, { scope: 'openid' }],
    ['UserInfo alone, opaque', {}, { scope: 'openid profile' }],
  ])('%s', async (_what, overrides, { scope, resources = [] }) => {
    const driver = driverWith(overrides);
    const shown = await preview(driver, { scope, resources });
    const issued = await issue(driver, { scope, resource: resources });

    const found = await findPresentedToken(issued.access_token, driver.context.unitOfWork.reads.tokens);
    const { token } = found!;
    const real =
      token.format === 'jwt' ? claimsOf(issued.access_token) : describeToken(found!, driver.context.options.issuer);
    expect(lasting(shown.accessToken.claims)).toEqual(lasting(real));
    expect(Object.keys(shown.accessToken.claims)).toEqual(Object.keys(real));
    expect(shown.accessToken.record).toMatchObject({
      format: token.format,
      scope: token.scope,
      audience: token.audience,
      keyId: token.keyId,
    });
    expect(shown.accessToken.record.expiresAt - shown.accessToken.record.issuedAt).toBe(issued.expires_in * 1000);
    if (issued.id_token === undefined) expect(shown.idToken).toBeUndefined();
    else {
      expect(lasting(shown.idToken!.claims)).toEqual(lasting(claimsOf(issued.id_token)));
      expect(Object.keys(shown.idToken!.claims)).toEqual(Object.keys(claimsOf(issued.id_token)));
      const authorization = `Bearer ${issued.access_token}`;
      const userinfo = await new UserinfoEndpoint(driver.context).answer({ authorization, form: undefined });
      expect(shown.userinfo).toEqual(userinfo);
    }
    expect(shown.refreshToken !== undefined).toBe(issued.refresh_token !== undefined);
  });

  it('needs no user for a client that acts for itself', async () => {
    const driver = driverWith();
    const shown = await preview(driver, { person: undefined });
    const issued = await driver.post({ grant_type: 'client_credentials' });
    expect(lasting(shown.accessToken.claims)).toEqual(lasting(claimsOf(issued.access_token)));
    expect(shown.accessToken.claims).toMatchObject({ sub: 'web-shop', scope: 'orders:read orders:write' });
    expect(shown).toMatchObject({ idToken: undefined, refreshToken: undefined, userinfo: undefined });
  });

  it('shows everything that the client is registered for when no scope is named', async () => {
    const shown = await preview(driverWith());
    expect(shown.accessToken.record.scope).toEqual(client().scope);
  });

  it('works for public clients and for those with other response modes', async () => {
    const driver = driverWith({ client: { responseModes: ['form_post'] } });
    for (const id of ['web-shop', 'single-page']) {
      const shown = await preview(driver, { client: clientOf(driver, id), scope: 'openid' });
      expect(shown.idToken?.claims['aud']).toBe(id);
    }
  });
});

describe('a preview of tokens leaves nothing behind', () => {
  it('no row, no event, no signature', async () => {
    const driver = driverWith();
    const { context } = driver;
    const signingKey = jest.spyOn(context.keys, 'signingKey').mockImplementation((algorithm) => ({
      kid: 'k',
      algorithm,
      get privateKey(): never {
        throw new Error('a dry run has nothing to sign');
      },
    }));
    const before = JSON.stringify([...driver.tokens]);
    await preview(driver);
    await preview(driver, { person: undefined });
    await refusal(preview(driver, { scope: 'unheard:of' }));
    expect(signingKey).toHaveBeenCalled();
    expect(context.unitOfWork.commits).toBe(0);
    expect(context.events.events).toEqual([]);
    expect(JSON.stringify([...driver.tokens])).toBe(before);
  });
});

describe('what would be refused is refused', () => {
  it.each<[string, DriverOverrides['client'], Partial<TokenPreviewRequest>]>([
    ['client.disabled', { disabledAt: START }, {}],
    ['client.disabled', { disabledAt: START }, { person: undefined }],
    ['grant_type.client', { grantTypes: ['authorization_code'] }, { person: undefined }],
    ['grant_type.public', { tokenEndpointAuthMethod: 'none' }, { person: undefined }],
    ['response_type.client', { grantTypes: ['client_credentials'], responseTypes: [] }, {}],
    ['redirect_uri.missing', { redirectUris: [] }, {}],
    ['scope.nothing', {}, { scope: 'unheard:of' }],
    ['scope.client', {}, { person: undefined, scope: 'billing:read' }],
    ['scope.grammar', {}, { scope: '"' }],
    ['resource.unknown', {}, { resources: ['https://api.example/unknown'] }],
    ['resource.client', {}, { person: undefined, resources: ['https://api.example/billing'] }],
  ])('%s', async (check, overrides, request) => {
    expect(await refusal(preview(driverWith({ client: overrides ?? {} }), request))).toMatchObject({ check });
  });

  it('account.disabled', async () => {
    const driver = driverWith();
    driver.context.unitOfWork.putAccount(account({ disabledAt: START }));
    expect(await refusal(preview(driver))).toMatchObject({ code: 'access_denied', check: 'account.disabled' });
  });
});
