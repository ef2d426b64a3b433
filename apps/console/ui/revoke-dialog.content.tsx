'use client';
/**
 * Ends tokens with a look beforehand: what would end → why → done, with a receipt. What is committed is the preview that
 * was shown; when something has joined the set since, nothing ends and the difference is shown.
 */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { answer, api, ApiProblem, type Shape } from './admin-api';
import { Dialog } from './dialog';
import { CAUSES, type RevocationCause } from './ending-words';
import { counted } from './ledger-words';
import { Note, ProblemAlert } from './problem-alert';
import { isEmptyOfTokens, RevocationPreview } from './revocation-preview';
import { ReceiptActions, RevocationReceipt, useReceipt } from './revocation-receipt';
import styles from './revoke-dialog.module.css';
import { BlockSkeleton, LoadFailed } from './states';

/** What is to end: the body of `POST /admin/v1/revocations/preview`. */
export type RevocationOrder = Shape<'PreviewRevocationBody'>;
export type Receipt = Shape<'RevocationReceiptAnswer'>;

/** Above this the API wants the number typed; it decides, this only asks in time. */
const TYPED_ABOVE = 1_000;

/** Events that do nothing but end the tokens that they name. */
const ONLY_TOKENS: readonly RevocationOrder['event'][] = ['token', 'descendants', 'filter'];

export interface RevokeDialogProps {
  /** What is to end. */
  readonly event: RevocationOrder;
  /** Names the object: `Revoke everything of ada`. */
  readonly title: string;
  /** What the red button says; by default `Revoke` and how many. */
  readonly confirm?: string;
  /** What is special about it, such as that it is one's own session. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
  /** Told once, as soon as it is committed; the receipt stays on the screen. */
  readonly onDone?: (receipt: Receipt) => void;
}

interface Reason {
  readonly code: RevocationCause | '';
  readonly text: string;
  readonly typed: string;
}

export function RevokeDialog(props: RevokeDialogProps) {
  const { event, title, onClose, onDone } = props;
  const queries = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const dialog = useId();
  const preview = useQuery({
    // A preview is an act of its own, written into the audit log: made once for each look, never again by itself.
    queryKey: ['revocation-preview', dialog, event, attempt],
    queryFn: () => answer(api.POST('/admin/v1/revocations/preview', { body: event })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const [reason, setReason] = useState<Reason>({ code: '', text: '', typed: '' });
  const commit = useMutation({
    mutationFn: async ({ includeAdded, code }: { includeAdded: boolean; code: RevocationCause }) =>
      answer(
        api.POST('/admin/v1/revocations', {
          body: {
            preview_id: preview.data?.id ?? '',
            reason_code: code,
            reason: reason.text.trim(),
            ...(reason.typed.trim() === '' ? {} : { confirm: reason.typed.trim() }),
            ...(includeAdded ? { include_added: true } : {}),
          },
        }),
      ),
    onSuccess: async (receipt) => {
      onDone?.(receipt);
      // Lists, trees and counters of every page may tell of what has just ended.
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'revocation-preview' });
    },
  });
  const receipt = useReceipt(commit.data);

  const problem = commit.error instanceof ApiProblem ? commit.error : undefined;
  const tokens = preview.data?.counts?.tokens ?? 0;
  const needsTyping = tokens > TYPED_ABOVE || problem?.code === 'revocation_unconfirmed';
  const typed = !needsTyping || reason.typed.trim() === String(tokens);
  const nothing = preview.data !== undefined && isEmptyOfTokens(preview.data) && ONLY_TOKENS.includes(event.event);
  const ready = preview.data !== undefined && !nothing && reason.code !== '' && reason.text.trim() !== '' && typed;
  const again = () => {
    commit.reset();
    setReason((before) => ({ ...before, typed: '' }));
    setAttempt((before) => before + 1);
  };
  const run = (includeAdded: boolean) => {
    if (reason.code !== '' && ready) commit.mutate({ includeAdded, code: reason.code });
  };
  const stale = problem !== undefined && STALE.has(problem.code);

  if (receipt) {
    return (
      <Dialog title={title} onClose={onClose} wide actions={<ReceiptActions receipt={receipt} onClose={onClose} />}>
        <RevocationReceipt receipt={receipt} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      mayClose={() => !commit.isPending}
      wide
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={commit.isPending} data-autofocus>
            Cancel
          </Button>
          {stale ? (
            <>
              {problem.code === 'revocation_set_changed' && (
                <Button variant="default" color="red.8" onClick={() => run(true)} loading={commit.isPending}>
                  Include the new ones
                </Button>
              )}
              <Button onClick={again}>Preview again</Button>
            </>
          ) : (
            !nothing && (
              <Button color="red.8" onClick={() => run(false)} loading={commit.isPending} disabled={!ready}>
                {props.confirm ?? (tokens > 0 ? `Revoke ${counted(tokens, ['token', 'tokens'])}` : 'Revoke')}
              </Button>
            )
          )}
        </>
      }
    >
      <div className={styles['flow']}>
        {props.children}
        {preview.isPending && <BlockSkeleton label="Counting what would end" height={180} />}
        {preview.error && <LoadFailed error={preview.error} onRetry={again} />}
        {preview.data && (
          <>
            <RevocationPreview preview={preview.data} />
            {nothing ? (
              <Note title="Nothing to revoke">
                Nothing in this set is alive: every token was used, replaced, revoked or has expired.
              </Note>
            ) : (
              <ReasonForm reason={reason} onChange={setReason} count={needsTyping ? tokens : undefined} />
            )}
          </>
        )}
        {problem?.code === 'revocation_set_changed' ? <SetChanged problem={problem} /> : null}
        {commit.error && problem?.code !== 'revocation_set_changed' && <ProblemAlert error={commit.error} />}
      </div>
    </Dialog>
  );
}

/** After these only another look helps. */
const STALE: ReadonlySet<string> = new Set([
  'revocation_set_changed',
  'revocation_expired',
  'revocation_committed',
  'revocation_not_found',
]);

function ReasonForm({
  reason,
  onChange,
  count,
}: {
  readonly reason: Reason;
  readonly onChange: (reason: Reason) => void;
  /** Has to be typed; undefined when the set is small. */
  readonly count: number | undefined;
}) {
  return (
    <fieldset className={styles['reason']}>
      <legend>Why?</legend>
      <NativeSelect
        label="Reason"
        required
        value={reason.code}
        onChange={(event) => onChange({ ...reason, code: event.currentTarget.value as Reason['code'] })}
        data={[{ value: '', label: 'Choose one', disabled: true }, ...CAUSES]}
      />
      <Textarea
        label="In a sentence"
        description="For whoever reads the audit log. Do not paste a token or secret."
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={reason.text}
        onChange={(event) => onChange({ ...reason, text: event.currentTarget.value })}
      />
      {count !== undefined && (
        <TextInput
          label={
            <>
              This is a large set. Type <code>{count}</code> to go on
            </>
          }
          inputMode="numeric"
          autoComplete="off"
          value={reason.typed}
          onChange={(event) => onChange({ ...reason, typed: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}

/** Something joined the set after it was looked at. Nothing was revoked. */
function SetChanged({ problem }: { readonly problem: ApiProblem }) {
  const { added, added_count: addedCount, gone_count: gone } = problem.body;
  const ids = Array.isArray(added) ? added.filter((id) => typeof id === 'string') : [];
  const count = typeof addedCount === 'number' ? addedCount : ids.length;
  useEffect(() => {
    document.querySelector<HTMLElement>('[data-set-changed]')?.focus();
  }, [problem]);
  return (
    <div role="alert" tabIndex={-1} data-set-changed className={styles['changed']}>
      <strong>{counted(count, ['new token', 'new tokens'])} since the preview. Nothing was revoked.</strong>
      <p>
        Preview again to see the whole set, or revoke the new {count === 1 ? 'one' : 'ones'} together with what you saw.
        {typeof gone === 'number' && gone > 0 && ` ${counted(gone, ['token', 'tokens'])} died by themselves meanwhile.`}
      </p>
      <ul className={styles['ids']} aria-label="New since the preview">
        {ids.slice(0, 10).map((id) => (
          <li key={id}>
            <code dir="ltr">{id}</code>
          </li>
        ))}
        {count > 10 && <li>and {(count - Math.min(10, ids.length)).toLocaleString('en')} more</li>}
      </ul>
    </div>
  );
}
