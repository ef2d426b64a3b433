'use client';
/** Shows which clients it is about and how much each is used; afterwards what became of each. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shape } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Badge } from '../../ui/badge';
import { Dialog } from '../../ui/dialog';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { BlockSkeleton } from '../../ui/states';
import { Time } from '../../ui/time';
import { carryOut, preview, UNUSED_DAYS, type BulkAction, type Outcome, type Previewed } from './bulk-work';
import { CLIENTS_KEY } from './clients-key';
import styles from './clients-list.module.css';
import { useSelection } from './selection';

const WORDS = {
  disable: {
    title: 'Disable clients',
    verb: 'Disable',
    done: 'Disabled',
    lead: 'Nobody can sign in to them any more, and all their tokens are dead for good. Enabling one again does not bring its tokens back.',
  },
  delete: {
    title: 'Delete unused clients',
    verb: 'Delete',
    done: 'Deleted',
    lead: `They go with their secrets, and cannot be brought back. Clients that got a token in the last ${UNUSED_DAYS} days are left alone, and each is looked at once more before it goes.`,
  },
} as const;

export interface BulkDialogProps {
  readonly action: BulkAction;
  readonly clients: readonly Shape<'ClientAnswer'>[];
  readonly onClose: () => void;
}

export function BulkDialog({ action, clients, onClose }: BulkDialogProps) {
  const queries = useQueryClient();
  const { clear } = useSelection();
  const [chosen] = useState(clients);
  const [busy, setBusy] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const { title, verb, done, lead } = WORDS[action];
  const looked = useQuery({
    queryKey: ['clients-bulk', action, chosen.map(({ client_id: id }) => id)],
    queryFn: () => preview(action, chosen),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const count = looked.data?.filter(({ spared }) => spared === undefined).length ?? 0;
  const isOver = !busy && outcomes.length > 0;
  const run = async () => {
    if (!looked.data) return;
    setBusy(true);
    let succeeded = 0;
    await carryOut(action, looked.data, (outcome) => {
      if (outcome.done) succeeded += 1;
      setOutcomes((before) => [...before, outcome]);
    });
    setBusy(false);
    clear();
    announce(`${done} ${succeeded} of ${looked.data.length}`);
    await queries.invalidateQueries({ queryKey: [CLIENTS_KEY] });
  };
  return (
    <Dialog
      title={title}
      wide
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        isOver ? (
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose} disabled={busy} data-autofocus>
              Cancel
            </Button>
            <Button color="red.8" onClick={() => void run()} loading={busy} disabled={count === 0}>
              {`${verb} ${count}`}
            </Button>
          </>
        )
      }
    >
      <p className={styles['lead']}>{lead}</p>
      {looked.isPending && <BlockSkeleton label="Looking at each client" />}
      <ProblemAlert error={looked.error} />
      {looked.data && <Preview previewed={looked.data} outcomes={outcomes} done={done} />}
      {looked.data && count === 0 && outcomes.length === 0 && (
        <Note tone="note">Nothing is left to do: each of them says why.</Note>
      )}
    </Dialog>
  );
}

function Preview({
  previewed,
  outcomes,
  done,
}: {
  readonly previewed: readonly Previewed[];
  readonly outcomes: readonly Outcome[];
  readonly done: string;
}) {
  return (
    <ul className={styles['preview']}>
      {previewed.map(({ client, lastTokenAt, spared }) => {
        const outcome = outcomes.find((one) => one.client.client_id === client.client_id);
        return (
          <li key={client.client_id}>
            <span className={styles['name']}>
              <strong>{client.client_name}</strong>
              <code dir="ltr">{client.client_id}</code>
            </span>
            <span>
              Last token: <Time at={lastTokenAt} fallback="none in the ledger" />
            </span>
            <span className={styles['outcome']}>
              {outcome?.done && <Badge tone="good">{done}</Badge>}
              {(outcome ? !outcome.done : spared !== undefined) && (
                <>
                  <Badge tone="doubt">{outcome ? 'Skipped' : 'Left alone'}</Badge> {outcome?.reason ?? spared}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
