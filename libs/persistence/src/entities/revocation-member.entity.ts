import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A token that a preview found alive, or that a revocation without a preview ended. */
export interface RevocationMemberRow {
  revocation_id: Buffer;
  token_id: Buffer;
  kind: string;
  state: string;
}

export function revocationMemberEntity(columns: Columns): EntitySchema<RevocationMemberRow> {
  return new EntitySchema<RevocationMemberRow>({
    name: 'revocation_member',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      revocation_id: { ...columns.id, primary: true },
      token_id: { ...columns.id, primary: true },
      kind: { ...columns.key(32) },
      state: { ...columns.key(16) },
    },
    indices: [{ name: 'revocation_member_state', columns: ['revocation_id', 'state', 'token_id'] }],
  });
}
