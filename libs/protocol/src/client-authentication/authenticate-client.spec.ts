import { client, clientSecret, protocolContext, publicClient, START } from '../../testing';
import { basic, directRequest, refusal, type FormFields } from '../../testing/token-endpoint-driver';
import type { SecretUse } from '../ports/registry-stores';
import type { ClientRecord } from '../records/client';
import { authenticateClient } from './authenticate-client';
import { clientSecretDigest } from './client-secret';

function setUp(overrides: Partial<ClientRecord> = {}) {
  const context = protocolContext();
  const { value: secret, record } = clientSecret(context.keys);
  context.clients.put(client({ secrets: [record], ...overrides }));
  const authenticate = (fields: FormFields, authorization?: string) =>
    authenticateClient(directRequest(fields, { authorization }), context);
  return { context, secret, record, authenticate };
}

const POST: Partial<ClientRecord> = { tokenEndpointAuthMethod: 'client_secret_post' };

describe('RFC 6749 §2.3.1 client_secret_basic', () => {
  it('accepts the registered secret', async () => {
    const { authenticate, secret } = setUp();
    await expect(authenticate({}, basic('web-shop', secret))).resolves.toMatchObject({ clientId: 'web-shop' });
  });

  it.each(['basic', 'BASIC', 'bAsIc'])('takes the scheme in any case: %s', async (scheme) => {
    const { authenticate, secret } = setUp();
    const header = basic('web-shop', secret).replace('Basic', scheme);
    await expect(authenticate({}, header)).resolves.toBeDefined();
  });

  it.each([
    ['colon', 'web:shop', 'se:cr:et'],
    ['percent and plus', 'web%shop+1', '100%+more'],
    ['blank and letters beyond ASCII', 'web shop', 'pässwört €'],
  ])('decodes both halves as a form: %s', async (_name, clientId, secret) => {
    const { context, authenticate, record } = setUp();
    const digest = clientSecretDigest(context.keys.secretKey('client-secret'), secret);
    context.clients.put(client({ clientId, secrets: [{ ...record, digest }] }));
    await expect(authenticate({}, basic(clientId, secret))).resolves.toMatchObject({ clientId });
    // An id is told from a secret by the first colon that is not encoded.
    const raw = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
    if (clientId.includes(':')) expect(await refusal(authenticate({}, raw))).toMatchObject({ code: 'invalid_client' });
  });

  it.each([
    ['nothing', 'Basic'],
    ['a blank', 'Basic '],
    ['no base64', 'Basic web-shop:secret'],
    ['base64url', `Basic ${Buffer.from('web-shop:ÿÿÿ?>').toString('base64url')}`],
    ['missing padding', `Basic ${Buffer.from('web-shop:ab').toString('base64').replace(/=+$/, '')}`],
    ['stray bits', 'Basic YTpiYx=='],
    ['no colon', `Basic ${Buffer.from('web-shop').toString('base64')}`],
    ['no client', `Basic ${Buffer.from(':secret').toString('base64')}`],
    ['half an escape', `Basic ${Buffer.from('web-shop:%4').toString('base64')}`],
    ['not UTF-8', `Basic ${Buffer.from([0x61, 0x3a, 0xff, 0xfe]).toString('base64')}`],
  ])('refuses a header with %s', async (_name, authorization) => {
    const { authenticate } = setUp();
    expect(await refusal(authenticate({}, authorization))).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it('answers a failure with 401 and a challenge (RFC 6749 §5.2)', async () => {
    const { authenticate } = setUp();
    expect(await refusal(authenticate({}, basic('web-shop', 'wrong')))).toMatchObject({
      code: 'invalid_client',
      status: 401,
      headers: { 'WWW-Authenticate': expect.stringMatching(/^Basic realm="/) },
    });
  });

  it('challenges whoever uses a scheme that we do not know', async () => {
    const { authenticate, secret } = setUp();
    const error = await refusal(authenticate({}, `Digest ${secret}`));
    expect(error).toMatchObject({ status: 401, headers: { 'WWW-Authenticate': expect.any(String) } });
  });
});

describe('RFC 6749 §2.3.1 client_secret_post', () => {
  it('accepts the registered secret, and fails with 401 without a challenge', async () => {
    const { authenticate, secret } = setUp(POST);
    const client_id = 'web-shop';
    await expect(authenticate({ client_id, client_secret: secret })).resolves.toMatchObject({ clientId: 'web-shop' });
    const error = await refusal(authenticate({ client_id, client_secret: 'wrong' }));
    expect(error).toMatchObject({ code: 'invalid_client', status: 401, headers: {} });
  });

  it('needs client_id beside the secret', async () => {
    const { authenticate, secret } = setUp(POST);
    expect(await refusal(authenticate({ client_secret: secret }))).toMatchObject({ code: 'invalid_request' });
  });
});

describe('RFC 6749 §2.1 public clients', () => {
  it('only name themselves', async () => {
    const { authenticate } = setUp();
    await expect(authenticate({ client_id: 'single-page' })).resolves.toMatchObject({ clientId: 'single-page' });
    // An empty value counts as absent, and some libraries send one.
    await expect(authenticate({ client_id: 'single-page', client_secret: '' })).resolves.toBeDefined();
  });

  it('must not present a credential (D16)', async () => {
    const { authenticate, secret } = setUp();
    const attempts = [
      authenticate({ client_id: 'single-page', client_secret: secret }),
      authenticate({}, basic('single-page', '')),
    ];
    for (const attempt of attempts) {
      expect(await refusal(attempt)).toMatchObject({ code: 'invalid_client', check: 'client.method' });
    }
  });
});

describe('RFC 6749 §2.3 one method, and the registered one', () => {
  it('refuses two credentials in one request, even the same one twice', async () => {
    const { authenticate, secret } = setUp();
    const both = authenticate({ client_id: 'web-shop', client_secret: secret }, basic('web-shop', secret));
    expect(await refusal(both)).toMatchObject({
      code: 'invalid_request',
      status: 400,
      check: 'client.several_methods',
    });
  });

  it('refuses a client_id that is not the one that authenticated', async () => {
    const { authenticate, secret } = setUp();
    const other = authenticate({ client_id: 'single-page' }, basic('web-shop', secret));
    expect(await refusal(other)).toMatchObject({ code: 'invalid_request', check: 'client_id.other' });
    await expect(authenticate({ client_id: 'web-shop' }, basic('web-shop', secret))).resolves.toBeDefined();
  });

  it('refuses every method but the registered one, although the secret is right', async () => {
    const { authenticate, secret } = setUp(POST);
    expect(await refusal(authenticate({}, basic('web-shop', secret)))).toMatchObject({ check: 'client.method' });
    const { authenticate: other, secret: otherSecret } = setUp();
    const posted = other({ client_id: 'web-shop', client_secret: otherSecret });
    expect(await refusal(posted)).toMatchObject({ code: 'invalid_client', check: 'client.method' });
  });

  it('refuses a confidential client that only names itself', async () => {
    const { authenticate } = setUp();
    expect(await refusal(authenticate({ client_id: 'web-shop' }))).toMatchObject({
      code: 'invalid_client',
      status: 401,
    });
  });

  it('refuses a request that names nobody', async () => {
    const { authenticate } = setUp();
    expect(await refusal(authenticate({}))).toMatchObject({ code: 'invalid_client', status: 401 });
  });
});

describe('whoever fails hears the same', () => {
  it('for an unknown client, a wrong secret, a wrong method and a disabled client', async () => {
    const { context, authenticate, secret, record } = setUp();
    context.clients.put(client({ clientId: 'disabled', secrets: [record], disabledAt: 1 }));
    const attempts = [
      authenticate({}, basic('nobody', secret)),
      authenticate({}, basic('web-shop', 'wrong')),
      authenticate({}, basic('single-page', secret)),
      authenticate({}, basic('disabled', secret)),
    ];
    const answers = await Promise.all(attempts.map(refusal));
    expect(answers.map(({ check }) => check)).toEqual([
      'client.unknown',
      'client.secret',
      'client.method',
      'client.disabled',
    ]);
    const [first] = answers;
    for (const { code, description, status, headers } of answers) {
      expect({ code, description, status, headers }).toEqual({
        code: first?.code,
        description: first?.description,
        status: first?.status,
        headers: first?.headers,
      });
    }
  });

  it('refuses a disabled client with the right credential, public ones too', async () => {
    const { context, authenticate, secret, record } = setUp();
    context.clients.put(client({ secrets: [record], disabledAt: START }));
    context.clients.put(publicClient({ disabledAt: START }));
    expect(await refusal(authenticate({}, basic('web-shop', secret)))).toMatchObject({ check: 'client.disabled' });
    expect(await refusal(authenticate({ client_id: 'single-page' }))).toMatchObject({ code: 'invalid_client' });
  });
});

describe('D-01 client secrets', () => {
  it('are stored as a keyed digest of 32 bytes', () => {
    const { context, secret, record } = setUp();
    const digest = clientSecretDigest(context.keys.secretKey('client-secret'), secret);
    expect(digest).toHaveLength(32);
    expect(digest.equals(record.digest)).toBe(true);
    expect(clientSecretDigest(context.keys.secretKey('other'), secret).equals(digest)).toBe(false);
  });

  it('two live at once, until the old one expires', async () => {
    const { context, authenticate, secret } = setUp();
    const old = clientSecret(context.keys, { expiresAt: START + 1000 });
    const { record } = clientSecret(context.keys);
    const digest = clientSecretDigest(context.keys.secretKey('client-secret'), secret);
    context.clients.put(client({ secrets: [old.record, { ...record, digest }] }));
    await expect(authenticate({}, basic('web-shop', old.value))).resolves.toBeDefined();
    await expect(authenticate({}, basic('web-shop', secret))).resolves.toBeDefined();
    context.clock.advance(1000);
    expect(await refusal(authenticate({}, basic('web-shop', old.value)))).toMatchObject({ check: 'client.secret' });
    await expect(authenticate({}, basic('web-shop', secret))).resolves.toBeDefined();
  });

  it('never match for a client that has none', async () => {
    const { authenticate } = setUp({ secrets: [] });
    expect(await refusal(authenticate({}, basic('web-shop', '')))).toMatchObject({ code: 'invalid_client' });
  });
});

describe('a note of which secret was used', () => {
  const noted = (overrides: Partial<ClientRecord> = {}) => {
    const { context, secret, record } = setUp(overrides);
    const uses: SecretUse[] = [];
    const secretUses = { note: (use: SecretUse) => uses.push(use) };
    const authenticate = (fields: FormFields, authorization?: string) =>
      authenticateClient(directRequest(fields, { authorization }), { ...context, secretUses });
    return { authenticate, secret, record, uses };
  };

  it.each([
    ['client_secret_basic', {}],
    ['client_secret_post', POST],
  ] as const)('is left with %s', async (method, overrides) => {
    const { authenticate, secret, record, uses } = noted(overrides);
    const isBasic = method === 'client_secret_basic';
    await authenticate(
      isBasic ? {} : { client_id: 'web-shop', client_secret: secret },
      isBasic ? basic('web-shop', secret) : undefined,
    );
    expect(uses).toEqual([{ secretId: record.id, at: START, ip: directRequest({}).origin.ip, method }]);
  });

  it('is not left by whoever failed', async () => {
    for (const overrides of [{}, { disabledAt: START }]) {
      const { authenticate, secret, uses } = noted(overrides);
      const used = 'disabledAt' in overrides ? secret : 'wrong';
      await refusal(authenticate({}, basic('web-shop', used)));
      expect(uses).toEqual([]);
    }
  });
});
