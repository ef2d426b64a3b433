'use client';
/**
 * One box for whatever somebody has of a token. A pasted token is digested here, in the browser; the box is emptied, and
 * only the id and the digest are sent.
 */
import { TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { answer, api, ApiProblem, type Shape } from '../../ui/admin-api';
import type { FilterValues } from '../../ui/filter-bar';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { recognise, type Recognised } from '../../ui/recognise';
import { type FindOption, foundOptions, searchable, wordOptions } from './find-options';
import styles from './find-box.module.css';

type Pasted = Extract<Recognised, { kind: 'token' | 'secret' | 'digest' }>;

/** What our tokens and secrets begin with, and every JWT. */
const SECRET_LOOK = /gh_[a-z]{2}_|eyJ/;

const isSecret = (known: Recognised): known is Extract<Recognised, { kind: 'token' | 'secret' }> =>
  known.kind === 'token' || known.kind === 'secret';

interface Finder {
  /** Takes what was typed or pasted. Nothing secret is kept. */
  readonly take: (text: string) => void;
  readonly text: string;
  readonly known: Recognised;
  readonly pasted: Pasted | undefined;
  readonly lookup: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly found: Shape<'TokenAnswer'> | undefined;
  };
}

/** @param onFound a pasted token that the ledger knows */
function useFinder(onFound: (token: Shape<'TokenAnswer'>) => void): Finder {
  const [text, setText] = useState('');
  const [known, setKnown] = useState<Recognised>({ kind: 'text', text: '' });
  const [pasted, setPasted] = useState<Pasted>();
  const lookup = useMutation({
    mutationFn: ({ id, digest }: { id: string; digest: string }) =>
      answer(api.POST('/admin/v1/tokens/lookup', { body: { id, digest } })),
    onSuccess: onFound,
  });
  useEffect(() => {
    let current = true;
    void recognise(text).then((recognised) => {
      if (!current) return;
      // Half a token is treated like a whole one: it must not get into a filter.
      const result: Recognised =
        SECRET_LOOK.test(text) && !isSecret(recognised)
          ? { kind: 'secret', what: 'part of a token or secret' }
          : recognised;
      if (!isSecret(result)) {
        setKnown(result);
        if (text !== '') setPasted(result.kind === 'digest' ? result : undefined);
        return;
      }
      setText('');
      setKnown({ kind: 'text', text: '' });
      setPasted(result);
      lookup.reset();
      if (result.kind === 'token') lookup.mutate({ id: result.id, digest: result.digest });
    });
    return () => {
      current = false;
    };
    // A mutation is the same from render to render.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what was typed begins a look-up
  }, [text]);
  return {
    take: setText,
    text,
    known,
    pasted,
    lookup: { isPending: lookup.isPending, error: lookup.error, found: lookup.data },
  };
}

export interface FindBoxProps {
  /** Told filters to set. */
  readonly onFilter: (filters: FilterValues) => void;
  /** Told a pasted token that the ledger knows. */
  readonly onFound: (token: Shape<'TokenAnswer'>) => void;
}

/** The box, and below it what became of a pasted token or secret. */
export function FindBox({ onFilter, onFound }: FindBoxProps) {
  const finder = useFinder(onFound);
  return (
    <>
      <Box finder={finder} onFilter={onFilter} />
      {finder.pasted && finder.pasted.kind !== 'digest' && (
        <div className={styles['outcome']}>
          <Outcome finder={finder} />
        </div>
      )}
    </>
  );
}

function Box({ finder, onFilter }: { readonly finder: Finder; readonly onFilter: FindBoxProps['onFilter'] }) {
  const { text, known, take } = finder;
  const router = useRouter();
  const list = useId();
  const [chosen, setChosen] = useState(0);
  const [open, setOpen] = useState(false);
  const query = searchable(known);
  const found = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/search', { params: { query: { q: query ?? '' } }, signal })),
    enabled: query !== undefined,
  });
  const options = text.trim() === '' ? [] : [...foundOptions(found.data?.items ?? []), ...wordOptions(known)];
  const at = Math.min(chosen, Math.max(0, options.length - 1));
  const pick = (option: FindOption | undefined) => {
    if (!option) return;
    take('');
    setOpen(false);
    if (option.filters) onFilter(option.filters);
    if (option.href !== undefined) router.push(option.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && options.length > 0) {
      event.preventDefault();
      setOpen(true);
      setChosen((at + by + options.length) % options.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(options[at]);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const clip = event.clipboardData.getData('text');
    // What may be a token is not even shown.
    if (!SECRET_LOOK.test(clip)) return;
    event.preventDefault();
    take(clip);
  };
  const shown = open && text.trim() !== '';
  return (
    <div className={styles['box']}>
      <TextInput
        type="search"
        role="combobox"
        aria-label="Find tokens: paste a token, or type an id, user, client, scope, address or error reference"
        aria-expanded={shown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown && options[at] ? `${list}-${at}` : undefined}
        placeholder="Paste a token, or type an id, user, client, scope …"
        autoComplete="off"
        spellCheck={false}
        data-page-filter
        // A secret that was pasted another way is gone before the next paint, too.
        value={SECRET_LOOK.test(text) ? '' : text}
        onChange={(event) => {
          take(event.currentTarget.value);
          setChosen(0);
          setOpen(true);
        }}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <div className={styles['list']} hidden={!shown}>
        <ul id={list} role="listbox" aria-label="What it may be">
          {options.map((option, index) => (
            <li
              key={option.key}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setChosen(index)}
              onClick={() => pick(option)}
            >
              <span>{option.name}</span>
              <small>{option.hint}</small>
            </li>
          ))}
        </ul>
        {options.length === 0 && (
          <p role="status">
            {found.isFetching
              ? 'Looking …'
              : known.kind === 'digest'
                ? 'The ledger is not searched by digest. Paste the token itself (it stays in this browser), or its id.'
                : 'Nothing is known by this. Names are found by their beginning, ids when they are whole.'}
          </p>
        )}
      </div>
    </div>
  );
}

function Outcome({ finder }: { readonly finder: Finder }) {
  const { pasted, lookup } = finder;
  if (pasted?.kind === 'secret') {
    return (
      <Note tone="doubt" title={`That is a ${pasted.what}`}>
        It was not sent anywhere, and the box is empty again. If somebody else may have seen it, replace it.
      </Note>
    );
  }
  if (pasted?.kind !== 'token') return null;
  if (lookup.isPending) return <p role="status">Looking for the {pasted.what} by its id and digest …</p>;
  if (lookup.found) {
    return (
      <Note tone="good" title={`That ${pasted.what} is in the ledger`}>
        Its id and its digest match. The token itself stayed in this browser.
      </Note>
    );
  }
  if (lookup.error instanceof ApiProblem && lookup.error.code === 'token_not_found') {
    return (
      <Note tone="doubt" title={`The ledger does not know that ${pasted.what}`}>
        Nothing was issued with the id <code>{pasted.id}</code> and this digest. It was altered or made up, comes from
        another server, or was swept away long after it expired. The token itself stayed in this browser.
      </Note>
    );
  }
  return <ProblemAlert error={lookup.error} />;
}
