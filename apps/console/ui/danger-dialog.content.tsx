'use client';
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog';
import { ProblemAlert } from './problem-alert';

export interface DangerDialogProps {
  /** Names the object: `Delete Example shop`. */
  readonly title: string;
  /** What will happen, counted. */
  readonly children: ReactNode;
  /** What the red button says. */
  readonly confirm: string;
  /** Has to be typed first; for what cannot be undone and reaches far. */
  readonly typed?: string;
  /** Does it. When it throws, the reason is shown and the dialog stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something is ended or deleted. Cancel has the focus. */
export function DangerDialog({ title, children, confirm, typed, onConfirm, onClose }: DangerDialogProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const ready = typed === undefined || text.trim() === typed;
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
            Cancel
          </Button>
          <Button color="red.8" onClick={() => void run()} loading={busy} disabled={!ready}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {typed !== undefined && (
        <TextInput
          mt="md"
          label={
            <>
              Type <code>{typed}</code> to go on
            </>
          }
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
        />
      )}
      {error && (
        <div style={{ marginBlockStart: '1rem' }}>
          <ProblemAlert error={error} />
        </div>
      )}
    </Dialog>
  );
}
