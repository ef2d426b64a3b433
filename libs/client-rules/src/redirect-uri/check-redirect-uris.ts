/** The rules for a client's whole list of redirect URIs: each one alone, then together (R13). */
import type { RuleFinding } from '../rule-finding';
import { checkRedirectUri } from './check-redirect-uri';
import type { RedirectUriCheckOptions } from './redirect-uri-rule';
import { uriParts } from './uri-parts';

export interface RedirectUriListOptions extends RedirectUriCheckOptions {
  /** Epoch milliseconds at which each URI was last sent by the client, or first registered when it never was. */
  lastUsedAt?: Readonly<Record<string, number>>;
  /** Epoch milliseconds; needed for `lastUsedAt` to mean something. */
  now?: number;
}

const unusedAfterMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** Findings of every URI, with its index behind `options.path`. */
export function checkRedirectUris(uris: readonly string[], options: RedirectUriListOptions): RuleFinding[] {
  const seen = new Map<string, string>();
  return uris.flatMap((uri, index) => {
    const path = [...(options.path ?? []), index];
    const findings = checkRedirectUri(uri, { ...options, path });
    const normalised = normalisedUri(uri);
    const earlier = seen.get(normalised);
    if (earlier !== undefined) {
      const message =
        earlier === uri ? 'This URI is in the list twice.' : `This URI differs from “${earlier}” in spelling only.`;
      findings.push({ rule: 'R13', level: 'info', path, message, fix: 'Keep the one that the client sends.' });
    } else {
      seen.set(normalised, uri);
    }
    const lastUsedAt = options.lastUsedAt?.[uri];
    if (lastUsedAt !== undefined && options.now !== undefined && options.now - lastUsedAt > unusedAfterMilliseconds) {
      findings.push({
        rule: 'R13',
        level: 'info',
        path,
        message: 'Nobody has come back to this URI for 60 days.',
        fix: 'Remove it if nothing needs it.',
      });
    }
    return findings;
  });
}

/** What most libraries would make of it; for comparing entries of one list, never for matching. RFC 3986 §6.2. */
function normalisedUri(uri: string): string {
  const { scheme = '', authority, host = '', port, path, query } = uriParts(uri.trim());
  const lowerScheme = scheme.toLowerCase();
  const isDefaultPort =
    port === '' || (lowerScheme === 'https' && port === '443') || (lowerScheme === 'http' && port === '80');
  const origin =
    authority === undefined
      ? ''
      : `//${host.toLowerCase().replace(/\.$/, '')}${port === undefined || isDefaultPort ? '' : `:${port}`}`;
  return `${lowerScheme}:${origin}${withoutTrailingSlashes(path)}${query === undefined ? '' : `?${query}`}`;
}

// A loop: the regular expression for it takes quadratic time on a path full of slashes.
function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
