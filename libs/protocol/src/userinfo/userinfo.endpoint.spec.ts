import { account, SESSION_ID, START } from '../../testing';
import {
  CODE_VERIFIER,
  claimsOf,
  directRequest,
  form,
  refusal,
  TokenEndpointDriver,
} from '../../testing/token-endpoint-driver';
import { RevocationEndpoint } from '../revocation/revocation.endpoint';
import { UserinfoEndpoint } from './userinfo.endpoint';

const PERSON = account({
  claims: {
    name: 'Ada Example',
    given_name: 'Ada',
    family_name: 'Example',
    middle_name: '',
    nickname: null,
    website: 'https://ada.example/',
    birthdate: '1815-12-10',
    zoneinfo: 'Europe/London',
    locale: 'en-GB',
    updated_at: 'yesterday',
    sub: 'somebody-else',
    iss: 'https://evil.example',
    employee_number: 7,
    phone_number: '+44 20 7946 0000',
    phone_number_verified: 'yes',
    address: { locality: 'London', country: '', floor: 3 },
  },
});

async function signedIn(scope: string[] = ['openid', 'profile', 'email']) {
  const driver = new TokenEndpointDriver({ client: { scope: [...scope, 'orders:read', 'address', 'phone'] } });
  driver.context.unitOfWork.putAccount(PERSON);
  const endpoint = new UserinfoEndpoint(driver.context);
  const { code, familyId } = await driver.approve({ scope });
  const answer = await driver.exchangeCode(code);
  const ask = (authorization?: string, fields?: Record<string, string | string[]>) =>
    endpoint.answer({ authorization, form: fields && form(fields) });
  return { driver, endpoint, answer, familyId, ask, bearer: `Bearer ${answer.access_token}` };
}

describe('OpenID Connect Core §5.3.1 how the token comes', () => {
  it.each(['Bearer', 'bearer', 'BEARER'])('in the header, the scheme in any case: %s', async (scheme) => {
    const { ask, answer } = await signedIn();
    expect(await ask(`${scheme} ${answer.access_token}`)).toMatchObject({ sub: PERSON.id });
  });

  it('in the body of a form', async () => {
    const { ask, answer } = await signedIn();
    expect(await ask(undefined, { access_token: answer.access_token })).toMatchObject({ sub: PERSON.id });
  });

  it('names the same person as the ID token', async () => {
    const { ask, bearer, answer } = await signedIn();
    expect((await ask(bearer))['sub']).toBe(claimsOf(answer.id_token)['sub']);
  });

  it('may be for an API too, as long as it has openid', async () => {
    const { ask, bearer } = await signedIn(['openid', 'orders:read']);
    expect(await ask(bearer)).toEqual({ sub: PERSON.id });
  });
});

describe('RFC 6750 §3.1 refusals', () => {
  const challenge = (error: { headers: Readonly<Record<string, string>> }) => error.headers['WWW-Authenticate'];

  it.each([undefined, 'Basic d2ViLXNob3A6eA==', ''])(
    'without a token the challenge stands alone: %s',
    async (header) => {
      const { ask } = await signedIn();
      const error = await refusal(ask(header));
      expect(error.status).toBe(401);
      expect(challenge(error)).toBe('Bearer realm="gatehouse"');
    },
  );

  it.each([
    ['header and form', (token: string) => [`Bearer ${token}`, { access_token: token }] as const],
    ['twice in the form', (token: string) => [undefined, { access_token: [token, token] }] as const],
    ['no token behind the scheme', () => ['Bearer'] as const],
    ['a blank inside', (token: string) => [`Bearer ${token} ${token}`] as const],
    ['characters that no token has', () => ['Bearer "x"'] as const],
  ])('is 400 invalid_request for %s', async (_name, make) => {
    const { ask, answer } = await signedIn();
    const [header, fields] = make(answer.access_token);
    const error = await refusal(ask(header, fields as Record<string, string | string[]> | undefined));
    expect(error.status).toBe(400);
    expect(challenge(error)).toContain('error="invalid_request"');
  });

  it.each([
    ['unknown', (answer: Answer) => `${answer.access_token}x`],
    ['an ID token (D09)', (answer: Answer) => answer.id_token],
    ['a refresh token', (answer: Answer) => answer.refresh_token],
  ])('is 401 invalid_token for one that is %s', async (_name, choose) => {
    const { ask, answer } = await signedIn();
    const error = await refusal(ask(`Bearer ${choose(answer)}`));
    expect(error).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(challenge(error)).toContain('error="invalid_token"');
  });

  it.each([
    ['expired', (driver: TokenEndpointDriver) => driver.context.clock.advance(600_000)],
    ['of an ended session', (driver: TokenEndpointDriver) => driver.context.unitOfWork.putSession(SESSION_ID, 1)],
    [
      'of a disabled account',
      (driver: TokenEndpointDriver) => driver.context.unitOfWork.putAccount(account({ disabledAt: 1 })),
    ],
    [
      'of a revoked family',
      (driver: TokenEndpointDriver, familyId: string) =>
        driver.context.unitOfWork.run((stores) => stores.families.revoke(familyId, 1, 'revoked_by_admin')),
    ],
  ])('is 401 invalid_token for one that is %s', async (_name, end) => {
    const { driver, ask, bearer, familyId } = await signedIn();
    await end(driver, familyId);
    expect(await refusal(ask(bearer))).toMatchObject({ status: 401, code: 'invalid_token' });
  });

  it.each([
    ['JWT', ['openid', 'orders:read'], /^eyJ/],
    ['opaque', ['openid'], /^gh_at_/],
  ])('is 401 for one that its client gave back (RFC 7009 §2): %s', async (_name, scope, form) => {
    const { driver, ask, bearer, answer } = await signedIn(scope);
    expect(answer.access_token).toMatch(form);
    const fields = { token: answer.access_token };
    await new RevocationEndpoint(driver.context).answer(directRequest(fields, { authorization: driver.authorization }));
    expect(await refusal(ask(bearer))).toMatchObject({
      status: 401,
      code: 'invalid_token',
      check: 'userinfo.token_revoked',
    });
  });

  it('is 401 for the access token of a code that was replayed', async () => {
    const driver = new TokenEndpointDriver();
    const { code } = await driver.approve();
    const { access_token } = await driver.exchangeCode(code);
    await refusal(driver.exchangeCode(code, { code_verifier: CODE_VERIFIER }));
    const endpoint = new UserinfoEndpoint(driver.context);
    const asked = endpoint.answer({ authorization: `Bearer ${access_token}`, form: undefined });
    expect(await refusal(asked)).toMatchObject({ status: 401, code: 'invalid_token' });
  });

  it('is 403 insufficient_scope without openid, and names it', async () => {
    const { driver, ask, bearer } = await signedIn(['orders:read']);
    expect(await refusal(ask(bearer))).toMatchObject({ status: 403, code: 'insufficient_scope' });
    const { access_token } = await driver.post({ grant_type: 'client_credentials' });
    const machine = await refusal(ask(`Bearer ${access_token}`));
    expect(machine).toMatchObject({ status: 403, code: 'insufficient_scope' });
    expect(challenge(machine)).toContain('scope="openid"');
  });

  it('writes every challenge in the permitted characters (RFC 6750 §3)', async () => {
    const { ask, answer } = await signedIn();
    for (const header of [undefined, 'Bearer', 'Bearer x', `Bearer ${answer.id_token}`]) {
      expect(challenge(await refusal(ask(header)))).toMatch(/^Bearer realm="[^"\\]*"(, [a-z_]+="[^"\\]*")*$/);
    }
  });
});

type Answer = Awaited<ReturnType<typeof signedIn>>['answer'];

describe('OpenID Connect Core §5.4 claims of each scope', () => {
  async function of(scope: string[]) {
    const { ask, bearer } = await signedIn(scope);
    return ask(bearer);
  }

  it('openid: the subject alone', async () => {
    expect(await of(['openid'])).toEqual({ sub: PERSON.id });
  });

  it('profile: texts as stored, the user name, a time in seconds; nothing empty, null or foreign', async () => {
    expect(await of(['openid', 'profile'])).toEqual({
      sub: PERSON.id,
      name: 'Ada Example',
      given_name: 'Ada',
      family_name: 'Example',
      preferred_username: 'ada',
      website: 'https://ada.example/',
      birthdate: '1815-12-10',
      zoneinfo: 'Europe/London',
      locale: 'en-GB',
      updated_at: START / 1000,
    });
  });

  it('email: a boolean beside it, and neither without an address', async () => {
    expect(await of(['openid', 'email'])).toEqual({ sub: PERSON.id, email: 'ada@example.test', email_verified: true });
    const { driver, ask, bearer } = await signedIn(['openid', 'email']);
    driver.context.unitOfWork.putAccount(account({ email: null, emailVerified: false }));
    expect(await ask(bearer)).toEqual({ sub: PERSON.id });
  });

  it('address: an object of texts', async () => {
    expect(await of(['openid', 'address'])).toEqual({ sub: PERSON.id, address: { locality: 'London' } });
  });

  it('phone: a boolean beside it, true only when it is true', async () => {
    expect(await of(['openid', 'phone'])).toEqual({
      sub: PERSON.id,
      phone_number: '+44 20 7946 0000',
      phone_number_verified: false,
    });
  });

  it('an unknown scope word that is a property of every object releases nothing', async () => {
    const { driver, ask, bearer } = await signedIn(['openid']);
    for (const row of driver.tokens) {
      driver.context.unitOfWork.state.tokens.set(row.id, { ...row, scope: ['openid', 'constructor', '__proto__'] });
    }
    expect(await ask(bearer)).toEqual({ sub: PERSON.id });
  });
});
