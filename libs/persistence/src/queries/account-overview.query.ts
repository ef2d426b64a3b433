/** How much hangs on a person: counts that stop, read through indexes. */
import { SESSION_LIMITS } from '@gatehouse/identity';
import { idToBytes, isId } from '@gatehouse/protocol';
import type { Connection } from '../gateway/gateway';
import { countUpTo100, type BoundedCount } from './bounded-count';
import { byIndex } from './index-hint';

export interface AccountOverview {
  /** Browsers that are signed in, among the newest thousand sessions. */
  readonly liveSessions: BoundedCount;
  /** Clients that the person allows. */
  readonly liveConsents: BoundedCount;
}

const NONE: BoundedCount = { count: 0, more: false };

export class AccountOverviewQuery {
  constructor(private readonly connection: Connection) {}

  /** @param now epoch milliseconds */
  async find(accountId: string, now: number): Promise<AccountOverview> {
    if (!isId(accountId)) return { liveSessions: NONE, liveConsents: NONE };
    const id = idToBytes(accountId);
    const newest = `SELECT ended_at, expires_at, last_seen_at FROM session ${byIndex(this.connection, 'session_account')}
      WHERE account_id = ? ORDER BY id DESC LIMIT 1000`;
    return {
      liveSessions: await countUpTo100(
        this.connection,
        `SELECT 1 AS one FROM (${newest}) AS newest WHERE ended_at IS NULL AND expires_at > ? AND last_seen_at > ?`,
        [id, now, now - SESSION_LIMITS.idle],
      ),
      liveConsents: await countUpTo100(
        this.connection,
        `SELECT 1 AS one FROM (SELECT live FROM consent ${byIndex(this.connection, 'consent_account')}
          WHERE account_id = ? ORDER BY id DESC LIMIT 1000) AS newest WHERE live = 1`,
        [id],
      ),
    };
  }
}
