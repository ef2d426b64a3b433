'use client';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { DangerDialog } from '../../ui/danger-dialog';
import { toPathId } from '../../ui/path-ids';
import styles from './apis.module.css';
import { clientsInUse } from './problem-words';

export interface RemoveDialogProps {
  readonly title: string;
  /** What is typed when clients use it. */
  readonly name: string;
  readonly confirm: string;
  /** What happens with it. */
  readonly children: ReactNode;
  /** @throws ApiProblem `api_in_use` unless `force` */
  readonly remove: (force: boolean) => Promise<void>;
  readonly onClose: () => void;
}

/** Removes what nobody uses; when clients do, they are named first, and only a second, typed word goes on. */
export function RemoveDialog({ title, name, confirm, children, remove, onClose }: RemoveDialogProps) {
  const [clients, setClients] = useState<readonly string[]>();
  const attempt = async () => {
    try {
      await remove(false);
    } catch (error) {
      setClients(clientsInUse(error));
      throw error;
    }
  };
  if (clients === undefined) {
    return (
      <DangerDialog title={title} confirm={confirm} onConfirm={attempt} onClose={onClose}>
        <div className={styles['stack']}>{children}</div>
      </DangerDialog>
    );
  }
  return (
    <DangerDialog
      key="in-use"
      title={`${title}: clients use it`}
      confirm={`${confirm} all the same`}
      typed={name}
      onConfirm={() => remove(true)}
      onClose={onClose}
    >
      <div className={styles['stack']} role="alert">
        <p>Nothing was removed. These clients would lose it:</p>
        <ul aria-label="Clients that use it">
          {clients.map((client) => (
            <li key={client}>
              <Link href={`/clients/${toPathId(client)}`}>{client}</Link>
            </li>
          ))}
        </ul>
        {clients.length >= 20 && <p>There may be more: at most 20 are named.</p>}
        <p>They keep the word in their settings, but it means nothing any more, and nothing new is issued with it.</p>
        {children}
      </div>
    </DangerDialog>
  );
}
