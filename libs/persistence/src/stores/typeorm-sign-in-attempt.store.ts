import { SignInAttemptStore, type AttemptCount } from '@gatehouse/identity';
import type { SignInAttemptRow } from '../entities/sign-in-attempt.entity';
import type { Connection, Value } from '../gateway/gateway';

const COUNT_SQLITE = `INSERT INTO sign_in_attempt (counted, attempts, window_started_at) VALUES (?, 1, ?)
  ON CONFLICT (counted) DO UPDATE SET
    attempts = CASE WHEN window_started_at <= ? THEN 1 ELSE attempts + 1 END,
    window_started_at = CASE WHEN window_started_at <= ? THEN ? ELSE window_started_at END
  RETURNING attempts, window_started_at`;
// MySQL assigns from left to right: the count is judged by the old window.
const COUNT_MYSQL = `INSERT INTO sign_in_attempt (counted, attempts, window_started_at) VALUES (?, 1, ?)
  ON DUPLICATE KEY UPDATE
    attempts = CASE WHEN window_started_at <= ? THEN 1 ELSE attempts + 1 END,
    window_started_at = CASE WHEN window_started_at <= ? THEN ? ELSE window_started_at END`;
const FIND = 'SELECT attempts, window_started_at FROM sign_in_attempt WHERE counted = ?';
const GIVE_BACK = `UPDATE sign_in_attempt SET attempts = attempts - 1
  WHERE counted = ? AND window_started_at <= ? AND attempts > 0`;

export class TypeormSignInAttemptStore extends SignInAttemptStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(key: Buffer): Promise<AttemptCount | undefined> {
    const [row] = await this.connection.rows<SignInAttemptRow>(FIND, [key]);
    return row && { count: row.attempts, windowStartedAt: row.window_started_at };
  }

  override async count(key: Buffer, at: number, windowLength: number): Promise<AttemptCount> {
    const row = await this.countRow(key, [key, at, at - windowLength, at - windowLength, at]);
    if (!row) throw new Error('a counter vanished while it was counted');
    return { count: row.attempts, windowStartedAt: row.window_started_at };
  }

  private async countRow(key: Buffer, values: readonly Value[]): Promise<SignInAttemptRow | undefined> {
    if (this.connection.dialect === 'sqlite') {
      return (await this.connection.rows<SignInAttemptRow>(COUNT_SQLITE, values))[0];
    }
    await this.connection.change(COUNT_MYSQL, values);
    // Our own transaction holds the row, so this is the count that was just made.
    return (await this.connection.rows<SignInAttemptRow>(FIND, [key]))[0];
  }

  override async giveBack(key: Buffer, windowStartedAt: number): Promise<void> {
    await this.connection.change(GIVE_BACK, [key, windowStartedAt]);
  }

  override async clear(keys: readonly Buffer[]): Promise<void> {
    if (keys.length === 0) return;
    const marks = keys.map(() => '?').join(', ');
    await this.connection.change(`DELETE FROM sign_in_attempt WHERE counted IN (${marks})`, keys);
  }
}
