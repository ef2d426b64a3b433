'use client';
import { useEffect } from 'react';
import { useMe } from '../../ui/me';
import { SecretReveal } from '../../ui/secret-reveal';
import type { KeyPair } from '../../ui/key-pairs';
import { KeyReveal } from './key-reveal';

export interface CreatedClient {
  readonly clientId: string;
  readonly name: string;
  /** Held here until the dialog closes, and nowhere else. */
  readonly secret: string | undefined;
  readonly keys: KeyPair | undefined;
}

/** The credential of the new client, once; without one it goes straight on. */
export function Created({ created, onClose }: { readonly created: CreatedClient; readonly onClose: () => void }) {
  const { clientId, name, secret, keys } = created;
  const { issuerUrl } = useMe();
  const hasCredential = secret !== undefined || keys !== undefined;
  useEffect(() => {
    if (!hasCredential) {
      onClose();
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
    // Once: what it leads to does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the client is created only once
  }, []);
  if (secret !== undefined) {
    return (
      <SecretReveal
        title={`${name} is registered: its secret`}
        secret={secret}
        variable="CLIENT_SECRET"
        more={{ ISSUER: issuerUrl, CLIENT_ID: clientId }}
        onClose={onClose}
      />
    );
  }
  if (!keys) return null;
  return (
    <KeyReveal title={`${name} is registered: its private key`} clientId={clientId} keys={keys} onClose={onClose} />
  );
}
