'use client';
import { Button, Checkbox, Radio } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { JsonWebKey as PublicKey } from '@gatehouse/client-rules';
import { CodeBlock } from '../../ui/code-block';
import { Dialog } from '../../ui/dialog';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { saveFile } from '../../ui/save-file';
import {
  makeKeyPair,
  privateJwkOf,
  privatePemOf,
  supportedAlgorithms,
  type KeyAlgorithm,
  type KeyPair,
} from '../../ui/key-pairs';
import styles from './credentials.module.css';

const ALGORITHMS: Readonly<Record<KeyAlgorithm, { readonly label: string; readonly description: string }>> = {
  ES256: { label: 'ES256 (elliptic curve P-256)', description: 'Every library knows it.' },
  EdDSA: { label: 'EdDSA (Ed25519)', description: 'Newer and simpler. Check that your library knows it.' },
};

export interface KeysDialogProps {
  readonly clientId: string;
  readonly registered: readonly PublicKey[];
  /** Registers them. @throws ApiProblem */
  readonly onKeys: (keys: readonly PublicKey[]) => Promise<void>;
  readonly onClose: () => void;
}

/** Makes a key pair in the browser. The private half is saved as a file; only the public one is sent. */
export function GenerateKeyDialog({ clientId, onKeys, onClose }: KeysDialogProps) {
  const [algorithms, setAlgorithms] = useState<readonly KeyAlgorithm[]>(['ES256']);
  const [algorithm, setAlgorithm] = useState<KeyAlgorithm>('ES256');
  const [pair, setPair] = useState<KeyPair>();
  const [saved, setSaved] = useState(false);
  const [stored, setStored] = useState(false);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  useEffect(() => {
    let shown = true;
    void supportedAlgorithms().then((known) => {
      if (shown) setAlgorithms(known);
    });
    return () => {
      shown = false;
    };
  }, []);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(failure as Error);
    }
    setBusy(false);
  };
  const generate = () => run(async () => setPair(await makeKeyPair(algorithm)));
  const save = (form: 'jwk' | 'pem', made: KeyPair) =>
    run(async () => {
      if (form === 'jwk') saveFile(`${clientId}-private-key.jwk.json`, await privateJwkOf(made), 'application/json');
      else saveFile(`${clientId}-private-key.pem`, await privatePemOf(made), 'application/x-pem-file');
      setSaved(true);
    });
  const mayClose = () => {
    if (busy) return false;
    if (!pair || asked) return true;
    setAsked(true);
    return false;
  };
  return (
    <Dialog
      title="Generate a key pair"
      onClose={onClose}
      mayClose={mayClose}
      actions={
        pair ? (
          <Button disabled={!stored} loading={busy} onClick={() => void run(() => onKeys([pair.publicKey]))}>
            Add the public key
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button onClick={() => void generate()} loading={busy}>
              Generate
            </Button>
          </>
        )
      }
    >
      <div className={styles['stack']}>
        {pair ? (
          <>
            <p>
              The pair was made in this browser. Save the private key now: it is gone when this closes, and nobody else
              has it.
            </p>
            <div className={styles['start-tools']}>
              <Button variant="default" size="xs" onClick={() => void save('jwk', pair)}>
                Save private key as JWK
              </Button>
              <Button variant="default" size="xs" onClick={() => void save('pem', pair)}>
                Save private key as PEM
              </Button>
            </div>
            <Checkbox
              label="I have stored the private key where the client reads it"
              description={saved ? undefined : 'Save it first.'}
              checked={stored}
              disabled={!saved}
              onChange={(event) => setStored(event.currentTarget.checked)}
            />
            <details>
              <summary>What will be sent: the public key</summary>
              <CodeBlock what="public key" code={JSON.stringify(pair.publicKey, undefined, 2)} />
            </details>
            {asked && (
              <div role="alert">
                <Note tone="doubt" title="Close without adding it?">
                  The pair is forgotten; you would have to make another.{' '}
                  <button type="button" className={styles['inline']} onClick={onClose}>
                    Close anyway
                  </button>
                </Note>
              </div>
            )}
          </>
        ) : (
          <Radio.Group
            label="Algorithm"
            value={algorithm}
            onChange={(value) => setAlgorithm(value as KeyAlgorithm)}
            description="The private key is made in this browser and saved on your computer. It is never sent."
          >
            <div className={styles['choices']}>
              {algorithms.map((value) => (
                <Radio key={value} value={value} {...ALGORITHMS[value]} />
              ))}
            </div>
          </Radio.Group>
        )}
        <ProblemAlert error={error} />
      </div>
    </Dialog>
  );
}
