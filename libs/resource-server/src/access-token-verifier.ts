/**
 * What an API needs to accept our tokens: verifies a JWT access token against the issuer's published keys. RFC 9068 §4.
 */
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';

export interface VerifierOptions {
  /** The issuer identifier, byte for byte; its discovery document names the keys. */
  readonly issuer: string;
  /** The API's own identifier: tokens for anybody else are refused. */
  readonly audience: string;
}

export interface AccessToken {
  readonly subject: string;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly claims: Readonly<JWTPayload>;
}

/** The request carries no acceptable token: answer with `status` and the header `WWW-Authenticate`. RFC 6750 §3. */
export class AccessTokenError extends Error {
  override readonly name = 'AccessTokenError';
  constructor(
    readonly status: 401 | 403 | 503,
    readonly challenge: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export interface AccessTokenVerifier {
  /**
   * @param authorization the `Authorization` header as received
   * @param requiredScope words that the token must carry
   * @throws AccessTokenError
   */
  verify(authorization: string | undefined, requiredScope?: readonly string[]): Promise<AccessToken>;
}

/** Milliseconds. */
const DISCOVERY_TIMEOUT = 5_000;

type KeyLookup = ReturnType<typeof createRemoteJWKSet>;

/** A verifier that finds the keys by itself and follows their rotation. */
export function createAccessTokenVerifier(options: VerifierOptions): AccessTokenVerifier {
  let keys: Promise<KeyLookup> | undefined;

  async function keySet(): Promise<KeyLookup> {
    keys ??= discoverKeys(options.issuer);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
      throw new AccessTokenError(503, 'Bearer', 'The issuer cannot be reached.', error);
    }
  }

  return {
    async verify(authorization, requiredScope = []) {
      const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw new AccessTokenError(401, 'Bearer', 'No access token was sent.');
      const claims = await verifiedClaims(token, await keySet(), options);
      const scope = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];
      const missing = requiredScope.filter((word) => !scope.includes(word));
      if (missing.length > 0) {
        const challenge = `Bearer error="insufficient_scope", scope="${requiredScope.join(' ')}"`;
        throw new AccessTokenError(403, challenge, `The access token lacks the scope ${missing.join(' ')}.`);
      }
      return { subject: String(claims.sub), clientId: String(claims['client_id']), scope, claims };
    },
  };
}

async function discoverKeys(issuer: string): Promise<KeyLookup> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(DISCOVERY_TIMEOUT),
  });
  if (!response.ok) throw new Error(`Discovery answered ${response.status}.`);
  const metadata = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (metadata.issuer !== issuer || typeof metadata.jwks_uri !== 'string') {
    throw new Error('The discovery document belongs to another issuer.');
  }
  return createRemoteJWKSet(new URL(metadata.jwks_uri));
}

async function verifiedClaims(token: string, keys: KeyLookup, options: VerifierOptions): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.audience,
      typ: 'at+jwt',
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      requiredClaims: ['exp', 'sub', 'client_id', 'iat', 'jti'],
    });
    return payload;
  } catch (error) {
    if (!judgesToken(error)) throw new AccessTokenError(503, 'Bearer', 'The issuer cannot be reached.', error);
    const challenge = 'Bearer error="invalid_token", error_description="The access token is not valid here."';
    throw new AccessTokenError(401, challenge, 'The access token is not valid here.', error);
  }
}

/** False when the keys could not be had: jose tells that by a generic error, or lets the error of `fetch` through. */
function judgesToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError) || error.code === errors.JOSEError.code) return false;
  return !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid);
}
