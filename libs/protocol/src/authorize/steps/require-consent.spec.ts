import {
  ACCOUNT_ID,
  API_IDENTIFIER,
  client,
  MemoryClientDirectory,
  protocolContext,
  publicClient,
  START,
} from '../../../testing';
import { agree, pageFor, replyTo, STATE } from '../../../testing/authorize-requests';
import type { ClientRecord } from '../../records/client';

function contextWith(record: ClientRecord = client()) {
  return protocolContext({ clients: new MemoryClientDirectory(record) });
}

describe('OpenID Connect Core §3.1.2.4 consent', () => {
  it('is asked for at first, with every word new', async () => {
    const page = await pageFor(contextWith());
    expect(page.interaction).toEqual({
      need: 'consent',
      consent: { scope: ['openid', 'orders:read'], newScope: ['openid', 'orders:read'], resources: [] },
    });
  });

  it('is remembered', async () => {
    const context = contextWith();
    const stored = await agree(context, ['openid', 'orders:read', 'profile']);
    await replyTo(context);
    expect([...context.unitOfWork.state.families.values()]).toMatchObject([{ consentId: stored.id }]);
  });

  it('of another client does not count', async () => {
    const context = contextWith();
    await agree(context, ['openid', 'orders:read'], { clientId: 'single-page' });
    expect((await pageFor(context)).interaction.need).toBe('consent');
  });

  it('that was taken back does not count', async () => {
    const context = contextWith();
    const { id } = await agree(context, ['openid', 'orders:read']);
    await context.unitOfWork.run((stores) => stores.consents.revoke(id, START));
    expect((await pageFor(context)).interaction.need).toBe('consent');
  });

  it('is asked again for more, showing all and marking what is new', async () => {
    const context = contextWith();
    await agree(context, ['openid']);
    const page = await pageFor(context);
    expect(page.interaction).toMatchObject({
      consent: { scope: ['openid', 'orders:read'], newScope: ['orders:read'] },
    });
  });

  it('is asked again for another resource, RFC 8707 §2', async () => {
    const context = contextWith();
    await agree(context, ['openid', 'orders:read']);
    const page = await pageFor(context, { resource: API_IDENTIFIER });
    expect(page.interaction).toMatchObject({ need: 'consent', consent: { newScope: [], resources: [API_IDENTIFIER] } });
    await agree(context, ['openid', 'orders:read'], { resources: [API_IDENTIFIER] });
    expect((await replyTo(context, { resource: API_IDENTIFIER })).parameters).toHaveProperty('code');
  });

  it('is consent_required when no page may be shown', async () => {
    const reply = await replyTo(contextWith(), { prompt: 'none' });
    expect(reply.parameters).toMatchObject({ error: 'consent_required', state: STATE });
  });

  it('is not asked for a client that an admin vouches for', async () => {
    const context = contextWith(client({ consent: 'skip' }));
    expect((await replyTo(context, { prompt: 'none' })).parameters).toHaveProperty('code');
    expect([...context.unitOfWork.state.families.values()]).toMatchObject([{ consentId: null, accountId: ACCOUNT_ID }]);
  });
});

describe('OpenID Connect Core §3.1.2.1 prompt=consent', () => {
  it.each(['required', 'skip'] as const)('always shows the page (consent: %s)', async (consent) => {
    const context = contextWith(client({ consent }));
    await agree(context, ['openid', 'orders:read'], { at: START - 1 });
    expect((await pageFor(context, { prompt: 'consent' })).interaction.need).toBe('consent');
    const returned = { progress: { startedAt: START } };
    expect((await pageFor(context, { prompt: 'consent' }, returned)).interaction.need).toBe('consent');
    await agree(context, ['openid', 'orders:read'], { at: START + 5 });
    expect((await replyTo(context, { prompt: 'consent' }, returned)).parameters).toHaveProperty('code');
  });
});

describe('RFC 8252 §8.6 a public client that any program can pose as', () => {
  const cases = [
    ['loopback address', 'native', 'http://127.0.0.1:5000/cb', true],
    ['private-use scheme', 'native', 'com.example.app:/cb', true],
    ['localhost', 'agent', 'http://localhost:7000/cb', true],
    ['claimed https address', 'native', 'https://app.example/cb', false],
    ['page in a browser on this computer', 'spa', 'http://localhost:3000/cb', true],
    ['page in a browser', 'spa', 'https://app.example/cb', false],
  ] as const;

  it.each(cases)('%s (%s)', async (_, applicationType, redirectUri, asks) => {
    const record = publicClient({ clientId: 'cli', applicationType, redirectUris: [redirectUri] });
    const context = contextWith(record);
    await agree(context, ['openid', 'orders:read'], { clientId: 'cli', at: START - 1 });
    const changes = { client_id: 'cli', redirect_uri: redirectUri };
    if (!asks) {
      expect((await replyTo(context, changes)).parameters).toHaveProperty('code');
      return;
    }
    expect((await pageFor(context, changes)).interaction.need).toBe('consent');
    const silent = await replyTo(context, { ...changes, prompt: 'none' });
    expect(silent.parameters).toMatchObject({ error: 'consent_required' });
    await agree(context, ['openid', 'orders:read'], { clientId: 'cli', at: START });
    const reply = await replyTo(context, changes, { progress: { startedAt: START } });
    expect(reply.parameters).toHaveProperty('code');
  });
});
