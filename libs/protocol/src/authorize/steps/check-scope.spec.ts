import { api, client, MemoryApiDirectory, MemoryClientDirectory, protocolContext } from '../../../testing';
import { pageFor, replyTo, STATE } from '../../../testing/authorize-requests';
import type { ClientRecord } from '../../records/client';

const INVOICES = api({
  identifier: 'https://api.example/invoices',
  scopes: [{ name: 'invoices:read', description: 'See invoices' }],
});
const ALL = ['openid', 'profile', 'offline_access', 'orders:read', 'orders:write', 'invoices:read', 'gone:read'];

function contextWith(overrides: Partial<ClientRecord> = {}) {
  return protocolContext({
    clients: new MemoryClientDirectory(client({ scope: ALL, ...overrides })),
    apis: new MemoryApiDirectory(api(), INVOICES),
  });
}

async function askedFor(scope: string | undefined, changes = {}, context = contextWith()): Promise<readonly string[]> {
  const { interaction } = await pageFor(context, { scope, ...changes });
  if (interaction.need !== 'consent') throw new Error(interaction.need);
  return interaction.consent.scope;
}

describe('RFC 6749 §3.3, OpenID Connect Core §3.1.2.1 scope', () => {
  it('leaves out words that nobody knows, that this client has not, and that no API offers any more', async () => {
    expect(await askedFor('openid nonsense email gone:read orders:read')).toEqual(['openid', 'orders:read']);
  });

  it('is case-sensitive', async () => {
    expect(await askedFor('openid OPENID Orders:Read')).toEqual(['openid']);
  });

  it('refuses when nothing remains', async () => {
    const reply = await replyTo(contextWith(), { scope: 'nonsense gone:read' });
    expect(reply.parameters).toMatchObject({ error: 'invalid_scope', state: STATE });
  });

  it.each(['"openid"', 'open\\id', 'openid é', 'a\tb'])(
    'refuses what the grammar does not allow: %j',
    async (scope) => {
      const reply = await replyTo(contextWith(), { scope });
      expect(reply.parameters).toMatchObject({ error: 'invalid_scope' });
    },
  );

  it('defaults to what the client may do at APIs, nothing about the person', async () => {
    expect(await askedFor(undefined)).toEqual(['orders:read', 'orders:write', 'invoices:read']);
  });

  it('has no default for a client that may do nothing at APIs', async () => {
    const reply = await replyTo(contextWith({ scope: ['openid', 'profile'] }), { scope: undefined });
    expect(reply.parameters).toMatchObject({ error: 'invalid_scope' });
  });
});

describe('OpenID Connect Core §11 offline_access', () => {
  it('is honoured, as the person is asked', async () => {
    expect(await askedFor('openid offline_access')).toEqual(['openid', 'offline_access']);
  });

  it('is ignored for a client that could not use it', async () => {
    const context = contextWith({ grantTypes: ['authorization_code'] });
    expect(await askedFor('openid offline_access', {}, context)).toEqual(['openid']);
  });
});

describe('RFC 8707 §2.1 a resource narrows the scope to its API', () => {
  const resource = INVOICES.identifier;

  it('and leaves the words about the person alone', async () => {
    expect(await askedFor('openid orders:read invoices:read', { resource })).toEqual(['openid', 'invoices:read']);
  });

  it('the default too', async () => {
    expect(await askedFor(undefined, { resource })).toEqual(['invoices:read']);
  });

  it('and names that API alone', async () => {
    const page = await pageFor(contextWith(), { scope: 'openid orders:read invoices:read', resource });
    expect(page.apis).toEqual([INVOICES]);
  });

  it('refuses when no word of it is asked for', async () => {
    const reply = await replyTo(contextWith(), { scope: 'orders:read', resource });
    expect(reply.parameters).toMatchObject({ error: 'invalid_scope', state: STATE });
  });

  it('without one, every API counts that a word reaches', async () => {
    const page = await pageFor(contextWith(), { scope: 'openid orders:read' });
    expect(page.apis.map(({ identifier }) => identifier)).toEqual(['https://api.example/orders']);
  });
});
