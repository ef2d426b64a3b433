'use client';
/** The request that is being written. It lives in the address, so that a link carries it; what says who somebody is does not. */
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { type Draft, looksSecret, type Pair, readDraft, writeDraft } from './parameters';

export interface EditedDraft extends Draft {
  readonly isProposed: boolean;
  /** Index of a row whose value was refused, as it is a secret. */
  readonly refused: number | undefined;
  readonly setValue: (index: number, value: string) => void;
  readonly add: (name: string) => void;
  readonly remove: (index: number) => void;
  readonly setMade: (made: Partial<Pick<Draft, 'nonce' | 'pkce'>>) => void;
  readonly startOver: () => void;
}

export function useDraft(proposed: Draft): EditedDraft {
  const [text, setText] = useQueryState('with', parseAsString.withOptions({ history: 'replace', scroll: false }));
  const [personal, setPersonal] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState<number>();
  const written = text === null ? proposed : readDraft(text);
  const pairs = written.pairs.map(([name, value]): Pair => [name, personal[name] ?? value]);
  const draft: Draft = { ...written, pairs };
  const store = (next: Draft) => void setText(writeDraft(next));
  return {
    ...draft,
    isProposed: text === null,
    refused,
    setValue: (index, value) => {
      setRefused(looksSecret(value) ? index : undefined);
      if (looksSecret(value)) return;
      const name = pairs[index]?.[0];
      if (name === 'login_hint') setPersonal({ ...personal, login_hint: value });
      store({ ...draft, pairs: pairs.map((pair, at) => (at === index ? [pair[0], value] : pair)) });
    },
    add: (name) => store({ ...draft, pairs: [...pairs, [name, '']] }),
    remove: (index) => store({ ...draft, pairs: pairs.filter((_pair, at) => at !== index) }),
    setMade: (made) => store({ ...draft, ...made }),
    startOver: () => {
      setPersonal({});
      setRefused(undefined);
      void setText(null);
    },
  };
}
