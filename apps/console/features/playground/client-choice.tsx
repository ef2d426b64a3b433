'use client';
import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { answer, api } from '../../ui/admin-api';
import { Card } from '../../ui/form-card';
import { ProblemAlert } from '../../ui/problem-alert';
import styles from './playground.module.css';

export interface ClientChoiceProps {
  readonly clientId: string | null;
  readonly onChoose: (clientId: string) => void;
}

const beginningWith = (search: string) =>
  queryOptions({
    queryKey: ['clients', 'beginning', search],
    queryFn: () =>
      answer(api.GET('/admin/v1/clients', { params: { query: { limit: 20, ...(search === '' ? {} : { search }) } } })),
  });

/** One box: the browser completes what is typed, from what the admin API finds. */
export function ClientChoice({ clientId, onChoose }: ClientChoiceProps) {
  const list = useId();
  const queries = useQueryClient();
  const [text, setText] = useState(clientId ?? '');
  const search = text.trim();
  const { data } = useQuery({ ...beginningWith(search), placeholderData: keepPreviousData });
  const found = data?.items ?? [];
  // What was found so far may belong to what was typed before.
  const choose = useMutation({
    mutationFn: () => queries.fetchQuery(beginningWith(search)),
    onSuccess: ({ items }) => {
      const only = items.find(({ client_id }) => client_id === search) ?? (items.length === 1 ? items[0] : undefined);
      if (!only) return;
      setText(only.client_id);
      onChoose(only.client_id);
    },
  });
  const take = (value: string) => {
    setText(value);
    choose.reset();
    // A choice of the list is a whole id; typing on is not.
    if (found.some(({ client_id }) => client_id === value) && value !== clientId) onChoose(value);
  };
  const several = choose.data !== undefined && choose.data.items.length > 1 && search !== clientId;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose.mutate();
  };
  return (
    <Card title="Client">
      <form className={styles['choice']} onSubmit={submit}>
        <TextInput
          label="Client to run"
          description="Type how its id or name begins, and choose it."
          value={text}
          list={list}
          onChange={(event) => take(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <datalist id={list}>
          {found.map(({ client_id, client_name }) => (
            <option key={client_id} value={client_id}>
              {client_name}
            </option>
          ))}
        </datalist>
        <Button type="submit" variant="default">
          Choose
        </Button>
      </form>
      <ProblemAlert error={choose.error} />
      <div role="status">
        {search !== '' && data && found.length === 0 && <p>No client’s id or name begins like this.</p>}
        {several && <p>Several clients begin like this. Type more, or choose one of the list.</p>}
      </div>
    </Card>
  );
}
