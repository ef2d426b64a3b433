'use client';
/** Stopping a client: for a while, all that it holds, or for good. Each says first what it ends, counted. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, ApiProblem, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { DangerDialog } from '../../ui/danger-dialog';
import { Card } from '../../ui/form-card';
import { Impact } from '../../ui/impact';
import { useMay } from '../../ui/me';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { Time } from '../../ui/time';
import { clientKey, clientPath, useLoadedClient } from '../../ui/use-client';
import styles from './activity.module.css';

type Asked = 'disable' | 'revoke' | 'delete';

export function DangerZone() {
  const { client, clientId, stored, read, onStored } = useLoadedClient();
  const queries = useQueryClient();
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>();
  const [enabling, setEnabling] = useState(false);
  const gone = useRef(false);
  useEffect(
    () => () => {
      // Not before the page is left: it would ask for what is gone.
      if (gone.current) queries.removeQueries({ queryKey: clientKey(clientId) });
    },
    [queries, clientId],
  );
  const params = { path: clientPath(clientId), header: { 'If-Match': stored.etag } };
  const { client_name: name } = client;
  const close = () => setAsked(undefined);
  /** Whoever was faster is shown before it is tried again. */
  const carriedOut = async <T,>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) onStored(await read());
      throw error;
    }
  };
  const turn = async (to: 'enable' | 'disable') => {
    onStored(await carriedOut(tagged(api.POST(`/admin/v1/clients/{client_id}/${to}`, { params }))));
    announce(`${name} is ${to}d`);
  };
  const enable = async () => {
    setEnabling(true);
    await turn('enable').catch((error: Error) => announce(error.message, 'bad'));
    setEnabling(false);
  };
  const remove = async () => {
    await carriedOut(answer(api.DELETE('/admin/v1/clients/{client_id}', { params })));
    announce(`${name} was deleted`);
    router.replace('/clients');
    gone.current = true;
    router.replace('/clients');
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'client' });
  };
  return (
    <Card title="Danger zone" tone="danger">
      <ul className={styles['acts']}>
        {client.state === 'enabled' ? (
          <li>
            <div>
              <h3>Disable</h3>
              <p>Nobody can sign in to it, and what it holds is dead. Settings, secrets and keys stay for later.</p>
            </div>
            <ActionButton needs="clients:write" variant="default" onClick={() => setAsked('disable')}>
              Disable…
            </ActionButton>
          </li>
        ) : (
          <li>
            <div>
              <h3>Enable</h3>
              <p>
                It was disabled <Time at={client.disabled_at} />. Its secrets and keys work again at once; tokens from
                before stay dead.
              </p>
            </div>
            <ActionButton needs="clients:write" loading={enabling} onClick={() => void enable()}>
              Enable the client
            </ActionButton>
          </li>
        )}
        <li>
          <div>
            <h3>Revoke everything it holds</h3>
            <p>Every token of it ends, and people sign in anew. The client itself goes on.</p>
          </div>
          <ActionButton needs="tokens:revoke" variant="default" onClick={() => setAsked('revoke')}>
            Revoke everything…
          </ActionButton>
        </li>
        <li>
          <div>
            <h3>Delete</h3>
            <p>
              With its secrets, keys and consents, for good. There is no way back: disable it when you are not sure.
            </p>
          </div>
          <ActionButton needs="clients:write" color="red.8" onClick={() => setAsked('delete')}>
            Delete…
          </ActionButton>
        </li>
      </ul>
      {asked === 'disable' && (
        <DangerDialog title={`Disable ${name}`} confirm="Disable" onConfirm={() => turn('disable')} onClose={close}>
          <div className={styles['stack']}>
            <p>From this moment on nobody can sign in to it, and it gets no more tokens. Its settings stay.</p>
            <Impact about={{ event: 'client_disabled', client_id: clientId }} />
          </div>
        </DangerDialog>
      )}
      {asked === 'revoke' && (
        <RevokeDialog
          title={`Revoke everything of ${name}`}
          confirm="Revoke"
          event={{ event: 'client', client_id: clientId }}
          onClose={close}
        />
      )}
      {asked === 'delete' && (
        <DangerDialog
          title={`Delete ${name}`}
          confirm="Delete for good"
          typed={clientId}
          onConfirm={remove}
          onClose={close}
        >
          <div className={styles['stack']}>
            <p>
              Whoever tries to sign in to it sees an error with a reference. Its settings, secrets and keys are gone,
              and so are the consents that people gave to it.
            </p>
            <LastToken clientId={clientId} />
            <Impact about={{ event: 'client_deleted', client_id: clientId }} />
          </div>
        </DangerDialog>
      )}
    </Card>
  );
}

/** Whether somebody still uses it. */
function LastToken({ clientId }: { readonly clientId: string }) {
  const may = useMay('tokens:read');
  const { data } = useQuery({
    queryKey: [...clientKey(clientId), 'last-token'],
    queryFn: () => answer(api.GET('/admin/v1/tokens', { params: { query: { client_id: clientId, limit: 1 } } })),
    enabled: may,
  });
  if (!data) return null;
  const [last] = data.items;
  return (
    <p>
      {last ? (
        <>
          It got its last token <Time at={last.issued_at} full />.
        </>
      ) : (
        'No token of it is in the ledger.'
      )}
    </p>
  );
}
