import {
  ACCOUNT_ID,
  api,
  client,
  MemoryClientDirectory,
  protocolContext,
  START,
  type TestContext,
} from '../../testing';
import { authorize, parametersOf, type Sent, session } from '../../testing/authorize-requests';
import { signJwt } from '../crypto/jws';
import { OAuthError } from '../errors/oauth-error';
import { registeredExtensions } from '../extensions/registered-extensions';
import type { ClientRecord } from '../records/client';
import { AuthorizeEndpoint } from './authorize.endpoint';

const OTHER_API = 'https://api.example/other';

const judge = (context: TestContext, changes: Sent = {}) =>
  new AuthorizeEndpoint(context, registeredExtensions).judge(parametersOf(changes));

/** The check that the endpoint itself refuses at, however it says so. */
async function refusedBy(context: TestContext, changes: Sent): Promise<string | undefined> {
  try {
    const outcome = await authorize(context, changes, { session: session() });
    return outcome.kind === 'reply' ? outcome.error?.check : undefined;
  } catch (error) {
    if (error instanceof OAuthError) return error.check;
    throw error;
  }
}

function contextWith(overrides: Partial<ClientRecord> = {}): TestContext {
  const context = protocolContext({ clients: new MemoryClientDirectory(client(overrides)) });
  context.apis.put(api({ identifier: OTHER_API, scopes: [] }));
  return context;
}

const EXPIRED = {
  id: '019b4000-0000-7000-8000-0000000000e1',
  clientId: 'web-shop',
  uri: 'https://old.preview.example/callback',
  createdAt: START - 60_000,
  expiresAt: START,
};

/** A request for each check, and what has to be different about the client. */
const REFUSED: readonly [check: string, changes: Sent, overrides?: Partial<ClientRecord>][] = [
  ['client_id.missing', { client_id: undefined }],
  ['client_id.repeated', { client_id: ['web-shop', 'web-shop'] }],
  ['client.unknown', { client_id: 'nobody' }],
  ['client.disabled', {}, { disabledAt: START }],
  ['redirect_uri.repeated', { redirect_uri: ['https://shop.example/callback', 'https://shop.example/callback'] }],
  ['response_mode.repeated', { response_mode: ['query', 'query'] }],
  ['state.repeated', { state: ['one', 'two'] }],
  ['redirect_uri.missing', { redirect_uri: undefined, scope: 'openid' }],
  ['redirect_uri.expired', { redirect_uri: EXPIRED.uri }, { expiringRedirectUris: [EXPIRED] }],
  ['redirect_uri.unregistered', { redirect_uri: 'https://shop.example/calback' }],
  ['parameter.repeated', { scope: ['openid', 'openid'] }],
  ['request.both', { request: 'x', request_uri: 'https://shop.example/x' }],
  ['request.unsupported', { request: 'x' }],
  ['request_uri.unsupported', { request_uri: 'https://shop.example/x' }],
  ['registration.unsupported', { registration: '{}' }],
  ['response_type.missing', { response_type: undefined }],
  ['response_type.unknown', { response_type: 'token' }],
  ['response_type.client', {}, { responseTypes: [] }],
  ['response_mode.unknown', { response_mode: 'pigeon' }],
  ['response_mode.client', { response_mode: 'fragment' }, { responseModes: ['query'] }],
  ['scope.grammar', { scope: 'openid "' }],
  ['scope.missing', { scope: undefined }, { scope: ['openid'] }],
  ['scope.nothing', { scope: 'unheard:of' }],
  ['prompt.unknown', { prompt: 'create' }],
  ['prompt.none_with_others', { prompt: 'none login' }],
  ['max_age.grammar', { max_age: 'soon' }],
  ['id_token_hint.invalid', { id_token_hint: 'nonsense' }],
  ['pkce.missing', { code_challenge: undefined, code_challenge_method: undefined }],
  ['pkce.method', { code_challenge_method: 'plain' }],
  ['pkce.challenge', { code_challenge: 'short' }],
  ['resource.form', { resource: 'orders' }],
  ['resource.unknown', { resource: 'https://api.example/unknown' }],
  ['scope.resource', { scope: 'orders:read', resource: OTHER_API }],
];

/** No response type puts tokens into the front channel, so nothing can ask for them in a query. */
const UNREACHABLE = ['response_mode.query_with_tokens'];

describe('a dry run of an authorization request', () => {
  it.each(REFUSED)('fails at %s, as the endpoint does', async (check, changes, overrides = {}) => {
    const context = contextWith(overrides);
    const { refusal } = await judge(context, changes);
    expect(refusal?.check).toBe(check);
    expect(await refusedBy(context, changes)).toBe(check);
  });

  it('fails at a hint for another client, as the endpoint does', async () => {
    const context = contextWith();
    const claims = { iss: context.options.issuer, sub: ACCOUNT_ID, aud: 'single-page', exp: START / 1000 };
    const changes = { id_token_hint: await signJwt(context.keys.signingKey('RS256'), 'JWT', claims) };
    expect((await judge(context, changes)).refusal?.check).toBe('id_token_hint.client');
    expect(await refusedBy(context, changes)).toBe('id_token_hint.client');
  });

  it('lists every check that a request can fail at before a person is needed, and no other', () => {
    const { checks } = new AuthorizeEndpoint(protocolContext(), registeredExtensions);
    const provoked = [...REFUSED.map(([check]) => check), 'id_token_hint.client', ...UNREACHABLE];
    expect([...checks].sort()).toEqual(provoked.sort());
  });

  it('lists them in the order in which they are made', async () => {
    const { checks } = new AuthorizeEndpoint(protocolContext(), registeredExtensions);
    // Together, request and request_uri fail at a check of their own.
    const plain = REFUSED.filter(
      ([check, , overrides]) => overrides === undefined && check !== 'request_uri.unsupported',
    );
    const wrong: string[] = [];
    for (const [first, changes] of plain) {
      for (const [second, more] of plain) {
        const isApart = !Object.keys(changes).some((name) => name in more);
        if (!isApart || checks.indexOf(first) >= checks.indexOf(second)) continue;
        const { refusal } = await judge(contextWith(), { ...more, ...changes });
        if (refusal?.check !== first) wrong.push(`${first} and ${second}: ${refusal?.check}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('says how the client would be told, or that nobody would be but the person', async () => {
    const told = await judge(contextWith(), { prompt: 'create', response_mode: 'form_post', state: 's' });
    expect(told).toMatchObject({
      client: { clientId: 'web-shop' },
      reply: {
        mode: 'form_post',
        redirectUri: 'https://shop.example/callback',
        parameters: { error: 'invalid_request', state: 's', iss: 'https://login.example' },
      },
    });
    expect(await judge(contextWith(), { redirect_uri: 'https://evil.example/' })).toMatchObject({ reply: undefined });
    expect(await judge(contextWith(), { client_id: 'nobody' })).toMatchObject({ client: undefined, reply: undefined });
  });

  it('says what the person would be asked', async () => {
    const context = contextWith();
    expect(await judge(context, { scope: 'openid orders:read unheard:of' })).toMatchObject({
      person: {
        pagesAllowed: true,
        signIn: 'unless_signed_in',
        maxAge: undefined,
        accountSelection: false,
        consent: 'first_time',
        scope: ['openid', 'orders:read'],
        apis: [{ identifier: 'https://api.example/orders' }],
      },
    });
  });

  it.each<[string, Sent, Partial<ClientRecord>, object]>([
    ['prompt=none', { prompt: 'none' }, {}, { pagesAllowed: false }],
    ['prompt=login', { prompt: 'login' }, {}, { signIn: 'every_time' }],
    ['prompt=select_account', { prompt: 'select_account' }, {}, { accountSelection: true }],
    ['prompt=consent', { prompt: 'consent' }, { consent: 'skip' }, { consent: 'every_time' }],
    ['a client that may skip it', {}, { consent: 'skip' }, { consent: 'never' }],
    ['max_age=0', { max_age: '0' }, {}, { signIn: 'every_time', maxAge: 0 }],
    ['max_age of the client', {}, { defaultMaxAge: 60 }, { signIn: 'unless_signed_in', maxAge: 60 }],
    [
      'a public client at a loopback address (RFC 8252 §8.6)',
      { redirect_uri: 'http://127.0.0.1:4711/cb' },
      { redirectUris: ['http://127.0.0.1/cb'], applicationType: 'native', tokenEndpointAuthMethod: 'none' },
      { consent: 'every_time' },
    ],
  ])('%s changes what is asked', async (_what, changes, overrides, person) => {
    expect(await judge(contextWith(overrides), changes)).toMatchObject({ person });
  });

  it('leaves nothing behind', async () => {
    const context = contextWith();
    await judge(context);
    await judge(context, { prompt: 'create' });
    await judge(context, { client_id: 'nobody' });
    expect(context.unitOfWork.commits).toBe(0);
    expect(context.events.events).toEqual([]);
  });

  it('passes on what is no refusal', async () => {
    const context = contextWith();
    const failing: TestContext = Object.assign(context, {
      clients: Object.assign(new MemoryClientDirectory(), { find: () => Promise.reject(new TypeError('broken')) }),
    });
    await expect(judge(failing)).rejects.toThrow('broken');
  });
});
