'use client';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useCallback, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Badge } from '../../ui/badge';
import { DangerDialog } from '../../ui/danger-dialog';
import { Card, Fact, Facts } from '../../ui/form-card';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { Time } from '../../ui/time';
import { Countdown } from './countdown';
import { userKey, useRefusal, useUser, useUserChange } from './user-context';
import styles from './users.module.css';

// Loaded when somebody asks for it.
const Impact = dynamic(() => import('../../ui/impact').then((module) => module.Impact), { ssr: false });
const PasswordOnce = dynamic(() => import('./password-once').then((module) => module.PasswordOnce), { ssr: false });
const SetPasswordDialog = dynamic(() => import('./set-password-dialog').then((module) => module.SetPasswordDialog), {
  ssr: false,
});

/** How the user proves who they are, and what keeps them from it. */
export function SignInMethods() {
  return (
    <>
      <PasswordCard />
      <LockCard />
    </>
  );
}

function PasswordCard() {
  const { value: user } = useUser();
  const refusal = useRefusal();
  const [asked, setAsked] = useState<'set' | 'remove'>();
  const [generated, setGenerated] = useState<string>();
  const close = () => setAsked(undefined);
  return (
    <Card
      title="Password"
      lead="Gatehouse keeps only a slow hash of it. Nobody can read it, you can only set another."
      actions={
        <>
          <ActionButton
            variant="default"
            size="xs"
            needs="users:write"
            unavailable={refusal}
            onClick={() => setAsked('set')}
          >
            {user.has_password ? 'Set a new password' : 'Set a password'}
          </ActionButton>
          {user.has_password && (
            <ActionButton
              variant="default"
              className={styles['danger']}
              size="xs"
              needs="users:write"
              unavailable={refusal}
              onClick={() => setAsked('remove')}
            >
              Remove password
            </ActionButton>
          )}
        </>
      }
    >
      <Facts>
        <Fact name="State">
          {user.has_password ? <Badge tone="good">set</Badge> : <Badge tone="doubt">none: cannot sign in</Badge>}
        </Fact>
        <Fact name="Last changed">
          <Time at={user.password_changed_at} full fallback="not known" />
        </Fact>
      </Facts>
      {asked === 'set' && <SetPasswordDialog onGenerated={setGenerated} onClose={close} />}
      {asked === 'remove' && <RemovePasswordDialog onClose={close} />}
      {generated !== undefined && (
        <PasswordOnce username={user.username} password={generated} onClose={() => setGenerated(undefined)} />
      )}
    </Card>
  );
}

function RemovePasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { value: user } = useUser();
  const change = useUserChange();
  const remove = async () => {
    await change((etag) =>
      tagged(
        api.DELETE('/admin/v1/users/{user_id}/password', {
          params: { path: { user_id: user.id }, header: { 'If-Match': etag } },
        }),
      ),
    );
    announce(`${user.username} has no password any more`);
  };
  return (
    <DangerDialog
      title={`Remove the password of ${user.username}`}
      confirm="Remove password"
      onConfirm={remove}
      onClose={onClose}
    >
      <div className={styles['stack']}>
        <p>The user cannot sign in until you set another password.</p>
        <Impact about={{ event: 'password_changed', user_id: user.id }} />
      </div>
    </DangerDialog>
  );
}

function LockCard() {
  const { value: user } = useUser();
  const refusal = useRefusal();
  const change = useUserChange();
  const queries = useQueryClient();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const { attempts, locked_until } = user.sign_in;
  const reload = useCallback(
    () => void queries.invalidateQueries({ queryKey: [...userKey(user.id), 'detail'] }),
    [queries, user.id],
  );
  const lift = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await change((etag) =>
        tagged(
          api.POST('/admin/v1/users/{user_id}/lift-sign-in-lock', {
            params: { path: { user_id: user.id }, header: { 'If-Match': etag } },
          }),
        ),
      );
      announce(`${user.username} can try to sign in again`);
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card
      title="Sign-in lock"
      lead="Too many attempts stop everybody from trying as this user for a while. It opens by itself."
      actions={
        <ActionButton
          variant="default"
          size="xs"
          needs="users:write"
          unavailable={refusal ?? (attempts === 0 ? 'No attempt is counted at the moment.' : undefined)}
          loading={busy}
          onClick={() => void lift()}
        >
          {locked_until === null ? 'Forget the attempts' : 'Lift the lock'}
        </ActionButton>
      }
    >
      {locked_until === null ? (
        <Facts>
          <Fact name="State">
            <Badge tone="good">open</Badge>
          </Fact>
          <Fact name="Attempts that count">{attempts} within the last hour</Fact>
        </Facts>
      ) : (
        <Note tone="bad" title="Nobody can sign in as this user at the moment">
          {attempts} attempts within an hour were too many, wherever they came from. It opens in{' '}
          <Countdown until={locked_until} onEnd={reload} /> minutes, <Time at={locked_until} full />. If it was the
          user, lift the lock; if somebody is guessing, leave it.
        </Note>
      )}
      <p className={`${styles['soft']} ${styles['flat']}`}>
        Attempts from one network are slowed down separately, after five. Lifting the lock forgets those too.
      </p>
      <ProblemAlert error={error} />
    </Card>
  );
}
