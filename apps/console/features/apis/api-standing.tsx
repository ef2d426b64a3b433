'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { DangerDialog } from '../../ui/danger-dialog';
import { Card } from '../../ui/form-card';
import { toPathId } from '../../ui/path-ids';
import { useApi, useApiChange } from './api-context';
import styles from './apis.module.css';
import { explained } from './problem-words';
import { RemoveDialog } from './remove-dialog';

/** Whether tokens are issued for the API at all: disable, enable, delete. */
export function ApiStanding() {
  const { value: current } = useApi();
  const [asked, setAsked] = useState<'turn' | 'delete'>();
  const close = () => setAsked(undefined);
  const isOn = current.state === 'enabled';
  return (
    <Card title="Cut off" tone="danger">
      <div className={styles['row']}>
        <div>
          <strong>{isOn ? 'Disable' : 'Enable'}</strong>
          <p>
            {isOn
              ? 'No token is issued for it any more, and introspection calls those that exist inactive. You can enable it later.'
              : 'Tokens are issued again, and those that have not expired are active again at introspection.'}
          </p>
        </div>
        <ActionButton variant="default" needs="clients:write" onClick={() => setAsked('turn')}>
          {isOn ? 'Disable API' : 'Enable API'}
        </ActionButton>
      </div>
      <div className={styles['row']}>
        <div>
          <strong>Delete</strong>
          <p>The API and its scopes are gone. Clients that use it are named first.</p>
        </div>
        <ActionButton
          variant="default"
          className={styles['danger']}
          needs="clients:write"
          onClick={() => setAsked('delete')}
        >
          Delete API
        </ActionButton>
      </div>
      {asked === 'turn' && <TurnDialog on={!isOn} onClose={close} />}
      {asked === 'delete' && <DeleteDialog onClose={close} />}
    </Card>
  );
}

function TurnDialog({ on, onClose }: { readonly on: boolean; readonly onClose: () => void }) {
  const { value: current } = useApi();
  const change = useApiChange();
  const turn = async () => {
    await change((params) =>
      tagged(
        on
          ? api.POST('/admin/v1/apis/{api_id}/enable', { params })
          : api.POST('/admin/v1/apis/{api_id}/disable', { params }),
      ),
    );
    announce(`${current.name} is ${on ? 'enabled' : 'disabled'}`);
  };
  return (
    <DangerDialog
      title={`${on ? 'Enable' : 'Disable'} ${current.name}`}
      confirm={on ? 'Enable' : 'Disable'}
      onConfirm={turn}
      onClose={onClose}
    >
      <div className={styles['stack']}>
        {on ? (
          <p>Clients can get tokens for it again. Access tokens that have not expired meanwhile work again.</p>
        ) : (
          <>
            <p>Every client that asks for a token for this API is refused, and introspection answers “inactive”.</p>
            {current.access_token_format === 'jwt' && (
              <p>
                Its tokens are JWTs: an API that only checks signatures goes on accepting those that exist until they
                expire. Nothing is revoked.
              </p>
            )}
          </>
        )}
      </div>
    </DangerDialog>
  );
}

function DeleteDialog({ onClose }: { readonly onClose: () => void }) {
  const { value: current, etag } = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  const remove = async (force: boolean) => {
    const params = {
      path: { api_id: toPathId(current.identifier) },
      header: { 'If-Match': etag },
      query: { force },
    };
    await answer(api.DELETE('/admin/v1/apis/{api_id}', { params })).catch((error: unknown) => {
      throw explained(error);
    });
    void queries.invalidateQueries({ queryKey: ['apis', 'list'] });
    announce(`${current.name} was deleted`);
    router.push('/apis');
  };
  return (
    <RemoveDialog
      title={`Delete ${current.name}`}
      name={current.identifier}
      confirm="Delete API"
      remove={remove}
      onClose={onClose}
    >
      <p>
        This cannot be undone. Its {current.scopes.length === 1 ? 'scope goes' : `${current.scopes.length} scopes go`}{' '}
        with it. Nothing new is issued for it. Nothing is revoked: tokens that exist run out by themselves.
      </p>
    </RemoveDialog>
  );
}
