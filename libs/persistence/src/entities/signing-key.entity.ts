import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A signing key; the private half is sealed. */
export interface SigningKeyRow {
  id: string;
  algorithm: string;
  generation: number;
  state: string;
  public_jwk: string;
  private_key_sealed: Buffer;
  created_at: number;
  activated_at: number | null;
  retiring_at: number | null;
  retired_at: number | null;
  revoked_at: number | null;
}

export function signingKeyEntity(columns: Columns): EntitySchema<SigningKeyRow> {
  return new EntitySchema<SigningKeyRow>({
    name: 'signing_key',
    columns: {
      id: { ...columns.key(64), primary: true },
      algorithm: { ...columns.key(16) },
      generation: { ...columns.integer },
      state: { ...columns.key(16) },
      public_jwk: { ...columns.json },
      private_key_sealed: { ...columns.bytes },
      created_at: { ...columns.time },
      activated_at: { ...columns.time, nullable: true },
      retiring_at: { ...columns.time, nullable: true },
      retired_at: { ...columns.time, nullable: true },
      revoked_at: { ...columns.time, nullable: true },
    },
    indices: [{ name: 'signing_key_generation', columns: ['algorithm', 'generation'], unique: true }],
  });
}
