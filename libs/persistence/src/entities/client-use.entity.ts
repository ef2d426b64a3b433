import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** Which clients may ask for a scope or introspect for an API; kept beside `client.metadata`, from which it follows. */
export interface ClientUseRow {
  /** SHA-256 of kind and word: words may be long. */
  use_digest: Buffer;
  client_id: string;
}

export function clientUseEntity(columns: Columns): EntitySchema<ClientUseRow> {
  return new EntitySchema<ClientUseRow>({
    name: 'client_use',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      use_digest: { ...columns.digest, primary: true },
      client_id: { ...columns.key(255), primary: true },
    },
    indices: [{ name: 'client_use_client', columns: ['client_id'] }],
  });
}
