'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { useMay } from '../../ui/me';
import type { BulkAction } from './bulk-work';
import styles from './clients-list.module.css';
import { MOST_SELECTED, useSelection } from './selection';

const BulkDialog = dynamic(() => import('./bulk-dialog').then((module) => module.BulkDialog), { ssr: false });

/** What can be done with the rows that are ticked. Appears with the first. */
export function BulkBar() {
  const { clients, clear } = useSelection();
  const [action, setAction] = useState<BulkAction>();
  const seesTokens = useMay('tokens:read');
  if (clients.length === 0 && action === undefined) return null;
  const unavailable = seesTokens ? undefined : 'You need the permission tokens:read, to see what is in use.';
  return (
    <>
      {clients.length > 0 && (
        <div className={styles['bulk']} role="region" aria-label="Selected clients">
          <span>
            {clients.length} selected{clients.length === MOST_SELECTED && ', as many as go at once'}
          </span>
          <Button variant="subtle" size="xs" onClick={clear}>
            Clear
          </Button>
          <ActionButton
            variant="default"
            size="xs"
            needs="clients:write"
            unavailable={unavailable}
            onClick={() => setAction('disable')}
          >
            Disable…
          </ActionButton>
          <ActionButton
            variant="default"
            size="xs"
            needs="clients:write"
            unavailable={unavailable}
            onClick={() => setAction('delete')}
          >
            Delete unused…
          </ActionButton>
        </div>
      )}
      {action && <BulkDialog action={action} clients={clients} onClose={() => setAction(undefined)} />}
    </>
  );
}
