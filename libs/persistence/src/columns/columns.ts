/**
 * Column shapes that mean the same on every database. Migrations are written with them too, so a shape never changes once
 * it is released: a new need is a new shape.
 */
import type { ColumnType } from 'typeorm';

/** `mysql` includes the databases that speak its protocol, such as TiDB; MariaDB differs in its collations. */
export type Dialect = 'sqlite' | 'mysql' | 'mariadb';

export interface ColumnShape {
  readonly type: ColumnType & string;
  readonly length?: string;
  readonly charset?: string;
  readonly collation?: string;
}

export interface Columns {
  readonly dialect: Dialect;
  /** A time-ordered id: 16 bytes. */
  readonly id: ColumnShape;
  /** SHA-256 or HMAC-SHA-256: 32 bytes. */
  readonly digest: ColumnShape;
  /** Sealed bytes, up to 64 KiB. */
  readonly bytes: ColumnShape;
  /** Epoch milliseconds. */
  readonly time: ColumnShape;
  readonly integer: ColumnShape;
  /** 0 or 1. */
  readonly flag: ColumnShape;
  /** Text that is looked up and compared byte for byte, at most `length` characters. */
  key(length: number): ColumnShape;
  /** Text that is only kept, up to 64 KiB. */
  readonly text: ColumnShape;
  /** JSON as text, written and parsed by us. */
  readonly json: ColumnShape;
}

const SQLITE: Columns = {
  dialect: 'sqlite',
  id: { type: 'blob' },
  digest: { type: 'blob' },
  bytes: { type: 'blob' },
  time: { type: 'bigint' },
  integer: { type: 'integer' },
  flag: { type: 'integer' },
  key: () => ({ type: 'text' }),
  text: { type: 'text' },
  json: { type: 'text' },
};

/** SQLite compares text byte for byte and without padding; these two collations do the same. */
const BYTEWISE = { mysql: 'utf8mb4_0900_bin', mariadb: 'utf8mb4_nopad_bin' } as const;

function mysqlColumns(dialect: 'mysql' | 'mariadb'): Columns {
  const bytewise = { charset: 'utf8mb4', collation: BYTEWISE[dialect] };
  return {
    dialect,
    id: { type: 'binary', length: '16' },
    digest: { type: 'binary', length: '32' },
    bytes: { type: 'blob' },
    time: { type: 'bigint' },
    integer: { type: 'int' },
    flag: { type: 'tinyint' },
    key: (length) => ({ type: 'varchar', length: String(length), ...bytewise }),
    text: { type: 'text', ...bytewise },
    json: { type: 'mediumtext', ...bytewise },
  };
}

export function columnsFor(dialect: Dialect): Columns {
  return dialect === 'sqlite' ? SQLITE : mysqlColumns(dialect);
}
