/** What was approved in a session: bounded, as a session may have any number of approvals. */
import { idFromBytes, idToBytes, isId, type RevocationReason } from '@gatehouse/protocol';
import { listFromJson, textIdOrNull } from '../columns/stored-values';
import type { FamilyRow } from '../entities/family.entity';
import type { Connection } from '../gateway/gateway';
import type { BoundedCount } from './bounded-count';
import { byIndex } from './index-hint';
import { TokenSearch } from './token-search';

export interface SessionFamily {
  readonly id: string;
  readonly clientId: string;
  readonly consentId: string | null;
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  /** It outlives the session. */
  readonly offline: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly revocationReason: RevocationReason | null;
}

const COLUMNS =
  'id, client_id, consent_id, scope, resources, offline, created_at, expires_at, revoked_at, revocation_reason';
type Row = Pick<
  FamilyRow,
  | 'id'
  | 'client_id'
  | 'consent_id'
  | 'scope'
  | 'resources'
  | 'offline'
  | 'created_at'
  | 'expires_at'
  | 'revoked_at'
  | 'revocation_reason'
>;

/** Sessions that are counted with one statement. */
const AT_ONCE = 25;
const MOST = 100;

export class SessionFamiliesQuery {
  private readonly tokens: TokenSearch;

  constructor(private readonly connection: Connection) {
    this.tokens = new TokenSearch(connection);
  }

  /** The newest families of a session, newest first. */
  async list(sessionId: string, limit: number): Promise<SessionFamily[]> {
    if (!isId(sessionId)) return [];
    const rows = await this.connection.rows<Row>(
      `SELECT ${COLUMNS} FROM family ${byIndex(this.connection, 'family_session')}
       WHERE session_id = ? ORDER BY id DESC LIMIT ?`,
      [idToBytes(sessionId), limit],
    );
    return rows.map((row) => ({
      id: idFromBytes(row.id),
      clientId: row.client_id,
      consentId: textIdOrNull(row.consent_id),
      scope: listFromJson(row.scope),
      resources: listFromJson(row.resources),
      offline: row.offline === 1,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      revocationReason: row.revocation_reason as RevocationReason | null,
    }));
  }

  /** Codes, access and refresh tokens of a session that are good at `now`, up to a hundred. */
  async liveTokens(sessionId: string, now: number): Promise<BoundedCount> {
    const filter = { sessionId, state: 'active' } as const;
    // Of 300 rows two in three may be ID tokens, which are no credentials.
    const { tokens, next } = await this.tokens.find({ filter, direction: 'newest-first', limit: 3 * MOST, now });
    const live = tokens.filter(({ token }) => token.kind !== 'id_token').length;
    return { count: Math.min(live, MOST), more: next !== null || live > MOST };
  }

  /** How many families each session has, up to a hundred. */
  async count(sessionIds: readonly string[]): Promise<ReadonlyMap<string, BoundedCount>> {
    const one = `SELECT session_id FROM family ${byIndex(this.connection, 'family_session')} WHERE session_id = ? LIMIT ${MOST + 1}`;
    const all = Array.from({ length: AT_ONCE }, () => `SELECT session_id FROM (${one}) AS bounded`).join(' UNION ALL ');
    const sql = `SELECT session_id, COUNT(*) AS counted FROM (${all}) AS every GROUP BY session_id`;
    const counts = new Map<string, BoundedCount>();
    for (let start = 0; start < sessionIds.length; start += AT_ONCE) {
      const part = sessionIds.slice(start, start + AT_ONCE).map(idToBytes);
      // The same statement every time: no session has the id that is not one.
      const padded = Array.from({ length: AT_ONCE }, (_, index) => part[index] ?? NO_ID);
      for (const row of await this.connection.rows<{ session_id: Buffer; counted: number }>(sql, padded)) {
        counts.set(idFromBytes(row.session_id), { count: Math.min(row.counted, MOST), more: row.counted > MOST });
      }
    }
    return counts;
  }
}

const NO_ID = Buffer.alloc(16);
