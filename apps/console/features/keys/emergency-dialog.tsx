'use client';
/** For when a private key may be in the wrong hands: a look at what would end, a fresh sign-in, a typed confirmation. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { FreshSignIn, useIsFresh } from '../../ui/fresh-sign-in';
import { useMay } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { type Algorithm, ALGORITHMS, shortKid, type SigningKey } from './key-words';
import styles from './keys.module.css';

interface EmergencyDialogProps {
  readonly keys: readonly SigningKey[];
  readonly algorithm: Algorithm;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function EmergencyDialog({ keys, algorithm: first, onClose, onDone }: EmergencyDialogProps) {
  const isFresh = useIsFresh();
  const mayKeys = useMay('keys:write');
  const mayTokens = useMay('tokens:revoke');
  const [algorithm, setAlgorithm] = useState(first);
  const [typed, setTyped] = useState('');
  // The key that the dialog is about must not change while it is replaced.
  const [confirmed, setConfirmed] = useState<string>();
  const key = keys.find((each) => each.algorithm === algorithm && each.state === 'active');
  const last = key?.kid.slice(-6) ?? '';
  const missing = [...(mayKeys ? [] : ['keys:write']), ...(mayTokens ? [] : ['tokens:revoke'])];

  if (confirmed !== undefined) {
    return (
      <RevokeDialog
        title={`Revoke and replace the ${algorithm} key`}
        event={{ event: 'signing_key', key_id: confirmed }}
        confirm="Revoke and replace"
        onClose={onClose}
        onDone={onDone}
      >
        <p className={styles['lead']}>
          A new key signs from the same moment on. Everything that <code>{shortKid(confirmed)}</code> has signed is
          refused.
        </p>
      </RevokeDialog>
    );
  }
  return (
    <Dialog
      title="Emergency replacement"
      onClose={onClose}
      actions={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            color="red.8"
            disabled={!isFresh || missing.length > 0 || !key || typed.trim() !== last}
            onClick={() => setConfirmed(key?.kid)}
          >
            See what would end
          </Button>
        </>
      }
    >
      <div className={styles['emergency']}>
        <p className={styles['lead']}>
          For when the private half of a key may be in the wrong hands. The key is revoked and another one signs from
          the same moment on. Two things follow:
        </p>
        <ul>
          <li>
            Every access token and ID token that the key has signed is refused. People with a refresh token go on by
            themselves.
          </li>
          <li>
            Relying parties meet a key that they have not fetched yet. Good ones fetch the key set again; others refuse
            new tokens until their copy of it is stale.
          </li>
        </ul>
        <Note title="Is it not urgent?">Announce a key instead. Nobody notices that one take over.</Note>
        {missing.length > 0 && (
          <Note tone="doubt" title="You may not do this">
            It needs the permission <code>{missing.join(' and ')}</code>.
          </Note>
        )}
        {!isFresh && missing.length === 0 && <FreshSignIn returnTo={`/keys?emergency=${algorithm}`} />}
        {isFresh && missing.length === 0 && (
          <>
            <NativeSelect
              label="Which key"
              value={algorithm}
              onChange={(event) => {
                setAlgorithm(ALGORITHMS.find((each) => each === event.currentTarget.value) ?? algorithm);
                setTyped('');
              }}
              data={ALGORITHMS.map((each) => {
                const signs = keys.find((one) => one.algorithm === each && one.state === 'active');
                return { value: each, label: `${each}${signs ? `: ${signs.kid}` : ': none signs'}`, disabled: !signs };
              })}
            />
            {key && (
              <TextInput
                label={
                  <>
                    Type <code>{last}</code>, the end of its id, to go on
                  </>
                }
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
