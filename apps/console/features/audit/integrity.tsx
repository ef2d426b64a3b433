'use client';
/** Whether the log is as it was written: what is signed, a check of all of it, and what no check can show. */
import { Button, Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { answer, api } from '../../ui/admin-api';
import { CopyId } from '../../ui/copy-id';
import { Dialog } from '../../ui/dialog';
import { Fact, Facts } from '../../ui/form-card';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import styles from './audit.module.css';
import { useCheckpoints } from './integrity-line';
import { type VerifyState, verifySteps } from './verify-steps';

const count = (value: number): string => value.toLocaleString('en-GB');

export function IntegrityDrawer({ onClose, eventHref }: IntegrityDrawerProps) {
  const checkpoints = useCheckpoints();
  const { data } = checkpoints;
  return (
    <Dialog kind="drawer" title="Integrity of the log" onClose={onClose}>
      <div className={styles['drawer']}>
        <p className={styles['lead']}>
          Each event is tied to the one before it. Every minute, or every 1,000 events, the server signs how far the log
          has come: a checkpoint.
        </p>
        {checkpoints.error && <LoadFailed error={checkpoints.error} onRetry={() => void checkpoints.refetch()} />}
        {checkpoints.isPending && <BlockSkeleton label="Loading the checkpoints" />}
        {data && <Verify end={data.items[0]?.seq ?? 0} eventHref={eventHref} />}
        {data && (
          <section>
            <h3>Newest checkpoints</h3>
            <Facts>
              <Fact name="Signed with the key">
                <CopyId value={data.key.key_id} what="key id of checkpoints" />
              </Fact>
            </Facts>
            {data.items.length === 0 ? (
              <p>There is none yet. The first comes within a minute of the first event.</p>
            ) : (
              <table className={styles['checkpoints']}>
                <thead>
                  <tr>
                    <th scope="col">Up to event</th>
                    <th scope="col">Signed</th>
                    <th scope="col">Chain</th>
                  </tr>
                </thead>
                <tbody>
                  {data.items.map(({ seq, at, chain }) => (
                    <tr key={seq}>
                      <td>#{count(seq)}</td>
                      <td>
                        <Time at={at} />
                      </td>
                      <td>
                        <CopyId value={chain} what={`chain at ${seq}`} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        )}
        <Caveats />
      </div>
    </Dialog>
  );
}

interface IntegrityDrawerProps {
  readonly onClose: () => void;
  /** Where one event is shown. */
  readonly eventHref: (id: string) => string;
}

function Verify({ end, eventHref }: { readonly end: number; readonly eventHref: IntegrityDrawerProps['eventHref'] }) {
  const queries = useQueryClient();
  const [state, setState] = useState<VerifyState>();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<Error>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const run = async () => {
    const control = new AbortController();
    abort.current = control;
    setRunning(true);
    setState(undefined);
    setError(undefined);
    const ask = (after: number) =>
      answer(api.POST('/admin/v1/audit/verify', { body: { after }, signal: control.signal }));
    try {
      for await (const step of verifySteps(ask)) {
        if (control.signal.aborted) return;
        setState(step);
      }
    } catch (failure) {
      if (!control.signal.aborted) setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setRunning(false);
      void queries.invalidateQueries({ queryKey: ['audit-last-verified'] });
      void queries.invalidateQueries({ queryKey: ['audit-checkpoints'] });
    }
  };
  const through = state?.through ?? 0;
  return (
    <section aria-label="Verification">
      <div className={styles['verifyHead']}>
        <Button onClick={() => void run()} loading={running} data-autofocus>
          Verify now
        </Button>
        {running && (
          <Button variant="default" onClick={() => abort.current?.abort()}>
            Stop
          </Button>
        )}
        <span className={styles['soft']}>The server reads the whole log. The check is written to the log as well.</span>
      </div>
      <div role="status">
        {running && (
          <>
            <Progress
              value={end > 0 ? Math.min(100, (100 * through) / end) : 0}
              aria-label="How far the check is"
              mt="sm"
            />
            <p>
              {count(through)} of about {count(end)} events
            </p>
          </>
        )}
        {state?.done && !running && <Verdict state={state} eventHref={eventHref} />}
      </div>
      <ProblemAlert error={error} />
    </section>
  );
}

function Verdict({ state, eventHref }: { readonly state: VerifyState; readonly eventHref: (id: string) => string }) {
  const { fault, from, through, events, checkpoints, unsealed } = state;
  if (!fault) {
    return (
      <Note tone="good" title="The log is sound">
        {events === 0
          ? 'There is no event in it yet.'
          : `Events #${count(from)} to #${count(through)} are as they were written, and ${count(checkpoints)} signed ${checkpoints === 1 ? 'checkpoint agrees' : 'checkpoints agree'}.`}
        {unsealed > 0 && ` ${count(unsealed)} more wait for their place and were looked at too.`}
      </Note>
    );
  }
  return (
    <Note tone="bad" title={fault.seq === null ? 'The log was changed' : `The log was changed at #${count(fault.seq)}`}>
      <p>{fault.message}</p>
      <p>
        Kind of fault: <code>{fault.kind}</code>
        {fault.event_id !== null && (
          <>
            {' · '}
            <Link href={eventHref(fault.event_id)} prefetch={false}>
              Open the event
            </Link>
          </>
        )}
      </p>
      <p>
        {fault.seq === null || through === 0
          ? 'Compare with an export or a copy of the server’s log that was kept elsewhere.'
          : `Everything up to #${count(through)} is as it was written. Compare the rest with an export or a copy of the server’s log that was kept elsewhere.`}
      </p>
    </Note>
  );
}

function Caveats() {
  return (
    <section>
      <h3>What a check cannot show</h3>
      <ul className={styles['caveats']}>
        <li>
          <strong>A cut at the end.</strong> Somebody who can rewrite the whole database can remove the newest events
          together with their checkpoints. The server prints each checkpoint to its log: keep that log elsewhere and run{' '}
          <code>gatehouse audit verify --log FILE</code>.
        </li>
        <li>
          <strong>The last half second.</strong> An event gets its place in the log within half a second. Until then it
          can be deleted unseen.
        </li>
        <li>
          <strong>A stolen master key.</strong> Whoever has it and the database can write a new history. Only
          checkpoints that were kept elsewhere stand against that.
        </li>
      </ul>
    </section>
  );
}
