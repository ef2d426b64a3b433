import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A secret of a client, as a keyed digest. */
export interface ClientSecretRow {
  id: Buffer;
  client_id: string;
  digest: Buffer;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  last_used_ip: string | null;
  last_used_method: string | null;
}

export function clientSecretEntity(columns: Columns): EntitySchema<ClientSecretRow> {
  return new EntitySchema<ClientSecretRow>({
    name: 'client_secret',
    columns: {
      id: { ...columns.id, primary: true },
      client_id: { ...columns.key(255) },
      digest: { ...columns.digest },
      created_at: { ...columns.time },
      expires_at: { ...columns.time, nullable: true },
      last_used_at: { ...columns.time, nullable: true },
      last_used_ip: { ...columns.key(64), nullable: true },
      last_used_method: { ...columns.key(32), nullable: true },
    },
    indices: [
      { name: 'client_secret_client', columns: ['client_id'] },
      { name: 'client_secret_expires', columns: ['expires_at'] },
    ],
  });
}
