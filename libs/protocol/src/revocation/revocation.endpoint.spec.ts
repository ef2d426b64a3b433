import { directRequest, refusal, TokenEndpointDriver, type FormFields } from '../../testing/token-endpoint-driver';
import { IntrospectionEndpoint } from '../introspection/introspection.endpoint';
import { RevocationEndpoint } from './revocation.endpoint';

async function signedIn(overrides = {}) {
  const driver = new TokenEndpointDriver(overrides);
  const endpoint = new RevocationEndpoint(driver.context);
  const introspection = new IntrospectionEndpoint(driver.context);
  const { code, familyId } = await driver.approve();
  const answer = await driver.exchangeCode(code);
  const revoke = (fields: FormFields, authorization: string | undefined = driver.authorization) =>
    endpoint.answer(directRequest(fields, { authorization, path: '/oauth/revoke' }));
  const isActive = async (token: string | undefined) =>
    (await introspection.answer(directRequest({ token: token ?? '' }, { authorization: driver.authorization }))).active;
  driver.context.unitOfWork.state.audit.length = 0;
  return { driver, endpoint, answer, familyId, revoke, isActive, refreshToken: answer.refresh_token ?? '' };
}

describe('RFC 7009 §2.1 revoking', () => {
  it('a refresh token ends its whole family', async () => {
    const { driver, answer, familyId, revoke, isActive, refreshToken } = await signedIn();
    await expect(revoke({ token: refreshToken })).resolves.toBeUndefined();
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'revoked_by_client' });
    expect(await isActive(answer.access_token)).toBe(false);
    expect(await isActive(refreshToken)).toBe(false);
    const again = driver.post({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(await refusal(again)).toMatchObject({ code: 'invalid_grant' });
    expect(driver.context.unitOfWork.audited('token.revoked')).toMatchObject([
      { familyId, clientId: 'web-shop', detail: { kind: 'refresh_token' } },
    ]);
  });

  it('a JWT access token ends that token, and the refresh token stays', async () => {
    const { driver, answer, familyId, revoke, isActive, refreshToken } = await signedIn();
    await revoke({ token: answer.access_token });
    expect(await isActive(answer.access_token)).toBe(false);
    expect(await isActive(refreshToken)).toBe(true);
    expect(driver.family(familyId)?.revokedAt).toBeNull();
    const row = driver.tokens.find(({ kind }) => kind === 'access_token');
    expect(row).toMatchObject({ revocationReason: 'revoked_by_client', revokedAt: driver.context.clock.now() });
  });

  it('a rotated refresh token ends the family as well: the client wants it over', async () => {
    const { driver, familyId, revoke, refreshToken } = await signedIn({ client: { refreshTokenRotation: true } });
    await driver.post({ grant_type: 'refresh_token', refresh_token: refreshToken });
    await revoke({ token: refreshToken });
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'revoked_by_client' });
  });

  it.each(['access_token', 'refresh_token', 'nonsense'])('works whatever the hint says: %s', async (hint) => {
    const { answer, revoke, isActive } = await signedIn();
    await revoke({ token: answer.access_token, token_type_hint: hint });
    expect(await isActive(answer.access_token)).toBe(false);
  });

  it('is for public clients too', async () => {
    const { driver, endpoint } = await signedIn();
    const { value, familyId } = await driver.grantRefreshToken({ clientId: 'single-page' });
    await endpoint.answer(directRequest({ token: value, client_id: 'single-page' }));
    expect(driver.family(familyId)).toMatchObject({ revocationReason: 'revoked_by_client' });
  });
});

describe('RFC 7009 §2.2 what counts as success', () => {
  it.each(['nonsense', `gh_rt_${'A'.repeat(64)}`, 'a.b.c'])('an unknown token: %s', async (token) => {
    const { driver, revoke } = await signedIn();
    await expect(revoke({ token })).resolves.toBeUndefined();
    expect(driver.context.unitOfWork.audited()).toEqual([]);
    expect(driver.context.events.ids).toEqual([]);
  });

  it('a token that is dead already, without a second event', async () => {
    const { driver, revoke, refreshToken } = await signedIn();
    await revoke({ token: refreshToken });
    await expect(revoke({ token: refreshToken })).resolves.toBeUndefined();
    expect(driver.context.unitOfWork.audited('token.revoked')).toHaveLength(1);
  });

  it("another client's token, which stays alive", async () => {
    const { driver, answer, revoke, isActive, refreshToken } = await signedIn();
    const stranger = driver.addClient({ clientId: 'stranger' });
    for (const token of [refreshToken, answer.access_token]) {
      await expect(revoke({ token }, stranger)).rejects.toMatchObject({ code: 'unauthorized_client', status: 400 });
    }
    expect(await isActive(refreshToken)).toBe(true);
    expect(await isActive(answer.access_token)).toBe(true);
  });
});

describe('RFC 7009 §2.2.1 refusals', () => {
  it('an ID token is not a type that can be revoked', async () => {
    const { answer, revoke } = await signedIn();
    const error = await refusal(revoke({ token: answer.id_token ?? '' }));
    expect(error).toMatchObject({ code: 'unsupported_token_type', status: 400 });
  });

  it('no token, or two', async () => {
    const { revoke } = await signedIn();
    expect(await refusal(revoke({}))).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(await refusal(revoke({ token: ['a', 'b'] }))).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it('a client that fails to authenticate leaves the token alive', async () => {
    const { driver, endpoint, isActive, refreshToken } = await signedIn();
    const request = directRequest({ token: refreshToken, client_id: 'web-shop' });
    expect(await refusal(endpoint.answer(request))).toMatchObject({ code: 'invalid_client', status: 401 });
    expect(await isActive(refreshToken)).toBe(true);
    expect(driver.context.events.ids).toEqual(['client_authentication.failed']);
  });

  it('a fault of the store is 503, never a success, and a retry works (C08)', async () => {
    const { driver, revoke, isActive, refreshToken } = await signedIn();
    const { unitOfWork } = driver.context;
    const run = jest.spyOn(unitOfWork, 'run').mockRejectedValueOnce(new Error('connection lost'));
    expect(await refusal(revoke({ token: refreshToken }))).toMatchObject({
      code: 'temporarily_unavailable',
      status: 503,
      cause: new Error('connection lost'),
    });
    run.mockRestore();
    expect(await isActive(refreshToken)).toBe(true);
    expect(driver.context.unitOfWork.audited()).toEqual([]);
    await revoke({ token: refreshToken });
    expect(await isActive(refreshToken)).toBe(false);
  });
});
