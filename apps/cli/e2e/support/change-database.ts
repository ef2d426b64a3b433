/** Changes a database behind everybody's back, as a person with its password could. */
import BetterSqlite3 from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

export async function changeDatabase(url: string, ...statements: readonly string[]): Promise<void> {
  if (url.startsWith('sqlite:')) {
    const database = new BetterSqlite3(url.slice('sqlite:'.length));
    for (const statement of statements) database.exec(statement);
    database.close();
    return;
  }
  const connection = await createConnection(url);
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
