import type { SettingRow } from '../entities/setting.entity';
import type { Connection } from '../gateway/gateway';
import { raiseCatalogueVersion } from './catalogue-version';

const LIST = 'SELECT name, value, updated_at FROM setting';
const REMOVE = 'DELETE FROM setting WHERE name = ?';
const PUT = {
  sqlite: `INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  mysql: `INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?)
    ON DUPLICATE KEY UPDATE value = VALUES(value), updated_at = VALUES(updated_at)`,
};

export interface StoredSettings {
  readonly values: ReadonlyMap<string, unknown>;
  /** When one was changed last; null while all are at their defaults and always were. */
  readonly updatedAt: number | null;
}

/** Settings that differ from their defaults. Every change raises the catalogue version, which replicas follow. */
export class TypeormSettingStore {
  constructor(private readonly connection: Connection) {}

  async list(): Promise<StoredSettings> {
    const rows = await this.connection.rows<SettingRow>(LIST);
    const values = new Map(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]));
    return { values, updatedAt: rows.length === 0 ? null : Math.max(...rows.map((row) => row.updated_at)) };
  }

  /** The same inside a transaction, with everybody else's changes held off until it ends. */
  async listForChange(): Promise<StoredSettings> {
    // There may be no setting yet that could be locked, but there always is the catalogue's one row.
    await raiseCatalogueVersion(this.connection);
    return this.list();
  }

  async put(name: string, value: number | boolean, at: number): Promise<void> {
    const statement = PUT[this.connection.dialect === 'sqlite' ? 'sqlite' : 'mysql'];
    await this.connection.change(statement, [name, JSON.stringify(value), at]);
    await raiseCatalogueVersion(this.connection);
  }

  /** Back to the default. */
  async remove(name: string): Promise<void> {
    await this.connection.change(REMOVE, [name]);
    await raiseCatalogueVersion(this.connection);
  }
}
