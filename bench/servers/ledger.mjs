// A look into the API's database, past the API: were the tokens that it answered really written down?
import BetterSqlite3 from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';

/** How many rows the ledger has. @param databaseUrl `sqlite:<path>` or `mysql://…` */
export async function ledgerRows(databaseUrl) {
  const [row] = await queryRows(databaseUrl, 'SELECT COUNT(*) AS count FROM token', []);
  return Number(row.count);
}

/** Is there a row for this token, and is it not revoked? The id is in the token: `jti`, or the bytes behind the prefix. */
export async function isInLedger(databaseUrl, token) {
  const rows = await queryRows(databaseUrl, 'SELECT revoked_at FROM token WHERE id = ?', [idOf(token)]);
  return rows.length === 1 && rows[0].revoked_at === null;
}

/** The 16 bytes by which the ledger knows a token. */
export function idOf(token) {
  const [, claims] = token.split('.');
  if (claims === undefined) return Buffer.from(token.slice('gh_at_'.length), 'base64url').subarray(0, 16);
  const { jti } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return Buffer.from(jti.replaceAll('-', ''), 'hex');
}

/** Rows of a query, past the API. */
export async function queryRows(databaseUrl, sql, values) {
  if (databaseUrl.startsWith('sqlite:')) {
    const database = new BetterSqlite3(databaseUrl.slice('sqlite:'.length), { readonly: true });
    try {
      return database.prepare(sql).all(...values);
    } finally {
      database.close();
    }
  }
  const connection = await createConnection(databaseUrl);
  try {
    return (await connection.query(sql, values))[0];
  } finally {
    await connection.end();
  }
}

/** Runs a statement that changes rows, past the API. */
export async function changeRows(databaseUrl, sql, values) {
  if (!databaseUrl.startsWith('sqlite:')) return queryRows(databaseUrl, sql, values);
  const database = new BetterSqlite3(databaseUrl.slice('sqlite:'.length));
  try {
    return database.prepare(sql).run(...values);
  } finally {
    database.close();
  }
}
