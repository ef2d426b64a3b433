'use client';
import { useState, type ReactNode } from 'react';
import { ActionButton } from '../../ui/action-button';
import { DangerDialog } from '../../ui/danger-dialog';
import { Note } from '../../ui/problem-alert';
import { Time } from '../../ui/time';
import { endNow } from './secret-calls';
import { wayOf, type Overlap, type Secret } from './secret-words';
import styles from './credentials.module.css';

export interface OverlapBannerProps {
  readonly clientId: string;
  readonly overlap: Overlap;
  readonly name: (secret: Secret) => ReactNode;
  readonly onEnded: () => void;
}

/** While two secrets work: whether the old one is still used, and the button that ends it. */
export function OverlapBanner({ clientId, overlap, name, onEnded }: OverlapBannerProps) {
  const { old, newest, quiet } = overlap;
  const [asking, setAsking] = useState(false);
  const useOfOld =
    old.last_used_at === null ? (
      <>It was never used.</>
    ) : (
      <>
        Last used <Time at={old.last_used_at} />
        {old.last_used_ip && ` from ${old.last_used_ip}`}
        {old.last_used_method && `, ${wayOf(old.last_used_method)}`}.
      </>
    );
  return (
    <Note tone={quiet ? 'good' : 'doubt'} title={quiet ? 'The old secret is quiet' : 'Two secrets work'}>
      <div className={styles['banner']}>
        <p>
          The old one, {name(old)},{' '}
          {old.expires_at === null ? (
            'does not end by itself.'
          ) : (
            <>
              ends <Time at={old.expires_at} />.
            </>
          )}{' '}
          {useOfOld} {quiet && 'Nothing has used it for an hour since there is a new one. '}
          {newest.last_used_at === null ? (
            'The new one has not been used yet.'
          ) : (
            <>
              The new one was used <Time at={newest.last_used_at} />.
            </>
          )}
        </p>
        <ActionButton needs="clients:write" size="xs" variant="default" onClick={() => setAsking(true)}>
          End overlap now
        </ActionButton>
      </div>
      {asking && (
        <DangerDialog
          title="End the overlap"
          confirm="End the old secret"
          onConfirm={async () => {
            await endNow(clientId, old.id);
            onEnded();
          }}
          onClose={() => setAsking(false)}
        >
          <p>
            The old secret, {name(old)}, stops working at once. Whatever still uses it is told invalid_client.{' '}
            {useOfOld}
          </p>
          {quiet && <p>A job that runs once a day may still hold it.</p>}
          {newest.last_used_at === null && <p>Nothing has used the new secret so far. Was it deployed?</p>}
        </DangerDialog>
      )}
    </Note>
  );
}
