'use client';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import type { KeysDialogProps } from './generate-key-dialog';
import { kindOf, readKeySet } from './read-key-set';
import styles from './credentials.module.css';

/** Takes public keys as they are pasted. A private one is refused here, before anything is sent. */
export function PasteKeysDialog({ registered, onKeys, onClose }: KeysDialogProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const { keys, findings } = text.trim() === '' ? { keys: [], findings: [] } : readKeySet(text, registered);
  const faults = findings.filter(({ level }) => level === 'error');
  const warnings = findings.filter(({ level }) => level !== 'error');
  const add = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onKeys(keys);
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Paste public keys"
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button onClick={() => void add()} loading={busy} disabled={keys.length === 0}>
            {keys.length > 1 ? `Add ${keys.length} keys` : 'Add the key'}
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        <Textarea
          label="JSON Web Key, or key set"
          description="It is looked at in this browser first. A private key is refused and not sent."
          placeholder={'{ "keys": [ { "kty": "EC", "crv": "P-256", … } ] }'}
          rows={10}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={faults.length > 0 && faults.map(({ message, fix }) => `${message} ${fix ?? ''}`).join(' ')}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        {keys.length > 0 && (
          <Note tone="good" title={keys.length === 1 ? 'A public key' : `${keys.length} public keys`}>
            <ul className={styles['findings']}>
              {keys.map((key, index) => (
                <li key={index}>
                  {kindOf(key)}, {key.kid === undefined ? 'without a key id' : <code>{key.kid}</code>}
                </li>
              ))}
            </ul>
          </Note>
        )}
        {warnings.length > 0 && (
          <Note tone="doubt" title="Worth a second look">
            <ul className={styles['findings']}>
              {warnings.map(({ message, fix }, index) => (
                <li key={index}>
                  {message} {fix}
                </li>
              ))}
            </ul>
          </Note>
        )}
        <ProblemAlert error={error} />
      </div>
    </Dialog>
  );
}
