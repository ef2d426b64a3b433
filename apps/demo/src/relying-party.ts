/** The relying party's side of OpenID Connect, left to openid-client with its strict defaults. */
import * as client from 'openid-client';
import type { DemoConfig } from './config';

/** What must survive between sending the person away and their return. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface DemoTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

export class RelyingParty {
  private configuration: Promise<client.Configuration> | undefined;

  constructor(private readonly config: DemoConfig) {}

  private get redirectUri(): string {
    return `${this.config.url}/callback`;
  }

  /** Found once; a failed attempt is forgotten, so that the demo may start before its issuer. */
  private discover(): Promise<client.Configuration> {
    const { issuer, clientId } = this.config;
    const options = issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {};
    this.configuration ??= client.discovery(new URL(issuer), clientId, undefined, client.None(), options);
    this.configuration.catch(() => (this.configuration = undefined));
    return this.configuration;
  }

  async begin(): Promise<{ readonly url: URL; readonly pending: PendingSignIn }> {
    const configuration = await this.discover();
    const codeVerifier = client.randomPKCECodeVerifier();
    const pending = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: 'openid profile email notes:read',
      resource: this.config.apiIdentifier,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
    });
    return { url, pending };
  }

  async complete(callback: URL, pending: PendingSignIn): Promise<DemoTokens> {
    const tokens = await client.authorizationCodeGrant(await this.discover(), callback, {
      pkceCodeVerifier: pending.codeVerifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    return this.taken(tokens, {});
  }

  async refresh(previous: DemoTokens): Promise<DemoTokens> {
    if (previous.refreshToken === undefined) return previous;
    const tokens = await client.refreshTokenGrant(await this.discover(), previous.refreshToken);
    return this.taken(tokens, previous.claims, previous);
  }

  /** Where the browser goes to end the session at the issuer too. */
  async endSessionUrl(tokens: DemoTokens): Promise<URL> {
    return client.buildEndSessionUrl(await this.discover(), {
      post_logout_redirect_uri: `${this.config.url}/`,
      ...(tokens.idToken === undefined ? {} : { id_token_hint: tokens.idToken }),
    });
  }

  private taken(
    tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
    claims: Readonly<Record<string, unknown>>,
    previous?: DemoTokens,
  ): DemoTokens {
    return {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? previous?.refreshToken,
      idToken: tokens.id_token ?? previous?.idToken,
      claims: { ...(tokens.claims() ?? claims) },
      scope: tokens.scope ?? previous?.scope ?? '',
    };
  }
}
