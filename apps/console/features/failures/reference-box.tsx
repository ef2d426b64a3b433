'use client';
import { Button, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { readReference } from '../../ui/recognise';
import styles from './failures.module.css';

/** Opens a failure by the reference that somebody read out. */
export function ReferenceBox() {
  const router = useRouter();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const reference = readReference(text);
    setWrong(reference === undefined);
    if (reference !== undefined) router.push(`/errors/${reference}`);
  };
  return (
    <form onSubmit={open} className={styles['box']} noValidate>
      <TextInput
        label="Reference"
        description="Ten letters and digits; blanks and case do not matter"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={wrong ? 'This is no reference: it has ten letters and digits.' : undefined}
        autoComplete="off"
        data-page-filter
      />
      <Button type="submit">Explain</Button>
    </form>
  );
}
