import { EntitySchema } from 'typeorm';
import type { Columns } from '../columns/columns';

/** A run of consecutive tokens and what a search may know of it without reading them. Ranges of ids touch each other. */
export interface LedgerBlockRow {
  last_id: Buffer;
  /** The id after the last one of the block before: a row that comes late still falls into a block. */
  first_id: Buffer;
  row_count: number;
  /** The earliest end of a token or of its family, and the latest; refresh tokens apart. Null = there is none. */
  min_expires_at: number | null;
  max_expires_at: number | null;
  /** Of refresh tokens, which live so much longer. None lives beyond it, even if its idle end is moved. */
  min_refresh_expires_at: number | null;
  max_refresh_expires_at: number | null;
  /** When something in it may be swept; null = nothing. */
  next_due_at: number | null;
  /** 1 when a row in it bears the mark. */
  has_revoked: number;
  has_reused: number;
  /** 1 once it was read again, late enough that nothing can be missing. */
  settled: number;
  /** The values that occur in it, 4 bytes each, one behind the other. Last: what is told without it is told first. */
  terms: Buffer;
}

export function ledgerBlockEntity(columns: Columns): EntitySchema<LedgerBlockRow> {
  return new EntitySchema<LedgerBlockRow>({
    name: 'ledger_block',
    withoutRowid: columns.dialect === 'sqlite',
    columns: {
      last_id: { ...columns.id, primary: true },
      first_id: { ...columns.id },
      row_count: { ...columns.integer },
      min_expires_at: { ...columns.time, nullable: true },
      max_expires_at: { ...columns.time, nullable: true },
      min_refresh_expires_at: { ...columns.time, nullable: true },
      max_refresh_expires_at: { ...columns.time, nullable: true },
      next_due_at: { ...columns.time, nullable: true },
      has_revoked: { ...columns.flag },
      has_reused: { ...columns.flag },
      settled: { ...columns.flag },
      terms: { ...columns.bytes },
    },
    indices: [
      { name: 'ledger_block_due', columns: ['next_due_at'] },
      { name: 'ledger_block_settled', columns: ['settled', 'last_id'] },
    ],
  });
}
