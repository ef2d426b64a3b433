import { api } from '../../../testing';
import { claimsOf, refusal, TokenEndpointDriver } from '../../../testing/token-endpoint-driver';

const GRANT = { grant_type: 'client_credentials' };

describe('RFC 6749 §4.4 client credentials', () => {
  it('issues an access token for the client itself, and nothing else', async () => {
    const driver = new TokenEndpointDriver();
    const answer = await driver.post({ ...GRANT, scope: 'orders:read' });
    expect(answer).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'orders:read',
    });
    expect(claimsOf(answer.access_token)).toMatchObject({ sub: 'web-shop', client_id: 'web-shop' });
    expect(claimsOf(answer.access_token)).not.toHaveProperty('auth_time');
    expect(driver.tokens).toHaveLength(1);
    expect(driver.tokens[0]).toMatchObject({
      kind: 'access_token',
      familyId: null,
      parentId: null,
      sessionId: null,
      subject: 'web-shop',
      grantType: 'client_credentials',
      scope: ['orders:read'],
      audience: ['https://api.example/orders'],
      ip: '192.0.2.7',
      userAgent: 'spec',
    });
  });

  it('shares a commit: the row is recorded, not claimed', async () => {
    const driver = new TokenEndpointDriver();
    const run = jest.spyOn(driver.context.unitOfWork, 'record');
    await driver.post(GRANT);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('RFC 6749 §3.3 scope of client credentials', () => {
  it('defaults to all that the client is registered for at APIs', async () => {
    const answer = await new TokenEndpointDriver().post(GRANT);
    expect(answer.scope).toBe('orders:read orders:write');
  });

  it.each([
    ['a word the client is not registered for', 'orders:read admin'],
    ['a word of OpenID Connect, as there is no person', 'openid'],
    ['offline_access', 'orders:read offline_access'],
    ['a word of another case', 'Orders:Read'],
    ['a word outside the grammar', 'orders:read"'],
  ])('refuses %s', async (_name, scope) => {
    expect(await refusal(new TokenEndpointDriver().post({ ...GRANT, scope }))).toMatchObject({
      code: 'invalid_scope',
      status: 400,
    });
  });

  it('refuses a registered word that no API owns any more', async () => {
    const driver = new TokenEndpointDriver();
    driver.context.apis.put(api({ disabledAt: 1 }));
    expect(await refusal(driver.post({ ...GRANT, scope: 'orders:read' }))).toMatchObject({ code: 'invalid_scope' });
    const answer = await driver.post(GRANT);
    expect(answer).not.toHaveProperty('scope');
  });

  it('notices at once when the client or the APIs change', async () => {
    const driver = new TokenEndpointDriver();
    await driver.post(GRANT);
    driver.context.apis.put(api({ scopes: [{ name: 'orders:read', description: 'See orders' }] }));
    expect((await driver.post(GRANT)).scope).toBe('orders:read');
    expect(await refusal(driver.post({ ...GRANT, scope: 'orders:write' }))).toMatchObject({ code: 'invalid_scope' });
  });
});

describe('RFC 8707 §2.2 resources of client credentials', () => {
  const billing = api({
    identifier: 'https://api.example/billing',
    scopes: [{ name: 'billing:read', description: 'See bills' }],
  });
  const open = api({ identifier: 'https://api.example/open', scopes: [] });

  function setUp() {
    const driver = new TokenEndpointDriver({ client: { scope: ['orders:read', 'billing:read'] } });
    driver.context.apis.put(billing);
    driver.context.apis.put(open);
    return driver;
  }

  it('narrows the default scope to the resource', async () => {
    const answer = await setUp().post({ ...GRANT, resource: billing.identifier });
    expect(answer.scope).toBe('billing:read');
    expect(claimsOf(answer.access_token)).toMatchObject({ aud: billing.identifier, scope: 'billing:read' });
  });

  it('refuses a scope of another API than the one named', async () => {
    const error = await refusal(setUp().post({ ...GRANT, resource: billing.identifier, scope: 'orders:read' }));
    expect(error.code).toBe('invalid_scope');
  });

  it('refuses a resource whose scopes the client has none of', async () => {
    const driver = setUp();
    driver.context.apis.put(
      api({ identifier: 'https://api.example/secret', scopes: [{ name: 's', description: '' }] }),
    );
    const error = await refusal(driver.post({ ...GRANT, resource: 'https://api.example/secret' }));
    expect(error).toMatchObject({ code: 'invalid_target', check: 'resource.client' });
  });

  it('serves an API without scopes, and then says no scope', async () => {
    const answer = await setUp().post({ ...GRANT, resource: open.identifier });
    expect(answer).not.toHaveProperty('scope');
    expect(claimsOf(answer.access_token)).toMatchObject({ aud: open.identifier });
    expect(claimsOf(answer.access_token)).not.toHaveProperty('scope');
  });

  it.each(['https://api.example/unknown', 'orders', '/orders', 'https://api.example/orders#x'])(
    'refuses the resource %s',
    async (resource) => {
      expect(await refusal(setUp().post({ ...GRANT, resource }))).toMatchObject({
        code: 'invalid_target',
        status: 400,
      });
    },
  );
});
