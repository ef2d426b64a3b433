import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A redirect URI of a client that is registered until a moment. */
export interface ClientRedirectUriRow {
  id: Buffer;
  client_id: string;
  uri: string;
  created_at: number;
  expires_at: number;
}

export function clientRedirectUriEntity(columns: Columns): EntitySchema<ClientRedirectUriRow> {
  return new EntitySchema<ClientRedirectUriRow>({
    name: 'client_redirect_uri',
    columns: {
      id: { ...columns.id, primary: true },
      client_id: { ...columns.key(255) },
      uri: { ...columns.text },
      created_at: { ...columns.time },
      expires_at: { ...columns.time },
    },
    indices: [
      { name: 'client_redirect_uri_client', columns: ['client_id'] },
      { name: 'client_redirect_uri_expires', columns: ['expires_at', 'id'] },
    ],
  });
}
