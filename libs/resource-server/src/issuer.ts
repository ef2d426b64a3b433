/** What the issuer says of itself, and its keys: found once, then followed. OpenID Connect Discovery §4, RFC 7517. */
import { createRemoteJWKSet, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from 'jose';

export interface IssuerMetadata {
  /** Where its revocation list is; undefined when it has none. */
  readonly feed: string | undefined;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/** Milliseconds. */
const DISCOVERY_TIMEOUT = 5_000;
/** An unknown key is asked for again at most this often, so that made-up tokens cannot make us flood the issuer. */
const ASK_AGAIN_AFTER = 1_000;

/** The key decides, never the token: RFC 8725 §3.1. */
export const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export class Issuer {
  private known: Promise<IssuerMetadata> | undefined;

  /** @param identifier byte for byte */
  constructor(readonly identifier: string) {}

  /** Asked for until it succeeds, then kept. @throws whatever `fetch` throws, or Error for a document of another issuer */
  async metadata(): Promise<IssuerMetadata> {
    this.known ??= this.discover();
    try {
      return await this.known;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  /** Verifies something that the issuer signed. @throws JOSEError, or whatever `fetch` throws */
  async verify(jws: string, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
    const { keys } = await this.metadata();
    return jwtVerify(jws, keys, { ...options, issuer: this.identifier, algorithms: ALGORITHMS });
  }

  /** Asks for the keys anew, because one of them must not be believed any more. */
  async reloadKeys(): Promise<void> {
    const { keys } = await this.metadata();
    await keys.reload();
  }

  private async discover(): Promise<IssuerMetadata> {
    const response = await fetch(`${this.identifier.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(DISCOVERY_TIMEOUT),
    });
    if (!response.ok) throw new Error(`Discovery answered ${response.status}.`);
    const { issuer, jwks_uri, revocation_feed_endpoint: feed } = (await response.json()) as Record<string, unknown>;
    if (issuer !== this.identifier || typeof jwks_uri !== 'string') {
      throw new Error('The discovery document belongs to another issuer.');
    }
    // Caches on the way may hold a key that has just been revoked.
    const headers = { 'cache-control': 'no-cache' };
    const keys = createRemoteJWKSet(new URL(jwks_uri), { cooldownDuration: ASK_AGAIN_AFTER, headers });
    return { feed: typeof feed === 'string' ? feed : undefined, keys };
  }
}
