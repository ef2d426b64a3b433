/** A list of redirect URIs while somebody types it: rows, what was pasted, and what the rules say about each row. */
import { checkRedirectUris, isLoopbackLiteral, uriParts, type RuleFinding } from '@gatehouse/client-rules';
import type { Client } from '../../ui/use-client';

export interface UriRow {
  /** For React; rows may have the same text. */
  readonly key: number;
  readonly text: string;
  /** Spaces at an end of what was pasted were taken off. */
  readonly trimmed?: boolean;
}

/** What a paste brings: several URIs, each without what surrounds it. */
export interface Pasted {
  readonly uris: readonly string[];
  readonly trimmed: boolean;
}

/** Each line is a URI. A comma separates only where another URI begins behind it: URIs may have commas. */
export function readPasted(text: string): Pasted {
  const pieces = text.split(/[\r\n]+|,(?=\s*[A-Za-z][A-Za-z0-9+.-]*:)/);
  const uris = pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
  const trimmed = pieces.some((piece) => piece.trim() !== '' && piece !== piece.trim());
  return { uris, trimmed };
}

/** What the form sends: rows that are empty do not count. */
export function urisOf(rows: readonly UriRow[]): string[] {
  return rows.map(({ text }) => text).filter((text) => text !== '');
}

export type RowState = 'empty' | 'fine' | 'info' | 'warning' | 'error';

/** The state of a row in words: never by colour alone. */
export const ROW_STATES: Readonly<Record<RowState, string>> = {
  empty: 'Nothing entered yet',
  fine: 'Follows every rule',
  info: 'Fine, with a remark',
  warning: 'Can be saved, but take a second look',
  error: 'Cannot be saved like this',
};

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

export function stateOfRow(text: string, findings: readonly RuleFinding[]): RowState {
  if (text === '') return 'empty';
  return findings[0]?.level ?? 'fine';
}

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
