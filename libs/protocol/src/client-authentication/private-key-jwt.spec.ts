import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { client, protocolContext, START } from '../../testing';
import { basic, directRequest, refusal, type FormFields } from '../../testing/token-endpoint-driver';
import type { ClientRecord } from '../records/client';
import { authenticateClient } from './authenticate-client';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ISSUER = 'https://login.example';
const NOW = START / 1000;

const es256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherEs256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');

function publicJwk(key: KeyObject, kid?: string) {
  return { ...key.export({ format: 'jwk' }), ...(kid === undefined ? {} : { kid }) } as Record<string, unknown> & {
    kty: string;
  };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Signing {
  readonly header?: Record<string, unknown>;
  readonly key?: KeyObject;
  readonly hmac?: string;
}

/** An assertion as a client would send; the header decides nothing about how it is signed. */
function assertion(claims: Record<string, unknown> = {}, { header = {}, key = es256.privateKey, hmac }: Signing = {}) {
  const full = { iss: 'web-shop', sub: 'web-shop', aud: ISSUER, exp: NOW + 60, jti: randomUUID(), ...claims };
  const input = `${encode({ alg: 'ES256', ...header })}.${encode(full)}`;
  if (hmac !== undefined) return `${input}.${createHmac('sha256', hmac).update(input).digest('base64url')}`;
  const bytes = Buffer.from(input);
  const signature =
    key.asymmetricKeyType === 'ec'
      ? sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
      : sign(key.asymmetricKeyType === 'rsa' ? 'sha256' : null, bytes, key);
  return `${input}.${signature.toString('base64url')}`;
}

function setUp(overrides: Partial<ClientRecord> = {}) {
  const context = protocolContext();
  const jwks = { keys: [publicJwk(es256.publicKey), publicJwk(rsa.publicKey), publicJwk(ed25519.publicKey)] };
  context.clients.put(client({ tokenEndpointAuthMethod: 'private_key_jwt', jwks, ...overrides }));
  const authenticate = (client_assertion: string, fields: FormFields = {}, path = '/oauth/token') =>
    authenticateClient(directRequest({ client_assertion_type: TYPE, client_assertion, ...fields }, { path }), context);
  return { context, authenticate };
}

const FAILED = { code: 'invalid_client', status: 401, description: 'Client authentication failed.' };

describe('RFC 7523 §3 private_key_jwt', () => {
  it('proves the client by its own signature', async () => {
    const { authenticate } = setUp();
    await expect(authenticate(assertion())).resolves.toMatchObject({ clientId: 'web-shop' });
    await expect(authenticate(assertion(), { client_id: 'web-shop' })).resolves.toBeDefined();
  });

  it.each([
    ['RS256', rsa.privateKey],
    ['EdDSA', ed25519.privateKey],
    ['Ed25519', ed25519.privateKey],
  ])('takes %s', async (alg, key) => {
    await expect(setUp().authenticate(assertion({}, { header: { alg }, key }))).resolves.toBeDefined();
  });

  it('tries every key that fits when the assertion names none (RFC 7517 §4.5)', async () => {
    const jwks = { keys: [publicJwk(otherEs256.publicKey, 'a'), publicJwk(es256.publicKey, 'b')] };
    const { authenticate } = setUp({ jwks });
    await expect(authenticate(assertion())).resolves.toBeDefined();
    await expect(authenticate(assertion({}, { header: { kid: 'b' } }))).resolves.toBeDefined();
    expect(await refusal(authenticate(assertion({}, { header: { kid: 'a' } })))).toMatchObject(FAILED);
  });

  it.each([
    ['an issuer that is another client', { iss: 'other' }],
    ['no issuer', { iss: undefined }],
    ['no exp', { exp: undefined }],
    ['an exp that is text', { exp: String(NOW + 60) }],
    ['an exp in the past', { exp: NOW - 11 }],
    ['a life above ten minutes', { exp: NOW + 700 }],
    ['an nbf far ahead', { nbf: NOW + 61 }],
    ['an iat far ahead', { iat: NOW + 61 }],
    ['an iat that is text', { iat: 'now' }],
    ['no jti', { jti: undefined }],
    ['an empty jti', { jti: '' }],
  ])('refuses %s', async (_name, claims) => {
    expect(await refusal(setUp().authenticate(assertion(claims)))).toMatchObject(FAILED);
  });

  it.each([{ iat: NOW + 10 }, { nbf: NOW + 10, iat: NOW }, { exp: NOW + 600 }, { iat: NOW - 86_400 }])(
    'allows for clocks that differ a little: %j',
    async (claims) => {
      await expect(setUp().authenticate(assertion(claims))).resolves.toBeDefined();
    },
  );

  it('refuses what is no JWT, and a subject that is not there', async () => {
    const { authenticate } = setUp();
    for (const text of [
      'x',
      'a.b.c',
      `${assertion()}.x`,
      assertion({ sub: undefined }),
      assertion({ sub: '' }),
      '.'.repeat(10_000),
    ]) {
      expect(await refusal(authenticate(text))).toMatchObject(FAILED);
    }
  });

  it('refuses the assertion of a client that is registered for another method', async () => {
    const { authenticate } = setUp({ tokenEndpointAuthMethod: 'client_secret_basic' });
    expect(await refusal(authenticate(assertion()))).toMatchObject({ ...FAILED, check: 'client.method' });
  });

  it('refuses a client without keys', async () => {
    const context = protocolContext();
    context.clients.put(client({ tokenEndpointAuthMethod: 'private_key_jwt' }));
    const request = directRequest({ client_assertion_type: TYPE, client_assertion: assertion() });
    expect(await refusal(authenticateClient(request, context))).toMatchObject({ check: 'assertion.no_keys' });
  });
});

describe('RFC 7521 §4.2 the parameters', () => {
  const authenticate = (fields: FormFields, authorization?: string) =>
    authenticateClient(directRequest(fields, { authorization }), setUp().context);

  it.each([
    ['without a type', { client_assertion: assertion() }],
    ['with an unknown type', { client_assertion: assertion(), client_assertion_type: 'saml2-bearer' }],
    ['without the assertion', { client_assertion_type: TYPE }],
    [
      'beside a secret',
      { client_assertion: assertion(), client_assertion_type: TYPE, client_id: 'web-shop', client_secret: 'x' },
    ],
    ['for another client_id', { client_assertion: assertion(), client_assertion_type: TYPE, client_id: 'single-page' }],
  ])('are refused %s', async (_name, fields) => {
    expect(await refusal(authenticate(fields))).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it('are refused beside Basic', async () => {
    const fields = { client_assertion: assertion(), client_assertion_type: TYPE };
    expect(await refusal(authenticate(fields, basic('web-shop', 'x')))).toMatchObject({
      check: 'client.several_methods',
    });
  });
});

describe('RFC 7523 §3 (3) the audience', () => {
  const endpoint = `${ISSUER}/oauth/introspect`;

  it.each([ISSUER, `${ISSUER}/oauth/token`, endpoint, [endpoint, 'https://other.example']])(
    'may be %j for a client of the looser policy',
    async (aud) => {
      await expect(setUp().authenticate(assertion({ aud }), {}, '/oauth/introspect')).resolves.toBeDefined();
    },
  );

  it.each([
    undefined,
    '',
    [],
    ['https://other.example'],
    'https://login.example.evil',
    'https://login.exampl',
    7,
    { 0: ISSUER },
  ])('is never %j', async (aud) => {
    expect(await refusal(setUp().authenticate(assertion({ aud })))).toMatchObject(FAILED);
  });

  it('is the issuer as a string and nothing else for a strict client (FAPI 2.0)', async () => {
    const { authenticate } = setUp({ assertionAudience: 'issuer' });
    await expect(authenticate(assertion())).resolves.toBeDefined();
    for (const aud of [[ISSUER], `${ISSUER}/oauth/token`, `${ISSUER}/`]) {
      expect(await refusal(authenticate(assertion({ aud })))).toMatchObject({ check: 'assertion.audience' });
    }
  });
});

describe('RFC 7523 §3 (7) single use', () => {
  it('accepts one of eight simultaneous presentations', async () => {
    const { authenticate } = setUp();
    const text = assertion();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => authenticate(text)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(authenticate(text))).toMatchObject({ ...FAILED, check: 'assertion.replayed' });
  });

  it('remembers the jti of each client apart, for as long as the assertion would be accepted', async () => {
    const { context, authenticate } = setUp();
    await authenticate(assertion({ jti: 'same' }));
    const { oneTime } = context.unitOfWork.state;
    expect([...oneTime.values()]).toEqual([START + 70_000]);
    const jwks = { keys: [publicJwk(es256.publicKey)] };
    context.clients.put(client({ clientId: 'other', tokenEndpointAuthMethod: 'private_key_jwt', jwks }));
    await expect(authenticate(assertion({ iss: 'other', sub: 'other', jti: 'same' }))).resolves.toBeDefined();
  });

  it('does not use up the jti of an assertion that fails', async () => {
    const { authenticate } = setUp();
    await refusal(authenticate(assertion({ jti: 'j', aud: 'x' })));
    await expect(authenticate(assertion({ jti: 'j' }))).resolves.toBeDefined();
  });
});

describe('RFC 8725 §3.1 the algorithm is ours to choose', () => {
  const pem = es256.publicKey.export({ format: 'pem', type: 'spki' }).toString();

  it.each([
    ['none', { header: { alg: 'none' } }],
    ['NoNe', { header: { alg: 'NoNe' } }],
    ['HS256 keyed with the public key', { header: { alg: 'HS256' }, hmac: pem }],
    ['RS256 said of an ES256 signature', { header: { alg: 'RS256' } }],
    ['PS256 said of an RS256 signature', { header: { alg: 'PS256' }, key: rsa.privateKey }],
    ['ES384 said of an ES256 signature', { header: { alg: 'ES384' } }],
    ['another key', { key: otherEs256.privateKey }],
    ['a key in the header', { key: otherEs256.privateKey, header: { jwk: publicJwk(otherEs256.publicKey) } }],
    ['a critical header', { header: { crit: ['b64'], b64: true } }],
    ['the type of an access token', { header: { typ: 'at+jwt' } }],
    ['the type of a request object', { header: { typ: 'oauth-authz-req+jwt' } }],
    ['the type of a DPoP proof', { header: { typ: 'dpop+jwt' } }],
  ])('refuses %s', async (_name, signing) => {
    expect(await refusal(setUp().authenticate(assertion({}, signing)))).toMatchObject(FAILED);
  });

  it('refuses an empty signature and one of zeros', async () => {
    const { authenticate } = setUp();
    const unsigned = assertion().replace(/[^.]*$/, '');
    expect(await refusal(authenticate(unsigned))).toMatchObject(FAILED);
    expect(await refusal(authenticate(unsigned + Buffer.alloc(64).toString('base64url')))).toMatchObject(FAILED);
  });

  it.each(['JWT', 'jwt', 'client-authentication+jwt', 'application/client-authentication+jwt'])(
    'accepts the type %s',
    async (typ) => {
      await expect(setUp().authenticate(assertion({}, { header: { typ } }))).resolves.toBeDefined();
    },
  );

  it('accepts only the registered algorithm, if there is one', async () => {
    const { authenticate } = setUp({ tokenEndpointAuthSigningAlg: 'ES256' });
    await expect(authenticate(assertion())).resolves.toBeDefined();
    const rs256 = assertion({}, { header: { alg: 'RS256' }, key: rsa.privateKey });
    expect(await refusal(authenticate(rs256))).toMatchObject({ check: 'assertion.algorithm' });
    const symmetric = setUp({ tokenEndpointAuthSigningAlg: 'HS256' });
    const hs256 = assertion({}, { header: { alg: 'HS256' }, hmac: pem });
    expect(await refusal(symmetric.authenticate(hs256))).toMatchObject(FAILED);
  });
});
