import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** The canonical username or e-mail address of one person: the primary key makes it nobody else's. */
export interface AccountIdentifierRow {
  identifier: string;
  account_id: Buffer;
}

export function accountIdentifierEntity(columns: Columns): EntitySchema<AccountIdentifierRow> {
  return new EntitySchema<AccountIdentifierRow>({
    name: 'account_identifier',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      identifier: { ...columns.key(255), primary: true },
      account_id: { ...columns.id },
    },
    indices: [{ name: 'account_identifier_account', columns: ['account_id'] }],
  });
}
