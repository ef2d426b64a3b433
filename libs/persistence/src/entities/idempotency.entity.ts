import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A request that came with an idempotency key; without an answer while it runs. */
export interface IdempotencyRow {
  key_digest: Buffer;
  request_digest: Buffer;
  claim: Buffer;
  answer: Buffer | null;
  begun_at: number;
  expires_at: number;
}

export function idempotencyEntity(columns: Columns): EntitySchema<IdempotencyRow> {
  return new EntitySchema<IdempotencyRow>({
    name: 'idempotency',
    columns: {
      key_digest: { ...columns.digest, primary: true },
      request_digest: { ...columns.digest },
      claim: { ...columns.id },
      answer: { ...columns.bytes, nullable: true },
      begun_at: { ...columns.time },
      expires_at: { ...columns.time },
    },
    indices: [{ name: 'idempotency_expiry', columns: ['expires_at'] }],
  });
}
