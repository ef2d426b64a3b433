/** A list of redirect URIs while somebody types it: its rows, and what was pasted. */
import type { RuleFinding } from '@gatehouse/client-rules';

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

export function stateOfRow(text: string, findings: readonly RuleFinding[]): RowState {
  if (text === '') return 'empty';
  return findings[0]?.level ?? 'fine';
}
