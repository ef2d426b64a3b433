'use client';
import { Button } from '@mantine/core';
import { Dialog } from './dialog';
import styles from './conflict-dialog.module.css';
import type { Conflict } from './use-editor';

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? 'not set');

export interface ConflictDialogProps<Draft extends object> {
  readonly what: string;
  readonly draft: Draft;
  readonly conflict: Conflict<Draft>;
  /** Names of members, as the form shows them. */
  readonly labels: Readonly<Partial<Record<keyof Draft & string, string>>>;
  readonly onClose: () => void;
}

/** Somebody else saved while this form was open: both values side by side, and nothing lost. */
export function ConflictDialog<Draft extends object>(props: ConflictDialogProps<Draft>) {
  const { what, draft, conflict, labels, onClose } = props;
  const { members, theirs } = conflict;
  return (
    <Dialog
      title={`${what} was changed in the meantime`}
      wide
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={conflict.takeTheirs} data-autofocus>
            {members.length > 0 ? 'Keep theirs' : 'Save my changes on top'}
          </Button>
          {members.length > 0 && <Button onClick={conflict.keepMine}>Save mine</Button>}
        </>
      }
    >
      {members.length === 0 ? (
        <p>Somebody changed other settings. Yours do not touch theirs, so both can stay.</p>
      ) : (
        <>
          <p>Nothing was overwritten. These settings were changed by both of you:</p>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Theirs, stored now</th>
                <th scope="col">Yours</th>
              </tr>
            </thead>
            <tbody>
              {members.map((name) => (
                <tr key={name}>
                  <th scope="row">{labels[name] ?? name}</th>
                  <td>{shown(theirs[name])}</td>
                  <td>{shown(draft[name])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}
