/** The console as a confidential client of the issuer: code with PKCE and `private_key_jwt`, left to openid-client. */
import 'server-only';
import * as client from 'openid-client';
import { ADMIN_RESOURCE, ADMIN_SCOPE_NAMES, CONSOLE_CALLBACK_PATH, CONSOLE_CLIENT_ID } from '@gatehouse/contracts';
import { CONSOLE_SIGNED_OUT_PATH } from '@gatehouse/contracts';
import { consoleKeys } from './console-keys';
import { consoleEnvironment } from './env';
import { onePerProcess } from './one-per-process';
import type { TokenSet } from './sessions';

/** What must survive between sending a person away and their return. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** A path of the console. */
  readonly returnTo: string;
}

export interface SignedIn {
  readonly subject: string;
  readonly authenticatedAt: number | undefined;
  readonly tokens: TokenSet;
}

/** Found once; a failed attempt is forgotten, so that the console may start before the API. */
function discover(): Promise<client.Configuration> {
  const held = onePerProcess<{ found?: Promise<client.Configuration> | undefined }>('issuer', () => ({}));
  if (held.found === undefined) {
    held.found = configure();
    held.found.catch(() => (held.found = undefined));
  }
  return held.found;
}

async function configure(): Promise<client.Configuration> {
  const { issuerUrl } = consoleEnvironment();
  const { clientKey, kid } = await consoleKeys();
  const options = issuerUrl.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {};
  const proof = client.PrivateKeyJwt({ key: clientKey, kid });
  return client.discovery(new URL(issuerUrl), CONSOLE_CLIENT_ID, undefined, proof, options);
}

/** @param more further parameters, such as `max_age` for a fresh sign-in */
export async function beginSignIn(
  returnTo: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: URL; readonly pending: PendingSignIn }> {
  const configuration = await discover();
  const codeVerifier = client.randomPKCECodeVerifier();
  const pending = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier, returnTo };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${consoleEnvironment().consoleUrl}${CONSOLE_CALLBACK_PATH}`,
    scope: ['openid', 'profile', ...ADMIN_SCOPE_NAMES].join(' '),
    resource: ADMIN_RESOURCE,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
    ...more,
  });
  return { url, pending };
}

/** Checks state, issuer and nonce, and exchanges the code. @throws what openid-client throws */
export async function completeSignIn(search: string, pending: PendingSignIn): Promise<SignedIn> {
  const callback = new URL(`${consoleEnvironment().consoleUrl}${CONSOLE_CALLBACK_PATH}${search}`);
  const answer = await client.authorizationCodeGrant(await discover(), callback, {
    pkceCodeVerifier: pending.codeVerifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const claims = answer.claims();
  if (!claims) throw new Error('the answer has no ID token');
  const { sub: subject, auth_time: authenticatedAt } = claims;
  return { subject, authenticatedAt, tokens: tokensOf(answer) };
}

export async function refreshTokens(tokens: TokenSet): Promise<TokenSet> {
  if (tokens.refreshToken === undefined) throw new Error('there is no refresh token');
  const answer = await client.refreshTokenGrant(await discover(), tokens.refreshToken, { resource: ADMIN_RESOURCE });
  return tokensOf(answer, tokens);
}

/** RFC 7009. The rest of the family ends with it. */
export async function revokeTokens(tokens: TokenSet): Promise<void> {
  const token = tokens.refreshToken ?? tokens.accessToken;
  await client.tokenRevocation(await discover(), token);
}

/** Where the browser goes to end the session at the issuer too. */
export async function endSessionUrl(tokens: TokenSet | undefined): Promise<URL> {
  return client.buildEndSessionUrl(await discover(), {
    post_logout_redirect_uri: `${consoleEnvironment().consoleUrl}${CONSOLE_SIGNED_OUT_PATH}`,
    ...(tokens?.idToken === undefined ? {} : { id_token_hint: tokens.idToken }),
  });
}

/** A refreshed answer may leave out what has not changed. RFC 6749 §5.1, OpenID Connect Core §12.2. */
function tokensOf(
  answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  previous?: TokenSet,
): TokenSet {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? previous?.refreshToken,
    idToken: answer.id_token ?? previous?.idToken,
    expiresAt: Date.now() + (answer.expiresIn() ?? 60) * 1000,
  };
}
