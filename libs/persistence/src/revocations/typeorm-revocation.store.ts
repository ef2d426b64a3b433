import {
  idFromBytes,
  idToBytes,
  isId,
  RevocationStore,
  type RevocationCommit,
  type RevocationMember,
  type RevocationMemberState,
  type RevocationProgress,
  type RevocationRecord,
  type TokenKind,
} from '@gatehouse/protocol';
import type { RevocationMemberRow } from '../entities/revocation-member.entity';
import type { RevocationRow } from '../entities/revocation.entity';
import { insertInto, oneRow, type Connection, type Value } from '../gateway/gateway';
import { jsonOrNull, REVOCATION_COLUMNS, revocationOf, revocationValues } from './revocation-rows';

const SELECTION = `SELECT ${REVOCATION_COLUMNS.join(', ')} FROM revocation`;
const FIND = `${SELECTION} WHERE id = ?`;
const INSERT = insertInto('revocation', REVOCATION_COLUMNS);
const OLDEST_IN = `${SELECTION} WHERE state = ? ORDER BY id LIMIT 1`;
const AT_ONCE = 100;
const INSERT_MEMBERS = insertInto('revocation_member', ['revocation_id', 'token_id', 'kind', 'state'], AT_ONCE);
const ADD_MEMBERS = {
  sqlite: INSERT_MEMBERS.replace('INSERT', 'INSERT OR IGNORE'),
  mysql: INSERT_MEMBERS.replace('INSERT', 'INSERT IGNORE'),
};
const SET_MEMBERS = `UPDATE revocation_member SET state = ?
  WHERE revocation_id = ? AND token_id IN (${Array(AT_ONCE).fill('?').join(', ')})`;
const TALLY = 'SELECT state, COUNT(*) AS counted FROM revocation_member WHERE revocation_id = ? GROUP BY state';
const COMMIT = `UPDATE revocation SET state = ?, committed_at = ?, committed_by_kind = ?, committed_by_id = ?, cause = ?,
  reason = ?, counts = COALESCE(?, counts), done = ?, finished_at = ?
  WHERE id = ? AND state = 'previewed' AND expires_at > ?`;
const ADVANCE = `UPDATE revocation SET state = ?, job_cursor = ?, done = done + ?, finished_at = ?
  WHERE id = ? AND state = ? AND done = ? AND job_cursor`;
const STOP = `UPDATE revocation SET state = 'stopped', finished_at = ? WHERE id = ? AND state = 'running'`;
const OLDEST_PREVIEWS = `SELECT id, expires_at FROM revocation WHERE state = 'previewed' ORDER BY id LIMIT 20`;
const SOME_MEMBERS = 'SELECT token_id FROM revocation_member WHERE revocation_id = ? ORDER BY token_id LIMIT 500';
const DROP_MEMBERS = 'DELETE FROM revocation_member WHERE revocation_id = ? AND token_id <= ?';
const DROP = `DELETE FROM revocation WHERE id = ? AND state = 'previewed'`;
/** Milliseconds; so that whoever commits a little late hears that it is too old, not that it never was. */
const KEPT_AFTER_EXPIRY = 3_600_000;

export class TypeormRevocationStore extends RevocationStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(id: string): Promise<RevocationRecord | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<RevocationRow>(this.connection, FIND, [idToBytes(id)]);
    return row && revocationOf(row);
  }

  override async list(page: {
    readonly before?: string;
    readonly limit: number;
    readonly previews?: boolean;
  }): Promise<RevocationRecord[]> {
    const conditions = page.previews === true ? [] : [`state <> 'previewed'`];
    if (page.before !== undefined) conditions.push('id < ?');
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const before = page.before === undefined ? [] : [idToBytes(page.before)];
    const sql = `${SELECTION} ${where} ORDER BY id DESC LIMIT ?`;
    return (await this.connection.rows<RevocationRow>(sql, [...before, page.limit])).map(revocationOf);
  }

  override async members(page: {
    readonly id: string;
    readonly state?: RevocationMemberState;
    readonly after?: string;
    readonly limit: number;
  }): Promise<RevocationMember[]> {
    if (!isId(page.id)) return [];
    const values: Value[] = [idToBytes(page.id)];
    let where = 'revocation_id = ?';
    if (page.state !== undefined) {
      where += ' AND state = ?';
      values.push(page.state);
    }
    if (page.after !== undefined) {
      where += ' AND token_id > ?';
      values.push(idToBytes(page.after));
    }
    const sql = `SELECT token_id, kind, state FROM revocation_member WHERE ${where} ORDER BY token_id LIMIT ?`;
    const rows = await this.connection.rows<RevocationMemberRow>(sql, [...values, page.limit]);
    return rows.map((row) => ({
      tokenId: idFromBytes(row.token_id),
      kind: row.kind as TokenKind,
      state: row.state as RevocationMemberState,
    }));
  }

  override async tally(id: string): Promise<Readonly<Record<RevocationMemberState, number>>> {
    const counted = { pending: 0, revoked: 0, gone: 0 };
    if (!isId(id)) return counted;
    const rows = await this.connection.rows<{ state: RevocationMemberState; counted: number }>(TALLY, [idToBytes(id)]);
    for (const row of rows) counted[row.state] = row.counted;
    return counted;
  }

  override async nextUnfinished(): Promise<RevocationRecord | undefined> {
    for (const state of ['running', 'marking']) {
      const row = await oneRow<RevocationRow>(this.connection, OLDEST_IN, [state]);
      if (row) return revocationOf(row);
    }
    return undefined;
  }

  override async insert(record: RevocationRecord): Promise<void> {
    await this.connection.change(INSERT, revocationValues(record));
  }

  override async addMembers(id: string, members: readonly RevocationMember[]): Promise<void> {
    const sql = this.connection.dialect === 'sqlite' ? ADD_MEMBERS.sqlite : ADD_MEMBERS.mysql;
    const revocation = idToBytes(id);
    for (const some of inHundreds(members)) {
      const values = some.flatMap(({ tokenId, kind, state }): Value[] => [revocation, idToBytes(tokenId), kind, state]);
      await this.connection.change(sql, values);
    }
  }

  override async setMembers(id: string, tokenIds: readonly string[], state: RevocationMemberState): Promise<number> {
    let members = 0;
    for (const some of inHundreds(tokenIds)) {
      members += await this.connection.change(SET_MEMBERS, [state, idToBytes(id), ...some.map(idToBytes)]);
    }
    return members;
  }

  override async closeMembers(id: string, limit: number): Promise<number> {
    const pending = await this.members({ id, state: 'pending', limit });
    const ids = pending.map(({ tokenId }) => tokenId);
    await this.setMembers(id, ids, 'gone');
    return pending.length;
  }

  override async commit(id: string, commit: RevocationCommit): Promise<'committed' | 'refused'> {
    const { at, by, cause, reason, state, counts, done } = commit;
    const finishedAt = state === 'finished' ? at : null;
    const { kind, id: who } = by.actor;
    const values = [state, at, kind, who, cause, reason, jsonOrNull(counts), done, finishedAt, idToBytes(id), at];
    return (await this.connection.change(COMMIT, values)) === 1 ? 'committed' : 'refused';
  }

  override async advance(before: RevocationRecord, progress: RevocationProgress): Promise<'advanced' | 'refused'> {
    const { state, cursor, done, at } = progress;
    const from = jsonOrNull(before.cursor);
    const finishedAt = state === 'finished' ? at : null;
    const values = [state, jsonOrNull(cursor), done, finishedAt, idToBytes(before.id), before.state, before.done];
    const changed =
      from === null
        ? await this.connection.change(`${ADVANCE} IS NULL`, values)
        : await this.connection.change(`${ADVANCE} = ?`, [...values, from]);
    return changed === 1 ? 'advanced' : 'refused';
  }

  override async stop(id: string, at: number): Promise<'stopped' | 'refused'> {
    if (!isId(id)) return 'refused';
    return (await this.connection.change(STOP, [at, idToBytes(id)])) === 1 ? 'stopped' : 'refused';
  }

  override async discardPreviews(now: number): Promise<number> {
    const rows = await this.connection.rows<Pick<RevocationRow, 'id' | 'expires_at'>>(OLDEST_PREVIEWS);
    const over = rows.find((row) => (row.expires_at ?? 0) + KEPT_AFTER_EXPIRY <= now);
    if (!over) return 0;
    const members = await this.connection.rows<Pick<RevocationMemberRow, 'token_id'>>(SOME_MEMBERS, [over.id]);
    const last = members.at(-1);
    if (last) return this.connection.change(DROP_MEMBERS, [over.id, last.token_id]);
    return this.connection.change(DROP, [over.id]);
  }
}

/** Parts of one length, so that there is one statement to prepare; the last is filled up with repetitions, which do nothing. */
function inHundreds<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += AT_ONCE) {
    const part = all.slice(start, start + AT_ONCE);
    const [first] = part;
    while (first !== undefined && part.length < AT_ONCE) part.push(first);
    parts.push(part);
  }
  return parts;
}
