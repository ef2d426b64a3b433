import { invalidGrant, invalidRequest, Parameters, type ParameterList, StoreError } from '@gatehouse/protocol';
import { client } from '@gatehouse/protocol/testing';
import { MalformedRequest } from '../http/malformed-request';
import { Problem } from '../http/errors/problem';
import { claimedClient } from './claimed-client';
import { describeFailure, MAXIMUM_DETAIL, refusalOf, type RefusedRequest } from './describe-failure';

class Gone extends StoreError {}

const said = (thrown: unknown) => {
  const refusal = refusalOf(thrown);
  if (!refusal) throw new Error('that is no refusal');
  return refusal;
};
const describeIt = (thrown: unknown, list: ParameterList, overrides: Partial<RefusedRequest> = {}) =>
  describeFailure(
    {
      reference: 'REFERENCE1',
      at: 1_800_000_000_000,
      endpoint: 'authorize',
      method: 'GET',
      ip: '192.0.2.1',
      userAgent: 'a browser',
      authorizationScheme: null,
      parameters: new Parameters(list),
      thrown,
      claimedClientId: 'web-shop',
      client: client(),
      ...overrides,
    },
    said(thrown),
  );

describe('the description of a refused request', () => {
  it('tells checks apart from faults of the server, and from what is no refusal', () => {
    expect(refusalOf(invalidGrant('No.', { check: 'code.expired' }))).toMatchObject({
      check: 'code.expired',
      status: 400,
    });
    expect(refusalOf(new MalformedRequest(413, 'body_too_large', 'too large'))).toMatchObject({
      check: 'malformed.body_too_large',
      status: 413,
    });
    expect(refusalOf(new Gone('gone'))).toMatchObject({ check: 'store.unavailable', status: 503 });
    expect(refusalOf(new TypeError('secret of a statement'))).toMatchObject({ check: 'server_error', status: 500 });
    expect(refusalOf({ code: 'login_required', description: 'x', check: 'sign_in.no_session' })).toMatchObject({
      error: 'login_required',
    });
    expect(refusalOf(new Problem(404, 'not_found', 'Nothing'))).toBeUndefined();
  });

  it('says what was expected of the client, and what came', () => {
    const thrown = invalidRequest('No.', { check: 'response_type.client' });
    const { detail } = describeIt(thrown, [
      ['response_type', 'token'],
      ['client_id', 'web-shop'],
    ]);
    expect(detail).toMatchObject({
      expected: { response_type: ['code'] },
      received: { response_type: 'token' },
      parameters: [
        { name: 'response_type', value: 'token' },
        { name: 'client_id', value: 'web-shop' },
      ],
    });
  });

  it('has the letter-by-letter difference to the registered URI that is most alike', () => {
    const thrown = invalidRequest('No.', { check: 'redirect_uri.unregistered' });
    const uris = { redirectUris: ['https://other.example/cb', 'https://shop.example/callback'] };
    const sent = [['redirect_uri', 'https://shop.example/Callback']] as const;
    const { detail } = describeIt(thrown, sent, { client: client(uris) });
    expect(detail['difference']).toMatchObject({ nearest: 'https://shop.example/callback' });
    expect(detail['received']).toEqual({ redirect_uri: 'https://shop.example/Callback' });
  });

  it('names a client that is not registered as what was claimed, without what looks like a secret', () => {
    const thrown = invalidRequest('No.', { check: 'client.unknown' });
    const unknown = { client: undefined, claimedClientId: 'web-shpo' };
    expect(describeIt(thrown, [], unknown)).toMatchObject({
      clientId: null,
      detail: { claimed_client_id: 'web-shpo' },
    });
    const secret = { client: undefined, claimedClientId: 'gh_cs_abcdef' };
    expect(JSON.stringify(describeIt(thrown, [['client_id', 'gh_cs_abcdef']], secret))).not.toContain('gh_cs_abcdef');
  });

  it('never keeps the text of an error that nobody wrote for others', () => {
    const thrown = new TypeError('INSERT INTO token VALUES (secret)');
    expect(JSON.stringify(describeIt(thrown, []))).not.toContain('secret');
  });

  it.each([
    ['long values', [['scope', 'scope:'.repeat(5_000)]]],
    [
      'many values',
      ['redirect_uri', 'resource', 'scope', 'prompt', 'display', 'acr_values', 'ui_locales'].map((name) => [
        name,
        'é/'.repeat(3_000),
      ]),
    ],
    ['a long difference', [['redirect_uri', `https://shop.example/${'ab/'.repeat(2_000)}`]]],
  ] as const)('takes 4 KiB at most, with %s', (_what, list) => {
    const thrown = invalidRequest('No.', { check: 'redirect_uri.unregistered' });
    const uris = Array.from({ length: 100 }, (_each, index) => `https://shop.example/${'ba/'.repeat(100)}${index}`);
    const { detail } = describeIt(thrown, list as unknown as ParameterList, { client: client({ redirectUris: uris }) });
    expect(Buffer.byteLength(JSON.stringify(detail))).toBeLessThanOrEqual(MAXIMUM_DETAIL);
    expect(detail).toMatchObject({ status: 400, description: 'No.' });
  });
});

describe('the client that a request says it is', () => {
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

  it.each([
    ['the Authorization header', basic('web%2Bshop:secret'), {}, 'web+shop'],
    ['client_id', undefined, { client_id: 'web-shop' }, 'web-shop'],
    ['the subject of an assertion', undefined, { client_assertion: jwt({ sub: 'web-key' }) }, 'web-key'],
    ['nothing, for a header without a colon, which may be a secret', basic('secret'), {}, undefined],
    ['nothing, for one that cannot be decoded', basic('%zz:secret'), {}, undefined],
    ['nothing, for another scheme', 'Bearer abc', {}, undefined],
    ['nothing, for an id that nobody can have', undefined, { client_id: 'x'.repeat(256) }, undefined],
  ])('is taken from %s', (_where, authorization, fields, expected) => {
    const parameters = new Parameters(Object.entries(fields as Record<string, string>));
    expect(claimedClient(authorization, parameters)).toBe(expected);
  });

  function jwt(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'ES256' })}.${part(claims)}.${Buffer.alloc(64).toString('base64url')}`;
  }
});
