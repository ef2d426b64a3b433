import { LeaseStore } from '@gatehouse/protocol';
import type { LeaseRow } from '../entities/lease.entity';
import { oneRow, type Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';

// The fence rises unless the same owner renews in time. It is set before what it is judged by: MySQL assigns from left
// to right and would see the new values.
const TAKE = `UPDATE lease
  SET fence = fence + (CASE WHEN owner = ? AND expires_at > ? THEN 0 ELSE 1 END), owner = ?, expires_at = ?
  WHERE name = ? AND (owner = ? OR expires_at <= ?)`;
const INSERT = 'INSERT INTO lease (name, owner, fence, expires_at) VALUES (?, ?, 1, ?)';
const FENCE = 'SELECT fence FROM lease WHERE name = ? AND owner = ?';
const RELEASE = 'UPDATE lease SET expires_at = 0 WHERE name = ? AND owner = ?';

export class TypeormLeaseStore extends LeaseStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async acquire(name: string, owner: string, at: number, expiresAt: number): Promise<number | undefined> {
    const taken = await this.connection.change(TAKE, [owner, at, owner, expiresAt, name, owner, at]);
    if (taken === 1) {
      return (await oneRow<Pick<LeaseRow, 'fence'>>(this.connection, FENCE, [name, owner]))?.fence;
    }
    try {
      await this.connection.change(INSERT, [name, owner, expiresAt]);
      return 1;
    } catch (error) {
      if (isDuplicate(error)) return undefined;
      throw error;
    }
  }

  override async release(name: string, owner: string): Promise<void> {
    await this.connection.change(RELEASE, [name, owner]);
  }
}
