'use client';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import styles from './set-up.module.css';

/** The code in what was pasted: the code itself, or the whole link. */
const CODE = /gh_su_[\w-]{20,}/;

/** Takes the printed code or link and goes to the page of the API behind it. Nothing of it is sent to the console. */
export function CodeForm({ issuerUrl }: { readonly issuerUrl: string }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = CODE.exec(text)?.[0];
    if (code === undefined) {
      setFault('This is not a set-up code. It begins with gh_su_ and stands at the end of the printed link.');
      return;
    }
    window.location.assign(`${issuerUrl}/setup?code=${code}`);
  };
  return (
    <form onSubmit={submit} className={styles['code']} noValidate>
      <TextInput
        label="Set-up link or code"
        placeholder="gh_su_…"
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={fault}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFault(undefined);
        }}
      />
      <Button type="submit">Make the owner account</Button>
    </form>
  );
}
