'use client';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../../ui/admin-api';
import { useMay } from '../../../ui/me';
import { Note } from '../../../ui/problem-alert';
import styles from './access.module.css';

export interface Person {
  readonly id: string;
  readonly username: string;
}

/** Finds a person by the beginning of a name or address. */
export function PersonChoice({
  person,
  onChoose,
}: {
  readonly person: Person | undefined;
  readonly onChoose: (person: Person | undefined) => void;
}) {
  const may = useMay('users:read');
  const [text, setText] = useState('');
  const search = text.trim();
  const { data, isFetching } = useQuery({
    queryKey: ['users', 'beginning', search],
    enabled: may && search !== '',
    queryFn: () => answer(api.GET('/admin/v1/users', { params: { query: { search, limit: 6 } } })),
  });
  if (!may) return <Note>To preview tokens of a person you need the permission users:read.</Note>;
  if (person) {
    return (
      <p>
        For <strong>{person.username}</strong>{' '}
        <Button variant="default" size="xs" onClick={() => onChoose(undefined)}>
          Choose somebody else
        </Button>
      </p>
    );
  }
  return (
    <div>
      <TextInput
        label="Person"
        description="Type how the username or the email address begins, and choose."
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div role="status">
        {search !== '' && data?.items.length === 0 && !isFetching && <p>Nobody’s name begins like this.</p>}
        {search !== '' && data && data.items.length > 0 && (
          <ul className={styles['people']} aria-label="People found">
            {data.items.map(({ id, username }) => (
              <li key={id}>
                <Button variant="default" size="xs" onClick={() => onChoose({ id, username })}>
                  {username}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
