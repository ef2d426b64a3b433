/**
 * Paths that a proxy, a guard and a router may read in three different ways are refused before anybody reads them:
 * matrix parameters, encoded dots and slashes, empty and dot segments. RFC 3986 §3.3, §6.2.2.
 */
const AMBIGUOUS = /[;\\]|%(?:2[ef]|5c|[01][0-9a-f]|7f)|%(?![0-9a-f]{2})|\/\/|\/\.{1,2}(?:\/|$)|[^\x21-\x7e]/i;

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

/** Whether the path of a request target has exactly one reading. */
export function isPlainPath(target: string): boolean {
  return target.charCodeAt(0) === 47 && !AMBIGUOUS.test(pathOf(target));
}

/**
 * A request target in origin form: RFC 9112 §3.2.2 asks every server to take the absolute form too. Its host is not
 * looked at, as the issuer comes from the configuration.
 */
export function toOriginForm(target: string): string {
  if (target.charCodeAt(0) === 47) return target;
  const absolute = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  if (absolute === undefined) return target;
  return absolute.startsWith('/') ? absolute : `/${absolute}`;
}
