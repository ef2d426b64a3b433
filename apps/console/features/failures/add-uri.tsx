'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { DangerDialog } from '../../ui/danger-dialog';
import { Note } from '../../ui/problem-alert';
import { clientKey, clientPath, patchClient, readClient, storeClient } from '../../ui/use-client';
import type { Failure } from './failure-words';

/** Registers exactly the redirect URI that was refused, after a second look. Never by itself. */
export function AddUri({ failure }: { readonly failure: Failure }) {
  const clientId = failure.client_id ?? '';
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const key = [...clientKey(clientId), 'rejected-redirect-uris'];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () =>
      answer(
        api.GET('/admin/v1/clients/{client_id}/rejected-redirect-uris', { params: { path: clientPath(clientId) } }),
      ),
  });
  const sent = failure.received['redirect_uri'];
  const item = data?.items.find(({ uri, kind }) => kind === 'redirect_uri' && uri === sent);
  if (!item) return null;
  if (item.registered)
    return <Note tone="good">This redirect URI is registered by now: the client can try again.</Note>;
  const uri = item.add;
  const add = async () => {
    if (uri === null) return;
    const { value, etag } = await readClient(clientId);
    const redirect_uris = [...new Set([...(value.redirect_uris ?? []), uri])];
    storeClient(queries, clientId, await patchClient(clientId, { redirect_uris }, etag));
    await queries.invalidateQueries({ queryKey: key });
    announce('Registered. The client can try again.');
  };
  return (
    <>
      <ActionButton
        needs="clients:write"
        unavailable={uri === null ? `It may not be added as it is. ${item.problems.join(' ')}` : undefined}
        onClick={() => setAsking(true)}
      >
        Add exactly this URI
      </ActionButton>
      {asking && (
        <DangerDialog
          title={`Register a redirect URI for ${clientId}`}
          confirm="Register it"
          onConfirm={add}
          onClose={() => setAsking(false)}
        >
          <p>
            From now on the client gets answers at <code dir="ltr">{uri}</code>, character for character. Do this only
            if the address belongs to the client.
          </p>
        </DangerDialog>
      )}
    </>
  );
}
