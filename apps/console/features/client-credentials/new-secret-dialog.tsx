'use client';
import { Button, NativeSelect, Radio } from '@mantine/core';
import { useRef, useState } from 'react';
import { newIdempotencyKey } from '../../ui/admin-api';
import { Dialog } from '../../ui/dialog';
import { ProblemAlert } from '../../ui/problem-alert';
import { makeSecret, type NewSecret } from './secret-calls';
import { DEFAULT_LIFETIME, DEFAULT_OVERLAP, endAfter, LIFETIMES, OVERLAPS } from './secret-words';
import styles from './credentials.module.css';

export interface NewSecretDialogProps {
  readonly clientId: string;
  /** Secrets that work now. With some of them the new one replaces them: it is a roll. */
  readonly live: number;
  readonly rolls: boolean;
  readonly onMade: (secret: NewSecret) => void;
  readonly onClose: () => void;
}

/** Makes a secret, beside the ones that are there or in their place. */
export function NewSecretDialog({ clientId, live, rolls, onMade, onClose }: NewSecretDialogProps) {
  // With two live ones there is no room for a third until they have ended.
  const overlaps = live > 1 ? OVERLAPS.filter(({ value }) => value === '0') : OVERLAPS;
  const [overlap, setOverlap] = useState<string>(live > 1 ? '0' : DEFAULT_OVERLAP);
  const [lifetime, setLifetime] = useState<string>(DEFAULT_LIFETIME);
  const [openedAt] = useState(Date.now);
  // The same order, tried again, makes one secret: also when only the answer was lost.
  const tried = useRef({ order: '', key: '' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const order = {
        expires_at: endAfter(lifetime, openedAt),
        ...(rolls ? { overlap_seconds: Number(overlap) } : {}),
      };
      const text = JSON.stringify(order);
      if (tried.current.order !== text) tried.current = { order: text, key: newIdempotencyKey() };
      onMade(await makeSecret(clientId, order, tried.current.key));
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={rolls ? 'Roll the secret' : 'New secret'}
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button {...(rolls && overlap === '0' ? { color: 'red.8' } : {})} onClick={() => void run()} loading={busy}>
            {rolls ? 'Roll' : 'Make secret'}
          </Button>
        </>
      }
    >
      <div className={styles['stack']}>
        {rolls && (
          <Radio.Group
            label={live > 1 ? 'Both old secrets stop working' : 'The old secret stops working'}
            description="The new one works at once. Until then both do, so that the client can change over."
            value={overlap}
            onChange={setOverlap}
          >
            <div className={styles['choices']}>
              {overlaps.map(({ value, label, description }) => (
                <Radio key={value} value={value} label={label} description={description} />
              ))}
            </div>
          </Radio.Group>
        )}
        <NativeSelect
          label="The new secret stops working after"
          description="A secret that ends by itself cannot be forgotten somewhere for years."
          value={lifetime}
          onChange={(event) => setLifetime(event.currentTarget.value)}
          data={LIFETIMES}
        />
        <ProblemAlert error={error} />
      </div>
    </Dialog>
  );
}
