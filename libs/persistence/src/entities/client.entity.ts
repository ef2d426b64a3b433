import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A registered client; what is not searched for is in `metadata`. */
export interface ClientRow {
  client_id: string;
  client_name: string;
  /** The name as it is searched for. */
  name_key: string | null;
  application_type: string;
  token_endpoint_auth_method: string;
  metadata: string;
  disabled_at: number | null;
  tokens_revoked_before: number | null;
  created_at: number;
  updated_at: number;
}

export function clientEntity(columns: Columns): EntitySchema<ClientRow> {
  return new EntitySchema<ClientRow>({
    name: 'client',
    columns: {
      client_id: { ...columns.key(255), primary: true },
      client_name: { ...columns.text },
      name_key: { ...columns.key(191), nullable: true },
      application_type: { ...columns.key(32) },
      token_endpoint_auth_method: { ...columns.key(64) },
      metadata: { ...columns.json },
      disabled_at: { ...columns.time, nullable: true },
      tokens_revoked_before: { ...columns.time, nullable: true },
      created_at: { ...columns.time },
      updated_at: { ...columns.time },
    },
    indices: [{ name: 'client_name_key', columns: ['name_key', 'client_id'] }],
  });
}
