/**
 * What nobody may do with a session alone that was opened a while ago: whoever finds a browser open must prove first who
 * they are. The console asks before; this is what makes it hold.
 */

/** Seconds. */
export const FRESH_FOR = 300;

/** Changes of signing keys, past an announcement, which changes nothing for anybody. */
const KEY_CHANGES = /^\/admin\/v1\/signing-keys\/(emergency|[^/]+\/(activate|retire))\/?$/;
const PREVIEW = /^\/admin\/v1\/revocations\/preview\/?$/;

/** @param path from `/admin/v1/` on, without the query */
export function needsFreshSignIn(method: string, path: string, body: string | undefined): boolean {
  if (method !== 'POST') return false;
  return KEY_CHANGES.test(path) || (PREVIEW.test(path) && isAboutKey(body));
}

/** A key is revoked in two steps; without the first there is no second. */
function isAboutKey(body: string | undefined): boolean {
  try {
    const order: unknown = JSON.parse(body ?? '');
    return typeof order === 'object' && order !== null && 'event' in order && order.event === 'signing_key';
  } catch {
    // The API refuses it.
    return false;
  }
}

/** @param authenticatedAt epoch seconds; @param now epoch milliseconds */
export function isFreshSignIn(authenticatedAt: number | undefined, now: number): boolean {
  return authenticatedAt !== undefined && now / 1000 - authenticatedAt <= FRESH_FOR;
}
