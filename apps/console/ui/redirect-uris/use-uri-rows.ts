'use client';
import { useState } from 'react';
import { readPasted, urisOf, type UriRow } from './uri-list';

export interface UriRows {
  readonly rows: readonly UriRow[];
  readonly type: (key: number, text: string) => void;
  /** Adds an empty row, and returns its key. */
  readonly add: () => number;
  readonly remove: (key: number) => void;
  /** Puts what was pasted into the row and behind it; says how many there are. */
  readonly paste: (key: number, text: string) => number;
}

let lastKey = 0;
const rowOf = (text: string, trimmed = false): UriRow => ({ key: ++lastKey, text, ...(trimmed ? { trimmed } : {}) });
const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((uri, index) => uri === other[index]);

/** Rows over a list that the form holds. A row that is still empty exists only here. */
export function useUriRows(value: readonly string[], onChange: (uris: string[]) => void): UriRows {
  const [rows, setRows] = useState<readonly UriRow[]>(() => value.map((uri) => rowOf(uri)));
  // The list was changed elsewhere: discarded, saved, or taken from somebody else.
  if (!same(urisOf(rows), value)) setRows(value.map((uri) => rowOf(uri)));
  const put = (next: readonly UriRow[]) => {
    setRows(next);
    onChange(urisOf(next));
  };
  return {
    rows,
    type: (key, text) => put(rows.map((row) => (row.key === key ? { key, text } : row))),
    add: () => {
      const row = rowOf('');
      put([...rows, row]);
      return row.key;
    },
    remove: (key) => put(rows.filter((row) => row.key !== key)),
    paste: (key, text) => {
      const { uris, trimmed } = readPasted(text);
      put(
        rows.flatMap((row) =>
          row.key === key ? uris.map((uri, index) => (index === 0 ? { key, text: uri, trimmed } : rowOf(uri))) : [row],
        ),
      );
      return uris.length;
    },
  };
}
