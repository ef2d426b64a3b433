/**
 * Headers of answers, made once. A set is a flat list of names and values, the form that Node writes without looking at
 * it again. D-11, OWASP Secure Headers, RFC 6749 §5.1 (no-store).
 */
export type HeaderList = readonly string[];

/** One year; RFC 6797 §6.1. Subdomains are not ours to decide about. */
const STRICT_TRANSPORT_SECURITY = 'max-age=31536000';

const PERMISSIONS =
  'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), ' +
  'gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), ' +
  'publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), ' +
  'xr-spatial-tracking=()';

/** The policy of an answer that is not a page of ours: nothing in it may run, load or be framed. */
export const NO_CONTENT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const BASE = ['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'no-referrer'];

/**
 * Where an authorization request goes, its errors included. Relying parties open it in a popup and wait for its answer;
 * `same-origin` on any page on the way would cut the popup off from them for good. HTML Standard §7.1.3.
 */
const AUTHORIZATION_REQUEST = /^\/(?:oauth\/authorize|login|consent)(?:[/?]|$)/i;

export interface SecurityHeaders {
  /** JSON that must not be kept: tokens, introspection, UserInfo, errors, the admin API. */
  readonly json: HeaderList;
  /** Public documents that may be kept for `maxAge` seconds by anybody: discovery, JWKS. */
  publicJson(maxAge: number): HeaderList;
  /**
   * A hosted page with its `Content-Security-Policy`.
   * @param target the request's, which decides whether the page keeps the window that opened it
   */
  page(contentSecurityPolicy: string, target: string | undefined): HeaderList;
  /** Files that are named by their content, such as the stylesheet. */
  immutable(contentType: string): HeaderList;
  /** Redirects and answers without a body. */
  readonly bare: HeaderList;
}

/** @param secure whether the issuer is https; only then is HSTS sent */
export function securityHeaders(secure: boolean): SecurityHeaders {
  const transport = secure ? ['Strict-Transport-Security', STRICT_TRANSPORT_SECURITY] : [];
  const base = [...BASE, ...transport];
  const unkept = ['Cache-Control', 'no-store', 'Pragma', 'no-cache'];
  const json = ['Content-Type', 'application/json', ...unkept, ...base];
  return {
    json,
    publicJson: (maxAge) => [
      'Content-Type',
      'application/json',
      'Cache-Control',
      `public, max-age=${maxAge}`,
      ...base,
      'Access-Control-Allow-Origin',
      '*',
    ],
    page: (contentSecurityPolicy, target = '') => [
      'Content-Type',
      'text/html; charset=utf-8',
      'Content-Security-Policy',
      contentSecurityPolicy,
      'Cross-Origin-Opener-Policy',
      AUTHORIZATION_REQUEST.test(target) ? 'unsafe-none' : 'same-origin',
      'Permissions-Policy',
      PERMISSIONS,
      'X-Frame-Options',
      'DENY',
      ...unkept,
      ...base,
    ],
    immutable: (contentType) => [
      'Content-Type',
      contentType,
      'Cache-Control',
      'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy',
      'same-origin',
      ...base,
    ],
    bare: [...unkept, ...base],
  };
}
