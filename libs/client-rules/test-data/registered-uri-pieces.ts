/** The pieces of a registered redirect URI, from which variants are put together. */
export interface Pieces {
  whole: string;
  scheme: string;
  host: string;
  port: string;
  path: string;
  query: string;
  /** Scheme and `://`, host and port. */
  origin: string;
}

/** Variants by name. */
export type NamedUris = Record<string, string>;

export function piecesOf(registered: string): Pieces {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/?]*)(:[0-9]+)?([^?]*)(\?.*)?$/.exec(registered);
  if (match === null) throw new Error(`cannot mutate ${registered}`);
  const [, scheme = '', host = '', port = '', path = '', query = ''] = match;
  return { whole: registered, scheme, host, port, path, query, origin: `${scheme}://${host}${port}` };
}
