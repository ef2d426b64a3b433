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
  return (
    <Note tone={quiet ? 'good' : 'doubt'} title={quiet ? 'The old secret is quiet' : 'Two secrets work'}>
      <div className={styles['banner']}>
        <div>
          <ul className={styles['facts']}>
            <li>
              The old one, {name(old)}: <LastUse secret={old} />;{' '}
              {old.expires_at === null ? (
                'it does not end by itself'
              ) : (
                <>
                  it ends <Time at={old.expires_at} />
                </>
              )}
            </li>
            <li>
              The new one, {name(newest)}: <LastUse secret={newest} />
            </li>
          </ul>
          {quiet && <p>Nothing has used the old one for an hour since there is a new one.</p>}
        </div>
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
            The old secret stops working at once. Whatever still uses it is told invalid_client. It is {name(old)}:{' '}
            <LastUse secret={old} />
          </p>
          {quiet && <p>A job that runs once a day may still hold it.</p>}
          {newest.last_used_at === null && <p>Nothing has used the new secret so far. Was it deployed?</p>}
        </DangerDialog>
      )}
    </Note>
  );
}

function LastUse({ secret }: { readonly secret: Secret }) {
  const { last_used_at: at, last_used_ip: ip, last_used_method: method } = secret;
  if (at === null) return <>never used so far</>;
  return (
    <>
      last used <Time at={at} />
      {ip && ` from ${ip}`}
      {method && `, ${wayOf(method)}`}
    </>
  );
}
