'use client';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { DangerDialog } from '../../ui/danger-dialog';
import { Card } from '../../ui/form-card';
import { useMe } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { explained } from './problem-words';
import { useRefusal, useUser, useUserChange } from './user-context';
import styles from './users.module.css';

// Loaded when somebody asks for it.
const Impact = dynamic(() => import('../../ui/impact').then((module) => module.Impact), { ssr: false });

/** Whether the user may sign in at all: disable, enable, delete. */
export function StandingCard() {
  const { value: user } = useUser();
  const refusal = useRefusal();
  const [asked, setAsked] = useState<'disable' | 'enable' | 'delete'>();
  const close = () => setAsked(undefined);
  return (
    <Card title="Cut off" tone="danger">
      {user.state === 'enabled' ? (
        <div className={styles['row']}>
          <div>
            <strong>Disable</strong>
            <p>They cannot sign in, and everything that was issued for them ends at once. You can enable them later.</p>
          </div>
          <ActionButton variant="default" needs="users:write" unavailable={refusal} onClick={() => setAsked('disable')}>
            Disable user
          </ActionButton>
        </div>
      ) : (
        <div className={styles['row']}>
          <div>
            <strong>Enable</strong>
            <p>They can sign in again. Sessions and tokens that ended do not come back.</p>
          </div>
          <ActionButton variant="default" needs="users:write" unavailable={refusal} onClick={() => setAsked('enable')}>
            Enable user
          </ActionButton>
        </div>
      )}
      <div className={styles['row']}>
        <div>
          <strong>Delete</strong>
          <p>The user is gone for good. Somebody who gets the same name later is another user to every client.</p>
        </div>
        <ActionButton
          variant="default"
          className={styles['danger']}
          needs="users:write"
          unavailable={refusal}
          onClick={() => setAsked('delete')}
        >
          Delete user
        </ActionButton>
      </div>
      {asked === 'disable' && <DisableDialog onClose={close} />}
      {asked === 'enable' && <EnableDialog onClose={close} />}
      {asked === 'delete' && <DeleteDialog onClose={close} />}
    </Card>
  );
}

/** Whoever cuts themselves off should know it. */
function OwnAccountNote() {
  const { value: user } = useUser();
  if (useMe().id !== user.id) return null;
  return (
    <Note tone="doubt" title="This is your own account">
      You are signed out of this console with it.
    </Note>
  );
}

function DisableDialog({ onClose }: { readonly onClose: () => void }) {
  const { value: user } = useUser();
  const change = useUserChange();
  const disable = async () => {
    await change((etag) =>
      tagged(
        api.POST('/admin/v1/users/{user_id}/disable', {
          params: { path: { user_id: user.id }, header: { 'If-Match': etag } },
        }),
      ),
    );
    announce(`${user.username} is disabled`);
  };
  return (
    <DangerDialog title={`Disable ${user.username}`} confirm="Disable" onConfirm={disable} onClose={onClose}>
      <div className={styles['stack']}>
        <OwnAccountNote />
        <p>The user cannot sign in until somebody enables them again. What they agreed to is kept.</p>
        <Impact about={{ event: 'user_disabled', user_id: user.id }} />
      </div>
    </DangerDialog>
  );
}

function EnableDialog({ onClose }: { readonly onClose: () => void }) {
  const { value: user } = useUser();
  const change = useUserChange();
  const enable = async () => {
    await change((etag) =>
      tagged(
        api.POST('/admin/v1/users/{user_id}/enable', {
          params: { path: { user_id: user.id }, header: { 'If-Match': etag } },
        }),
      ),
    );
    announce(`${user.username} is enabled`);
  };
  return (
    <DangerDialog title={`Enable ${user.username}`} confirm="Enable" onConfirm={enable} onClose={onClose}>
      <p className={styles['flat']}>
        The user can sign in again with what they have: {user.has_password ? 'their password' : 'no password so far'}
        {user.roles.length > 0 && `, and has the roles ${user.roles.join(', ')} again`}. Nothing that ended comes back.
      </p>
    </DangerDialog>
  );
}

function DeleteDialog({ onClose }: { readonly onClose: () => void }) {
  const { value: user, etag } = useUser();
  const queries = useQueryClient();
  const router = useRouter();
  const remove = async () => {
    const header = { 'If-Match': etag };
    await answer(api.DELETE('/admin/v1/users/{user_id}', { params: { path: { user_id: user.id }, header } })).catch(
      (error: unknown) => {
        throw explained(error);
      },
    );
    void queries.invalidateQueries({ queryKey: ['users', 'list'] });
    announce(`${user.username} was deleted`);
    router.push('/users');
  };
  return (
    <DangerDialog
      title={`Delete ${user.username}`}
      confirm="Delete for good"
      typed={user.username}
      onConfirm={remove}
      onClose={onClose}
    >
      <div className={styles['stack']}>
        <OwnAccountNote />
        <p>
          This cannot be undone. The profile, the password, the roles and everything that the user agreed to are
          deleted. The audit log keeps what happened, under the id of the user.
        </p>
        <Impact about={{ event: 'user_deleted', user_id: user.id }} />
        <p>If you may want them back, disable them instead.</p>
      </div>
    </DangerDialog>
  );
}
