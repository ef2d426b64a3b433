/**
 * What an API needs to accept our tokens: verifies a JWT access token against the issuer's published keys, and knows
 * from the issuer's revocation list which of them have been revoked. RFC 9068 §4.
 */
import { errors, type JWTPayload } from 'jose';
import { insufficientScope, invalidToken, noToken, unavailable } from './access-token-error';
import { Issuer, type IssuerMetadata } from './issuer';
import { RevocationFollower, type RevocationStatus } from './revocation-follower';

export interface VerifierOptions {
  /** The issuer identifier, byte for byte; its discovery document names the keys and the revocation list. */
  readonly issuer: string;
  /** The API's own identifier: tokens for anybody else are refused. */
  readonly audience: string;
  /** How to follow the revocation list; `false` does not: then a revoked token is accepted until it expires. */
  readonly feed?: RevocationFeedOptions | false;
}

export interface RevocationFeedOptions {
  /**
   * Refuse every token with 503 while it is not known what has been revoked. Default: accept what is signed and not
   * expired, and say `stale`.
   */
  readonly required?: boolean;
  /** Seconds without news after which that is the case; at least 15, default 30. */
  readonly staleAfter?: number;
}

export interface AccessToken {
  readonly subject: string;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly claims: Readonly<JWTPayload>;
  /** True when it is not known at the moment whether this token was revoked. */
  readonly stale: boolean;
}

export interface AccessTokenVerifier {
  /**
   * @param authorization the `Authorization` header as received
   * @param requiredScope words that the token must carry
   * @throws AccessTokenError
   */
  verify(authorization: string | undefined, requiredScope?: readonly string[]): Promise<AccessToken>;
  /** What is known of revoked tokens, for health checks and logs. */
  revocations(): RevocationStatus;
  /** Stops following. */
  close(): void;
}

/** Seconds. */
const STALE_AFTER = 30;
const SHORTEST_STALE_AFTER = 15;
/** Milliseconds for which the very first requests wait for the list. */
const FIRST_LIST = 3_000;

const NOT_FOLLOWED: RevocationStatus = {
  state: 'none',
  by: undefined,
  knownAt: undefined,
  entries: 0,
  problem: undefined,
};

/**
 * A verifier that finds keys and revocation list by itself and follows both, from the first token on.
 * @throws RangeError for a `staleAfter` that is too short to be kept
 */
export function createAccessTokenVerifier(options: VerifierOptions): AccessTokenVerifier {
  const { audience, feed = {} } = options;
  const required = feed !== false && feed.required === true;
  const staleAfter = (feed !== false && feed.staleAfter) || STALE_AFTER;
  if (!(staleAfter >= SHORTEST_STALE_AFTER)) {
    throw new RangeError(
      `feed.staleAfter is ${staleAfter}; the least that can be kept is ${SHORTEST_STALE_AFTER} seconds.`,
    );
  }
  const issuer = new Issuer(options.issuer);
  const follower = feed === false ? undefined : new RevocationFollower(issuer, staleAfter * 1000);
  let followed = false;

  async function metadata(): Promise<IssuerMetadata> {
    try {
      return await issuer.metadata();
    } catch (error) {
      throw unavailable('The issuer cannot be reached.', error);
    }
  }

  /** @returns whether it is known what has been revoked */
  async function followRevocations({ feed: endpoint }: IssuerMetadata): Promise<boolean> {
    if (!follower) return false;
    followed = endpoint !== undefined;
    if (endpoint !== undefined) await follower.ready(endpoint, FIRST_LIST);
    if (follower.fresh) return true;
    if (required) throw unavailable('It is not known at the moment which access tokens have been revoked.');
    return false;
  }

  return {
    async verify(authorization, requiredScope = []) {
      const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw noToken();
      const known = await metadata();
      const { claims, kid } = await verifiedClaims(token, issuer, audience);
      const fresh = await followRevocations(known);
      if (follower?.revoked.includes(claims, kid) === true) throw invalidToken('The access token has been revoked.');
      const scope = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];
      const missing = requiredScope.filter((word) => !scope.includes(word));
      if (missing.length > 0) throw insufficientScope(requiredScope, missing);
      return { subject: String(claims.sub), clientId: String(claims['client_id']), scope, claims, stale: !fresh };
    },
    revocations: () => (follower && followed ? follower.status : NOT_FOLLOWED),
    close: () => follower?.close(),
  };
}

interface VerifiedClaims {
  readonly claims: JWTPayload;
  readonly kid: string | undefined;
}

async function verifiedClaims(token: string, issuer: Issuer, audience: string): Promise<VerifiedClaims> {
  const requiredClaims = ['exp', 'sub', 'client_id', 'iat', 'jti'];
  try {
    const { payload, protectedHeader } = await issuer.verify(token, { audience, typ: 'at+jwt', requiredClaims });
    return { claims: payload, kid: protectedHeader.kid };
  } catch (error) {
    if (!judgesToken(error)) throw unavailable('The issuer cannot be reached.', error);
    throw invalidToken('The access token is not valid here.', error);
  }
}

/** False when the keys could not be had: jose tells that by a generic error, or lets the error of `fetch` through. */
function judgesToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError) || error.code === errors.JOSEError.code) return false;
  return !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid);
}
