// The fastest way of many rows into a database, past the application.
import BetterSqlite3 from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

const ROWS_PER_COMMIT = 50_000;
/** Of one INSERT on MySQL; a prepared statement takes 65,535 values. */
const ROWS_PER_STATEMENT = 500;

/** `{ write(table, row), finish() }` for a database whose tables exist. @param url `sqlite:<path>` or `mysql://…` */
export function openRowWriter(url) {
  return url.startsWith('sqlite:') ? sqliteWriter(url.slice('sqlite:'.length)) : mysqlWriter(url);
}

function insertInto(table, columns, rows) {
  const marks = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(marks).join(', ')}`;
}

function sqliteWriter(path) {
  const database = new BetterSqlite3(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -1000000');
  const statements = new Map();
  let rows = 0;
  database.exec('BEGIN');
  return {
    write(table, row) {
      let statement = statements.get(table);
      if (!statement) {
        const columns = Object.keys(row);
        statement = { columns, insert: database.prepare(insertInto(table, columns, 1)) };
        statements.set(table, statement);
      }
      statement.insert.run(statement.columns.map((column) => row[column]));
      if (++rows % ROWS_PER_COMMIT === 0) database.exec('COMMIT; BEGIN');
    },
    async finish() {
      database.exec('COMMIT');
      database.exec('ANALYZE');
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}

async function mysqlWriter(url) {
  const connection = await createConnection({ uri: url, timezone: 'Z' });
  await connection.query('SET SESSION unique_checks = 0, foreign_key_checks = 0, autocommit = 0');
  const waiting = new Map();
  const tables = new Set();
  let rows = 0;
  const flush = async (table) => {
    const { columns, values } = waiting.get(table);
    waiting.delete(table);
    if (values.length === 0) return;
    const sql = insertInto(table, columns, values.length / columns.length);
    // Full statements are all alike; the last one of a table is not worth preparing.
    if (values.length === columns.length * ROWS_PER_STATEMENT) await connection.execute(sql, values);
    else await connection.query(sql, values);
  };
  return {
    write(table, row) {
      tables.add(table);
      let part = waiting.get(table);
      if (!part) waiting.set(table, (part = { columns: Object.keys(row), values: [] }));
      for (const column of part.columns) part.values.push(row[column]);
      rows += 1;
      if (part.values.length < part.columns.length * ROWS_PER_STATEMENT) return undefined;
      return rows % ROWS_PER_COMMIT < ROWS_PER_STATEMENT ? flush(table).then(() => connection.commit()) : flush(table);
    },
    async finish() {
      for (const table of [...waiting.keys()]) await flush(table);
      await connection.commit();
      for (const table of tables) await connection.query(`ANALYZE TABLE ${table}`);
      await connection.end();
    },
  };
}
