import type { Connection } from '../gateway/gateway';

export const RAISE_CATALOGUE_VERSION = 'UPDATE catalogue SET version = version + 1 WHERE id = 1';

/** Tells every replica that clients, APIs or keys have changed; in the transaction that changes them. */
export async function raiseCatalogueVersion(connection: Connection): Promise<void> {
  await connection.change(RAISE_CATALOGUE_VERSION);
}
