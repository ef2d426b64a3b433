/** A token that was issued in a run, taken apart: what it says, and whether it is what it says. RFC 7519, RFC 9068. */
import 'server-only';
import { createHash } from 'node:crypto';
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import type { JudgedFact, TokenView } from './run-view';

export interface TokenExpectations {
  readonly issuer: string;
  readonly clientId: string;
  /** That the ID token has to repeat. */
  readonly nonce: string | undefined;
  /** That stands beside an ID token. */
  readonly accessToken: string | undefined;
  readonly keys: JSONWebKeySet;
  /** Epoch milliseconds. */
  readonly now: number;
}

export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export async function tokenView(kind: TokenView['kind'], token: string, expected: TokenExpectations) {
  const opaque = opaqueId(token);
  if (opaque !== undefined || token.split('.').length !== 3) return opaqueView(kind, token, opaque);
  let header: Record<string, unknown>;
  let claims: Record<string, unknown>;
  try {
    header = { ...decodeProtectedHeader(token) };
    claims = { ...decodeJwt(token) };
  } catch {
    return opaqueView(kind, token, undefined);
  }
  const id = typeof claims['jti'] === 'string' ? claims['jti'] : null;
  const judged = [
    await signature(token, header, expected.keys),
    ...(kind === 'id_token' ? judgeIdToken(header, claims, expected) : judgeAccessToken(claims, expected)),
  ];
  return { kind, format: 'jwt', id, digest: digestOf(token), header, claims, judged } satisfies TokenView;
}

function opaqueView(kind: TokenView['kind'], token: string, id: string | undefined): TokenView {
  const text =
    kind === 'refresh_token'
      ? 'It says nothing by itself: it is a random value that only this server can look up.'
      : 'It says nothing by itself: an API asks the introspection endpoint what it is worth.';
  const judged = [{ passed: true, text }];
  return { kind, format: 'opaque', id: id ?? null, digest: digestOf(token), header: null, claims: null, judged };
}

/** The id in front of the secret. */
export function opaqueId(token: string): string | undefined {
  const encoded = /^gh_[a-z]{2}_([\w-]{64})$/.exec(token)?.[1];
  if (encoded === undefined) return undefined;
  const hex = Buffer.from(encoded, 'base64url').subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function signature(token: string, { kid }: Record<string, unknown>, keys: JSONWebKeySet): Promise<JudgedFact> {
  const name = typeof kid === 'string' ? kid : 'without a name';
  try {
    await compactVerify(token, createLocalJWKSet(keys));
    return { passed: true, text: `The signature is right. It was made with the key ${name} of this server.` };
  } catch {
    return { passed: false, text: `The signature does not hold against the published keys (key ${name}).` };
  }
}

function judgeAccessToken(claims: Record<string, unknown>, { issuer, clientId, now }: TokenExpectations): JudgedFact[] {
  const audience = [claims['aud']].flat().join(', ');
  return [
    judgedIssuer(claims, issuer),
    { passed: audience !== '', text: `aud names who may accept it: ${audience || 'nobody'}.` },
    { passed: claims['client_id'] === clientId, text: 'client_id is the client of this run.' },
    judgedTime(claims, now),
  ];
}

function judgeIdToken(
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
  { issuer, clientId, nonce, accessToken, now }: TokenExpectations,
): JudgedFact[] {
  const facts = [
    judgedIssuer(claims, issuer),
    { passed: [claims['aud']].flat().includes(clientId), text: 'aud is the client itself: no API may accept it.' },
    judgedTime(claims, now),
  ];
  if (nonce !== undefined) {
    facts.push({ passed: claims['nonce'] === nonce, text: 'nonce is the one of this run, so it was not played back.' });
  }
  const { at_hash: hash } = claims;
  if (typeof hash === 'string' && accessToken !== undefined) {
    const expected = accessTokenHash(accessToken, header['alg']);
    facts.push({ passed: hash === expected, text: 'at_hash belongs to the access token that came beside it.' });
  }
  return facts;
}

/** The left half of a digest of the access token. OpenID Connect Core §3.1.3.6. */
function accessTokenHash(accessToken: string, algorithm: unknown): string {
  const size = /(256|384|512)$/.exec(String(algorithm))?.[1] ?? '512';
  const digest = createHash(`sha${size}`).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

const judgedIssuer = ({ iss }: Record<string, unknown>, issuer: string): JudgedFact => ({
  passed: iss === issuer,
  text: iss === issuer ? 'iss is this server.' : `iss is not this server: ${String(iss)}.`,
});

function judgedTime({ exp }: Record<string, unknown>, now: number): JudgedFact {
  const left = typeof exp === 'number' ? exp - Math.floor(now / 1000) : undefined;
  if (left === undefined) return { passed: false, text: 'exp is missing: nobody knows when it ends.' };
  return { passed: left > 0, text: left > 0 ? `It ends ${inWords(left)} from now.` : 'It has expired.' };
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3_600)} hours`;
}
