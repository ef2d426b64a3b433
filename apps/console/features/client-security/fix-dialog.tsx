'use client';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { ApiProblem, type Shape } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { GradeBadge } from '../../ui/badge';
import { Dialog } from '../../ui/dialog';
import { PkceTraffic } from '../../ui/pkce-traffic';
import { ProblemAlert } from '../../ui/problem-alert';
import { useLoadedClient } from '../../ui/use-client';
import { useClientChange } from '../../ui/use-client-change';
import { differencesOf, gradeWithout, planOf, type Finding } from './fix-plan';
import styles from './security.module.css';

export interface FixDialogProps {
  readonly finding: Finding;
  readonly lint: Shape<'LintAnswer'>;
  readonly onClose: () => void;
}

/** Shows what a fix would change, setting by setting, and applies it to what was shown: by If-Match. */
export function FixDialog({ finding, lint, onClose }: FixDialogProps) {
  const { client, clientId } = useLoadedClient();
  const send = useClientChange();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const change = planOf(finding).change ?? {};
  const after = gradeWithout(lint.findings, finding);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await send(change);
      announce(`${finding.rule} is mended`);
      onClose();
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };
  const wasChanged = error instanceof ApiProblem && error.status === 412;
  return (
    <Dialog
      title={finding.fix ?? finding.message}
      onClose={onClose}
      mayClose={() => !busy}
      wide
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
            Cancel
          </Button>
          <ActionButton needs="clients:write" onClick={() => void run()} loading={busy}>
            {wasChanged ? 'Apply all the same' : 'Apply'}
          </ActionButton>
        </>
      }
    >
      <div className={styles['stack']}>
        <table className={styles['changes']}>
          <caption className="gh-hidden">What would change</caption>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Now</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {differencesOf(client, change).map(({ name, before, after }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Values values={before} others={after} gone />
                </td>
                <td>
                  <Values values={after} others={before} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles['grades']}>
          {after === lint.grade ? (
            <>
              Other findings keep the grade at <GradeBadge grade={after} />
            </>
          ) : (
            <>
              Security grade: <GradeBadge grade={lint.grade} /> <span aria-hidden="true">→</span>
              <span className="gh-hidden">becomes</span> <GradeBadge grade={after} />
            </>
          )}
        </p>
        {change.require_pkce === true && <PkceTraffic clientId={clientId} />}
        {wasChanged ? (
          <div role="alert" className={styles['stack']}>
            <p>
              <strong>Somebody changed the client in the meantime.</strong> Nothing was overwritten. The table shows how
              it stands now.
            </p>
          </div>
        ) : (
          <ProblemAlert error={error} />
        )}
      </div>
    </Dialog>
  );
}

/** What only one side has is marked there: struck out or set in bold, never by colour alone. */
function Values({
  values,
  others,
  gone = false,
}: {
  readonly values: readonly string[];
  readonly others: readonly string[];
  readonly gone?: boolean;
}) {
  return (
    <ul className={styles['values']}>
      {values.map((value) => (
        <li key={value} dir="auto">
          {others.includes(value) ? value : gone ? <del>{value}</del> : <ins>{value}</ins>}
        </li>
      ))}
    </ul>
  );
}
