'use client';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { ProblemAlert } from '../../ui/problem-alert';
import { Time } from '../../ui/time';
import { changeEnd } from './secret-calls';
import { endAfter, LIFETIMES, type Secret } from './secret-words';
import styles from './credentials.module.css';

export interface ChangeEndDialogProps {
  readonly clientId: string;
  readonly secret: Secret;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** Chooses anew when a secret stops working. */
export function ChangeEndDialog({ clientId, secret, onChanged, onClose }: ChangeEndDialogProps) {
  const [days, setDays] = useState('90');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await changeEnd(clientId, secret.id, endAfter(days));
      onChanged();
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="When the secret ends"
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button onClick={() => void run()} loading={busy}>
            Save
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        <p>
          At present: <Time at={secret.expires_at} full fallback="it does not end by itself" />.
        </p>
        <NativeSelect
          label="It stops working, counted from now, after"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={LIFETIMES.map(({ value, label }) => ({ value, label: label.replace(' (recommended)', '') }))}
        />
        <ProblemAlert error={error} />
      </div>
    </Dialog>
  );
}
