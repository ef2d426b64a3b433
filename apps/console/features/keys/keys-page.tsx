'use client';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { answer, api } from '../../ui/admin-api';
import { ActionButton } from '../../ui/action-button';
import { StateBadge } from '../../ui/badge';
import { columnsOf, DataTable } from '../../ui/data-table';
import { Card } from '../../ui/form-card';
import { useMe } from '../../ui/me';
import { PageHeader } from '../../ui/page-header';
import { EmptyState, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { useNow } from '../../ui/use-now';
import { usePages } from '../../ui/use-pages';
import { KeyChart } from './key-chart';
import { timelineOf } from './key-timeline';
import { ALGORITHMS, shortKid, type SigningKey, stateWord } from './key-words';
import styles from './keys.module.css';
import { NextStep } from './next-step';

// Fetched when somebody opens them: the keys have to be there first.
const AnnounceDialog = dynamic(() => import('./announce-dialog').then((module) => module.AnnounceDialog), {
  ssr: false,
});
const EmergencyDialog = dynamic(() => import('./emergency-dialog').then((module) => module.EmergencyDialog), {
  ssr: false,
});
const KeyDrawer = dynamic(() => import('./key-drawer').then((module) => module.KeyDrawer), { ssr: false });

const PAGE = {
  key: parseAsString,
  announce: parseAsStringLiteral(['1']),
  emergency: parseAsStringLiteral(ALGORITHMS),
};
const LIST = ['signing-keys'];

const column = columnsOf<SigningKey>();
const COLUMNS = [
  column.display({
    id: 'kid',
    header: 'Key',
    cell: ({ row }) => (
      <code title={row.original.kid} dir="ltr">
        {shortKid(row.original.kid)}
      </code>
    ),
  }),
  column.display({
    id: 'algorithm',
    header: 'Algorithm',
    meta: { width: 'tight' },
    cell: ({ row }) => row.original.algorithm,
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { width: 'tight' },
    cell: ({ row }) => <StateBadge state={stateWord(row.original)} />,
  }),
  column.display({ id: 'created', header: 'Announced', cell: ({ row }) => <Time at={row.original.created_at} /> }),
  column.display({
    id: 'activated',
    header: 'Signs since',
    cell: ({ row }) => <Time at={row.original.activated_at} />,
  }),
  column.display({ id: 'retiring', header: 'Signed until', cell: ({ row }) => <Time at={row.original.retiring_at} /> }),
  column.display({
    id: 'tokens',
    header: 'Last token ends',
    cell: ({ row }) => (
      <Time at={row.original.tokens_end_by} fallback={row.original.state === 'active' ? 'still signs' : '–'} />
    ),
  }),
  column.display({ id: 'next', header: 'What comes next', cell: ({ row }) => <NextStep signingKey={row.original} /> }),
];

export function KeysPage() {
  const { issuerUrl } = useMe();
  const [page, setPage] = useQueryStates(PAGE, { history: 'push', scroll: false });
  return (
    <>
      <PageHeader
        title="Signing keys"
        lead="Keys rotate by themselves: each is published before it signs, and stays published until nothing that it signed is alive."
        actions={
          <>
            <ActionButton variant="default" needs="keys:write" onClick={() => void setPage({ announce: '1' })}>
              Announce a key
            </ActionButton>
            <ActionButton
              variant="default"
              color="red.8"
              needs="keys:write"
              onClick={() => void setPage({ emergency: 'ES256' })}
            >
              Emergency replacement
            </ActionButton>
          </>
        }
      />
      <Readable scope="keys:read">
        <Keys
          opened={page.key ?? undefined}
          onOpen={(kid) => void setPage({ key: kid })}
          emergency={page.emergency ?? undefined}
          announcing={page.announce !== null}
          onClose={() => void setPage({ key: null, announce: null, emergency: null })}
          onEmergency={(algorithm) => void setPage({ emergency: algorithm, key: null })}
        />
        <p className={styles['jwks']}>
          Relying parties fetch the public halves from{' '}
          <a href={`${issuerUrl}/.well-known/jwks.json`} target="_blank" rel="noreferrer">
            {issuerUrl}/.well-known/jwks.json
          </a>
          .
        </p>
      </Readable>
    </>
  );
}

interface KeysProps {
  readonly opened: string | undefined;
  readonly emergency: SigningKey['algorithm'] | undefined;
  readonly announcing: boolean;
  readonly onOpen: (kid: string) => void;
  readonly onClose: () => void;
  readonly onEmergency: (algorithm: SigningKey['algorithm']) => void;
}

function Keys({ opened, emergency, announcing, onOpen, onClose, onEmergency }: KeysProps) {
  const queries = useQueryClient();
  const now = useNow(30_000);
  const pages = usePages<SigningKey>(
    LIST,
    async (_cursor, signal) => ({ ...(await answer(api.GET('/admin/v1/signing-keys', { signal }))), next: null }),
    { refetchInterval: 30_000 },
  );
  const changed = () => void queries.invalidateQueries({ queryKey: LIST });
  const key = pages.rows.find(({ kid }) => kid === opened);
  return (
    <>
      {pages.rows.length > 0 && (
        <Card title="Over time">
          <KeyChart timeline={timelineOf(pages.rows, now)} now={now} />
        </Card>
      )}
      <DataTable
        label="Signing keys"
        columns={COLUMNS}
        pages={pages}
        rowId={({ kid }) => kid}
        onOpen={({ kid }) => onOpen(kid)}
        selectedId={opened}
        empty={
          <EmptyState title="There is no signing key">
            <p>The server makes the first keys when it starts. Look at its log.</p>
          </EmptyState>
        }
      />
      {opened !== undefined && !pages.isLoading && (
        <KeyDrawer
          key={opened}
          signingKey={key}
          kid={opened}
          onClose={onClose}
          onChanged={changed}
          onEmergency={onEmergency}
        />
      )}
      {announcing && <AnnounceDialog keys={pages.rows} onClose={onClose} onDone={changed} />}
      {emergency !== undefined && !pages.isLoading && (
        <EmergencyDialog keys={pages.rows} algorithm={emergency} onClose={onClose} onDone={changed} />
      )}
    </>
  );
}
