import { ACCOUNT_ID, account, api } from '../../../testing';
import {
  CODE_VERIFIER,
  claimsOf,
  directRequest,
  refusal,
  TokenEndpointDriver,
} from '../../../testing/token-endpoint-driver';

const REDIRECT_URI = 'https://shop.example/callback';
const PUBLIC = { clientId: 'single-page' };

describe('RFC 6749 §4.1.3 exchange of a code', () => {
  it('issues access, refresh and ID token, each with a row that hangs on the family', async () => {
    const driver = new TokenEndpointDriver();
    const { code, codeId, familyId } = await driver.approve({}, { nonce: 'n-0S6_WzA2Mj' });
    const answer = await driver.exchangeCode(code);
    expect(answer).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'openid orders:read',
      refresh_token: expect.stringMatching(/^gh_rt_[\w-]{64}$/),
      id_token: expect.any(String),
    });
    expect(claimsOf(answer.id_token)).toMatchObject({ nonce: 'n-0S6_WzA2Mj', aud: 'web-shop' });
    expect(driver.tokens.map((row) => row.kind).sort()).toEqual(['access_token', 'id_token', 'refresh_token']);
    for (const row of driver.tokens) expect(row).toMatchObject({ familyId, parentId: codeId, clientId: 'web-shop' });
    expect(driver.context.unitOfWork.audited()).toMatchObject([{ id: 'token.issued', familyId }]);
    expect(driver.context.events.events).toEqual([]);
  });

  it('gives no ID token without openid', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve({ scope: ['orders:read'] });
    expect(await driver.exchangeCode(code)).not.toHaveProperty('id_token');
  });

  it('gives no refresh token to a client that is not registered for them', async () => {
    const driver = new TokenEndpointDriver({ client: { grantTypes: ['authorization_code'] } });
    const { code } = await driver.approve({ offline: true, scope: ['openid', 'offline_access'] });
    expect(await driver.exchangeCode(code)).not.toHaveProperty('refresh_token');
  });

  it('leaves out what the client has lost since the approval', async () => {
    const driver = new TokenEndpointDriver({ client: { scope: ['orders:read'] } });
    const { code } = await driver.approve();
    const answer = await driver.exchangeCode(code);
    expect(answer).toMatchObject({ scope: 'orders:read' });
    expect(answer).not.toHaveProperty('id_token');
    const other = await driver.approve({ scope: ['openid'] });
    expect(await refusal(driver.exchangeCode(other.code))).toMatchObject({ check: 'scope.withdrawn' });
  });

  it('wants a code', async () => {
    const driver = new TokenEndpointDriver();
    const error = await refusal(driver.post({ grant_type: 'authorization_code', redirect_uri: REDIRECT_URI }));
    expect(error).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it.each([
    ['nonsense', () => 'nonsense'],
    ['the right form, but unknown', () => `gh_ac_${'A'.repeat(64)}`],
    ['the id of a code with another secret', (code: string) => code.slice(0, -4) + 'AAAA'],
    ['a refresh token', (code: string) => code.replace('gh_ac_', 'gh_rt_')],
    ['an added blank', (code: string) => `${code} `],
  ])('refuses %s', async (_name, change) => {
    const driver = new TokenEndpointDriver();
    const { code, familyId } = await driver.approve();
    expect(await refusal(driver.exchangeCode(change(code)))).toMatchObject({ code: 'invalid_grant', status: 400 });
    expect(driver.family(familyId)?.revokedAt).toBeNull();
    await expect(driver.exchangeCode(code)).resolves.toHaveProperty('access_token');
  });

  it('refuses a code after its 60 seconds', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve();
    driver.context.clock.advance(60_000);
    expect(await refusal(driver.exchangeCode(code))).toMatchObject({ code: 'invalid_grant', check: 'code.expired' });
  });

  it("refuses another client's code without harm to its owner", async () => {
    const driver = new TokenEndpointDriver();
    const { code, familyId } = await driver.approve();
    const thief = driver.addClient({ clientId: 'thief' });
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: CODE_VERIFIER };
    const stolen = driver.endpoint.answer(directRequest(fields, { authorization: thief }));
    expect(await refusal(stolen)).toMatchObject({ code: 'invalid_grant', check: 'code.client' });
    expect(await refusal(driver.postPublic(fields))).toMatchObject({ code: 'invalid_grant' });
    await driver.exchangeCode(code);
    // Once it is used as well: otherwise anybody could end families.
    await refusal(driver.endpoint.answer(directRequest(fields, { authorization: thief })));
    expect(driver.family(familyId)?.revokedAt).toBeNull();
  });
});

describe('RFC 6749 §4.1.3 redirect_uri', () => {
  const noPkce = { bindings: {} };
  const exchange = (driver: TokenEndpointDriver, code: string, fields = {}) =>
    driver.post({ grant_type: 'authorization_code', code, ...fields });

  it.each(['https://shop.example/callback/', 'https://shop.example/callback?x=1', 'https://SHOP.example/callback'])(
    'refuses %s, as it was not the one of the request',
    async (redirect_uri) => {
      const driver = new TokenEndpointDriver();
      const { code } = await driver.approve();
      const error = await refusal(driver.exchangeCode(code, { redirect_uri }));
      expect(error).toMatchObject({ code: 'invalid_grant', check: 'code.redirect_uri' });
    },
  );

  it('must be repeated when the request named it and no PKCE ties the code to its sender', async () => {
    const driver = new TokenEndpointDriver({ client: { requirePkce: false } });
    const { code } = await driver.approve({}, noPkce);
    expect(await refusal(exchange(driver, code))).toMatchObject({ code: 'invalid_grant' });
    await expect(exchange(driver, code, { redirect_uri: REDIRECT_URI })).resolves.toHaveProperty('access_token');
  });

  it('may be left out when PKCE was used (OAuth 2.1 §4.1.3)', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve();
    await expect(exchange(driver, code, { code_verifier: CODE_VERIFIER })).resolves.toHaveProperty('access_token');
  });

  it('may be left out when the request left it out, and must fit when it is sent after all', async () => {
    const driver = new TokenEndpointDriver({ client: { requirePkce: false } });
    const { code } = await driver.approve({}, { ...noPkce, redirectUriSent: false });
    expect(await refusal(exchange(driver, code, { redirect_uri: 'https://evil.example/' }))).toMatchObject({
      check: 'code.redirect_uri',
    });
    await expect(exchange(driver, code)).resolves.toHaveProperty('access_token');
  });
});

describe('RFC 7636 §4.6 at the token endpoint', () => {
  it.each([
    ['missing', {}, 'pkce.verifier_missing'],
    ['wrong', { code_verifier: 'x'.repeat(43) }, 'pkce.verifier'],
    ['too short', { code_verifier: CODE_VERIFIER.slice(1) }, 'pkce.verifier_form'],
    ['too long', { code_verifier: 'x'.repeat(129) }, 'pkce.verifier_form'],
    ['of a wrong alphabet', { code_verifier: `${CODE_VERIFIER}+` }, 'pkce.verifier_form'],
  ])('refuses a verifier that is %s, and the code stays good', async (_name, fields, check) => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve();
    const request = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...fields };
    expect(await refusal(driver.post(request))).toMatchObject({ code: 'invalid_grant', check });
    await expect(driver.exchangeCode(code)).resolves.toHaveProperty('access_token');
  });

  it('refuses a verifier where there was no challenge (RFC 9700 §4.8.2)', async () => {
    const driver = new TokenEndpointDriver({ client: { requirePkce: false } });
    const { code } = await driver.approve({}, { bindings: {} });
    expect(await refusal(driver.exchangeCode(code))).toMatchObject({ code: 'invalid_grant', check: 'pkce.unexpected' });
  });

  it('refuses an unbound code of a public client', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve(PUBLIC, { bindings: {} });
    const request = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
    expect(await refusal(driver.postPublic(request))).toMatchObject({ code: 'invalid_grant', check: 'pkce.unbound' });
  });
});

describe('RFC 6749 §4.1.2 a code is used once', () => {
  it('refuses the second use and revokes what came of the first', async () => {
    const driver = new TokenEndpointDriver();
    const { code, codeId, familyId } = await driver.approve();
    const first = await driver.exchangeCode(code);
    driver.context.clock.advance(30_000);
    expect(await refusal(driver.exchangeCode(code))).toMatchObject({ code: 'invalid_grant', check: 'code.replayed' });
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'code_replayed' });
    const row = driver.context.unitOfWork.state.tokens.get(codeId);
    expect(row?.reusedAt).toBe(driver.context.clock.now());
    const refresh = driver.post({ grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' });
    expect(await refusal(refresh)).toMatchObject({ code: 'invalid_grant' });
    await refusal(driver.exchangeCode(code));
    expect(driver.context.unitOfWork.audited('authorization_code.replayed')).toMatchObject([
      { familyId, clientId: 'web-shop', subject: ACCOUNT_ID, target: { kind: 'token', id: codeId } },
    ]);
  });

  it('notices a replay after the code has expired, too', async () => {
    const driver = new TokenEndpointDriver();
    const { code, familyId } = await driver.approve();
    await driver.exchangeCode(code);
    driver.context.clock.advance(120_000);
    await refusal(driver.exchangeCode(code));
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'code_replayed' });
  });

  it.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }],
    ['another redirect_uri', { redirect_uri: 'https://evil.example/' }],
  ])('does not revoke for a replay with %s, which a thief of the code alone would send', async (_name, fields) => {
    const driver = new TokenEndpointDriver();
    const { code, familyId } = await driver.approve();
    await driver.exchangeCode(code);
    expect(await refusal(driver.exchangeCode(code, fields))).toMatchObject({ code: 'invalid_grant' });
    expect(driver.family(familyId)?.revokedAt).toBeNull();
  });

  it('lets one of many simultaneous exchanges through', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => driver.exchangeCode(code)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'invalid_grant' });
    }
    expect(driver.tokens.filter((row) => row.kind === 'access_token')).toHaveLength(1);
  });
});

describe('RFC 6749 §5.2 nothing is issued from what has ended since the approval', () => {
  it.each([
    [
      'account_disabled',
      (driver: TokenEndpointDriver) => driver.context.unitOfWork.putAccount(account({ disabledAt: 1 })),
    ],
    [
      'session_ended',
      (driver: TokenEndpointDriver) => driver.context.unitOfWork.putSession('019b4000-0000-7000-8000-000000005e55', 1),
    ],
    [
      'family_revoked',
      (driver: TokenEndpointDriver, familyId: string) =>
        driver.context.unitOfWork.run((stores) => stores.families.revoke(familyId, 1, 'revoked_by_person')),
    ],
  ])('%s', async (ended, end) => {
    const driver = new TokenEndpointDriver();
    const { code, familyId } = await driver.approve();
    await end(driver, familyId);
    expect(await refusal(driver.exchangeCode(code))).toMatchObject({ code: 'invalid_grant', check: `code.${ended}` });
    expect(driver.tokens).toEqual([]);
  });

  it('consent_revoked', async () => {
    const driver = new TokenEndpointDriver();
    const { unitOfWork } = driver.context;
    const agreed = { accountId: account().id, clientId: 'web-shop', scope: ['openid'], resources: [] };
    const { id: consentId } = await unitOfWork.run((stores) => stores.consents.allow(agreed, 1));
    const { code } = await driver.approve({ consentId });
    await unitOfWork.run((stores) => stores.consents.revoke(consentId, 2));
    const error = await refusal(driver.exchangeCode(code));
    expect(error).toMatchObject({ code: 'invalid_grant', check: 'code.consent_revoked' });
    expect(driver.tokens).toEqual([]);
  });
});

describe('RFC 8707 §2.2 resources of a code', () => {
  const billing = api({
    identifier: 'https://api.example/billing',
    scopes: [{ name: 'billing:read', description: 'See bills' }],
  });
  const orders = 'https://api.example/orders';

  async function setUp(resources: readonly string[]) {
    const driver = new TokenEndpointDriver({ client: { scope: ['openid', 'orders:read', 'billing:read'] } });
    driver.context.apis.put(billing);
    const scope = ['openid', 'orders:read', 'billing:read'];
    return { driver, ...(await driver.approve({ scope, resources })) };
  }

  it('may choose among the granted, and gets only the scope that belongs there', async () => {
    const { driver, code } = await setUp([orders, billing.identifier]);
    const answer = await driver.exchangeCode(code, { resource: billing.identifier });
    expect(claimsOf(answer.access_token)).toMatchObject({ aud: billing.identifier, scope: 'openid billing:read' });
    expect(answer.scope).toBe('openid billing:read');
  });

  it('gets all that were granted when it names none', async () => {
    const { driver, code } = await setUp([orders, billing.identifier]);
    const answer = await driver.exchangeCode(code);
    expect(claimsOf(answer.access_token)).toMatchObject({ aud: [orders, billing.identifier] });
  });

  it('never gets beyond the granted, and the code stays good', async () => {
    const { driver, code } = await setUp([orders]);
    const error = await refusal(driver.exchangeCode(code, { resource: billing.identifier }));
    expect(error).toMatchObject({ code: 'invalid_target', check: 'resource.not_granted' });
    await expect(driver.exchangeCode(code)).resolves.toHaveProperty('access_token');
  });

  it('chooses among the APIs of the scope when the approval named no resource', async () => {
    const { driver, code } = await setUp([]);
    const answer = await driver.exchangeCode(code, { resource: orders });
    expect(claimsOf(answer.access_token)).toMatchObject({ aud: orders, scope: 'openid orders:read' });
  });
});
