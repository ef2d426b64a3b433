/** R05 to R08, R09 (host), R10 and R12: scheme and host by kind of client. RFC 8252 §7, OpenID Connect Registration §2. */
import type { RedirectUriCheckOptions, Report } from './redirect-uri-rule';
import { looksConfusable, unicodeHost } from './internationalised-host';
import type { UriParts } from './uri-parts';
import { isLoopbackHost, isLoopbackLiteral } from './uri-parts';

export function originRules(uri: string, parts: UriParts, options: RedirectUriCheckOptions, report: Report): void {
  const scheme = parts.scheme?.toLowerCase();
  if (scheme === undefined) return;
  if (scheme === 'https' || scheme === 'http') {
    if (scheme === 'http') plainHttpRules(uri, parts, options, report);
    else claimedHostRule(parts, options, report);
    hostRules(uri, parts, scheme, report);
  } else {
    privateUseSchemeRules(scheme, options, report);
  }
  if (parts.scheme !== scheme) {
    const variant = scheme + uri.slice(scheme.length);
    report(
      'R09',
      'warning',
      `Browsers and libraries send the scheme in lower case; “${variant}” is a different URI.`,
      `Use “${scheme}:”.`,
      variant,
    );
  }
}

function plainHttpRules(uri: string, parts: UriParts, options: RedirectUriCheckOptions, report: Report): void {
  if (!isLoopbackHost(parts.host)) {
    report(
      'R06',
      'error',
      'Over plain http anybody on the way can read the code and the person’s data.',
      'Use https.',
      `https${uri.slice(4)}`,
    );
    return;
  }
  if (options.applicationType !== 'native' || isLoopbackLiteral(parts.host)) return;
  // RFC 8252 §8.3: the name may resolve to another interface, and only a literal has a free port.
  const withLiteral = uri.replace(/\/\/localhost/i, '//127.0.0.1');
  report(
    'R08',
    'warning',
    '“localhost” may resolve elsewhere, and its port has to match exactly; with 127.0.0.1 or [::1] any port is accepted.',
    `Use “${withLiteral}”.`,
    withLiteral,
  );
}

function claimedHostRule(parts: UriParts, options: RedirectUriCheckOptions, report: Report): void {
  if (options.applicationType !== 'native' || options.hasAssociationFile !== false || isLoopbackHost(parts.host))
    return;
  report(
    'R12',
    'warning',
    `The host ${parts.host ?? ''} does not name this client in an association file, so the system will open the URI in a browser instead.`,
    'Publish the association file (apple-app-site-association, assetlinks.json), or use a loopback address.',
  );
}

function hostRules(uri: string, parts: UriParts, scheme: string, report: Report): void {
  const host = parts.host ?? '';
  const lower = host.toLowerCase();
  if (host !== lower) {
    const variant = uri.replace(host, lower);
    report(
      'R09',
      'warning',
      `Browsers and libraries send the host in lower case; “${variant}” is a different URI.`,
      `Use “${lower}”.`,
      variant,
    );
  }
  const shortest = host.startsWith('[') ? asBrowsersWriteIt(lower) : lower;
  if (shortest !== lower) {
    const variant = uri.replace(host, shortest);
    report(
      'R09',
      'warning',
      `Browsers shorten this address; “${variant}” is a different URI.`,
      `Use “${shortest}”.`,
      variant,
    );
  }
  if (host.endsWith('.')) {
    const variant = uri.replace(host, host.slice(0, -1));
    report('R09', 'warning', `The host ends in a dot; “${variant}” is a different URI.`, 'Remove the dot.', variant);
  }
  if (parts.port === (scheme === 'https' ? '443' : '80')) {
    const variant = uri.replace(`${host}:${parts.port}`, host);
    report(
      'R09',
      'warning',
      `Port ${parts.port} is the default and libraries leave it out; “${variant}” is a different URI.`,
      'Remove the port.',
      variant,
    );
  }
  if (/(?:^|\.)xn--/i.test(host)) {
    const unicode = unicodeHost(host);
    const warning = looksConfusable(unicode)
      ? ' It is easily confused with another name: make sure that it is the one you mean.'
      : '';
    report(
      'R10',
      'warning',
      `People will see this host as “${unicode}”.${warning}`,
      'Check the name letter by letter.',
    );
  }
}

function asBrowsersWriteIt(ipv6: string): string {
  try {
    return new URL(`https://${ipv6}/`).hostname;
  } catch {
    return ipv6;
  }
}

function privateUseSchemeRules(scheme: string, options: RedirectUriCheckOptions, report: Report): void {
  if (options.applicationType !== 'native') {
    report(
      'R12',
      'error',
      `The scheme “${scheme}:” leads to an installed program; only native clients may use one.`,
      'Use an https URI, or register the client as native.',
    );
  }
  // RFC 8252 §7.1: reverse domain names, so that two programs do not claim one scheme by accident.
  const isReverseDomain = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+$/.test(scheme);
  if (!isReverseDomain) {
    report(
      'R07',
      'error',
      `“${scheme}:” is not a reversed domain name, so any other program may claim it too.`,
      `Use a scheme made from a domain of yours, such as “com.example.${scheme.replace(/[^a-z0-9]/g, '')}:”.`,
    );
  }
}
