'use client';
/** What a revocation would end, or has ended: counts, a warning about JWTs, and the ids behind the counts. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { answer, api, type Shape } from './admin-api';
import { CopyId } from './copy-id';
import { capital, counted, kindName, KINDS, type TokenKind } from './ledger-words';
import { Note } from './problem-alert';
import styles from './revoke-dialog.module.css';
import { LoadFailed } from './states';
import { Time } from './time';
import { usePages } from './use-pages';

type Counts = Shape<'RevocationCountsAnswer'>;

/** Whether no living token and no signed-in browser is in the set. */
export const isEmptyOfTokens = ({ counts }: Shape<'RevocationAnswer'>): boolean =>
  counts !== null && counts.tokens === 0 && counts.sessions === 0;

export function RevocationPreview({ preview }: { readonly preview: Shape<'RevocationAnswer'> }) {
  const { counts, members_truncated: truncated } = preview;
  if (!counts) return null;
  const more = truncated ? 'at least ' : '';
  return (
    <section aria-label="What would end" className={styles['preview']}>
      <p className={styles['sum']}>
        Ends {more}
        <strong>{counted(counts.tokens, ['living token', 'living tokens'])}</strong>
        {counts.sessions > 0 && (
          <>
            {' '}
            and signs out <strong>{counted(counts.sessions, ['browser', 'browsers'])}</strong>
          </>
        )}
        . This cannot be undone.
      </p>
      <CountTiles counts={counts} />
      <JwtNote counts={counts} />
      {truncated && (
        <Note tone="doubt" title="This set is larger than what was counted">
          The counts are lower bounds. Everything in the set ends all the same.
        </Note>
      )}
      {counts.tokens > 0 && <Members id={preview.id} label={`Show the ${counted(counts.tokens, ['id', 'ids'])}`} />}
    </section>
  );
}

/** The counts as tiles: kinds first, then who is affected. */
export function CountTiles({ counts }: { readonly counts: Counts }) {
  const kinds = (Object.keys(KINDS) as TokenKind[]).map((kind) => [counts.by_kind[kind], KINDS[kind]] as const);
  const tiles = [
    ...kinds,
    [counts.users, ['user', 'users']] as const,
    [counts.clients, ['client', 'clients']] as const,
    [counts.families, ['approval', 'approvals']] as const,
    [counts.sessions, ['session', 'sessions']] as const,
  ];
  return (
    <dl className={styles['tiles']}>
      {tiles.map(([count, [one, many]]) => (
        <div key={many} data-none={count === 0 || undefined}>
          <dt>{capital(count === 1 ? one : many)}</dt>
          <dd>{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** JWTs stay good for verifiers that ask nobody. */
export function JwtNote({ counts }: { readonly counts: Counts }) {
  const { count, accepted_until: until } = counts.jwt_access_tokens;
  if (count === 0) return null;
  const [stay, them] = count === 1 ? ['stays', 'it'] : ['stay', 'them'];
  return (
    <Note
      tone="doubt"
      title={`${counted(count, ['JWT access token', 'JWT access tokens'])} may be accepted for a while`}
    >
      {capital(counted(count, ['JWT access token', 'JWT access tokens']))} {stay} accepted by APIs that do not follow
      the revocation feed until <Time at={until} full />. APIs that follow the feed or ask for introspection refuse{' '}
      {them} at once.
    </Note>
  );
}

/** Every id of a preview or receipt, fetched when somebody wants to see them. */
export function Members({ id, label }: { readonly id: string; readonly label: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles['members']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open && <MemberList id={id} />}
    </details>
  );
}

function MemberList({ id }: { readonly id: string }) {
  const pages = usePages(['revocation-members', id], (cursor, signal) =>
    answer(
      api.GET('/admin/v1/revocations/{id}/members', {
        params: { path: { id }, query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  if (pages.error) return <LoadFailed error={pages.error} onRetry={pages.retry} />;
  if (pages.isLoading) return <p role="status">Loading the ids …</p>;
  return (
    <>
      <ul className={styles['ids']} aria-label="Tokens in this set" tabIndex={0}>
        {pages.rows.map(({ token_id: tokenId, kind, state }) => (
          <li key={tokenId} data-token-id={tokenId}>
            <span>{kindName(kind)}</span>
            <CopyId value={tokenId} what="token id" whole />
            {state !== 'pending' && <span>{state === 'gone' ? 'had died by itself' : state}</span>}
          </li>
        ))}
      </ul>
      {pages.hasMore && (
        <Button size="xs" variant="default" loading={pages.isFetchingMore} onClick={pages.loadMore}>
          Load more
        </Button>
      )}
    </>
  );
}
