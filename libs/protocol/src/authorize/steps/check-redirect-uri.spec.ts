import { redirectUriMutations } from '@gatehouse/client-rules/testing';
import { client, MemoryClientDirectory, protocolContext, publicClient, REDIRECT_URI, START } from '../../../testing';
import { agree, authorize, pageError, pageFor, replyTo } from '../../../testing/authorize-requests';
import type { ClientRecord } from '../../records/client';

function contextWith(record: ClientRecord) {
  return protocolContext({ clients: new MemoryClientDirectory(record) });
}

describe.each(['query', 'fragment', 'form_post', 'no_such_mode', undefined])(
  'RFC 9700 §2.1, §4.1 nothing but the registered URI is ever redirected to (response_mode=%s)',
  (mode) => {
    it.each(redirectUriMutations(REDIRECT_URI))('$name', async ({ uri }) => {
      const context = protocolContext();
      for (const more of [{}, { prompt: 'none' }, { scope: 'openid "' }, { response_type: undefined }]) {
        const error = await pageError(context, { redirect_uri: uri, response_mode: mode, ...more });
        expect(error.check).toMatch(/^redirect_uri\.(unregistered|missing)$/);
      }
      expect(context.unitOfWork.state.codes.size).toBe(0);
    });
  },
);

describe('RFC 8252 §7.3 the port of a native client’s loopback address', () => {
  const loopback = 'http://127.0.0.1/callback';
  const native = publicClient({ clientId: 'cli', applicationType: 'native', redirectUris: [loopback] });
  const context = contextWith(native);

  it.each(redirectUriMutations('http://127.0.0.1:4567/callback').filter((mutation) => mutation.changesPortOnly))(
    'may be any: $uri',
    async ({ uri }) => {
      const page = await pageFor(context, { client_id: 'cli', redirect_uri: uri });
      expect(page.redirectUri).toBe(uri);
    },
  );

  it.each(redirectUriMutations(loopback).filter((mutation) => !mutation.changesPortOnly))(
    'and nothing else may differ: $name',
    async ({ uri }) => {
      const error = await pageError(context, { client_id: 'cli', redirect_uri: uri });
      expect(error.check).toBe(uri === '' ? 'redirect_uri.missing' : 'redirect_uri.unregistered');
    },
  );

  it('is fixed for everybody else', async () => {
    const web = contextWith(client({ redirectUris: [loopback] }));
    const error = await pageError(web, { redirect_uri: 'http://127.0.0.1:4567/callback' });
    expect(error.check).toBe('redirect_uri.unregistered');
  });
});

describe('RFC 6749 §3.1.2.3, OpenID Connect Core §3.1.2.1 a request without redirect_uri', () => {
  it('goes to the only registered URI of a pure OAuth request', async () => {
    const context = protocolContext();
    await agree(context, ['orders:read']);
    const reply = await replyTo(context, { redirect_uri: undefined, scope: 'orders:read' });
    expect(reply.redirectUri).toBe(REDIRECT_URI);
    const [code] = [...context.unitOfWork.state.codes.values()];
    expect(code).toMatchObject({ redirectUri: REDIRECT_URI, redirectUriSent: false });
  });

  it.each([
    ['an OpenID request', client(), { scope: 'openid' }],
    ['an OpenID request that hides behind a second scope', client(), { scope: ['orders:read', 'openid'] }],
    [
      'a client with two',
      client({ redirectUris: [REDIRECT_URI, 'https://shop.example/other'] }),
      { scope: 'orders:read' },
    ],
    ['a client without any', client({ redirectUris: [] }), { scope: 'orders:read' }],
  ])('is a page for %s', async (_, record, changes) => {
    const error = await pageError(contextWith(record), { redirect_uri: undefined, ...changes });
    expect(error.check).toBe('redirect_uri.missing');
  });
});

describe('RFC 6749 §3.1 what decides where we answer may not be repeated', () => {
  it.each([
    ['redirect_uri', [REDIRECT_URI, 'https://evil.example/']],
    ['redirect_uri', [REDIRECT_URI, REDIRECT_URI]],
    ['response_mode', ['query', 'fragment']],
    ['state', ['one', 'two']],
  ])('%s', async (name, values) => {
    await expect(pageError(protocolContext(), { [name]: values })).resolves.toMatchObject({
      check: `${name}.repeated`,
    });
  });
});

describe('a redirect URI that is registered for a while', () => {
  const uri = 'https://pr-7.preview.example/callback';
  const expiring = (changes: object = {}) => ({
    id: '019b4000-0000-7000-8000-0000000000e1',
    clientId: 'web-shop',
    uri,
    createdAt: START,
    expiresAt: START + 60_000,
    ...changes,
  });

  it('is as good as another until its time is over, and no longer', async () => {
    const context = contextWith(client({ expiringRedirectUris: [expiring()] }));
    await agree(context, ['openid', 'orders:read']);
    context.clock.advance(59_999);
    expect((await replyTo(context, { redirect_uri: uri })).redirectUri).toBe(uri);
    context.clock.advance(1);
    expect((await pageError(context, { redirect_uri: uri })).check).toBe('redirect_uri.expired');
    expect((await replyTo(context, { max_age: undefined })).redirectUri).toBe(REDIRECT_URI);
  });

  it('is compared as exactly', async () => {
    const context = contextWith(client({ expiringRedirectUris: [expiring()] }));
    for (const { uri: other } of redirectUriMutations(uri)) {
      const { check } = await pageError(context, { redirect_uri: other });
      expect(check).toMatch(/^redirect_uri\.(unregistered|missing)$/);
    }
  });

  it('is never what a request without redirect_uri goes to', async () => {
    const context = contextWith(client({ redirectUris: [], expiringRedirectUris: [expiring()] }));
    const error = await pageError(context, { redirect_uri: undefined, scope: 'orders:read' });
    expect(error.check).toBe('redirect_uri.missing');
  });

  it('lets a native client choose the port of its loopback address', async () => {
    const record = publicClient({
      clientId: 'cli',
      applicationType: 'native',
      expiringRedirectUris: [expiring({ clientId: 'cli', uri: 'http://127.0.0.1/preview' })],
    });
    const context = contextWith(record);
    const asked = { client_id: 'cli', redirect_uri: 'http://127.0.0.1:4711/preview' };
    expect((await pageFor(context, asked)).redirectUri).toBe(asked.redirect_uri);
    context.clock.advance(60_000);
    expect((await pageError(context, asked)).check).toBe('redirect_uri.expired');
  });
});

describe('what an admin gets to know of a mismatch', () => {
  it('is the nearest registered URI and the difference, letter by letter', async () => {
    const context = protocolContext();
    await pageError(context, { redirect_uri: 'https://shop.example/calback' });
    const [event] = context.events.of('authorization.refused');
    expect(event).toMatchObject({ check: 'redirect_uri.unregistered', clientId: 'web-shop' });
    const { mismatch } = event?.detail as { mismatch: { nearest: string; segments: { kind: string; text: string }[] } };
    expect(mismatch.nearest).toBe(REDIRECT_URI);
    const texts = (kinds: string[]) =>
      mismatch.segments
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ text }) => text)
        .join('');
    expect(texts(['equal', 'expected'])).toBe(REDIRECT_URI);
    expect(texts(['equal', 'received'])).toBe('https://shop.example/calback');
  });

  it.each(['?', '#', '?tenant=a&'])('leaves out the values of an earlier response behind %s', async (separator) => {
    const context = protocolContext();
    await pageError(context, { redirect_uri: `${REDIRECT_URI}${separator}code=stolen&state=secret&other=kept` });
    const text = JSON.stringify(context.events.events);
    expect(text).toContain('kept');
    expect(text).not.toMatch(/stolen|secret/);
  });

  it('is bounded however long the URI', async () => {
    const context = protocolContext();
    await pageError(context, { redirect_uri: `https://shop.example/${'x'.repeat(8000)}` });
    expect(JSON.stringify(context.events.events).length).toBeLessThan(8000);
  });
});

describe('RFC 6749 §4.1.2.1 once the redirect URI is trusted', () => {
  it('every error goes there', async () => {
    const outcome = await authorize(protocolContext(), { response_type: 'token' });
    expect(outcome).toMatchObject({ kind: 'reply', redirectUri: REDIRECT_URI });
  });
});
