'use client';
/** Ends every living session that the filters match: a preview of exactly these, a reason, and a receipt for each. */
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CopyId } from '../../ui/copy-id';
import { deviceName } from '../../ui/device';
import { Dialog } from '../../ui/dialog';
import type { FilterValues } from '../../ui/filter-bar';
import { CAUSES, type RevocationCause } from '../../ui/ending-words';
import { counted } from '../../ui/ledger-words';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { Time } from '../../ui/time';
import {
  type Ended,
  endSession,
  forEach,
  matchingSessions,
  MOST_AT_ONCE,
  type Previewed,
  previewSession,
  sumOf,
} from './end-sessions';
import styles from './sessions.module.css';

interface Props {
  readonly filters: FilterValues;
  readonly onClose: () => void;
}

export function EndSessionsDialog({ filters, onClose }: Props) {
  const queries = useQueryClient();
  const [counting, setCounting] = useState<readonly [done: number, all: number]>([0, 0]);
  const [ending, setEnding] = useState(0);
  const [code, setCode] = useState<RevocationCause | ''>('');
  const [text, setText] = useState('');
  const stop = useRef<AbortController>(null);
  const preview = useQuery({
    queryKey: ['end-sessions', filters],
    queryFn: async ({ signal }) => {
      const matching = await matchingSessions(filters, signal);
      setCounting([0, matching.sessions.length]);
      const previews = await forEach(
        matching.sessions,
        previewSession,
        (done) => setCounting([done, matching.sessions.length]),
        signal,
      );
      return { ...matching, previews };
    },
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const commit = useMutation({
    mutationFn: async (previews: readonly Previewed[]) => {
      stop.current = new AbortController();
      const reason = { code: code === '' ? 'other' : code, text: text.trim() } as const;
      return forEach(previews, (each) => endSession(each, reason), setEnding, stop.current.signal);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const previews = preview.data?.previews ?? [];
  const ready = previews.length > 0 && code !== '' && text.trim() !== '';
  if (commit.data) return <Receipt ended={commit.data} all={previews.length} onClose={onClose} />;
  return (
    <Dialog
      title="End all sessions that match the filters"
      onClose={onClose}
      mayClose={() => !commit.isPending}
      wide
      actions={
        <>
          {commit.isPending ? (
            <Button variant="default" onClick={() => stop.current?.abort()}>
              Stop
            </Button>
          ) : (
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
          )}
          <Button color="red.8" disabled={!ready} loading={commit.isPending} onClick={() => commit.mutate(previews)}>
            End {counted(previews.length, SESSIONS)}
          </Button>
        </>
      }
    >
      <div className={styles['flow']}>
        {preview.isPending && (
          <label className={styles['progress']}>
            <span role="status">
              Looking at what would end: {counting[0]} of {counting[1]}
            </span>
            <progress value={counting[0]} max={Math.max(1, counting[1])} />
          </label>
        )}
        <ProblemAlert error={preview.error} />
        {preview.data && <Preview {...preview.data} />}
        {previews.length > 0 && (
          <fieldset className={styles['reason']} disabled={commit.isPending}>
            <legend>Why?</legend>
            <NativeSelect
              label="Reason"
              required
              value={code}
              onChange={(event) => setCode(event.currentTarget.value as RevocationCause)}
              data={[{ value: '', label: 'Choose one', disabled: true }, ...CAUSES]}
            />
            <Textarea
              label="In a sentence"
              description="For whoever reads the audit log."
              required
              autosize
              minRows={2}
              maxRows={6}
              maxLength={1000}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </fieldset>
        )}
        {commit.isPending && (
          <label className={styles['progress']}>
            <span role="status">
              Ended {ending} of {previews.length}
            </span>
            <progress value={ending} max={Math.max(1, previews.length)} />
          </label>
        )}
        <ProblemAlert error={commit.error} />
      </div>
    </Dialog>
  );
}

const SESSIONS = ['session', 'sessions'] as const;

function Preview({
  previews,
  more,
  own,
}: {
  readonly previews: readonly Previewed[];
  readonly more: boolean;
  readonly own: boolean;
}) {
  const sum = sumOf(previews);
  return (
    <section aria-label="What would end" className={styles['flow']}>
      <p className={styles['sum']}>
        {sum.sessions === 0 ? (
          'No other living session matches.'
        ) : (
          <>
            Signs <strong>{counted(sum.users, ['user', 'users'])}</strong> out of{' '}
            <strong>{counted(sum.sessions, ['browser', 'browsers'])}</strong> and ends{' '}
            <strong>{counted(sum.tokens, ['living token', 'living tokens'])}</strong> of{' '}
            {counted(sum.families, ['approval', 'approvals'])}. This cannot be undone.
          </>
        )}
      </p>
      {sum.jwts > 0 && (
        <Note
          tone="doubt"
          title={`${counted(sum.jwts, ['JWT access token', 'JWT access tokens'])} may be accepted for a while`}
        >
          APIs that do not follow the revocation feed accept them until <Time at={sum.jwtsUntil} full />.
        </Note>
      )}
      {own && <Note title="Your own session matches too">It is left out. End it on its own page, or sign out.</Note>}
      {more && (
        <Note tone="doubt" title={`More than ${MOST_AT_ONCE} sessions match`}>
          The newest {MOST_AT_ONCE} end now. Do it again for the others, or narrow the filters.
        </Note>
      )}
      {previews.length > 0 && (
        <details className={styles['members']}>
          <summary>Show the {counted(sum.sessions, SESSIONS)}</summary>
          <ul aria-label="Sessions that would end" tabIndex={0}>
            {previews.map(({ session, preview }) => (
              <li key={session.id} data-session-id={session.id}>
                <strong>{session.username ?? session.user_id}</strong>
                <span>{deviceName(session.user_agent)}</span>
                <span>{session.ip}</span>
                <span>{counted(preview.counts?.tokens ?? 0, ['token', 'tokens'])}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Receipt({
  ended,
  all,
  onClose,
}: {
  readonly ended: readonly Ended[];
  readonly all: number;
  readonly onClose: () => void;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const done = ended.filter(({ receipt }) => receipt !== undefined);
  const refused = ended.filter(({ error }) => error !== undefined);
  const left = all - ended.length;
  return (
    <Dialog
      title="End all sessions that match the filters"
      onClose={onClose}
      wide
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <section aria-label="Receipt" className={styles['flow']}>
        <h3 ref={head} tabIndex={-1} className={styles['done']}>
          {counted(done.length, SESSIONS)} ended
        </h3>
        {left > 0 && <Note tone="doubt">You stopped it: {counted(left, SESSIONS)} were not reached and live on.</Note>}
        {refused.length > 0 && (
          <Note tone="bad" title={`${counted(refused.length, SESSIONS)} could not be ended`}>
            <ul>
              {refused.map(({ session, error }) => (
                <li key={session.id}>
                  {session.username ?? session.user_id}: {error?.message}
                </li>
              ))}
            </ul>
          </Note>
        )}
        <div className={styles['members']}>
          <ul aria-label="Ended sessions" tabIndex={0}>
            {done.map(({ session, receipt }) => (
              <li key={session.id} data-session-id={session.id}>
                <strong>{session.username ?? session.user_id}</strong>
                <span>{counted(receipt?.progress.done ?? 0, ['token', 'tokens'])}</span>
                <CopyId value={receipt?.id ?? ''} what="receipt id" />
              </li>
            ))}
          </ul>
        </div>
      </section>
    </Dialog>
  );
}
