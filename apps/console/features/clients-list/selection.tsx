'use client';
/** Which rows are ticked. Kept beside the table, so that ticking one does not build the columns anew. */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Shape } from '../../ui/admin-api';
import styles from './clients-list.module.css';

type Client = Shape<'ClientAnswer'>;

/** As many as can be looked through before they are confirmed. */
export const MOST_SELECTED = 50;

export interface Selection {
  readonly clients: readonly Client[];
  readonly toggle: (client: Client) => void;
  readonly clear: () => void;
}

const Context = createContext<Selection>({ clients: [], toggle: () => undefined, clear: () => undefined });

export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [clients, setClients] = useState<readonly Client[]>([]);
  const selection = useMemo(
    (): Selection => ({
      clients,
      toggle: (client) =>
        setClients((before) => {
          const others = before.filter(({ client_id: id }) => id !== client.client_id);
          return others.length < before.length ? others : [...before, client].slice(0, MOST_SELECTED);
        }),
      clear: () => setClients([]),
    }),
    [clients],
  );
  return <Context value={selection}>{children}</Context>;
}

export const useSelection = (): Selection => useContext(Context);

/** The tick of a row. */
export function SelectClient({ client }: { readonly client: Client }) {
  const { clients, toggle } = useSelection();
  const ticked = clients.some(({ client_id: id }) => id === client.client_id);
  return (
    <input
      type="checkbox"
      className={styles['tick']}
      aria-label={`Select ${client.client_name} (${client.client_id})`}
      checked={ticked}
      disabled={!ticked && clients.length >= MOST_SELECTED}
      onChange={() => toggle(client)}
    />
  );
}
