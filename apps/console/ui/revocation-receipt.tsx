'use client';
/** The receipt of a revocation: what died, what is pending, who did it and why; with progress while a job is at work. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { ActionButton } from './action-button';
import { answer, api, type Shape } from './admin-api';
import { announce } from './announcer';
import { CopyId } from './copy-id';
import { Fact, Facts } from './form-card';
import { causeName } from './ending-words';
import { counted } from './ledger-words';
import { useMay, useMe } from './me';
import { Note, ProblemAlert } from './problem-alert';
import { CountTiles, JwtNote, Members } from './revocation-preview';
import styles from './revoke-dialog.module.css';
import { Time } from './time';

type Receipt = Shape<'RevocationReceiptAnswer'>;

const isAtWork = ({ state }: Receipt): boolean => state === 'running' || state === 'marking';

/** Follows a receipt until its job has ended. @param first what the commit answered */
export function useReceipt(first: Receipt | undefined): Receipt | undefined {
  const { data } = useQuery({
    queryKey: ['revocation', first?.id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/revocations/{id}', { params: { path: { id: first?.id ?? '' } }, signal })),
    enabled: first !== undefined && isAtWork(first),
    refetchInterval: ({ state }) => (state.data && !isAtWork(state.data) ? false : 1_000),
  });
  return data ?? first;
}

export function RevocationReceipt({ receipt }: { readonly receipt: Receipt }) {
  const { counts, state, progress } = receipt;
  const me = useMe();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const by = receipt.committed_by;
  return (
    <section aria-label="Receipt" className={styles['preview']}>
      <h3 ref={head} tabIndex={-1} className={styles['done']}>
        {HEADINGS[state]}
      </h3>
      {isAtWork(receipt) && <Progress receipt={receipt} />}
      {state === 'stopped' && (
        <Note tone="doubt" title="It was stopped before the end">
          {counted(progress.pending, ['token was', 'tokens were'])} not reached and{' '}
          {progress.pending === 1 ? 'is' : 'are'} alive.
        </Note>
      )}
      {counts && <CountTiles counts={counts} />}
      {counts && <JwtNote counts={counts} />}
      <Facts>
        <Fact name="Receipt">
          <CopyId value={receipt.id} what="receipt id" />
        </Fact>
        <Fact name="When">
          <Time at={receipt.committed_at} full />
        </Fact>
        <Fact name="By">{by?.id === me.id ? 'you' : `${by?.kind ?? ''} ${by?.id ?? ''}`}</Fact>
        <Fact name="Why">
          {causeName(receipt.reason_code)}
          {receipt.reason && <>: {receipt.reason}</>}
        </Fact>
        <Fact name="Revoked">{progress.done.toLocaleString('en')}</Fact>
        {progress.gone > 0 && <Fact name="Had died before">{progress.gone.toLocaleString('en')}</Fact>}
        {progress.pending > 0 && <Fact name="Still to come">{progress.pending.toLocaleString('en')}</Fact>}
      </Facts>
      <Members key={state} id={receipt.id} label="Show the ids" />
      <AuditLink revocationId={receipt.id} />
    </section>
  );
}

const HEADINGS: Readonly<Record<Receipt['state'], string>> = {
  previewed: 'Nothing has ended yet',
  running: 'Revoking …',
  marking: 'Everything is dead. Lists are catching up …',
  stopped: 'Stopped',
  finished: 'Done. Everything in this set is dead',
};

function Progress({ receipt }: { readonly receipt: Receipt }) {
  const { done, pending, gone } = receipt.progress;
  const whole = done + pending + gone;
  const stop = useMutation({
    mutationFn: () => answer(api.POST('/admin/v1/revocations/{id}/stop', { params: { path: { id: receipt.id } } })),
    onSuccess: () => announce('The revocation was stopped'),
  });
  return (
    <div className={styles['progress']}>
      <label>
        <span>
          {done.toLocaleString('en')} of {whole.toLocaleString('en')} tokens
        </span>
        <progress value={done + gone} max={Math.max(1, whole)} />
      </label>
      {receipt.state === 'running' && (
        <ActionButton needs="tokens:revoke" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          Stop
        </ActionButton>
      )}
      <ProblemAlert error={stop.error} />
    </div>
  );
}

/** The log tells the same, for good. */
function AuditLink({ revocationId }: { readonly revocationId: string }) {
  const may = useMay('audit:read');
  const { data } = useQuery({
    queryKey: ['revocation-audit', revocationId],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/admin/v1/audit', {
          // It is written as text of a list: `event` takes several.
          params: { query: { event: ['revocation.committed'], mentions: revocationId, limit: 1 } },
          signal,
        }),
      ),
    enabled: may,
  });
  const event = data?.items[0];
  if (!may || !event) return null;
  return (
    <p className={styles['audit']}>
      <Link href={`/audit?event=${event.id}`} prefetch={false}>
        Its event in the audit log
      </Link>
    </p>
  );
}

/** Download and Close. */
export function ReceiptActions({ receipt, onClose }: { readonly receipt: Receipt; readonly onClose: () => void }) {
  const download = useMutation({
    mutationFn: async (format: 'json' | 'csv') => {
      const members = await everyMember(receipt.id);
      const name = `gatehouse-revocation-${receipt.id}.${format}`;
      if (format === 'json') {
        save(name, 'application/json', JSON.stringify({ receipt, tokens: members }, undefined, 2));
      } else {
        // Ids and words of ours only: there is nothing to quote.
        const lines = members.map(({ token_id: id, kind, state }) => [id, kind, state, receipt.id].join(','));
        save(name, 'text/csv', ['token_id,kind,state,revocation_id', ...lines, ''].join('\r\n'));
      }
    },
    onError: () => announce('The receipt could not be fetched. Try again', 'bad'),
  });
  return (
    <>
      {(['json', 'csv'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          loading={download.isPending && download.variables === format}
          onClick={() => download.mutate(format)}
        >
          Download {format.toUpperCase()}
        </Button>
      ))}
      <Button onClick={onClose}>Close</Button>
    </>
  );
}

async function everyMember(id: string): Promise<Shape<'RevocationMemberAnswer'>[]> {
  const members: Shape<'RevocationMemberAnswer'>[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await answer(api.GET('/admin/v1/revocations/{id}/members', { params: { path: { id }, query } }));
    members.push(...page.items);
    if (page.next === null) return members;
    cursor = page.next;
  }
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
