/** Cookies of the hosted pages: RFC 6265, names of RFC 6265bis §4.1.3. */

export interface CookiePolicy {
  /** Full name of one of our cookies: `__Host-gatehouse_session` over https, `gatehouse_session` on plain-http loopback. */
  name(purpose: string): string;
  /** `Set-Cookie` value. @param value printable without blanks, quotes, commas, semicolons and backslashes */
  serialize(purpose: string, value: string, options?: CookieOptions): string;
  /** `Set-Cookie` value that removes the cookie. */
  clear(purpose: string): string;
  /** The value that the browser sent; undefined when absent or sent more than once with different values. */
  read(purpose: string, header: string | undefined): string | undefined;
}

export interface CookieOptions {
  /** Seconds; without it the cookie ends with the browser session. */
  readonly maxAge?: number;
}

/** RFC 6265 §4.1.1 cookie-octet. */
const VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const NAME = /^[a-z][a-z0-9_]*$/;

/** @param issuerUrl https, or http on a loopback host, where browsers refuse `Secure` with the `__Host-` prefix */
export function cookiePolicy(issuerUrl: string): CookiePolicy {
  const secure = issuerUrl.startsWith('https:');
  const prefix = secure ? '__Host-gatehouse_' : 'gatehouse_';
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const name = (purpose: string) => {
    if (!NAME.test(purpose)) throw new TypeError('a cookie name is made of lower-case letters, digits and _');
    return prefix + purpose;
  };
  const serialize = (purpose: string, value: string, options: CookieOptions = {}) => {
    if (!VALUE.test(value)) throw new TypeError('a cookie value has a forbidden character');
    const age = options.maxAge === undefined ? '' : `; Max-Age=${Math.trunc(options.maxAge)}`;
    return `${name(purpose)}=${value}${age}${attributes}`;
  };
  return {
    name,
    serialize,
    clear: (purpose) => serialize(purpose, '', { maxAge: 0 }),
    read: (purpose, header) => readCookie(header, name(purpose)),
  };
}

/** One cookie's value as sent. Two different values under one name mean that somebody planted one: neither counts. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  let found: string | undefined;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals === -1 || pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
    if (found !== undefined && found !== value) return undefined;
    found = value;
  }
  return found === '' ? undefined : found;
}
