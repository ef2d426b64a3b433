import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A resource server with its scopes. */
export interface ApiRow {
  identifier: string;
  name: string;
  access_token_format: string;
  signing_algorithm: string;
  access_token_lifetime: number;
  scopes: string;
  disabled_at: number | null;
  created_at: number;
  updated_at: number;
}

export function apiEntity(columns: Columns): EntitySchema<ApiRow> {
  return new EntitySchema<ApiRow>({
    name: 'api',
    columns: {
      identifier: { ...columns.key(512), primary: true },
      name: { ...columns.text },
      access_token_format: { ...columns.key(16) },
      signing_algorithm: { ...columns.key(16) },
      access_token_lifetime: { ...columns.integer },
      scopes: { ...columns.json },
      disabled_at: { ...columns.time, nullable: true },
      created_at: { ...columns.time },
      updated_at: { ...columns.time },
    },
  });
}
