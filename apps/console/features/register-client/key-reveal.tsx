'use client';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { Note } from '../../ui/problem-alert';
import { saveFile } from '../../ui/save-file';
import { privateJwkOf, privatePemOf, type KeyPair } from '../../ui/key-pairs';
import styles from './register-client.module.css';

export interface KeyRevealProps {
  readonly title: string;
  readonly clientId: string;
  readonly keys: KeyPair;
  readonly onClose: () => void;
}

/** The one moment to save the private key. It closes once it is stored, or after asking. */
export function KeyReveal({ title, clientId, keys, onClose }: KeyRevealProps) {
  const [saved, setSaved] = useState(false);
  const [stored, setStored] = useState(false);
  const [asked, setAsked] = useState(false);
  const file = clientId.replace(/[^\w.-]/g, '_');
  const save = async (form: 'pem' | 'jwk') => {
    if (form === 'pem') saveFile(`${file}-private-key.pem`, await privatePemOf(keys), 'application/x-pem-file');
    else saveFile(`${file}-private-key.jwk.json`, await privateJwkOf(keys), 'application/json');
    setSaved(true);
  };
  const mayClose = () => {
    if (stored || asked) return true;
    setAsked(true);
    return false;
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      mayClose={mayClose}
      actions={
        <Button onClick={onClose} disabled={!stored}>
          Done
        </Button>
      }
    >
      <p>
        The client is registered with the public key. Save the private key now: it was made in this browser, Gatehouse
        never had it, and it is gone when this closes.
      </p>
      <p className={styles['tools']}>
        <Button variant="default" size="xs" onClick={() => void save('pem')} data-autofocus>
          Save private key as PEM
        </Button>
        <Button variant="default" size="xs" onClick={() => void save('jwk')}>
          Save private key as JWK
        </Button>
      </p>
      <Checkbox
        label="I have stored the private key where the client reads it"
        description={saved ? undefined : 'Save it first.'}
        checked={stored}
        disabled={!saved}
        onChange={(event) => setStored(event.currentTarget.checked)}
      />
      {asked && !stored && (
        <div role="alert" className={styles['ask']}>
          <Note tone="doubt" title="Close without the key?">
            The client could not prove who it is until you give it another key under Credentials.{' '}
            <button type="button" className={styles['inline']} onClick={onClose}>
              Close anyway
            </button>
          </Note>
        </div>
      )}
    </Dialog>
  );
}
