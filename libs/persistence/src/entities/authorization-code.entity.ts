import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** An authorization code, without the code. */
export interface AuthorizationCodeRow {
  id: Buffer;
  digest: Buffer;
  family_id: Buffer;
  client_id: string;
  redirect_uri: string;
  redirect_uri_sent: number;
  nonce: string | null;
  bindings: string;
  issued_at: number;
  expires_at: number;
  consumed_at: number | null;
}

export function authorizationCodeEntity(columns: Columns): EntitySchema<AuthorizationCodeRow> {
  return new EntitySchema<AuthorizationCodeRow>({
    name: 'authorization_code',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      id: { ...columns.id, primary: true },
      digest: { ...columns.digest },
      family_id: { ...columns.id },
      client_id: { ...columns.key(255) },
      redirect_uri: { ...columns.text },
      redirect_uri_sent: { ...columns.flag },
      nonce: { ...columns.text, nullable: true },
      bindings: { ...columns.json },
      issued_at: { ...columns.time },
      expires_at: { ...columns.time },
      consumed_at: { ...columns.time, nullable: true },
    },
  });
}
