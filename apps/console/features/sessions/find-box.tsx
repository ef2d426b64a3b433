'use client';
/** Finds the sessions of a person by name, without anybody having to know an id. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { answer, api, type Shape } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import type { FilterValues } from '../../ui/filter-bar';
import { recognise } from '../../ui/recognise';
import styles from './sessions.module.css';

type Found = Shape<'FoundAnswer'>;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]+)$/i;

export function FindBox({ onFilter }: { readonly onFilter: (filters: FilterValues) => void }) {
  const [text, setText] = useState('');
  const router = useRouter();
  const list = useId();
  const query = text.trim();
  const search = (q: string, signal?: AbortSignal) =>
    answer(api.GET('/admin/v1/search', { params: { query: { q } }, ...(signal ? { signal } : {}) }));
  const found = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => search(query, signal),
    enabled: query.length > 1 && !/gh_|eyJ/.test(query),
  });
  const people = (found.data?.items ?? []).filter(({ kind }) => kind === 'user' || kind === 'client');
  const take = (item: Found | undefined): boolean => {
    if (item?.kind === 'session') router.push(`/sessions/${item.id}`);
    else if (item?.kind === 'user') onFilter({ user_id: item.id });
    else if (item?.kind === 'client') onFilter({ client_id: item.id });
    else return false;
    setText('');
    return true;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (query === '') return;
    const known = await recognise(query);
    if (known.kind === 'token' || known.kind === 'secret') {
      setText('');
      announce('That is a secret. It was not sent. Paste tokens into the box of the tokens page', 'bad');
      return;
    }
    if (ADDRESS.test(query)) {
      onFilter({ ip: query });
      setText('');
      return;
    }
    const { items } = await search(query);
    const exact = items.find(({ name }) => name === query) ?? items.find(({ kind }) => kind in ORDER);
    if (!take(exact)) announce(`No user, client or session is called ${query}`, 'bad');
  };
  return (
    <form className={styles['find']} onSubmit={(event) => void submit(event)}>
      <TextInput
        type="search"
        aria-label="Find sessions: username, client, address or session id"
        placeholder="Username, client, address or session id"
        list={list}
        value={text}
        autoComplete="off"
        spellCheck={false}
        data-page-filter
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <datalist id={list}>
        {people.map(({ id, name }) => (
          <option key={id} value={name ?? id} />
        ))}
      </datalist>
    </form>
  );
}

const ORDER: Readonly<Partial<Record<Found['kind'], number>>> = { session: 0, user: 1, client: 2 };
