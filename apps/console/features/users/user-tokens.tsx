'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, type Shape } from '../../ui/admin-api';
import { StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { kindName } from '../../ui/ledger-words';
import { EmptyState, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { usePages } from '../../ui/use-pages';
import { userKey, useRefusal, useUser } from './user-context';
import styles from './users.module.css';

type Token = Shape<'TokenAnswer'>;

/** Enough to see what is going on; the explorer has the rest. */
const NEWEST = 20;

const column = columnsOf<Token>();
const COLUMNS = column.columns([
  column.accessor('kind', {
    header: 'Token',
    cell: ({ row: { original: token } }) => (
      <span className={styles['person']}>
        {kindName(token.kind)}
        <small dir="ltr">{`${token.id.slice(0, 8)}…${token.id.slice(-6)}`}</small>
      </span>
    ),
  }),
  column.accessor('state', {
    header: 'State',
    meta: { width: 'tight' },
    cell: ({ row: { original: token } }) => <StateBadge state={token.state} />,
  }),
  column.accessor('client_id', { header: 'Client' }),
  column.accessor('scope', {
    header: 'Scope',
    meta: { width: 'wide', minor: true },
    cell: ({ row: { original: token } }) => token.scope.join(' ') || '–',
  }),
  column.accessor('issued_at', {
    header: 'Issued',
    meta: { width: 'tight' },
    cell: ({ row: { original: token } }) => <Time at={token.issued_at} />,
  }),
  column.accessor('expires_at', {
    header: 'Expires',
    meta: { width: 'tight' },
    cell: ({ row: { original: token } }) => <Time at={token.expires_at} />,
  }),
]);

// Loaded when somebody asks for it.
const RevokeDialog = dynamic(() => import('../../ui/revoke-dialog').then((module) => module.RevokeDialog), {
  ssr: false,
});

/** The newest tokens that were issued for the user. */
export function UserTokens() {
  return (
    <Readable scope="tokens:read">
      <Newest />
    </Readable>
  );
}

function Newest() {
  const { value: user } = useUser();
  const refusal = useRefusal();
  const [revoking, setRevoking] = useState(false);
  const listed = usePages([...userKey(user.id), 'tokens'], (_cursor, signal) =>
    answer(api.GET('/admin/v1/tokens', { params: { query: { subject: user.id, limit: NEWEST } }, signal })),
  );
  const all = `/tokens?subject=${user.id}`;
  return (
    <>
      <div className={styles['tools']}>
        <p className={styles['flat']}>
          The newest {NEWEST}. <Link href={all}>Find and explain all of them</Link>
        </p>
        <ActionButton
          variant="default"
          className={styles['danger']}
          needs="tokens:revoke"
          unavailable={refusal}
          onClick={() => setRevoking(true)}
        >
          Revoke everything of this user
        </ActionButton>
      </div>
      <DataTable
        label={`Newest tokens of ${user.username}`}
        columns={COLUMNS}
        pages={{ ...listed, hasMore: false }}
        rowId={(token) => token.id}
        rowHref={(token) => `/tokens/${token.id}`}
        empty={
          <EmptyState
            title="No tokens"
            action={
              <Button component={Link} href={all} variant="default">
                Open the token explorer
              </Button>
            }
          >
            <p>Nothing was issued for this user lately.</p>
          </EmptyState>
        }
      />
      {revoking && (
        <RevokeDialog
          title={`Revoke everything of ${user.username}`}
          event={{ event: 'user', user_id: user.id }}
          confirm="Revoke"
          onClose={() => setRevoking(false)}
        >
          <p className={styles['flat']}>
            Every browser is signed out and every token ends. The user can sign in again, and what they agreed to stays.
          </p>
        </RevokeDialog>
      )}
    </>
  );
}
