import { account, api, client, publicClient, SESSION_ID } from '../../../testing';
import { claimsOf, directRequest, refusal, TokenEndpointDriver } from '../../../testing/token-endpoint-driver';
import type { TokenResponse } from '../../token/issue/issue-tokens';

const DAY = 86_400_000;
const PUBLIC = { clientId: 'single-page' };

function refresh(driver: TokenEndpointDriver, token: string | undefined, fields = {}): Promise<TokenResponse> {
  return driver.post({ grant_type: 'refresh_token', refresh_token: token ?? '', ...fields });
}

function refreshPublic(driver: TokenEndpointDriver, token: string | undefined, fields = {}): Promise<TokenResponse> {
  return driver.postPublic({ grant_type: 'refresh_token', refresh_token: token ?? '', ...fields });
}

describe('RFC 6749 §6 refreshing', () => {
  it('answers a confidential client with the same refresh token, whose idle end moves', async () => {
    const driver = new TokenEndpointDriver();
    const { value, id } = await driver.grantRefreshToken();
    driver.context.clock.advance(DAY);
    const answer = await refresh(driver, value);
    expect(answer).toMatchObject({ refresh_token: value, token_type: 'Bearer', scope: 'openid orders:read' });
    const row = driver.tokens.find((token) => token.id === id);
    const now = driver.context.clock.now();
    expect(row).toMatchObject({ lastUsedAt: now, expiresAt: now + 14 * DAY, rotatedAt: null });
    const access = driver.tokens.find((token) => token.kind === 'access_token');
    expect(access).toMatchObject({ parentId: id, grantType: 'refresh_token' });
    expect(driver.context.unitOfWork.audited()).toMatchObject([{ id: 'token.issued' }]);
  });

  it('wants a refresh token', async () => {
    const error = await refusal(new TokenEndpointDriver().post({ grant_type: 'refresh_token' }));
    expect(error).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it.each([
    ['nonsense', () => 'nonsense'],
    ['an unknown one', () => `gh_rt_${'A'.repeat(64)}`],
    ['the id of one with another secret', (value: string) => value.slice(0, -4) + 'AAAA'],
    ['an access token', (value: string) => value.replace('gh_rt_', 'gh_at_')],
  ])('refuses %s', async (_name, change) => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken();
    expect(await refusal(refresh(driver, change(value)))).toMatchObject({ code: 'invalid_grant', status: 400 });
  });

  it("refuses another client's token and harms nobody, even when it was rotated", async () => {
    const driver = new TokenEndpointDriver({ client: { refreshTokenRotation: true } });
    const { value, familyId } = await driver.grantRefreshToken();
    const thief = driver.addClient({ clientId: 'thief' });
    const fields = { grant_type: 'refresh_token', refresh_token: value };
    const steal = () => refusal(driver.endpoint.answer(directRequest(fields, { authorization: thief })));
    expect(await steal()).toMatchObject({ code: 'invalid_grant', check: 'refresh_token.client' });
    await refresh(driver, value);
    driver.context.clock.advance(3_600_000);
    expect(await steal()).toMatchObject({ check: 'refresh_token.client' });
    expect(await refusal(refreshPublic(driver, value))).toMatchObject({ check: 'refresh_token.client' });
    expect(driver.family(familyId)?.revokedAt).toBeNull();
  });

  it('makes a confidential client authenticate', async () => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken();
    const fields = { grant_type: 'refresh_token', refresh_token: value, client_id: 'web-shop' };
    expect(await refusal(driver.endpoint.answer(directRequest(fields)))).toMatchObject({ code: 'invalid_client' });
  });
});

describe('RFC 6749 §6 scope of a refresh', () => {
  it('may be less, and the refresh token keeps what was granted', async () => {
    const driver = new TokenEndpointDriver({ client: { refreshTokenRotation: true } });
    const { value } = await driver.grantRefreshToken({ scope: ['openid', 'orders:read', 'orders:write'] });
    const less = await refresh(driver, value, { scope: 'orders:read' });
    expect(less.scope).toBe('orders:read');
    expect(claimsOf(less.access_token)['scope']).toBe('orders:read');
    const next = driver.tokens.find((token) => token.kind === 'refresh_token' && token.generation === 1);
    expect(next?.scope).toEqual(['openid', 'orders:read', 'orders:write']);
    expect((await refresh(driver, less.refresh_token)).scope).toBe('openid orders:read orders:write');
  });

  it('may be less once, and all again with the same refresh token', async () => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken();
    const less = await refresh(driver, value, { scope: 'orders:read' });
    expect(less).toMatchObject({ scope: 'orders:read', refresh_token: value });
    expect((await refresh(driver, value)).scope).toBe('openid orders:read');
  });

  it.each(['orders:read orders:write', 'profile', 'orders:read"'])('is never more: %s', async (scope) => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken();
    expect(await refusal(refresh(driver, value, { scope }))).toMatchObject({ code: 'invalid_scope', status: 400 });
    await expect(refresh(driver, value)).resolves.toHaveProperty('access_token');
  });

  it('loses what the client has lost', async () => {
    const driver = new TokenEndpointDriver({ client: { scope: ['openid'] } });
    const { value } = await driver.grantRefreshToken();
    expect((await refresh(driver, value)).scope).toBe('openid');
    const other = await driver.grantRefreshToken({ scope: ['orders:read'] });
    expect(await refusal(refresh(driver, other.value))).toMatchObject({ code: 'invalid_grant' });
  });
});

describe('OpenID Connect Core §12.2 the refreshed ID token', () => {
  it('names the same person and sign-in, with a new iat and no nonce', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve({}, { nonce: 'n-1' });
    const first = await driver.exchangeCode(code);
    driver.context.clock.advance(5_000);
    const second = claimsOf((await refresh(driver, first.refresh_token)).id_token);
    const { iss, sub, aud, auth_time, acr, amr, sid, iat } = claimsOf(first.id_token);
    expect(second).toMatchObject({ iss, sub, aud, auth_time, acr, amr, sid });
    expect(second['iat']).toBe(Number(iat) + 5);
    expect(second).not.toHaveProperty('nonce');
  });

  it('comes whenever openid was granted, whatever the scope of this access token', async () => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken();
    expect(await refresh(driver, value, { scope: 'orders:read' })).toHaveProperty('id_token');
    const other = await driver.grantRefreshToken({ scope: ['orders:read'] });
    expect(await refresh(driver, other.value)).not.toHaveProperty('id_token');
  });
});

describe('RFC 9700 §4.14.2 rotation', () => {
  it('gives a public client a successor and keeps the chain in the ledger', async () => {
    const driver = new TokenEndpointDriver();
    const { value, id, familyId } = await driver.grantRefreshToken(PUBLIC);
    const answer = await refreshPublic(driver, value);
    expect(answer.refresh_token).not.toBe(value);
    const old = driver.tokens.find((token) => token.id === id);
    const next = driver.tokens.find((token) => token.generation === 1);
    expect(old).toMatchObject({ successorId: next?.id, rotatedAt: driver.context.clock.now() });
    expect(next).toMatchObject({ kind: 'refresh_token', parentId: id, familyId });
    expect(old?.successorSealed?.includes(Buffer.from(answer.refresh_token ?? 'x'))).toBe(false);
    expect(driver.context.unitOfWork.audited()).toMatchObject([{ id: 'refresh_token.rotated' }]);
  });

  it('ends with the family, however often it rotates (ASVS 10.4.8)', async () => {
    const driver = new TokenEndpointDriver();
    const granted = await driver.grantRefreshToken(PUBLIC);
    const end = driver.family(granted.familyId)?.expiresAt ?? 0;
    let value: string | undefined = granted.value;
    for (let round = 0; round < 29; round++) {
      driver.context.clock.advance(DAY);
      value = (await refreshPublic(driver, value)).refresh_token;
    }
    for (const row of driver.tokens) if (row.kind !== 'id_token') expect(row.expiresAt).toBeLessThanOrEqual(end);
    driver.context.clock.set(end);
    expect(await refusal(refreshPublic(driver, value))).toMatchObject({ check: 'refresh_token.family_expired' });
  });

  it('ends when it idles', async () => {
    const driver = new TokenEndpointDriver({ publicClient: { refreshTokenIdleLifetime: 3600 } });
    const { value } = await driver.grantRefreshToken(PUBLIC);
    const next = (await refreshPublic(driver, value)).refresh_token;
    driver.context.clock.advance(3_600_000);
    expect(await refusal(refreshPublic(driver, next))).toMatchObject({ check: 'refresh_token.token_expired' });
  });
});

describe('D-04 rotation that survives retries', () => {
  it('gives a retry the same successor and a fresh access token', async () => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken(PUBLIC);
    const first = await refreshPublic(driver, value);
    driver.context.clock.advance(10_000);
    const second = await refreshPublic(driver, value);
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    expect(driver.context.unitOfWork.audited().map((event) => event.id)).toEqual([
      'refresh_token.rotated',
      'refresh_token.retried',
    ]);
    expect(driver.tokens.filter((token) => token.kind === 'refresh_token')).toHaveLength(2);
    await expect(refreshPublic(driver, second.refresh_token)).resolves.toHaveProperty('access_token');
  });

  it('answers 20 simultaneous requests with one successor and revokes nothing', async () => {
    const driver = new TokenEndpointDriver();
    const { value, familyId } = await driver.grantRefreshToken(PUBLIC);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshPublic(driver, value)));
    expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.access_token)).size).toBe(20);
    expect(driver.tokens.filter((token) => token.kind === 'refresh_token')).toHaveLength(2);
    expect(driver.family(familyId)?.revokedAt).toBeNull();
    expect(driver.context.unitOfWork.audited('refresh_token.rotated')).toHaveLength(1);
    expect(driver.context.unitOfWork.audited('refresh_token.retried')).toHaveLength(19);
  });

  it('answers a retry although the old token has expired in between', async () => {
    const driver = new TokenEndpointDriver();
    const expiresAt = driver.context.clock.now() + 1_000;
    const { value } = await driver.grantRefreshToken(PUBLIC, { expiresAt });
    const first = await refreshPublic(driver, value);
    driver.context.clock.advance(2_000);
    expect((await refreshPublic(driver, value)).refresh_token).toBe(first.refresh_token);
  });
});

describe('RFC 9700 §4.14.2 reuse of a rotated token', () => {
  it.each([
    ['after the window', async (driver: TokenEndpointDriver) => driver.context.clock.advance(10_001)],
    [
      'once the successor has been used',
      async (driver: TokenEndpointDriver, first: TokenResponse) => refreshPublic(driver, first.refresh_token),
    ],
    [
      'weeks later, when the token itself is long expired but the family is not',
      async (driver: TokenEndpointDriver) => driver.context.clock.advance(20 * DAY),
    ],
  ])('revokes the family: %s', async (_name, happen) => {
    const driver = new TokenEndpointDriver();
    const { value, id, familyId } = await driver.grantRefreshToken(PUBLIC);
    const first = await refreshPublic(driver, value);
    await happen(driver, first);
    const noticed = driver.context.clock.now();
    expect(await refusal(refreshPublic(driver, value))).toMatchObject({
      code: 'invalid_grant',
      check: 'refresh_token.reused',
    });
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'refresh_token_reused' });
    expect(await refusal(refreshPublic(driver, first.refresh_token))).toMatchObject({ code: 'invalid_grant' });
    await refusal(refreshPublic(driver, value));
    expect(driver.tokens.find((token) => token.id === id)?.reusedAt).toBe(noticed);
    const events = driver.context.unitOfWork.audited('refresh_token.reused');
    expect(events.filter((event) => event.target?.id === id)).toMatchObject([{ familyId, clientId: 'single-page' }]);
  });

  it('never answers for a grandparent, not even within the window', async () => {
    const driver = new TokenEndpointDriver();
    const { value, id, familyId } = await driver.grantRefreshToken(PUBLIC);
    const second = await refreshPublic(driver, value);
    await refreshPublic(driver, second.refresh_token);
    expect(driver.tokens.find((token) => token.id === id)?.successorSealed).toBeNull();
    expect(await refusal(refreshPublic(driver, value))).toMatchObject({ check: 'refresh_token.reused' });
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'refresh_token_reused' });
  });

  it('has no window for a client that wants none', async () => {
    const driver = new TokenEndpointDriver({ publicClient: { refreshTokenGrace: 0 } });
    const { value } = await driver.grantRefreshToken(PUBLIC);
    await refreshPublic(driver, value);
    expect(await refusal(refreshPublic(driver, value))).toMatchObject({ check: 'refresh_token.reused' });
  });

  it('leaves the earlier mark when the family was revoked before', async () => {
    const driver = new TokenEndpointDriver();
    const { value, id, familyId } = await driver.grantRefreshToken(PUBLIC);
    await refreshPublic(driver, value);
    await driver.context.unitOfWork.run((stores) => stores.families.revoke(familyId, 1, 'revoked_by_person'));
    driver.context.clock.advance(DAY);
    const noticed = driver.context.clock.now();
    for (let times = 0; times < 2; times++) {
      expect(await refusal(refreshPublic(driver, value))).toMatchObject({ code: 'invalid_grant' });
      driver.context.clock.advance(1_000);
    }
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'revoked_by_person', revokedAt: 1 });
    // That somebody holds a spent token is worth knowing all the same, once.
    expect(driver.tokens.find((token) => token.id === id)?.reusedAt).toBe(noticed);
    expect(driver.context.unitOfWork.audited('refresh_token.reused')).toMatchObject([{ familyId, at: noticed }]);
  });
});

describe('RFC 6749 §5.2 what has ended is not refreshed (C06)', () => {
  async function ended(happen: (driver: TokenEndpointDriver, familyId: string, id: string) => unknown, family = {}) {
    const driver = new TokenEndpointDriver();
    const { value, familyId, id } = await driver.grantRefreshToken(family);
    await happen(driver, familyId, id);
    return refresh(driver, value);
  }

  it.each([
    ['the account', (driver: TokenEndpointDriver) => driver.context.unitOfWork.putAccount(account({ disabledAt: 1 }))],
    ['the session', (driver: TokenEndpointDriver) => driver.context.unitOfWork.putSession(SESSION_ID, 1)],
    [
      'the family',
      (driver: TokenEndpointDriver, familyId: string) =>
        driver.context.unitOfWork.run((stores) => stores.families.revoke(familyId, 1, 'revoked_by_admin')),
    ],
    [
      'the token',
      (driver: TokenEndpointDriver, _familyId: string, id: string) =>
        driver.context.unitOfWork.run((stores) => stores.tokens.revoke(id, 1, 'revoked_by_admin')),
    ],
    ['its idle life', (driver: TokenEndpointDriver) => driver.context.clock.advance(14 * DAY)],
  ])('%s', async (_name, happen) => {
    expect(await refusal(ended(happen))).toMatchObject({ code: 'invalid_grant', status: 400 });
  });

  it('the consent', async () => {
    const driver = new TokenEndpointDriver();
    const stores = driver.context.unitOfWork;
    const consent = await stores.run((transaction) =>
      transaction.consents.allow(
        { accountId: account().id, clientId: 'web-shop', scope: ['openid'], resources: [] },
        1,
      ),
    );
    const { value } = await driver.grantRefreshToken({ consentId: consent.id });
    await expect(refresh(driver, value)).resolves.toHaveProperty('access_token');
    await stores.run((transaction) => transaction.consents.revoke(consent.id, 2));
    expect(await refusal(refresh(driver, value))).toMatchObject({ check: 'refresh_token.consent_revoked' });
  });

  it('the client, at its authentication', async () => {
    const happen = ({ context }: TokenEndpointDriver) => {
      const { secrets } = context.clients.find('web-shop') ?? client();
      context.clients.put(client({ secrets, disabledAt: 1 }));
    };
    expect(await refusal(ended(happen))).toMatchObject({ code: 'invalid_client', status: 401 });
  });

  it('the right to refresh', async () => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken(PUBLIC);
    driver.context.clients.put(publicClient({ grantTypes: ['authorization_code'] }));
    expect(await refusal(refreshPublic(driver, value))).toMatchObject({ code: 'unauthorized_client' });
  });

  it('but an offline family outlives its session (OpenID Connect Core §11)', async () => {
    const happen = (driver: TokenEndpointDriver) => driver.context.unitOfWork.putSession(SESSION_ID, 1);
    await expect(ended(happen, { offline: true })).resolves.toHaveProperty('access_token');
  });
});

describe('RFC 8707 §2.2 resources of a refresh', () => {
  it('may be any of the granted, each time another', async () => {
    const billing = 'https://api.example/billing';
    const orders = 'https://api.example/orders';
    const driver = new TokenEndpointDriver({ client: { scope: ['orders:read', 'billing:read'] } });
    driver.context.apis.put(api({ identifier: billing, scopes: [{ name: 'billing:read', description: 'See bills' }] }));
    const { value } = await driver.grantRefreshToken({
      scope: ['orders:read', 'billing:read'],
      resources: [orders, billing],
    });
    const first = await refresh(driver, value, { resource: orders });
    const second = await refresh(driver, value, { resource: billing });
    expect(claimsOf(first.access_token)).toMatchObject({ aud: orders, scope: 'orders:read' });
    expect(claimsOf(second.access_token)).toMatchObject({ aud: billing, scope: 'billing:read' });
    const error = await refusal(refresh(driver, value, { resource: 'https://api.example/other' }));
    expect(error).toMatchObject({ code: 'invalid_target' });
  });

  it('refuses a resource that was disabled since', async () => {
    const driver = new TokenEndpointDriver();
    const { value } = await driver.grantRefreshToken({ resources: ['https://api.example/orders'] });
    driver.context.apis.put(api({ disabledAt: 1 }));
    expect(await refusal(refresh(driver, value))).toMatchObject({ code: 'invalid_target' });
  });
});
