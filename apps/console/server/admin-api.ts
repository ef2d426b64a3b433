/** The one place that speaks to the admin API: adds the access token, and refreshes it before it ends. */
import 'server-only';
import { consoleEnvironment } from './env';
import { refreshTokens } from './oidc';
import { type ConsoleSession, sessions, type TokenSet } from './sessions';

/** Refreshed this long before the end, so that no request arrives with a token that has just ended. */
const EARLY = 60_000;

/** The issuer refuses to go on: the session, the client or the family has ended. */
export class SignedOut extends Error {}

/**
 * Requests side by side share one refresh: two would present the same refresh token, and the second looks like theft.
 * @throws SignedOut when the issuer says no
 */
export async function freshTokens(session: ConsoleSession): Promise<TokenSet> {
  if (session.tokens.expiresAt - Date.now() > EARLY) return session.tokens;
  session.refreshing ??= refreshTokens(session.tokens)
    .then((tokens) => (session.tokens = tokens))
    .finally(() => (session.refreshing = undefined));
  try {
    return await session.refreshing;
  } catch (error) {
    // An issuer that does not answer is no reason to sign anybody out while the token is still good.
    if (!isRefusal(error)) {
      if (session.tokens.expiresAt > Date.now()) return session.tokens;
      throw error;
    }
    sessions.end(session);
    throw new SignedOut('the refresh was refused', { cause: error });
  }
}

/** openid-client gives refusals of the token endpoint their `error` code. RFC 6749 §5.2. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'error' in error && typeof error.error === 'string';
}

/**
 * A request to the admin API as the person of the session.
 * @param path from `/admin/v1/` on, with the query
 * @throws SignedOut when the person has to sign in again; TypeError when the API cannot be reached
 */
export async function adminFetch(session: ConsoleSession, path: string, init: RequestInit = {}): Promise<Response> {
  const { accessToken } = await freshTokens(session);
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${accessToken}`);
  const response = await fetch(`${consoleEnvironment().issuerUrl}${path}`, {
    ...init,
    headers,
    redirect: 'manual',
    cache: 'no-store',
  });
  if (response.status === 401) {
    sessions.end(session);
    throw new SignedOut('the access token was refused');
  }
  return response;
}
