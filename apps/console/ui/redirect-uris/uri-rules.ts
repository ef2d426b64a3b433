/** What the rules say about each row of a list, and of what parts a URI is made. Loaded when an editor appears. */
import { checkRedirectUris, isLoopbackLiteral, uriParts, type RuleFinding } from '@gatehouse/client-rules';
import type { Client } from '../use-client';
import type { UriRow } from './uri-list';

/** Findings of each row, the worst first: the very rules by which the server decides. */
export function judgeRows(rows: readonly UriRow[], applicationType: Client['application_type']): RuleFinding[][] {
  const filled = rows.filter(({ text }) => text !== '');
  const findings = checkRedirectUris(
    filled.map(({ text }) => text),
    { applicationType },
  );
  return rows.map((row) => {
    const index = filled.indexOf(row);
    return index < 0 ? [] : findings.filter(({ path }) => path[0] === index).sort(worstFirst);
  });
}

const ORDER = ['error', 'warning', 'info'];
const worstFirst = (one: RuleFinding, other: RuleFinding) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level);

export interface UriPiece {
  readonly name: string;
  readonly value: string;
}

/** The parts of a URI, to be looked at one by one; empty when it has no scheme to begin with. */
export function piecesOf(uri: string, applicationType: Client['application_type']): UriPiece[] {
  const { scheme, host, port, path, query, fragment } = uriParts(uri);
  if (scheme === undefined) return [];
  // RFC 8252 §7.3: the port of a native client's loopback address is the system's to choose.
  const anyPort = applicationType === 'native' && isLoopbackLiteral(host) && scheme.toLowerCase() === 'http';
  const pieces: readonly (readonly [string, string | undefined])[] = [
    ['Scheme', scheme],
    ['Host', host],
    ['Port', anyPort ? 'any' : port],
    ['Path', path],
    ['Query', query],
    ['Fragment', fragment],
  ];
  return pieces.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
