/** What a hosted page needs beyond its own origin. */
export interface PagePolicy {
  /** Base64 nonce, fresh for each response; without it no script runs at all. */
  readonly nonce?: string | undefined;
  /** Where the reply to a form may send the browser, besides this origin: see `formActionSource`. */
  readonly formAction?: readonly string[] | undefined;
}

/** Value of the `Content-Security-Policy` header of every hosted page. */
export function contentSecurityPolicy(policy: PagePolicy = {}): string {
  return [
    `default-src 'none'`,
    ...(policy.nonce === undefined ? [] : [`script-src 'nonce-${policy.nonce}'`]),
    `style-src 'self'`,
    `img-src 'self' data:`,
    `form-action ${["'self'", ...(policy.formAction ?? [])].join(' ')}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}

/**
 * The `form-action` source for a *validated* redirect URI. Chromium applies `form-action` to every redirect that
 * answers a form post, so a page whose form ends at the client must name the client: by origin, or by scheme for a
 * private-use scheme (RFC 8252 §7.1). The grammar of sources has no IPv6 address, so there the scheme has to do as well.
 */
export function formActionSource(redirectUri: string): string {
  const url = new URL(redirectUri);
  const named = /^https?:$/.test(url.protocol) && !url.hostname.startsWith('[');
  return named ? url.origin : url.protocol;
}
