'use client';
/** Guides a client from a secret to a key pair: the key and the new way of proving itself are saved in one change. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { announce } from '../../ui/announcer';
import { Dialog } from '../../ui/dialog';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { useLoadedClient, type ClientPatch } from '../../ui/use-client';
import { useClientChange } from '../../ui/use-client-change';
import { AddKeys, type WayOfAdding } from './add-keys';
import { keysOf } from './read-key-set';
import styles from './credentials.module.css';

const SWITCH: ClientPatch = { token_endpoint_auth_method: 'private_key_jwt' };

export function SwitchToKeys({ onClose }: { readonly onClose: () => void }) {
  const { client } = useLoadedClient();
  const change = useClientChange();
  const [way, setWay] = useState<WayOfAdding>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const registered = keysOf(client.jwks).length;
  const takeRegistered = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await change(SWITCH);
      announce('The client proves itself with its key now');
      onClose();
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };
  if (way) return <AddKeys way={way} also={SWITCH} onClose={onClose} />;
  return (
    <Dialog
      title="Switch to a key pair"
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        <Button variant="default" onClick={onClose} disabled={busy}>
          Cancel
        </Button>
      }
    >
      <div className={styles['stack']}>
        <p>
          The client signs a short statement with its private key at each request (<code>private_key_jwt</code>). No
          secret is sent, so none can be caught on the way or copied from our side.
        </p>
        <ol className={styles['facts']}>
          <li>Choose where the key comes from.</li>
          <li>Give the client its private key and turn on private_key_jwt in its library.</li>
          <li>Delete the old secrets once it has signed in.</li>
        </ol>
        <Note tone="doubt" title="The client has to change at the same moment">
          When the key is added, its secret is refused. Until its new settings are deployed, its requests fail.
        </Note>
        <div className={styles['start-tools']}>
          {registered > 0 && (
            <ActionButton needs="clients:write" loading={busy} onClick={() => void takeRegistered()}>
              {registered === 1 ? 'Use the registered key' : `Use the ${registered} registered keys`}
            </ActionButton>
          )}
          <ActionButton
            needs="clients:write"
            variant={registered > 0 ? 'default' : 'filled'}
            onClick={() => setWay('generate')}
          >
            Generate a key pair
          </ActionButton>
          <ActionButton needs="clients:write" variant="default" onClick={() => setWay('paste')}>
            Paste public keys
          </ActionButton>
        </div>
        <ProblemAlert error={error} />
      </div>
    </Dialog>
  );
}
