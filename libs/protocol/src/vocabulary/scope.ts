/** Scope values: case-sensitive, space-delimited words whose order does not matter. RFC 6749 §3.3. */

const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * The distinct words of a `scope` parameter, in the order given; undefined when a word breaks the grammar.
 * RFC 6749 §3.3.
 */
export function parseScope(value: string): string[] | undefined {
  const words = value.split(' ').filter((word) => word !== '');
  return words.every((word) => SCOPE_TOKEN.test(word)) ? [...new Set(words)] : undefined;
}

/** The wire form of a scope list. */
export function formatScope(scope: readonly string[]): string {
  return scope.join(' ');
}

/** True when every word of `inner` is in `outer`. */
export function isSubset(inner: readonly string[], outer: readonly string[]): boolean {
  return inner.every((word) => outer.includes(word));
}
