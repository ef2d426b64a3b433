/** Where the browser goes when the page is done, in terms a person can judge. */
export type ReturnTarget =
  /** A web site; `host` is in its ASCII form, so a look-alike shows as `xn--…`. */
  | { readonly kind: 'site'; readonly host: string }
  /** A program listening on a loopback address (RFC 8252 §7.3). */
  | { readonly kind: 'this-computer'; readonly host: string }
  /** An installed program that owns a private-use scheme (RFC 8252 §7.1). */
  | { readonly kind: 'installed'; readonly scheme: string };

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Tells what kind of place a *validated* redirect URI is. Throws a TypeError for a string that is no URI. */
export function describeReturnTarget(redirectUri: string): ReturnTarget {
  const url = new URL(redirectUri);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { kind: 'installed', scheme: url.protocol.slice(0, -1) };
  }
  return LOOPBACK.test(url.hostname) ? { kind: 'this-computer', host: url.host } : { kind: 'site', host: url.host };
}
