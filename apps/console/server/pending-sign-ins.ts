/** What a browser keeps of a sign-in that has begun: sealed, for ten minutes, one cookie per attempt. RFC 7516. */
import 'server-only';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { consoleKeys } from './console-keys';
import { cookieLine, cookieName, expiredCookieLine } from './cookies';
import type { PendingSignIn } from './oidc';

const LIFETIME = 600;

/** Attempts in several tabs must not overwrite each other. */
function nameFor(state: string): string {
  return `tx_${state.slice(0, 8).replace(/[^\w-]/g, '')}`;
}

export async function pendingCookieLine(pending: PendingSignIn): Promise<string> {
  const { cookieKey } = await consoleKeys();
  const sealed = await new EncryptJWT({ ...pending })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(`${LIFETIME}s`)
    .encrypt(cookieKey);
  // Lax: the way back from the issuer comes from another site, and brings no Strict cookie.
  return cookieLine(nameFor(pending.state), sealed, { sameSite: 'Lax', maxAge: LIFETIME });
}

/** The attempt that `state` belongs to, if this browser began it. @param cookie reads a cookie by its whole name */
export async function findPending(
  state: string,
  cookie: (name: string) => string | undefined,
): Promise<PendingSignIn | undefined> {
  const sealed = cookie(cookieName(nameFor(state)));
  if (sealed === undefined) return undefined;
  try {
    const { payload } = await jwtDecrypt<PendingSignIn>(sealed, (await consoleKeys()).cookieKey);
    return payload.state === state ? payload : undefined;
  } catch {
    return undefined;
  }
}

export function endPendingLine(state: string): string {
  return expiredCookieLine(nameFor(state));
}
