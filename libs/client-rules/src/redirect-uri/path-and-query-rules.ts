/** R09, R11, R14 and R16: paths and queries that are read in more than one way, or that answer on somebody else's behalf. */
import type { Report } from './redirect-uri-rule';
import type { UriParts } from './uri-parts';

const forwardingParameters =
  /^(?:next|url|uri|u|to|target|target_?url|dest|destination|goto|go|continue|forward|forward_?url|redir|redirect|redirect_?(?:to|uri|url)|return|return_?(?:to|url|uri|path)|callback_?url|success_?url|rurl|relay_?state|back|back_?url|out|link)$/i;
const responseParameters = new Set([
  'code',
  'state',
  'error',
  'error_description',
  'error_uri',
  'iss',
  'access_token',
  'id_token',
  'token_type',
  'expires_in',
  'session_state',
  'response',
]);

export function pathAndQueryRules(uri: string, parts: UriParts, report: Report): void {
  if (hasDotSegment(parts.path)) {
    report(
      'R14',
      'error',
      'The path has a “.” or “..” segment, plain or encoded: browsers resolve it, and land somewhere else.',
      'Write the path that is meant.',
    );
  }
  spellingRules(uri, parts, report);
  for (const [name, value] of queryPairs(parts.query)) {
    if (forwardingParameters.test(name)) {
      report(
        'R11',
        'warning',
        `The query parameter “${name}” looks like an address to forward to; if the client follows it, codes can leak through it.`,
        'Remove it, and keep the place to return to in the client’s session.',
      );
    } else if (/^(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}/i.test(value)) {
      report(
        'R11',
        'warning',
        `The value of the query parameter “${name}” is an address; if the client forwards to it, codes can leak through it.`,
        'Remove it, and keep the place to return to in the client’s session.',
      );
    }
    if (responseParameters.has(name)) {
      report(
        'R16',
        'warning',
        `The query already has “${name}”, which the answer adds as well; many libraries refuse repeated parameters.`,
        `Rename or remove “${name}”.`,
      );
    }
  }
}

/** True when a segment is `.` or `..` after any number of decodings, with or without `;parameters`. RFC 3986 §5.2.4. */
export function hasDotSegment(path: string): boolean {
  let decoded = path;
  for (let round = 0; round < 4; round += 1) {
    decoded = decoded
      .replace(/%25/g, '%')
      .replace(/%2[eE]/g, '.')
      .replace(/%2[fF]/g, '/')
      .replace(/%5[cC]/g, '\\')
      .replace(/%3[bB]/g, ';');
  }
  return decoded.split(/[/\\]/).some((segment) => /^\.{1,2}(?:;.*)?$/.test(segment));
}

/** R09: one difference that nobody notices makes two URIs. */
function spellingRules(uri: string, parts: UriParts, report: Report): void {
  const { path } = parts;
  const isWeb = /^https?$/i.test(parts.scheme ?? '');
  const warn = (what: string, variant: string) =>
    report(
      'R09',
      'warning',
      `${what}: “${uri}” and “${variant}” are two different URIs.`,
      `If the client sends “${variant}”, register that.`,
      variant,
    );
  const withPath = (changed: string) => {
    const start =
      uri.length -
      path.length -
      (parts.query === undefined ? 0 : parts.query.length + 1) -
      (parts.fragment === undefined ? 0 : parts.fragment.length + 1);
    return uri.slice(0, start) + changed + uri.slice(start + path.length);
  };
  if (isWeb && path === '') warn('There is no path, and many libraries add “/”', withPath('/'));
  if (path.length > 1 && path.endsWith('/') && !path.endsWith('//'))
    warn('The path ends in a slash', withPath(path.slice(0, -1)));
  const letters = path.replace(/%[0-9A-Fa-f]{2}/g, '');
  if (/[A-Z]/.test(letters)) warn('The path has capital letters', withPath(lowerCaseOutsideEncodings(path)));
  if (path.includes('//')) warn('The path has an empty segment “//”', withPath(path.replace(/\/{2,}/g, '/')));
  const unreserved = path.replace(/%(?:2[dDeE]|5[fF]|7[eE]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa])/g, (encoded) =>
    decodeURIComponent(encoded),
  );
  if (unreserved !== path) warn('The path encodes characters that need no encoding', withPath(unreserved));
  else if (/%(?:2[fF]|5[cC]|25)/.test(path))
    warn(
      'The path has an encoded slash, backslash or percent sign, which proxies may decode',
      withPath(
        path
          .replace(/%2[fF]/g, '/')
          .replace(/%5[cC]/g, '/')
          .replace(/%25/g, ''),
      ),
    );
  else if (/%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])/.test(path))
    warn(
      'The path has an encoding in small letters',
      withPath(path.replace(/%[0-9A-Fa-f]{2}/g, (encoded) => encoded.toUpperCase())),
    );
}

function lowerCaseOutsideEncodings(path: string): string {
  return path.replace(/%[0-9A-Fa-f]{2}|[A-Z]+/g, (run) => (run.startsWith('%') ? run : run.toLowerCase()));
}

function queryPairs(query: string | undefined): [string, string][] {
  if (!query) return [];
  return query.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
