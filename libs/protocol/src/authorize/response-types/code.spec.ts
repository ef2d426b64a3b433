import {
  ACCOUNT_ID,
  account,
  client,
  MemoryClientDirectory,
  protocolContext,
  REDIRECT_URI,
  SESSION_ID,
  START,
} from '../../../testing';
import { agree, CODE_CHALLENGE, replyTo, requestOf, session, STATE } from '../../../testing/authorize-requests';
import { digestOf } from '../../crypto/opaque-secret';
import { registeredExtensions } from '../../extensions/registered-extensions';
import { StoreError } from '../../ports/store-error';
import { AuthorizeEndpoint } from '../authorize.endpoint';

async function ready(overrides = {}) {
  const context = protocolContext({ clients: new MemoryClientDirectory(client(overrides)) });
  await agree(context, ['openid', 'orders:read', 'offline_access']);
  return context;
}

describe('RFC 6749 §4.1.2 the code', () => {
  it('comes with the state as sent and the issuer, and nothing else', async () => {
    const { parameters, redirectUri } = await replyTo(await ready());
    expect(redirectUri).toBe(REDIRECT_URI);
    expect(parameters).toEqual({ code: expect.any(String), state: STATE, iss: 'https://login.example' });
  });

  it.each([undefined, ''])(
    'comes without state when none was sent (%p), and an empty one is none: §3.1',
    async (state) => {
      expect((await replyTo(await ready(), { state })).parameters).not.toHaveProperty('state');
    },
  );

  it('is stored as a digest, for a minute, bound to everything it was asked with', async () => {
    const context = await ready();
    const { parameters } = await replyTo(context, { nonce: 'n' });
    const [code] = [...context.unitOfWork.state.codes.values()];
    const [family] = [...context.unitOfWork.state.families.values()];
    expect(code).toEqual({
      id: expect.any(String),
      digest: digestOf(parameters['code'] ?? ''),
      familyId: family?.id,
      clientId: 'web-shop',
      redirectUri: REDIRECT_URI,
      redirectUriSent: true,
      nonce: 'n',
      bindings: { pkce: { codeChallenge: CODE_CHALLENGE } },
      issuedAt: START,
      expiresAt: START + 60_000,
      consumedAt: null,
    });
    expect(JSON.stringify([...context.unitOfWork.state.codes.values()])).not.toContain(parameters['code']);
    const [row] = [...context.unitOfWork.state.tokens.values()];
    expect(row).toMatchObject({ id: code?.id, kind: 'authorization_code', digest: code?.digest, familyId: family?.id });
    for (const kept of [context.unitOfWork.state.audit, [row], context.events.events]) {
      expect(JSON.stringify(kept)).not.toContain(parameters['code']);
    }
  });

  it('is long and random: 256 bits beside the id, §10.10', async () => {
    const context = await ready();
    const codes = new Set<string>();
    for (let i = 0; i < 50; i++) codes.add((await replyTo(context)).parameters['code'] ?? '');
    expect(codes.size).toBe(50);
    for (const code of codes) expect(Buffer.from(code.replace(/^gh_ac_/, ''), 'base64url')).toHaveLength(48);
  });

  it('hangs on a family that knows the sign-in', async () => {
    const context = await ready();
    await replyTo(context, { scope: 'openid offline_access' });
    expect([...context.unitOfWork.state.families.values()]).toEqual([
      {
        id: expect.any(String),
        clientId: 'web-shop',
        accountId: ACCOUNT_ID,
        sessionId: SESSION_ID,
        consentId: expect.any(String),
        scope: ['openid', 'offline_access'],
        resources: [],
        offline: true,
        authTime: START - 60_000,
        acr: 'urn:gatehouse:acr:password',
        amr: ['pwd'],
        createdAt: START,
        expiresAt: START + 30 * 86_400_000,
        revokedAt: null,
        revocationReason: null,
      },
    ]);
  });

  it('ends with the session unless offline_access was granted', async () => {
    const context = await ready({ refreshTokenLifetime: 3600 });
    await replyTo(context);
    expect([...context.unitOfWork.state.families.values()]).toMatchObject([
      { offline: false, expiresAt: START + 3_600_000 },
    ]);
  });

  it('has a row in the ledger, so that all that comes of an approval is found in one place', async () => {
    const context = await ready();
    await replyTo(context, { scope: 'openid offline_access' });
    const [code] = [...context.unitOfWork.state.codes.values()];
    expect([...context.unitOfWork.state.tokens.values()]).toMatchObject([
      {
        id: code?.id,
        kind: 'authorization_code',
        format: 'opaque',
        familyId: code?.familyId,
        parentId: null,
        clientId: 'web-shop',
        subject: ACCOUNT_ID,
        sessionId: SESSION_ID,
        grantType: 'authorization_code',
        scope: ['openid', 'offline_access'],
        issuedAt: START,
        expiresAt: START + 60_000,
        ip: '192.0.2.1',
      },
    ]);
  });

  it('is audited in the transaction that stores it', async () => {
    const context = await ready();
    const commits = context.unitOfWork.commits;
    await replyTo(context);
    expect(context.unitOfWork.commits).toBe(commits + 1);
    expect(context.unitOfWork.audited('authorization.granted')).toMatchObject([
      { clientId: 'web-shop', subject: ACCOUNT_ID, sessionId: SESSION_ID, ip: '192.0.2.1' },
    ]);
    expect(context.unitOfWork.audited('authorization.granted')[0]?.detail).toMatchObject({ bindings: ['pkce'] });
    expect(context.events.events).toEqual([]);
  });
});

describe('RFC 6749 §4.1.2.1 nothing is issued for an account that was disabled after it signed in', () => {
  it.each([
    [undefined, 'access_denied'],
    ['none', 'login_required'],
  ])('prompt=%s: %s', async (prompt, error) => {
    const context = await ready();
    context.unitOfWork.putAccount(account({ disabledAt: START }));
    expect((await replyTo(context, { prompt })).parameters).toMatchObject({ error, state: STATE });
    expect(context.unitOfWork.state.codes.size).toBe(0);
  });

  it('nor for one that is gone', async () => {
    const context = await ready({ consent: 'skip' });
    const reply = await replyTo(context, {}, { session: session({ accountId: 'nobody' }) });
    expect(reply.parameters).toMatchObject({ error: 'access_denied' });
  });
});

describe('RFC 6749 §4.1.2.1 faults of ours', () => {
  it('leave as server_error, without a word of what happened', async () => {
    const context = await ready();
    jest.spyOn(context.unitOfWork, 'run').mockRejectedValue(new Error('ER_LOCK on codes at 10.0.0.3'));
    const reply = await replyTo(context);
    expect(reply.parameters).toEqual({
      error: 'server_error',
      error_description: 'Something went wrong here. Try again.',
      state: STATE,
      iss: 'https://login.example',
    });
  });
});

describe('RFC 6749 §4.1.2.1 an overload', () => {
  class Busy extends StoreError {}

  it('leaves as temporarily_unavailable, so that the client may try again', async () => {
    const context = await ready();
    jest.spyOn(context.unitOfWork, 'run').mockRejectedValue(new Busy('too many connections at 10.0.0.3'));
    const { parameters } = await replyTo(context);
    expect(parameters).toMatchObject({ error: 'temporarily_unavailable', state: STATE, iss: 'https://login.example' });
    expect(parameters['error_description']).not.toContain('10.0.0.3');
    expect(context.events.of('authorization.refused')).toMatchObject([{ check: 'store.unavailable' }]);
  });
});

describe('what a page asks about', () => {
  it('is found out without issuing or reporting anything', async () => {
    const context = await ready();
    const endpoint = new AuthorizeEndpoint(context, registeredExtensions);
    await expect(endpoint.question(requestOf())).resolves.toBeUndefined();
    await expect(endpoint.question(requestOf({ scope: '"' }))).resolves.toBeUndefined();
    await expect(endpoint.question(requestOf({ client_id: 'nobody' }))).resolves.toBeUndefined();
    await expect(endpoint.question(requestOf({}, { session: null }))).resolves.toMatchObject({
      interaction: { need: 'sign_in' },
    });
    expect(context.unitOfWork.state.codes.size).toBe(0);
    expect(context.events.events).toEqual([]);
  });
});
