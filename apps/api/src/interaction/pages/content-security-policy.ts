/** What a hosted page needs beyond its own origin. */
export interface PagePolicy {
  /** Base64 nonce, fresh for each response; without it no script runs at all. */
  readonly nonce?: string | undefined;
  /**
   * Where forms may lead. Chromium applies the rule to every redirect that answers a form, at whatever site it happens:
   * so no form of ours is answered with a redirect to a client, and `self` is enough. The page whose form *is* the
   * response to the client (form_post) needs `anywhere`, as the client may redirect further than we can know.
   */
  readonly forms?: 'self' | 'anywhere' | undefined;
}

/** Value of the `Content-Security-Policy` header of every hosted page. */
export function contentSecurityPolicy({ nonce, forms = 'self' }: PagePolicy = {}): string {
  return [
    `default-src 'none'`,
    ...(nonce === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
    `style-src 'self'`,
    `img-src 'self' data:`,
    ...(forms === 'self' ? [`form-action 'self'`] : []),
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}
