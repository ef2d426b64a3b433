'use client';
/** Turns a client off and on again. Off is felt at once, so it is asked for with its consequences. */
import { useMutation } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { api, ApiProblem, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { clientPath, useLoadedClient } from '../../ui/use-client';

const DisableDialog = dynamic(() => import('./disable-dialog').then(({ DisableDialog: loaded }) => loaded), {
  ssr: false,
});

export function ClientState() {
  const { client, clientId, stored, read, onStored } = useLoadedClient();
  const [asking, setAsking] = useState(false);
  const params = (etag: string) => ({ path: clientPath(clientId), header: { 'If-Match': etag } });
  const told = (error: unknown) => {
    // Whoever was faster is shown before it is tried again.
    if (error instanceof ApiProblem && error.status === 412) void read().then(onStored);
    throw error;
  };
  const enable = useMutation({
    mutationFn: () =>
      tagged(api.POST('/admin/v1/clients/{client_id}/enable', { params: params(stored.etag) })).catch(told),
    onSuccess: (now) => {
      onStored(now);
      announce(`${client.client_name} is enabled`);
    },
    onError: (error) => announce(error.message, 'bad'),
  });
  const disable = async () => {
    const request = api.POST('/admin/v1/clients/{client_id}/disable', { params: params(stored.etag) });
    onStored(await tagged(request).catch(told));
    announce(`${client.client_name} is disabled`);
  };
  return (
    <>
      {client.state === 'enabled' ? (
        <ActionButton variant="default" needs="clients:write" onClick={() => setAsking(true)}>
          Disable
        </ActionButton>
      ) : (
        <ActionButton needs="clients:write" loading={enable.isPending} onClick={() => enable.mutate()}>
          Enable
        </ActionButton>
      )}
      {asking && <DisableDialog client={client} onConfirm={disable} onClose={() => setAsking(false)} />}
    </>
  );
}
