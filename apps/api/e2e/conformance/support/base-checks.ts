/** What a suite asserts in every module, whatever it is about. */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify, type JWTPayload } from 'jose';
import type { Callback, JsonAnswer, RelyingParty } from './relying-party';

const DESCRIPTION = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;
const CLOCK_SKEW = 300;
const YEAR = 31_536_000;

/** Shannon's entropy of a text in bits, as a suite estimates it. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits;
}

function checkDelivery({ url, parameters }: Callback, relyingParty: RelyingParty, request: URLSearchParams): void {
  const registered = new URL(request.get('redirect_uri') ?? '');
  expect([url.origin, url.pathname, url.hash]).toEqual([registered.origin, registered.pathname, '']);
  // The redirect URI's own query survives.
  for (const [name, value] of registered.searchParams) expect(url.searchParams.getAll(name)).toEqual([value]);
  expect(parameters.get('iss')).toBe(relyingParty.metadata.issuer);
  expect(parameters.get('state')).toBe(request.get('state'));
}

function namesOf({ parameters }: Callback, request: URLSearchParams): string[] {
  const own = new URL(request.get('redirect_uri') ?? '').searchParams;
  return [...parameters.keys()].filter((name) => !own.has(name)).sort();
}

/** A successful authorization response: the code, and nothing that does not belong there. */
export function checkCode(callback: Callback, relyingParty: RelyingParty, request: URLSearchParams): string {
  checkDelivery(callback, relyingParty, request);
  expect(namesOf(callback, request)).toEqual(['code', 'iss', ...(request.has('state') ? ['state'] : [])]);
  const code = callback.parameters.get('code') ?? '';
  expect(code.length * 8).toBeGreaterThanOrEqual(128);
  expect(entropyOf(code)).toBeGreaterThan(96);
  return code;
}

/** An error response. @param errors the codes that the module accepts */
export function checkError(
  callback: Callback,
  relyingParty: RelyingParty,
  request: URLSearchParams,
  ...errors: string[]
): void {
  checkDelivery(callback, relyingParty, request);
  expect(namesOf(callback, request)).toEqual(['error', 'error_description', 'iss', 'state']);
  expect(errors).toContain(callback.parameters.get('error'));
  expect(callback.parameters.get('error_description')).toMatch(DESCRIPTION);
}

export interface CheckedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly claims: JWTPayload & Readonly<Record<string, unknown>>;
}

/** A token response with an ID token. @param request whose nonce the ID token must have; undefined for a refreshed one */
export async function checkTokens(
  answer: JsonAnswer,
  relyingParty: RelyingParty,
  request: URLSearchParams | undefined,
): Promise<CheckedTokens> {
  expect(answer).toMatchObject({
    status: 200,
    body: { access_token: expect.any(String), id_token: expect.any(String) },
  });
  const { headers, body } = answer;
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('cache-control')).toContain('no-store');
  expect(String(body['token_type']).toLowerCase()).toBe('bearer');
  const expiresIn = body['expires_in'];
  expect(typeof expiresIn === 'number' && expiresIn > 0 && expiresIn <= YEAR).toBe(true);
  const accessToken = String(body['access_token']);
  expect(entropyOf(accessToken)).toBeGreaterThan(96);
  const claims = await checkIdToken(String(body['id_token']), relyingParty, accessToken);
  if (request !== undefined) expect(claims['nonce']).toBe(request.get('nonce') ?? undefined);
  const refreshToken = body['refresh_token'];
  return { accessToken, claims, refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined };
}

async function checkIdToken(idToken: string, relyingParty: RelyingParty, accessToken: string) {
  const { metadata, client } = relyingParty;
  const keys = (await (await fetch(metadata.jwks_uri)).json()) as JSONWebKeySet;
  const { payload, protectedHeader } = await jwtVerify(idToken, createLocalJWKSet(keys), {
    issuer: metadata.issuer,
    audience: client.clientId,
    requiredClaims: ['exp', 'iat', 'sub'],
  });
  // OpenID Connect Core §2: what a client gets that registered nothing.
  expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
  const now = Date.now() / 1000;
  const { iat = 0, exp = 0 } = payload;
  expect(Math.abs(now - iat)).toBeLessThan(CLOCK_SKEW);
  expect(exp).toBeGreaterThan(now);
  expect(exp).toBeLessThan(now + 50 * YEAR);
  const authTime = Number(payload['auth_time']);
  // Seconds, not milliseconds, and of a sign-in that has happened.
  expect(Number.isInteger(authTime) && authTime > now - YEAR && authTime <= now + CLOCK_SKEW).toBe(true);
  expect(payload.sub).toMatch(/^[\x20-\x7e]{1,255}$/);
  if ('acr' in payload) expect(payload['acr']).toMatch(/./);
  if ('at_hash' in payload) {
    const digest = createHash('sha256').update(accessToken, 'ascii').digest();
    expect(payload['at_hash']).toBe(digest.subarray(0, 16).toString('base64url'));
  }
  // With an access token at hand, claims of scopes come from UserInfo.
  const known = ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'azp', 'at_hash', 'sid', 'jti'];
  expect(Object.keys(payload).filter((name) => !known.includes(name))).toEqual([]);
  return payload as CheckedTokens['claims'];
}

const TEXTS = [
  ...['sub', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'gender', 'locale'],
  ...['email', 'birthdate', 'zoneinfo', 'phone_number', 'profile', 'picture', 'website'],
];

/** A UserInfo response for the person of an ID token. Returns its claims. */
export function checkUserinfo(answer: JsonAnswer, subject: unknown): Readonly<Record<string, unknown>> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const { body } = answer;
  expect(body['sub']).toBe(subject);
  for (const [name, value] of Object.entries(body)) {
    if (TEXTS.includes(name))
      expect({ [name]: typeof value === 'string' && !['', 'null'].includes(value) }).toEqual({ [name]: true });
  }
  for (const name of ['profile', 'picture', 'website'])
    if (name in body) expect(() => new URL(String(body[name]))).not.toThrow();
  for (const name of ['email_verified', 'phone_number_verified'])
    if (name in body) expect(typeof body[name]).toBe('boolean');
  if ('birthdate' in body) expect(body['birthdate']).toMatch(/^(\d{4}|\d{4}-\d\d-\d\d)$/);
  if ('locale' in body) expect(Intl.getCanonicalLocales(String(body['locale']))).toEqual([body['locale']]);
  if ('updated_at' in body) {
    const updated = Number(body['updated_at']);
    expect(typeof body['updated_at'] === 'number' && updated < Date.now() / 1000 + CLOCK_SKEW).toBe(true);
  }
  if ('address' in body) {
    for (const part of Object.values(body['address'] as object)) expect(part).toEqual(expect.stringMatching(/./));
  }
  return body;
}

/** An error of the token endpoint. */
export function checkTokenError({ status, headers, body }: JsonAnswer, error: string): void {
  expect([status, body['error']]).toEqual([400, error]);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('cache-control')).toContain('no-store');
  expect(body['error_description']).toMatch(DESCRIPTION);
}
