/**
 * Compact JWS. Our own tokens are signed and verified with node:crypto; assertions of others go through jose, whose only
 * importer this file is. RFC 7515 §3.1, RFC 7519, RFC 8725.
 */
import { sign, verify, type KeyObject } from 'node:crypto';
import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, type LocalJWKSet } from 'jose';
import type { SigningAlgorithm } from '../vocabulary/words';

/** A JWK Set of public keys: RFC 7517 §5. */
export type JwkSet = JSONWebKeySet;

export interface JwsKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
}
export interface JwsSigningKey extends JwsKey {
  readonly privateKey: KeyObject;
}
export interface JwsVerificationKey extends JwsKey {
  readonly publicKey: KeyObject;
}

/** Longest compact JWS that is looked at. */
export const MAXIMUM_JWS_LENGTH = 16_384;

const headers = new Map<string, string>();

function encodedHeader(key: JwsKey, typ: string): string {
  const name = `${key.kid} ${typ}`;
  let header = headers.get(name);
  if (header === undefined) {
    header = encode({ alg: key.algorithm, typ, kid: key.kid });
    headers.set(name, header);
  }
  return header;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * Signs `claims` as a compact JWS with header `typ`. ES256 signs at once, because a queue in the thread pool behind
 * password hashes would cost more; RS256 is slow enough to belong there.
 */
export function signJwt(key: JwsSigningKey, typ: string, claims: object): string | Promise<string> {
  const input = `${encodedHeader(key, typ)}.${encode(claims)}`;
  const bytes = Buffer.from(input);
  if (key.algorithm === 'ES256') {
    const signature = sign('sha256', bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${input}.${signature.toString('base64url')}`;
  }
  return new Promise((resolve, reject) => {
    sign('sha256', bytes, key.privateKey, (error, signature) => {
      if (error) reject(error);
      else resolve(`${input}.${signature.toString('base64url')}`);
    });
  });
}

export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

function segment(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Header and claims without any check of the signature, or undefined when the text is no compact JWS. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  if (token.length > MAXIMUM_JWS_LENGTH) return undefined;
  const parts = token.split('.', 4);
  if (parts.length !== 3 || parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part))) return undefined;
  const header = segment(parts[0] ?? '');
  const claims = segment(parts[1] ?? '');
  return header && claims ? { header, claims } : undefined;
}

/**
 * The claims of a JWT that we signed ourselves, or undefined. The key decides the algorithm, never the token
 * (RFC 8725 §3.1), and `typ` must be the one expected (§3.11). Times are not looked at.
 */
export function verifyOwnJwt(
  token: string,
  typ: string,
  findKey: (kid: string) => JwsVerificationKey | undefined,
): DecodedJwt['claims'] | undefined {
  const decoded = decodeJwt(token);
  if (!decoded || decoded.header['typ'] !== typ || typeof decoded.header['kid'] !== 'string') return undefined;
  const key = findKey(decoded.header['kid']);
  if (!key || decoded.header['alg'] !== key.algorithm || 'crit' in decoded.header) return undefined;
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  const input = Buffer.from(token.slice(0, end));
  const publicKey =
    key.algorithm === 'ES256' ? { key: key.publicKey, dsaEncoding: 'ieee-p1363' as const } : key.publicKey;
  return verify('sha256', input, publicKey, signature) ? decoded.claims : undefined;
}

/** Imported keys, kept for as long as the key set itself. */
const foreignKeys = new WeakMap<JSONWebKeySet, LocalJWKSet>();

function foreignKeysOf(keys: JSONWebKeySet): LocalJWKSet {
  let resolve = foreignKeys.get(keys);
  if (resolve === undefined) {
    resolve = createLocalJWKSet(keys);
    foreignKeys.set(keys, resolve);
  }
  return resolve;
}

/**
 * The claims of somebody else's JWT, verified against their public keys; rejects with jose's error otherwise.
 * Audience, issuer and times are the caller's to judge. A critical header is refused, as none is understood.
 */
export async function verifyForeignJwt(
  token: string,
  keys: JSONWebKeySet,
  algorithms: readonly string[],
): Promise<JWTPayload> {
  const decoded = decodeJwt(token);
  if (!decoded || 'crit' in decoded.header) throw new errors.JWTInvalid('not a JWT that we understand');
  const options = { algorithms: [...algorithms] };
  const resolve = foreignKeysOf(keys);
  try {
    await compactVerify(token, resolve, options);
    return decoded.claims;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // Without a kid several keys may fit: RFC 7517 §4.5 leaves it to us to try them.
    for await (const key of error) {
      const fits = await compactVerify(token, key, options).catch(() => undefined);
      if (fits) return decoded.claims;
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}
