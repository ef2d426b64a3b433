import { AuthorizeContext } from '../../authorize/authorize.context';
import { client, protocolContext, publicClient, START } from '../../../testing';
import { form } from '../../../testing/token-endpoint-driver';
import type { OAuthError } from '../../errors/oauth-error';
import type { ClientRecord } from '../../records/client';
import { answersChallenge, isCodeText } from './code-challenge';
import { pkce } from './pkce.extension';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const optional = client({ requirePkce: false });

function check(fields: Record<string, string>, of: ClientRecord, responseType = 'code'): Record<string, unknown> {
  const request = {
    parameters: form(fields).list,
    session: undefined,
    progress: undefined,
    origin: { ip: null, userAgent: null },
  };
  const context = new AuthorizeContext(request, protocolContext(), START, []);
  context.client = of;
  context.responseType = responseType;
  for (const step of pkce.steps?.check ?? []) void step(context);
  return context.bindings;
}

function refused(fields: Record<string, string>, of: ClientRecord): OAuthError {
  try {
    check(fields, of);
  } catch (error) {
    return error as OAuthError;
  }
  throw new Error('expected a refusal');
}

function exchange(verifier: string | undefined, bindings: Record<string, unknown>, of: ClientRecord): void {
  const parameters = form(verifier === undefined ? {} : { code_verifier: verifier });
  const request = { client: of, parameters, origin: { ip: null, userAgent: null }, now: START };
  pkce.checkCodeExchange?.({ request, bindings, resources: [] });
}

describe('RFC 7636 appendix B', () => {
  it('is the pair of its example', () => {
    expect(answersChallenge(VERIFIER, CHALLENGE)).toBe(true);
    expect(answersChallenge(`${VERIFIER.slice(0, -1)}l`, CHALLENGE)).toBe(false);
  });
});

describe('RFC 7636 §4.1, §4.2 the form of both', () => {
  it.each(['a'.repeat(43), 'a'.repeat(128), `${'A0-._~'.repeat(10)}`])('takes %s', (text) => {
    expect(isCodeText(text)).toBe(true);
  });

  it.each([
    '',
    'a'.repeat(42),
    'a'.repeat(129),
    `${'a'.repeat(43)}+`,
    `${'a'.repeat(43)}=`,
    `${'a'.repeat(43)}\n`,
    'é'.repeat(43),
  ])('refuses %j', (text) => {
    expect(isCodeText(text)).toBe(false);
  });
});

describe('RFC 7636 §4.3, §4.4 at the authorization endpoint', () => {
  it('ties an S256 challenge to the code', () => {
    const fields = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    for (const who of [client(), optional, publicClient()]) {
      expect(check(fields, who)).toEqual({ pkce: { codeChallenge: CHALLENGE } });
    }
  });

  it.each([
    ['public clients', publicClient()],
    ['public clients, whatever their registration says', publicClient({ requirePkce: false })],
    ['clients that require it', client()],
  ])('is required for %s', (_name, of) => {
    expect(refused({}, of)).toMatchObject({ code: 'invalid_request', check: 'pkce.missing' });
  });

  it('may be left out by a confidential client that an admin let off', () => {
    expect(check({}, optional)).toEqual({});
  });

  it.each([
    ['a missing method, which would be plain', { code_challenge: CHALLENGE }],
    ['plain', { code_challenge: VERIFIER, code_challenge_method: 'plain' }],
    ['an unknown method', { code_challenge: CHALLENGE, code_challenge_method: 'S512' }],
    ['a method in another case', { code_challenge: CHALLENGE, code_challenge_method: 's256' }],
    ['a method without a challenge', { code_challenge_method: 'S256' }],
    ['a short challenge', { code_challenge: CHALLENGE.slice(1), code_challenge_method: 'S256' }],
    ['a challenge of other characters', { code_challenge: `${CHALLENGE}=`, code_challenge_method: 'S256' }],
  ])('refuses %s, even where PKCE is optional', (_name, fields) => {
    expect(refused(fields as Record<string, string>, optional)).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it('is nothing to a response without a code, and something to a hybrid one', () => {
    expect(check({}, client(), 'id_token')).toEqual({});
    expect(() => check({}, client(), 'code id_token')).toThrow();
  });
});

describe('RFC 7636 §4.6 at the token endpoint', () => {
  const bound = { pkce: { codeChallenge: CHALLENGE } };

  it('lets the right verifier pass', () => {
    expect(() => exchange(VERIFIER, bound, client())).not.toThrow();
    expect(() => exchange(undefined, {}, optional)).not.toThrow();
  });

  it.each([
    ['challenge and no verifier', undefined, bound, client()],
    ['challenge and another verifier', 'x'.repeat(43), bound, client()],
    ['the challenge itself as verifier', CHALLENGE, bound, client()],
    ['no challenge and a verifier', VERIFIER, {}, optional],
    ['no challenge, public client', undefined, {}, publicClient()],
    ['a binding that is broken', VERIFIER, { pkce: null }, client()],
    ['a binding without a challenge', VERIFIER, { pkce: {} }, client()],
    ['a verifier of 42 characters', VERIFIER.slice(1), bound, client()],
    ['a verifier of 129 characters', 'a'.repeat(129), bound, client()],
  ])('refuses %s (B04)', (_name, verifier, bindings, of) => {
    expect(() => exchange(verifier, bindings, of)).toThrow(expect.objectContaining({ code: 'invalid_grant' }));
  });
});

describe('RFC 8414 §2 metadata', () => {
  it('names S256 alone', () => {
    const { options } = protocolContext();
    expect(pkce.metadata?.(options)).toEqual({ code_challenge_methods_supported: ['S256'] });
  });
});
