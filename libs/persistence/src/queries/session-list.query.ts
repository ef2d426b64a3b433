/** The list of sessions, newest first. Each page follows one index: a person's, an address's, a client's, or all of them. */
import type { SessionState } from '@gatehouse/identity';
import { idFromBytes, idToBytes, isId } from '@gatehouse/protocol';
import { oneRow, type Connection, type Value } from '../gateway/gateway';
import { scanPage, type ScannedPage } from './budgeted-scan';
import { firstIdAt } from './id-range';
import { byIndex } from './index-hint';
import {
  listedSession,
  SESSION_ACCOUNT,
  SESSION_SELECTION,
  type ListedSession,
  type SelectedSession,
} from './session-rows';

export interface SessionFilter {
  readonly accountId?: string | undefined;
  /** Sessions in which this client was approved. */
  readonly clientId?: string | undefined;
  readonly ip?: string | undefined;
  readonly state?: SessionState | undefined;
  /** One of the ways in which the person authenticated. */
  readonly amr?: string | undefined;
  readonly acr?: string | undefined;
  /** Epoch milliseconds; from this on. */
  readonly startedFrom?: number | undefined;
  /** Up to and with this. */
  readonly startedTo?: number | undefined;
}

/** A page; positions are ids of sessions. */
export type SessionPage = ScannedPage<ListedSession, string>;

/** A place in the list; families name sessions that may have been swept away since. */
interface Found {
  readonly id: string;
  readonly session: ListedSession | undefined;
}

const FIND = `SELECT ${SESSION_SELECTION} FROM session ${SESSION_ACCOUNT} WHERE session.id = ?`;
/** Sessions that are looked up with one statement: two prepared shapes at most. */
const AT_ONCE = 50;

export class SessionListQuery {
  constructor(private readonly connection: Connection) {}

  /** @param now epoch milliseconds, by which a session is live or expired */
  async list(
    filter: SessionFilter,
    { after, limit, now }: { readonly after?: string | undefined; readonly limit: number; readonly now: number },
  ): Promise<SessionPage> {
    const page = await scanPage<Found, string>({
      limit,
      after,
      read: (from, count) => this.read(filter, boundsOf(filter, from), count, now),
      positionOf: ({ id }) => id,
      keep: this.keeping(filter),
    });
    return { ...page, rows: page.rows.flatMap(({ session }) => session ?? []) };
  }

  async find(id: string, now: number): Promise<ListedSession | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<SelectedSession>(this.connection, FIND, [idToBytes(id)]);
    return row && listedSession(row, now);
  }

  private async read(
    filter: SessionFilter,
    [first, end]: readonly [Buffer, Buffer],
    count: number,
    now: number,
  ): Promise<readonly Found[]> {
    const { accountId, ip, clientId } = filter;
    const found = (row: SelectedSession): Found => ({ id: idFromBytes(row.id), session: listedSession(row, now) });
    if (accountId !== undefined) {
      if (!isId(accountId)) return [];
      const values = [idToBytes(accountId), first, end];
      return (await this.along('session_account', 'session.account_id = ? AND ', values, count)).map(found);
    }
    if (ip !== undefined)
      return (await this.along('session_ip', 'session.ip = ? AND ', [ip, first, end], count)).map(found);
    if (clientId === undefined) return (await this.along(undefined, '', [first, end], count)).map(found);
    const ids = await this.idsOfClient(clientId, first, end, count);
    const sessions = new Map((await this.byIds(ids)).map((row) => [idFromBytes(row.id), found(row)]));
    return ids.map(idFromBytes).map((id) => sessions.get(id) ?? { id, session: undefined });
  }

  private along(index: string | undefined, where: string, values: Value[], count: number): Promise<SelectedSession[]> {
    const hint = index === undefined ? '' : ` ${byIndex(this.connection, index)}`;
    return this.connection.rows<SelectedSession>(
      `SELECT ${SESSION_SELECTION} FROM session${hint} ${SESSION_ACCOUNT}
       WHERE ${where}session.id >= ? AND session.id < ? ORDER BY session.id DESC LIMIT ?`,
      [...values, count],
    );
  }

  /** A session has a family for each approval, so the next session is sought instead of reading on through all of them. */
  private async idsOfClient(clientId: string, first: Buffer, end: Buffer, count: number): Promise<Buffer[]> {
    const next = (before: string): string => `(SELECT session_id FROM family
      ${byIndex(this.connection, 'family_client_session')}
      WHERE client_id = ? AND session_id >= ? AND session_id < ${before} ORDER BY session_id DESC LIMIT 1)`;
    const rows = await this.connection.rows<{ id: Buffer }>(
      `WITH RECURSIVE found (id, place) AS (
         SELECT ${next('?')}, 1
         UNION ALL SELECT ${next('found.id')}, place + 1 FROM found WHERE found.id IS NOT NULL AND place < ?
       ) SELECT id FROM found WHERE id IS NOT NULL`,
      [clientId, first, end, clientId, first, count],
    );
    return rows.map(({ id }) => id);
  }

  private async byIds(ids: readonly Buffer[]): Promise<SelectedSession[]> {
    const rows: SelectedSession[] = [];
    const marks = Array.from({ length: AT_ONCE }, () => '?').join(', ');
    const sql = `SELECT ${SESSION_SELECTION} FROM session ${SESSION_ACCOUNT} WHERE session.id IN (${marks})`;
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const part = ids.slice(start, start + AT_ONCE);
      // The same statement every time: what is missing repeats what is there.
      const padded = Array.from({ length: AT_ONCE }, (_, index) => part[index] ?? part[0] ?? null);
      rows.push(...(await this.connection.rows<SelectedSession>(sql, padded)));
    }
    return rows;
  }

  private keeping(filter: SessionFilter) {
    const { accountId, clientId, ip, state, amr, acr } = filter;
    const driven = accountId !== undefined || ip !== undefined;
    const rules: ((session: ListedSession) => boolean)[] = [];
    if (state !== undefined) rules.push((session) => session.state === state);
    if (amr !== undefined) rules.push((session) => session.amr.includes(amr));
    if (acr !== undefined) rules.push((session) => session.acr === acr);
    // Whichever index is followed, the other members are judged here.
    if (accountId !== undefined && ip !== undefined) rules.push((session) => session.ip === ip);
    if (rules.length === 0 && clientId === undefined) return undefined;
    return async (found: readonly Found[]): Promise<readonly Found[]> => {
      const kept = found.filter(({ session }) => session && rules.every((rule) => rule(session)));
      return clientId === undefined || !driven ? kept : this.atClient(clientId, kept);
    };
  }

  private async atClient(clientId: string, found: readonly Found[]): Promise<readonly Found[]> {
    const sql = `SELECT 1 AS found FROM family ${byIndex(this.connection, 'family_client_session')}
      WHERE client_id = ? AND session_id = ? LIMIT 1`;
    const kept: Found[] = [];
    for (const one of found) {
      const row = await oneRow<{ found: number }>(this.connection, sql, [clientId, idToBytes(one.id)]);
      if (row) kept.push(one);
    }
    return kept;
  }
}

const LAST = Buffer.alloc(16, 0xff);

/** The span of ids of a page, newest first: from the first (with it) up to the end (without it). */
function boundsOf({ startedFrom, startedTo }: SessionFilter, after?: string): readonly [Buffer, Buffer] {
  const first = startedFrom === undefined ? Buffer.alloc(16) : firstIdAt(startedFrom);
  const end = startedTo === undefined ? LAST : firstIdAt(startedTo + 1);
  const from = after === undefined ? end : idToBytes(after);
  return [first, from.compare(end) < 0 ? from : end];
}
