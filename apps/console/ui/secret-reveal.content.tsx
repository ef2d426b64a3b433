'use client';
import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CopyButton } from './copy-id';
import { Dialog } from './dialog';
import { Note } from './problem-alert';
import styles from './secret-reveal.module.css';

export interface SecretRevealProps {
  readonly title: string;
  /** Known to this component and nobody else from now on. */
  readonly secret: string;
  /** What it is, for the copy button. */
  readonly what?: string;
  /** Why it is shown only once, and what to do with it. */
  readonly lead?: ReactNode;
  /** What the admin confirms before it is gone. */
  readonly confirmation?: string;
  /** Of the line in the `.env` file, such as `CLIENT_SECRET`; without it there is no file to download. */
  readonly variable?: string;
  /** Lines that go into the file beside it; no secrets. */
  readonly more?: Readonly<Record<string, string>>;
  readonly onClose: () => void;
}

/** Shows a secret once. It closes only after the admin has said that it is stored, or has been asked. */
export function SecretReveal({
  title,
  secret,
  what = 'secret',
  lead = 'This is the only time that it is shown. Gatehouse keeps a keyed digest of it and cannot show it again.',
  confirmation = 'I have stored it where my application reads it',
  variable,
  more = {},
  onClose,
}: SecretRevealProps) {
  const [stored, setStored] = useState(false);
  const [asked, setAsked] = useState(false);
  const download = (name: string) => {
    const lines = Object.entries({ ...more, [name]: secret }).map(([key, value]) => `${key}=${value}\n`);
    const url = URL.createObjectURL(new Blob(lines, { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${(more['CLIENT_ID'] ?? 'client').replace(/[^\w.-]/g, '_')}.env`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const mayClose = () => {
    if (stored || asked) return true;
    setAsked(true);
    return false;
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      mayClose={mayClose}
      actions={
        <Button onClick={onClose} disabled={!stored}>
          Done
        </Button>
      }
    >
      <p className={styles['lead']}>{lead}</p>
      <div className={styles['secret']}>
        <code data-secret dir="ltr">
          {secret}
        </code>
        <CopyButton value={secret} what={what} />
      </div>
      <div className={styles['tools']}>
        {variable !== undefined && (
          <Button variant="default" size="xs" onClick={() => download(variable)}>
            Download .env
          </Button>
        )}
      </div>
      <Checkbox label={confirmation} checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
      {asked && !stored && (
        <div className={styles['ask']} role="alert">
          <Note tone="doubt" title="Close without storing it?">
            You will not see it again; you would have to make another.{' '}
            <button type="button" className={styles['leave']} onClick={onClose}>
              Close anyway
            </button>
          </Note>
        </div>
      )}
    </Dialog>
  );
}
