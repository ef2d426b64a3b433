'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionButton } from '../action-button';
import type { Client } from '../use-client';

const TestUriDialog = dynamic(() => import('./test-uri-dialog').then(({ TestUriDialog: loaded }) => loaded), {
  ssr: false,
});

/** Tries a request with this URI, without sending anybody anywhere. */
export function TestUriButton({
  client,
  uri,
  isStored,
}: {
  readonly client: Client;
  readonly uri: string;
  readonly isStored: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActionButton
        variant="default"
        size="xs"
        aria-label={`Test ${uri}`}
        unavailable={isStored ? undefined : 'Save first: the test asks the server about what is registered.'}
        onClick={() => setOpen(true)}
      >
        Test
      </ActionButton>
      {open && <TestUriDialog client={client} uri={uri} onClose={() => setOpen(false)} />}
    </>
  );
}
