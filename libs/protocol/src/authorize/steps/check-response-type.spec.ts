import { client, MemoryClientDirectory, protocolContext } from '../../../testing';
import { pageFor, replyTo, STATE, type Sent } from '../../../testing/authorize-requests';
import type { ClientRecord } from '../../records/client';
import { canonicalResponseType } from '../response-types/response-type';

function contextWith(overrides: Partial<ClientRecord>) {
  return protocolContext({ clients: new MemoryClientDirectory(client(overrides)) });
}

describe('RFC 6749 §3.1.1, §4.1.2.1 response_type', () => {
  it.each<[string, Sent, string, string]>([
    ['missing', { response_type: undefined }, 'invalid_request', 'query'],
    ['empty', { response_type: '' }, 'invalid_request', 'query'],
    ['unknown', { response_type: 'ticket' }, 'unsupported_response_type', 'query'],
    ['in capitals', { response_type: 'CODE' }, 'unsupported_response_type', 'query'],
    ['implicit, which nobody may use', { response_type: 'token' }, 'unsupported_response_type', 'fragment'],
    ['hybrid, which nobody may use', { response_type: 'id_token code' }, 'unsupported_response_type', 'fragment'],
  ])('%s', async (_, changes, error, mode) => {
    const reply = await replyTo(protocolContext(), changes);
    expect(reply).toMatchObject({ mode, parameters: { error, state: STATE, iss: 'https://login.example' } });
    expect(reply.parameters).not.toHaveProperty('code');
  });

  it.each([
    ['not registered for it', { responseTypes: [] }],
    ['not registered for its grant', { grantTypes: ['client_credentials'] }],
  ])('of a client that is %s', async (_, overrides) => {
    const reply = await replyTo(contextWith(overrides));
    expect(reply.parameters).toMatchObject({ error: 'unauthorized_client', state: STATE });
  });

  it('is a set of words: OAuth 2.0 Multiple Response Types §3', () => {
    expect(canonicalResponseType('token id_token code')).toBe('code id_token token');
    expect(canonicalResponseType('code  code')).toBe('code');
  });
});

describe('OAuth 2.0 Multiple Response Types §2.1 response_mode', () => {
  it.each(['query', 'fragment', 'form_post'] as const)('%s is used for errors too', async (mode) => {
    const reply = await replyTo(protocolContext(), { response_mode: mode, scope: '"' });
    expect(reply).toMatchObject({ mode, parameters: { error: 'invalid_scope' } });
  });

  it('unknown: an error in the default mode', async () => {
    const reply = await replyTo(protocolContext(), { response_mode: 'carrier_pigeon' });
    expect(reply).toMatchObject({ mode: 'query', parameters: { error: 'invalid_request', state: STATE } });
  });

  it('that this client may not use: an error in the default mode', async () => {
    const reply = await replyTo(contextWith({ responseModes: ['query'] }), { response_mode: 'fragment' });
    expect(reply).toMatchObject({ mode: 'query', parameters: { error: 'invalid_request' } });
  });

  it('query never carries tokens, §5', async () => {
    const reply = await replyTo(protocolContext(), { response_type: 'token', response_mode: 'query' });
    expect(reply.mode).toBe('fragment');
  });
});

describe('RFC 6749 §3.1 repeated parameters', () => {
  it.each(['response_type', 'scope', 'nonce', 'prompt', 'max_age', 'code_challenge', 'unheard_of'])(
    '%s',
    async (name) => {
      const reply = await replyTo(protocolContext(), { [name]: ['one', 'two'] });
      expect(reply.parameters).toMatchObject({ error: 'invalid_request', state: STATE });
      expect(reply.error?.check).toBe('parameter.repeated');
    },
  );

  it('but resource may be, RFC 8707 §2', async () => {
    const context = protocolContext();
    const page = await pageFor(context, { resource: ['https://api.example/orders', 'https://api.example/orders'] });
    expect(page.interaction.need).toBe('consent');
  });

  it('and an empty value is none at all', async () => {
    await expect(pageFor(protocolContext(), { nonce: ['', 'n'] })).resolves.toMatchObject({ kind: 'interaction' });
  });
});

describe('OpenID Connect Core §3.1.2.6, §6 what is not supported is said, not passed over', () => {
  it.each<[Sent, string]>([
    [{ request: 'e30.e30.' }, 'request_not_supported'],
    [{ request_uri: 'https://shop.example/request.jwt' }, 'request_uri_not_supported'],
    [{ registration: '{}' }, 'registration_not_supported'],
    [{ request: 'e30.e30.', request_uri: 'urn:x' }, 'invalid_request'],
  ])('%j', async (changes, error) => {
    const reply = await replyTo(protocolContext(), changes);
    expect(reply.parameters).toMatchObject({ error, state: STATE });
  });
});
