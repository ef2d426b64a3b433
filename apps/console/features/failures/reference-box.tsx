'use client';
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { readReference } from '../../ui/recognise';
import styles from './failures.module.css';

/** Opens a failure by the reference that somebody read out. */
export function ReferenceBox() {
  const router = useRouter();
  const id = useId();
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
      <div className={styles['field']}>
        <label htmlFor={id}>Reference</label>
        <p id={`${id}-hint`}>Ten letters and digits; blanks and case do not matter</p>
        <input
          id={id}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={wrong || undefined}
          autoComplete="off"
          data-page-filter
        />
        <p id={`${id}-error`} role="alert" data-tone="bad">
          {wrong ? 'This is no reference: it has ten letters and digits.' : ''}
        </p>
      </div>
      <Button type="submit">Explain</Button>
    </form>
  );
}
