'use client';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { answer, api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { DangerDialog } from '../../ui/danger-dialog';
import { Dialog } from '../../ui/dialog';
import { FreshSignIn, useIsFresh } from '../../ui/fresh-sign-in';
import { Note } from '../../ui/problem-alert';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { Time } from '../../ui/time';
import { type KeyAction, shortKid, type SigningKey } from './key-words';
import styles from './keys.module.css';

interface ChangeKeyDialogProps {
  readonly signingKey: SigningKey;
  readonly action: KeyAction;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const TITLES = { activate: 'Activate', retire: 'Retire', revoke: 'Revoke' } as const;

/** Activates, retires or revokes a key; before its time only with a reason, and typed. */
export function ChangeKeyDialog({ signingKey, action, onClose, onDone }: ChangeKeyDialogProps) {
  const isFresh = useIsFresh();
  const title = `${TITLES[action.action]} ${shortKid(signingKey.kid)}`;
  if (!isFresh) {
    return (
      <Dialog
        title={title}
        onClose={onClose}
        actions={
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        }
      >
        <FreshSignIn returnTo={`/keys?key=${encodeURIComponent(signingKey.kid)}`} />
      </Dialog>
    );
  }
  if (action.action === 'revoke') {
    return (
      <RevokeDialog
        title={title}
        event={{ event: 'signing_key', key_id: signingKey.kid }}
        confirm="Revoke the key"
        onClose={onClose}
        onDone={onDone}
      >
        <p className={styles['lead']}>
          The key leaves the key set at once, and everything that it signed is refused from then on.
        </p>
      </RevokeDialog>
    );
  }
  return <Change title={title} signingKey={signingKey} action={action} onClose={onClose} onDone={onDone} />;
}

function Change({ title, signingKey, action, onClose, onDone }: ChangeKeyDialogProps & { readonly title: string }) {
  const [reason, setReason] = useState('');
  const name = action.action === 'activate' ? 'activate' : 'retire';
  const run = async () => {
    const path = { kid: signingKey.kid };
    // The tag says that the key is still what this dialog shows.
    const { etag } = await tagged(api.GET('/admin/v1/signing-keys/{kid}', { params: { path } }));
    const params = { path, header: { 'If-Match': etag } };
    const text = reason.trim() === '' ? {} : { reason: reason.trim() };
    const body = action.allowed ? text : { force: true, ...text };
    await (name === 'activate'
      ? answer(api.POST('/admin/v1/signing-keys/{kid}/activate', { params, body }))
      : answer(api.POST('/admin/v1/signing-keys/{kid}/retire', { params, body })));
    announce(name === 'activate' ? 'The key signs now' : 'The key is retired');
    onDone();
  };
  return (
    <DangerDialog
      title={title}
      confirm={TITLES[name]}
      {...(action.allowed ? {} : { typed: 'too soon' })}
      onConfirm={run}
      onClose={onClose}
    >
      {action.allowed ? (
        <p className={styles['lead']}>{action.reason}</p>
      ) : (
        <Note tone="bad" title="It is too soon">
          <p>{action.reason}</p>
          {action.allowed_from !== null && (
            <p>
              Without harm from <Time at={action.allowed_from} full />.
            </p>
          )}
        </Note>
      )}
      <Textarea
        mt="md"
        label={action.allowed ? 'Reason (may stay empty)' : 'Why it cannot wait'}
        description="For whoever reads the audit log."
        required={!action.allowed}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DangerDialog>
  );
}
