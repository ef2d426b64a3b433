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
  /** Of the ID token. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the UserInfo endpoint tells of the person. */
  readonly person: Readonly<Record<string, unknown>>;
  readonly scope: string;
  /** When the access token ends; epoch milliseconds. */
  readonly expiresAt: number | undefined;
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
    const configuration = await this.discover();
    const tokens = await client.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: pending.codeVerifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    // With the code flow, the claims of `profile` and `email` come from here: OpenID Connect Core §5.4.
    const subject = tokens.claims()?.sub ?? client.skipSubjectCheck;
    const person = await client.fetchUserInfo(configuration, tokens.access_token, subject);
    return taken(tokens, { person });
  }

  async refresh(previous: DemoTokens): Promise<DemoTokens> {
    if (previous.refreshToken === undefined) return previous;
    const tokens = await client.refreshTokenGrant(await this.discover(), previous.refreshToken);
    return taken(tokens, previous);
  }

  /** Tells the issuer that the access token is to be worth nothing from now on. RFC 7009. */
  async revokeAccessToken(tokens: DemoTokens): Promise<void> {
    await client.tokenRevocation(await this.discover(), tokens.accessToken, { token_type_hint: 'access_token' });
  }

  /** Where the browser goes to end the session at the issuer too. */
  async endSessionUrl(tokens: DemoTokens): Promise<URL> {
    return client.buildEndSessionUrl(await this.discover(), {
      post_logout_redirect_uri: `${this.config.url}/`,
      ...(tokens.idToken === undefined ? {} : { id_token_hint: tokens.idToken }),
    });
  }
}

/** A refreshed answer may leave out what has not changed. RFC 6749 §5.1, OpenID Connect Core §12.2. */
function taken(
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  previous: Partial<DemoTokens> & Pick<DemoTokens, 'person'>,
): DemoTokens {
  const seconds = tokens.expiresIn();
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? previous.refreshToken,
    idToken: tokens.id_token ?? previous.idToken,
    claims: tokens.claims() ?? previous.claims ?? {},
    person: previous.person,
    scope: tokens.scope ?? previous.scope ?? '',
    expiresAt: seconds === undefined ? undefined : Date.now() + seconds * 1000,
  };
}
