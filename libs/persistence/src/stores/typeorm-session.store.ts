import {
  SessionStore,
  type IdentityAccount,
  type SessionEndReason,
  type SessionRecord,
  type SessionRenewal,
} from '@gatehouse/identity';
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import { listFromJson, listToJson, storedIp, storedUserAgent } from '../columns/stored-values';
import type { SessionRow } from '../entities/session.entity';
import { insertInto, oneRow, type Connection } from '../gateway/gateway';
import { ACCOUNT_SELECTION, accountOf, type SelectedAccount } from './account-rows';
import { RevocationEntries } from './revocation-entries';

const COLUMNS = [
  'id',
  'digest',
  'account_id',
  'auth_time',
  'acr',
  'amr',
  'created_at',
  'last_seen_at',
  'expires_at',
  'ended_at',
  'end_reason',
  'ip',
  'user_agent',
] as const satisfies readonly (keyof SessionRow)[];

const OWN_COLUMNS = COLUMNS.filter((column) => column !== 'account_id').map((column) => `session.${column}`);
const FIND = `SELECT ${OWN_COLUMNS.join(', ')}, ${ACCOUNT_SELECTION}
  FROM session JOIN account ON account.id = session.account_id WHERE session.id = ?`;
const INSERT = insertInto('session', COLUMNS);
const TOUCH = 'UPDATE session SET last_seen_at = ? WHERE id = ? AND ended_at IS NULL AND last_seen_at < ?';
const RENEW = `UPDATE session SET digest = ?, auth_time = ?, acr = ?, amr = ?, expires_at = ?, ip = ?, user_agent = ?,
  last_seen_at = ? WHERE id = ? AND ended_at IS NULL`;
const END = 'UPDATE session SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL';
const END_ALL = 'UPDATE session SET ended_at = ?, end_reason = ? WHERE account_id = ? AND ended_at IS NULL';

export class TypeormSessionStore extends SessionStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(id: string): Promise<{ session: SessionRecord; account: IdentityAccount } | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<SessionRow & SelectedAccount>(this.connection, FIND, [idToBytes(id)]);
    return row && { session: sessionOf(row), account: accountOf(row) };
  }

  override async insert(session: SessionRecord): Promise<void> {
    await this.connection.change(INSERT, [
      idToBytes(session.id),
      session.digest,
      idToBytes(session.accountId),
      session.authTime,
      session.acr,
      listToJson(session.amr),
      session.createdAt,
      session.lastSeenAt,
      session.expiresAt,
      session.endedAt,
      session.endReason,
      storedIp(session.ip),
      storedUserAgent(session.userAgent),
    ]);
  }

  override async touch(id: string, at: number): Promise<void> {
    if (isId(id)) await this.connection.change(TOUCH, [at, idToBytes(id), at]);
  }

  override async renew(id: string, renewal: SessionRenewal): Promise<'renewed' | 'ended'> {
    if (!isId(id)) return 'ended';
    const changed = await this.connection.change(RENEW, [
      renewal.digest,
      renewal.authTime,
      renewal.acr,
      listToJson(renewal.amr),
      renewal.expiresAt,
      storedIp(renewal.ip),
      storedUserAgent(renewal.userAgent),
      renewal.authTime,
      idToBytes(id),
    ]);
    return changed === 1 ? 'renewed' : 'ended';
  }

  override async end(id: string, at: number, reason: SessionEndReason): Promise<'ended' | 'already-ended'> {
    if (!isId(id)) return 'already-ended';
    if ((await this.connection.change(END, [at, reason, idToBytes(id)])) !== 1) return 'already-ended';
    await new RevocationEntries(this.connection).familiesOfSession(id, at);
    return 'ended';
  }

  override async endAllOf(accountId: string, at: number, reason: SessionEndReason): Promise<number> {
    if (!isId(accountId)) return 0;
    await new RevocationEntries(this.connection).familiesOfSessions(accountId, at);
    return this.connection.change(END_ALL, [at, reason, idToBytes(accountId)]);
  }
}

function sessionOf(row: SessionRow): SessionRecord {
  return {
    id: idFromBytes(row.id),
    digest: row.digest,
    accountId: idFromBytes(row.account_id),
    authTime: row.auth_time,
    acr: row.acr,
    amr: listFromJson(row.amr),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    endReason: row.end_reason as SessionEndReason | null,
    ip: row.ip,
    userAgent: row.user_agent,
  };
}
