import { redirectUriMutations } from '@gatehouse/client-rules/testing';
import {
  ACCOUNT_ID,
  client,
  MemoryClientDirectory,
  protocolContext,
  publicClient,
  SESSION_ID,
  START,
} from '../../testing';
import { signJwt } from '../crypto/jws';
import { OAuthError } from '../errors/oauth-error';
import { EndSessionEndpoint } from './end-session.endpoint';

const RETURN = 'https://shop.example/';
const context = protocolContext({
  clients: new MemoryClientDirectory(
    client({ postLogoutRedirectUris: [RETURN, 'https://shop.example/bye?a=b'] }),
    publicClient(),
    client({ clientId: 'off', disabledAt: START }),
  ),
});
const here = { id: SESSION_ID, accountId: ACCOUNT_ID };

async function hint(claims: object = {}, typ = 'JWT'): Promise<string> {
  const body = { iss: 'https://login.example', sub: ACCOUNT_ID, aud: 'web-shop', sid: SESSION_ID, exp: 1 };
  return signJwt(context.keys.signingKey('ES256'), typ, { ...body, ...claims });
}

interface Options {
  readonly session?: typeof here | undefined;
  readonly confirmed?: boolean;
}

async function logout(parameters: Record<string, string>, { session, confirmed = false }: Options = { session: here }) {
  const ended: string[] = [];
  const endpoint = new EndSessionEndpoint(context, async (id) => void ended.push(id));
  const outcome = await endpoint.answer({ parameters: Object.entries(parameters), session, confirmed });
  return { outcome, ended };
}

describe('OpenID Connect RP-Initiated Logout §2 a hint that names the session of this browser', () => {
  it('ends it without a question and goes back with the state as sent', async () => {
    const state = 's'.repeat(128);
    const { outcome, ended } = await logout({ id_token_hint: await hint(), post_logout_redirect_uri: RETURN, state });
    expect(outcome).toEqual({ kind: 'redirect', location: `${RETURN}?state=${state}` });
    expect(ended).toEqual([SESSION_ID]);
  });

  it('goes back without a state when none was sent', async () => {
    const { outcome } = await logout({ id_token_hint: await hint(), post_logout_redirect_uri: RETURN });
    expect(outcome).toEqual({ kind: 'redirect', location: RETURN });
  });

  it('keeps the registered query and encodes the state', async () => {
    const uri = 'https://shop.example/bye?a=b';
    const { outcome } = await logout({ id_token_hint: await hint(), post_logout_redirect_uri: uri, state: 'a&b=c #é' });
    expect(outcome).toEqual({ kind: 'redirect', location: `${uri}&state=a%26b%3Dc%20%23%C3%A9` });
  });

  it('stays here when no address was given', async () => {
    const { outcome, ended } = await logout({ id_token_hint: await hint(), state: 'x' });
    expect(outcome).toEqual({ kind: 'signed_out', already: false, refused: undefined, back: undefined });
    expect(ended).toEqual([SESSION_ID]);
  });

  it('suffices without sid', async () => {
    const { ended } = await logout({ id_token_hint: await hint({ sid: undefined }) });
    expect(ended).toEqual([SESSION_ID]);
  });

  it('goes back also when the session is over already', async () => {
    const parameters = { id_token_hint: await hint(), post_logout_redirect_uri: RETURN };
    const { outcome, ended } = await logout(parameters, {});
    expect(outcome).toEqual({ kind: 'redirect', location: RETURN });
    expect(ended).toEqual([]);
  });
});

describe('OpenID Connect RP-Initiated Logout §2, §6 everybody else is asked', () => {
  it.each<[string, () => Promise<Record<string, string>>]>([
    ['no parameters', async () => ({})],
    ['only a state', async () => ({ state: 'x' })],
    ['only a client', async () => ({ client_id: 'web-shop' })],
    ['another session of the same person', async () => ({ id_token_hint: await hint({ sid: 'other' }) })],
    ['another person', async () => ({ id_token_hint: await hint({ sub: 'grace' }) })],
    ['a hint signed by nobody', async () => ({ id_token_hint: 'e30.e30.AA' })],
    [
      'the hint of another client than client_id',
      async () => ({ id_token_hint: await hint(), client_id: 'single-page' }),
    ],
    ['the hint of a disabled client', async () => ({ id_token_hint: await hint({ aud: 'off' }) })],
    ['the hint of an unknown client', async () => ({ id_token_hint: await hint({ aud: 'gone' }) })],
    ['the hint of no client', async () => ({ id_token_hint: await hint({ aud: undefined }) })],
  ])('%s', async (_, make) => {
    const parameters = await make();
    const asked = await logout(parameters);
    expect(asked).toMatchObject({ outcome: { kind: 'confirm' }, ended: [] });
    const confirmed = await logout(parameters, { session: here, confirmed: true });
    expect(confirmed).toMatchObject({ outcome: { kind: 'signed_out', already: false }, ended: [SESSION_ID] });
  });

  it('and then goes where the client of the request registered, also by client_id alone', async () => {
    const parameters = { client_id: 'web-shop', post_logout_redirect_uri: RETURN };
    expect((await logout(parameters)).outcome).toMatchObject({ kind: 'confirm', location: RETURN });
    const { outcome } = await logout(parameters, { session: here, confirmed: true });
    expect(outcome).toEqual({ kind: 'redirect', location: RETURN });
  });

  it('a link with client_id alone is not followed when there is nobody to ask', async () => {
    const { outcome } = await logout({ client_id: 'web-shop', post_logout_redirect_uri: RETURN }, {});
    expect(outcome).toMatchObject({ kind: 'signed_out', already: true, back: { location: RETURN } });
  });
});

describe('OpenID Connect RP-Initiated Logout §3 the browser never goes to an address that is not registered', () => {
  async function everyWay(parameters: Record<string, string>) {
    const ways: Options[] = [{ session: here }, { session: here, confirmed: true }, {}];
    return Promise.all(ways.map(async (way) => (await logout(parameters, way)).outcome));
  }

  it.each(redirectUriMutations(RETURN).filter(({ uri }) => uri !== ''))('$name', async ({ uri }) => {
    for (const outcome of await everyWay({ id_token_hint: await hint(), post_logout_redirect_uri: uri })) {
      expect(outcome).toMatchObject({
        kind: 'signed_out',
        refused: 'post_logout_redirect_uri.unregistered',
        back: undefined,
      });
    }
  });

  it.each<[string, () => Promise<Record<string, string>>, string]>([
    ['nobody is named', async () => ({}), 'client.unidentified'],
    ['an unknown client', async () => ({ client_id: 'nobody' }), 'client.unknown'],
    ['a disabled client', async () => ({ id_token_hint: await hint({ aud: 'off' }) }), 'client.unknown'],
    [
      'the hint of another client',
      async () => ({ id_token_hint: await hint(), client_id: 'single-page' }),
      'id_token_hint.client',
    ],
    [
      'alg none',
      async () => ({ id_token_hint: (await hint()).replace(/^[^.]+/, 'eyJhbGciOiJub25lIn0') }),
      'id_token_hint.invalid',
    ],
    [
      'an altered signature',
      async () => ({ id_token_hint: (await hint()).replace(/.{6}$/, 'AAAAAA') }),
      'id_token_hint.invalid',
    ],
    [
      'a bad hint beside a good client_id',
      async () => ({ id_token_hint: 'x', client_id: 'web-shop' }),
      'id_token_hint.invalid',
    ],
    [
      'another issuer',
      async () => ({ id_token_hint: await hint({ iss: 'https://evil.example' }) }),
      'id_token_hint.invalid',
    ],
    ['an access token', async () => ({ id_token_hint: await hint({}, 'at+jwt') }), 'id_token_hint.invalid'],
  ])('%s', async (_, make, refused) => {
    const parameters = { ...(await make()), post_logout_redirect_uri: RETURN };
    for (const outcome of await everyWay(parameters)) {
      expect(outcome.kind).not.toBe('redirect');
      if (outcome.kind === 'confirm') expect(outcome.location).toBeUndefined();
      else expect(outcome).toMatchObject({ kind: 'signed_out', refused, back: undefined });
    }
  });

  it('repeated parameters are refused', async () => {
    const endpoint = new EndSessionEndpoint(context, async () => undefined);
    const parameters = [
      ['post_logout_redirect_uri', RETURN],
      ['post_logout_redirect_uri', 'https://evil.example'],
    ] as const;
    await expect(endpoint.answer({ parameters, session: here, confirmed: true })).rejects.toBeInstanceOf(OAuthError);
  });
});
