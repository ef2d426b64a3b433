// Durable storage for control O, written as its documentation suggests: one row for each model, found by its id.
import BetterSqlite3 from 'better-sqlite3';
import { createPool } from 'mysql2/promise';

const COLUMNS = 'id, payload, grant_id, uid, user_code, expires_at';

function openSqlite(file) {
  const database = new BetterSqlite3(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const prepared = new Map();
  const statement = (sql) => {
    if (!prepared.has(sql)) prepared.set(sql, database.prepare(sql));
    return prepared.get(sql);
  };
  database.exec(
    `CREATE TABLE IF NOT EXISTS model (id TEXT PRIMARY KEY, payload TEXT NOT NULL, grant_id TEXT, uid TEXT,
     user_code TEXT, expires_at INTEGER, consumed_at INTEGER) WITHOUT ROWID;
     CREATE INDEX IF NOT EXISTS model_grant ON model (grant_id);
     CREATE INDEX IF NOT EXISTS model_uid ON model (uid)`,
  );
  return {
    replace: `INSERT OR REPLACE INTO model (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
    change: (sql, values) => statement(sql).run(...values),
    rows: (sql, values) => statement(sql).all(...values),
  };
}

async function openMysql(url) {
  const pool = createPool({ uri: url, connectionLimit: 15 });
  await pool.query(
    `CREATE TABLE IF NOT EXISTS model (id VARCHAR(191) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,
     payload JSON NOT NULL, grant_id VARCHAR(64), uid VARCHAR(64), user_code VARCHAR(64), expires_at BIGINT,
     consumed_at BIGINT, INDEX (grant_id), INDEX (uid))`,
  );
  return {
    replace: `REPLACE INTO model (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
    change: (sql, values) => pool.execute(sql, values),
    rows: async (sql, values) => (await pool.execute(sql, values))[0],
  };
}

const seconds = () => Math.floor(Date.now() / 1000);

/** A class as oidc-provider's `adapter` option takes it. @param url `sqlite:<path>` or `mysql://…` */
export async function durableAdapter(url) {
  const store = url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : await openMysql(url);
  const one = async (where, value) => {
    const [row] = await store.rows(`SELECT payload, expires_at, consumed_at FROM model WHERE ${where} = ?`, [value]);
    if (!row || (row.expires_at !== null && row.expires_at < seconds())) return undefined;
    const payload = typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload;
    return row.consumed_at === null ? payload : { ...payload, consumed: row.consumed_at };
  };

  return class DurableAdapter {
    constructor(model) {
      this.model = model;
    }

    async upsert(id, payload, expiresIn) {
      await store.change(store.replace, [
        `${this.model}:${id}`,
        JSON.stringify(payload),
        payload.grantId ?? null,
        payload.uid ?? null,
        payload.userCode ?? null,
        expiresIn ? seconds() + expiresIn : null,
      ]);
    }

    find(id) {
      return one('id', `${this.model}:${id}`);
    }

    findByUid(uid) {
      return one('uid', uid);
    }

    findByUserCode(userCode) {
      return one('user_code', userCode);
    }

    async consume(id) {
      await store.change('UPDATE model SET consumed_at = ? WHERE id = ?', [seconds(), `${this.model}:${id}`]);
    }

    async destroy(id) {
      await store.change('DELETE FROM model WHERE id = ?', [`${this.model}:${id}`]);
    }

    async revokeByGrantId(grantId) {
      await store.change('DELETE FROM model WHERE grant_id = ?', [grantId]);
    }
  };
}
