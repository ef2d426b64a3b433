'use client';
/** Public keys of a client: what its signatures are verified with. The private halves never come here. RFC 7517. */
import { useMemo, useState } from 'react';
import { keySetRules, type JsonWebKey as PublicKey } from '@gatehouse/client-rules';
import { ActionButton } from '../../ui/action-button';
import { announce } from '../../ui/announcer';
import { CodeBlock } from '../../ui/code-block';
import { CopyId } from '../../ui/copy-id';
import { DangerDialog } from '../../ui/danger-dialog';
import { columnsOf, DataTable, type Columns } from '../../ui/data-table';
import { Dialog } from '../../ui/dialog';
import { Card } from '../../ui/form-card';
import { Note } from '../../ui/problem-alert';
import { EmptyState } from '../../ui/states';
import { useLoadedClient } from '../../ui/use-client';
import { useClientChange } from '../../ui/use-client-change';
import type { Pages } from '../../ui/use-pages';
import { AddKeys, type WayOfAdding } from './add-keys';
import { keysOf, kindOf } from './read-key-set';
import styles from './credentials.module.css';

interface Row {
  readonly key: PublicKey;
  readonly place: number;
}

type Asked = { readonly about: 'view' | 'remove'; readonly row: Row } | { readonly about: WayOfAdding };

export function KeysCard() {
  const { client } = useLoadedClient();
  const change = useClientChange();
  const [asked, setAsked] = useState<Asked>();
  const keys = useMemo(() => keysOf(client.jwks), [client.jwks]);
  const pages = useMemo(() => allOf(keys.map((key, place) => ({ key, place }))), [keys]);
  const signs = client.token_endpoint_auth_method === 'private_key_jwt';
  const isLast = signs && keys.length === 1;
  const columns = useMemo(() => columnsFor(isLast, setAsked), [isLast]);
  const close = () => setAsked(undefined);
  const warnings = keys.length > 0 ? keySetRules({ keys }) : [];
  const remove = async ({ place }: Row) => {
    const left = keys.filter((_key, index) => index !== place);
    await change({ jwks: left.length > 0 ? { keys: left } : null });
    announce('The key was removed');
  };
  return (
    <div data-members="jwks">
      <Card
        title="Public keys"
        lead={
          <>
            The client signs with the private half, and we verify with these. Gatehouse uses the keys that stand here
            and does not fetch any from an address (<code>jwks_uri</code>), so add a new key before the client signs
            with it.
          </>
        }
        actions={
          <>
            <ActionButton needs="clients:write" size="xs" onClick={() => setAsked({ about: 'generate' })}>
              Generate a key pair…
            </ActionButton>
            <ActionButton
              needs="clients:write"
              size="xs"
              variant="default"
              onClick={() => setAsked({ about: 'paste' })}
            >
              Paste public keys…
            </ActionButton>
          </>
        }
      >
        {!signs && keys.length > 0 && (
          <Note title="Not in use yet">The client proves itself in another way: see Authentication above.</Note>
        )}
        {warnings.length > 0 && (
          <Note tone="doubt" title="Worth a second look">
            <ul className={styles['findings']}>
              {warnings.map(({ message, fix, path }) => (
                <li key={path.join('/')}>
                  {message} {fix}
                </li>
              ))}
            </ul>
          </Note>
        )}
        <DataTable
          label="Public keys"
          columns={columns}
          pages={pages}
          rowId={({ place }) => String(place)}
          empty={
            <EmptyState title="No public key yet">
              <p>
                Generate a pair here, in this browser: the private key is saved on your computer and sent to nobody. Or
                paste the public keys of a pair that you have.
              </p>
            </EmptyState>
          }
        />
      </Card>
      {(asked?.about === 'generate' || asked?.about === 'paste') && <AddKeys way={asked.about} onClose={close} />}
      {asked?.about === 'view' && (
        <Dialog title="Public key" onClose={close}>
          <CodeBlock what="public key" code={JSON.stringify(asked.row.key, undefined, 2)} />
        </Dialog>
      )}
      {asked?.about === 'remove' && (
        <DangerDialog
          title={`Remove the key ${asked.row.key.kid ?? ''}`}
          confirm="Remove"
          onConfirm={() => remove(asked.row)}
          onClose={close}
        >
          <p>What the client signs with it is refused from now on. Make sure that it signs with another key already.</p>
        </DangerDialog>
      )}
    </div>
  );
}

/** Everything is there: no further pages. */
function allOf(rows: readonly Row[]): Pages<Row> {
  const nothing = () => undefined;
  const state = {
    isLoading: false,
    isFetching: false,
    isFetchingMore: false,
    error: null,
    hasMore: false,
    searchedBackTo: null,
  };
  return { rows, ...state, loadMore: nothing, retry: nothing };
}

const column = columnsOf<Row>();

function columnsFor(isLast: boolean, ask: (asked: Asked) => void): Columns<Row> {
  return [
    column.display({
      id: 'kid',
      header: 'Key id (kid)',
      cell: ({ row }) => {
        const { kid } = row.original.key;
        return kid === undefined ? <span>No key id</span> : <CopyId value={kid} what="key id" />;
      },
    }),
    column.display({ id: 'type', header: 'Type', cell: ({ row }) => kindOf(row.original.key) }),
    column.display({ id: 'alg', header: 'Algorithm', cell: ({ row }) => row.original.key.alg ?? 'Not limited' }),
    column.display({
      id: 'actions',
      header: () => <span className="gh-hidden">Actions</span>,
      meta: { width: 'tight' },
      cell: ({ row }) => (
        <span className={styles['tools']}>
          <ActionButton size="compact-xs" variant="default" onClick={() => ask({ about: 'view', row: row.original })}>
            View
          </ActionButton>
          <ActionButton
            needs="clients:write"
            size="compact-xs"
            variant="default"
            unavailable={
              isLast ? 'It is the only key, and the client proves itself with it. Add another first.' : undefined
            }
            onClick={() => ask({ about: 'remove', row: row.original })}
          >
            Remove…
          </ActionButton>
        </span>
      ),
    }),
  ];
}
