/**
 * The modules of the Basic plan for a client that was registered by hand and sends no PKCE. Each test has the name of its
 * module; what only a dynamic registration can bring about, and what is not offered, is tested for saying so.
 */
import { createHash } from 'node:crypto';
import { DATABASES, type Instance, type DatabaseKind } from '../../support/instance';
import type { UserAgent } from '../../support/user-agent';
import { checkCode, checkError, checkTokenError, checkTokens, checkUserinfo, type CheckedTokens } from './base-checks';
import {
  CALLBACK,
  CALLBACK_WITH_QUERY,
  CLAIMS_OF_SCOPE,
  CLIENT,
  CLIENT_2,
  CLIENT_POST,
  PERSON,
} from './certified-configuration';
import { type Callback, type DeliveryMode, type JsonAnswer, randomText, RelyingParty } from './relying-party';

type Changes = Readonly<Record<string, string | undefined>>;

interface Flow extends CheckedTokens {
  readonly request: URLSearchParams;
  readonly callback: Callback;
  readonly answer: JsonAnswer;
}

const SCOPES = Object.keys(CLAIMS_OF_SCOPE) as (keyof typeof CLAIMS_OF_SCOPE)[];
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** Nobody signed this: what a suite sends as request object where none is offered. */
const UNSIGNED = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;

/**
 * @param plan name of the certification plan
 * @param instanceOf an instance with the certified configuration
 */
export function describeBasicModules(
  plan: string,
  mode: DeliveryMode,
  instanceOf: (database: DatabaseKind) => Instance,
): void {
  describe.each(DATABASES)(`${plan} [%s]`, (database) => {
    let relyingParty: RelyingParty;

    beforeAll(async () => {
      relyingParty = await RelyingParty.discover(instanceOf(database).issuer, CLIENT, mode);
    });

    /** The whole flow, with every check that runs in every module. */
    async function complete(browser: UserAgent, changes: Changes = {}, as = relyingParty): Promise<Flow> {
      const request = as.request(changes);
      const callback = await as.authorize(browser, request);
      expect(callback.mode).toBe(mode);
      checkCode(callback, as, request);
      const redirectUri = request.get('redirect_uri') ?? CALLBACK;
      const answer = await as.exchange(callback, { redirect_uri: redirectUri });
      const tokens = await checkTokens(answer, as, request);
      checkUserinfo(await as.userinfo(tokens.accessToken), tokens.claims.sub);
      return { request, callback, answer, ...tokens };
    }

    async function userinfoOf({ accessToken, claims }: Flow): Promise<Readonly<Record<string, unknown>>> {
      return checkUserinfo(await relyingParty.userinfo(accessToken), claims.sub);
    }

    /** A request that must end with an error at the callback, without a page on the way. */
    async function refuse(changes: Changes, ...errors: string[]): Promise<void> {
      const request = relyingParty.request({ state: randomText(128), ...changes });
      const callback = await relyingParty.authorize(relyingParty.browser(), request);
      expect([callback.pages, callback.mode]).toEqual([[], mode]);
      checkError(callback, relyingParty, request, ...errors);
    }

    it('oidcc-server', async () => {
      const { pages } = (await complete(relyingParty.browser())).callback;
      expect(pages[0]).toBe('/login');
    });

    it('oidcc-response-type-missing', async () => {
      await refuse({ response_type: undefined }, 'invalid_request', 'unsupported_response_type');
    });

    it('oidcc-idtoken-signature', async () => {
      // Every flow checks RS256 and kid; here that the client registered no algorithm, and that it is announced.
      expect(relyingParty.metadata['id_token_signing_alg_values_supported']).toContain('RS256');
      await complete(relyingParty.browser());
    });

    it('oidcc-idtoken-unsigned is skipped, because none is not offered', () => {
      expect(relyingParty.metadata['id_token_signing_alg_values_supported']).not.toContain('none');
    });

    it.each(['get', 'post-header', 'post-body'] as const)('oidcc-userinfo-%s', async (how) => {
      const { accessToken, claims } = await complete(relyingParty.browser(), { scope: 'openid profile email' });
      const person = checkUserinfo(await relyingParty.userinfo(accessToken, how), claims.sub);
      expect(person).toMatchObject({ name: 'Certa M. Fied', email: 'certified@example.com' });
    });

    it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
      const { claims } = await complete(relyingParty.browser(), { nonce: undefined });
      expect(claims).not.toHaveProperty('nonce');
    });

    it.each(SCOPES)('oidcc-scope-%s', async (scope) => {
      expect(relyingParty.metadata['scopes_supported']).toContain(scope);
      const person = await userinfoOf(await complete(relyingParty.browser(), { scope: `openid ${scope}` }));
      expect(Object.keys(person).sort()).toEqual(['sub', ...CLAIMS_OF_SCOPE[scope]].sort());
    });

    it('oidcc-scope-all', async () => {
      const flow = await complete(relyingParty.browser(), { scope: `openid ${SCOPES.join(' ')}` });
      const all = SCOPES.flatMap((scope) => CLAIMS_OF_SCOPE[scope]);
      expect(Object.keys(await userinfoOf(flow)).sort()).toEqual(['sub', ...all].sort());
      expect(String(flow.answer.body['scope']).split(' ').sort()).toEqual(['openid', ...SCOPES].sort());
    });

    it('oidcc-alternate-happy-flow', async () => {
      const request = relyingParty.request({ scope: 'email profile openid' });
      const reversed = new URLSearchParams([...request].reverse());
      const callback = await relyingParty.authorize(relyingParty.browser(), reversed);
      checkCode(callback, relyingParty, request);
      await checkTokens(await relyingParty.exchange(callback), relyingParty, request);
    });

    it.each(['page', 'popup', 'touch', 'wap'])('oidcc-display-%s', async (display) => {
      await complete(relyingParty.browser(), { display });
    });

    it('oidcc-prompt-login', async () => {
      const browser = relyingParty.browser();
      const first = await complete(browser);
      await pause(1_100);
      const second = await complete(browser, { prompt: 'login' });
      expect(second.callback.pages).toContain('/login');
      expect(second.claims.sub).toBe(first.claims.sub);
      expect(Number(second.claims['auth_time'])).toBeGreaterThan(Number(first.claims['auth_time']));
    });

    it('oidcc-prompt-none-not-logged-in', async () => {
      await refuse(
        { prompt: 'none' },
        'login_required',
        'interaction_required',
        'consent_required',
        'account_selection_required',
      );
    });

    it('oidcc-prompt-none-logged-in', async () => {
      const browser = relyingParty.browser();
      const first = await complete(browser);
      const second = await complete(browser, { prompt: 'none' });
      expect(second.callback.pages).toEqual([]);
      expect(second.claims).toMatchObject({ sub: first.claims.sub, auth_time: first.claims['auth_time'] });
    });

    it('oidcc-max-age-1', async () => {
      const browser = relyingParty.browser();
      const first = await complete(browser);
      await pause(2_100);
      const second = await complete(browser, { max_age: '1' });
      expect(second.callback.pages).toContain('/login');
      expect(Number(second.claims['auth_time'])).toBeGreaterThan(Number(first.claims['auth_time']));
    });

    it('oidcc-max-age-10000', async () => {
      const browser = relyingParty.browser();
      const first = await complete(browser, { max_age: '15000' });
      const second = await complete(browser, { max_age: '10000' });
      expect(second.callback.pages).toEqual([]);
      expect(second.claims['auth_time']).toBe(first.claims['auth_time']);
    });

    it('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
      await complete(relyingParty.browser(), { extra: 'foobar' });
    });

    it('oidcc-id-token-hint', async () => {
      const browser = relyingParty.browser();
      const { answer, claims } = await complete(browser);
      const second = await complete(browser, { prompt: 'none', id_token_hint: String(answer.body['id_token']) });
      expect([second.callback.pages, second.claims.sub]).toEqual([[], claims.sub]);
    });

    it.each([
      ['oidcc-login-hint', { login_hint: PERSON.username }],
      ['oidcc-ui-locales', { ui_locales: 'se' }],
      ['oidcc-claims-locales', { claims_locales: 'se' }],
    ])('%s', async (_module, changes) => {
      await complete(relyingParty.browser(), changes);
    });

    it('oidcc-ensure-request-with-acr-values-succeeds', async () => {
      const offered = relyingParty.metadata['acr_values_supported'] as string[];
      const { claims } = await complete(relyingParty.browser(), { acr_values: offered.join(' ') });
      expect(offered).toContain(claims['acr']);
    });

    it('oidcc-codereuse', async () => {
      const { callback, accessToken } = await complete(relyingParty.browser());
      checkTokenError(await relyingParty.exchange(callback), 'invalid_grant');
      expect((await relyingParty.userinfo(accessToken)).status).toBe(401);
    });

    it('oidcc-ensure-registered-redirect-uri', async () => {
      const request = relyingParty.request({ redirect_uri: `${CALLBACK}/${randomText(10)}` });
      const stayed = await relyingParty.follow(relyingParty.browser(), request);
      expect(stayed).toMatchObject({ page: { status: 400 }, pages: [] });
    });

    it('oidcc-ensure-redirect-uri-in-authorization-request', async () => {
      const request = relyingParty.request({ redirect_uri: undefined });
      const stayed = await relyingParty.follow(relyingParty.browser(), request);
      expect(stayed).toMatchObject({ page: { status: 400 }, pages: [] });
    });

    it('oidcc-redirect-uri-query-OK', async () => {
      // That the query survives is checked with every response.
      await complete(relyingParty.browser(), { redirect_uri: CALLBACK_WITH_QUERY });
    });

    it.each([
      ['oidcc-redirect-uri-query-mismatch', `${CALLBACK}?dummy1=lorem&dummy2=dolor`],
      ['oidcc-redirect-uri-query-added', `${CALLBACK_WITH_QUERY}&dummy3=dolor`],
    ])('%s', async (_module, redirectUri) => {
      const request = relyingParty.request({ redirect_uri: redirectUri });
      const stayed = await relyingParty.follow(relyingParty.browser(), request);
      expect(stayed).toMatchObject({ page: { status: 400 }, pages: [] });
    });

    it('oidcc-ensure-post-request-succeeds', async () => {
      const browser = relyingParty.browser();
      // Once for somebody who has to sign in, once for somebody who has.
      for (const page of ['/login', undefined]) {
        const request = relyingParty.request();
        const callback = await relyingParty.authorize(browser, request, 'POST');
        checkCode(callback, relyingParty, request);
        expect(callback.pages[0]).toBe(page);
        await checkTokens(await relyingParty.exchange(callback), relyingParty, request);
      }
    });

    it('oidcc-server-client-secret-post', async () => {
      expect(relyingParty.metadata['token_endpoint_auth_methods_supported']).toEqual(
        expect.arrayContaining(['client_secret_basic', 'client_secret_post']),
      );
      await complete(relyingParty.browser(), {}, relyingParty.as(CLIENT_POST));
    });

    it('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', async () => {
      expect(relyingParty.metadata['request_uri_parameter_supported']).toBe(false);
      await refuse({ request_uri: 'https://suite.example/request.jwt' }, 'request_uri_not_supported');
    });

    it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
      expect(relyingParty.metadata['request_parameter_supported']).toBe(false);
      await refuse({ request: UNSIGNED }, 'request_not_supported');
    });

    it('oidcc-ensure-request-object-with-redirect-uri', async () => {
      const request = relyingParty.request({ redirect_uri: `${CALLBACK}/bad`, request: UNSIGNED });
      const stayed = await relyingParty.follow(relyingParty.browser(), request);
      expect(stayed).toMatchObject({ page: { status: 400 }, pages: [] });
    });

    it('oidcc-claims-essential is skipped, because the claims parameter is not offered', async () => {
      expect(relyingParty.metadata['claims_parameter_supported']).toBe(false);
      await complete(relyingParty.browser(), { claims: '{"userinfo":{"name":{"essential":true}}}' });
    });

    it('oidcc-refresh-token', async () => {
      const request = { scope: 'openid offline_access', prompt: 'consent' };
      expect(relyingParty.metadata['grant_types_supported']).toContain('refresh_token');
      const first = await complete(relyingParty.browser(), request);
      const refresh = { grant_type: 'refresh_token', refresh_token: first.refreshToken ?? '' };
      expect(first.refreshToken).toMatch(/^[\x21-\x7e]{22,}$/);
      // The ID token of the refresh has to have another iat.
      await pause(1_100);
      const answer = await relyingParty.token(refresh);
      const refreshed = await checkTokens(answer, relyingParty, undefined);
      // OpenID Connect Core §12.2: the same nonce or none.
      expect([undefined, first.request.get('nonce')]).toContain(refreshed.claims['nonce']);
      for (const name of ['iss', 'sub', 'aud', 'azp', 'auth_time']) {
        expect(refreshed.claims[name]).toEqual(first.claims[name]);
      }
      expect(refreshed.claims.iat).not.toBe(first.claims.iat);
      checkUserinfo(await relyingParty.userinfo(refreshed.accessToken), first.claims.sub);

      const other = relyingParty.as(CLIENT_2);
      const second = await complete(relyingParty.browser(), request, other);
      const foreign = { grant_type: 'refresh_token', refresh_token: second.refreshToken ?? '' };
      checkTokenError(await relyingParty.token(foreign), 'invalid_grant');
      expect((await other.token(foreign)).status).toBe(200);
    });

    it('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
      const codeVerifier = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';
      const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
      const request = relyingParty.request({ code_challenge: codeChallenge, code_challenge_method: 'S256' });
      const callback = await relyingParty.authorize(relyingParty.browser(), request);
      checkCode(callback, relyingParty, request);
      const answer = await relyingParty.exchange(callback, { code_verifier: codeVerifier });
      await checkTokens(answer, relyingParty, request);
    });
  });
}
