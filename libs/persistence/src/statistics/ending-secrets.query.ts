/** Secrets of clients whose life ends in a span of time, found by an index of their ends. */
import { idFromBytes } from '@gatehouse/protocol';
import type { ClientSecretRow } from '../entities/client-secret.entity';
import type { Connection } from '../gateway/gateway';
import { byIndex } from '../queries/index-hint';

export interface EndingSecret {
  readonly id: string;
  readonly clientId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
}

/** The first to end come first. @param limit of rows */
export async function readEndingSecrets(
  reads: Connection,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<EndingSecret[]> {
  type Row = Pick<ClientSecretRow, 'id' | 'client_id' | 'last_used_at'> & { readonly expires_at: number };
  const rows = await reads.rows<Row>(
    `SELECT id, client_id, expires_at, last_used_at FROM client_secret ${byIndex(reads, 'client_secret_expires')}
     WHERE expires_at >= ? AND expires_at < ? ORDER BY expires_at LIMIT ?`,
    [from, to, limit],
  );
  return rows.map((row) => ({
    id: idFromBytes(row.id),
    clientId: row.client_id,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }));
}
