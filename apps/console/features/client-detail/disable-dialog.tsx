'use client';
import { DangerDialog } from '../../ui/danger-dialog';
import { Impact } from '../../ui/impact';
import type { Client } from '../../ui/use-client';

export interface DisableDialogProps {
  readonly client: Client;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** What turning the client off ends, said and counted before it is done. */
export function DisableDialog({ client, onConfirm, onClose }: DisableDialogProps) {
  return (
    <DangerDialog title={`Disable ${client.client_name}`} confirm="Disable" onConfirm={onConfirm} onClose={onClose}>
      <p>From this moment on:</p>
      <ul>
        <li>Nobody can sign in to it, and it gets no more tokens.</li>
        <li>Every token that it holds is dead, for good: enabling it again does not bring them back.</li>
        <li>People who use it will have to sign in again once it is enabled.</li>
      </ul>
      <p>Its settings and credentials stay as they are.</p>
      <Impact about={{ event: 'client_disabled', client_id: client.client_id }} />
    </DangerDialog>
  );
}
