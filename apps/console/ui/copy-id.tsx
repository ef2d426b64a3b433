'use client';
import { useState } from 'react';
import styles from './copy-id.module.css';
import { announce } from './announcer';

export interface CopyIdProps {
  readonly value: string;
  /** What it is, such as `client id`: the button says `Copy client id`. */
  readonly what: string;
  /** Shows the whole value, however long. */
  readonly whole?: boolean;
}

/** An id in fixed-width letters, shortened in the middle, with a button that copies all of it. */
export function CopyId({ value, what, whole = false }: CopyIdProps) {
  return (
    <span className={styles['id']}>
      <code title={value} dir="ltr">
        {whole || value.length <= 22 ? value : `${value.slice(0, 10)}…${value.slice(-8)}`}
      </code>
      <CopyButton value={value} what={what} />
    </span>
  );
}

/** Copies a text and says so, to the eye and to screen readers. */
export function CopyButton({ value, what }: { readonly value: string; readonly what: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      announce(`Copied ${what}`);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      announce(`The browser did not let us copy. Select the text and copy it yourself.`);
    }
  };
  return (
    <button type="button" className={styles['copy']} onClick={() => void copy()} aria-label={`Copy ${what}`}>
      <svg viewBox="0 0 24 24" width="15" height="15" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden>
        {copied ? (
          <path d="M5 13l4 4L19 7" />
        ) : (
          <path d="M9 9h10v12H9zM15 9V4a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h4" />
        )}
      </svg>
    </button>
  );
}
