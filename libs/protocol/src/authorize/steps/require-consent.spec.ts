import {
  ACCOUNT_ID,
  api,
  API_IDENTIFIER,
  client,
  MemoryApiDirectory,
  MemoryClientDirectory,
  protocolContext,
  publicClient,
  START,
} from '../../../testing';
import { agree, pageFor, replyTo, session, STATE } from '../../../testing/authorize-requests';
import type { ClientRecord } from '../../records/client';

function contextWith(record: ClientRecord = client()) {
  return protocolContext({ clients: new MemoryClientDirectory(record) });
}

describe('OpenID Connect Core §3.1.2.4 consent', () => {
  it('is asked for at first, with every word new', async () => {
    const page = await pageFor(contextWith());
    expect(page.interaction).toEqual({
      need: 'consent',
      consent: {
        scope: ['openid', 'orders:read'],
        newScope: ['openid', 'orders:read'],
        asked: ['openid', `${API_IDENTIFIER} orders:read`],
        resources: [API_IDENTIFIER],
      },
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

  describe('RFC 8707 §2 two APIs that use one word', () => {
    const one = api({ identifier: 'https://one.example', scopes: [{ name: 'read', description: '' }] });
    const two = api({ identifier: 'https://two.example', scopes: [...one.scopes, { name: 'write', description: '' }] });
    const record = client({ scope: ['openid', 'read', 'write'] });
    const both = () =>
      protocolContext({ clients: new MemoryClientDirectory(record), apis: new MemoryApiDirectory(one, two) });

    it('are agreed to one by one', async () => {
      const context = both();
      await agree(context, ['openid', 'read'], { resources: [one.identifier] });
      expect((await replyTo(context, { scope: 'openid read', resource: one.identifier })).parameters).toHaveProperty(
        'code',
      );
      const page = await pageFor(context, { scope: 'openid read', resource: two.identifier });
      expect(page.interaction).toMatchObject({ need: 'consent', consent: { resources: [two.identifier] } });
    });

    it('are both asked for when the request names neither', async () => {
      const context = both();
      await agree(context, ['openid', 'read'], { resources: [one.identifier] });
      const page = await pageFor(context, { scope: 'openid read' });
      expect(page.interaction).toMatchObject({ consent: { resources: [one.identifier, two.identifier] } });
    });

    it('do not lend each other what was agreed to at different times', async () => {
      const context = both();
      await agree(context, ['openid', 'read'], { resources: [one.identifier] });
      await agree(context, ['openid', 'write'], { resources: [two.identifier] });
      const page = await pageFor(context, { scope: 'openid read', resource: two.identifier });
      expect(page.interaction).toMatchObject({ need: 'consent', consent: { newScope: ['read'] } });
    });

    it('bind the family to the APIs of that day', async () => {
      const context = both();
      await agree(context, ['openid', 'read']);
      await replyTo(context, { scope: 'openid read' });
      expect([...context.unitOfWork.state.families.values()]).toMatchObject([
        { resources: [one.identifier, two.identifier] },
      ]);
    });
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
    // An answer to another request is none, nor is that of another person.
    await agree(context, ['openid', 'orders:read'], { at: START + 5 });
    expect((await pageFor(context, { prompt: 'consent' }, returned)).interaction.need).toBe('consent');
    const byAnother = { progress: { startedAt: START, consentedBy: 'somebody-else' } };
    expect((await pageFor(context, { prompt: 'consent' }, byAnother)).interaction.need).toBe('consent');
    const answered = { progress: { startedAt: START, consentedBy: ACCOUNT_ID } };
    expect((await replyTo(context, { prompt: 'consent' }, answered)).parameters).toHaveProperty('code');
  });
});

describe('OpenID Connect Core §3.1.2.1 prompt is a list', () => {
  it.each(['login consent', 'consent login'])(
    '%s: first the sign-in, then the consent, and neither is left out',
    async (prompt) => {
      const context = contextWith();
      await agree(context, ['openid', 'orders:read'], { at: START - 1 });
      expect((await pageFor(context, { prompt })).interaction).toEqual({ need: 'sign_in', reason: 'prompt' });
      const signedIn = { session: session({ authTime: START + 500 }), progress: { startedAt: START } };
      expect((await pageFor(context, { prompt }, signedIn)).interaction.need).toBe('consent');
      const answered = { ...signedIn, progress: { startedAt: START, consentedBy: ACCOUNT_ID } };
      expect((await replyTo(context, { prompt }, answered)).parameters).toHaveProperty('code');
    },
  );
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
    const reply = await replyTo(context, changes, { progress: { startedAt: START, consentedBy: ACCOUNT_ID } });
    expect(reply.parameters).toHaveProperty('code');
  });
});
