/**
 * Tells the revocation feed, in the transaction of whatever store revokes something. Every statement finds what it tells
 * by an index, and tells only what could end a JWT access token that is alive.
 */
import { idToBytes, LONGEST_ACCESS_TOKEN, markOf } from '@gatehouse/protocol';
import type { Dialect } from '../columns/columns';
import { oneRow, type Connection, type Value } from '../gateway/gateway';
import { firstIdAt } from '../ledger-index/id-ranges';
import { byIndex } from '../queries/index-hint';

/** Verifiers have clocks of their own: an entry stays for this long after what it ends, milliseconds. */
const CLOCK_MARGIN = 60_000;
/** A family as young as this may have a code that is just being exchanged. */
const YOUNG = 600_000;
/**
 * Ids are made in order, so that one may carry a slightly later time than its record. Verifiers go by the id: what an
 * epoch ends although its id looks younger is told one by one. Milliseconds.
 */
const ID_SKEW = 60_000;

interface Words {
  readonly now: string;
  readonly greatest: string;
  readonly again: string;
}

const SQLITE: Words = {
  now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
  greatest: 'MAX',
  again: `ON CONFLICT (mark) DO UPDATE SET issued_until = MAX(revocation_entry.issued_until, excluded.issued_until),
    recorded_at = excluded.recorded_at, expires_at = MAX(revocation_entry.expires_at, excluded.expires_at)`,
};
const MYSQL: Words = {
  now: 'CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)',
  greatest: 'GREATEST',
  again: `ON DUPLICATE KEY UPDATE
    revocation_entry.issued_until = GREATEST(revocation_entry.issued_until, VALUES(issued_until)),
    revocation_entry.recorded_at = VALUES(recorded_at),
    revocation_entry.expires_at = GREATEST(revocation_entry.expires_at, VALUES(expires_at))`,
};

export function wordsOf(dialect: Dialect): Words {
  return dialect === 'sqlite' ? SQLITE : MYSQL;
}

const INTO = 'INSERT INTO revocation_entry (kind, mark, issued_until, recorded_at, expires_at)';
const IS_JWT = `token.kind = 'access_token' AND token.format = 'jwt'`;

/** Which families end: a condition on `family`, its values, and the index that serves it. */
interface Families {
  readonly where: string;
  readonly values: readonly Value[];
  readonly index?: string;
  /** Tell of them all: also of one that has no living token at the moment, but may be getting one. */
  readonly surely: boolean;
}

export class RevocationEntries {
  private readonly words: Words;

  constructor(private readonly connection: Connection) {
    this.words = wordsOf(connection.dialect);
  }

  /** A token, if it is a JWT access token that is alive. */
  async token(id: string, at: number): Promise<void> {
    await this.tokens('', 'token.id = ? AND token.expires_at > ?', [idToBytes(id), at]);
  }

  /** One family whose tokens may just be being refreshed. */
  async family(id: string, at: number): Promise<void> {
    await this.families({ where: 'family.id = ?', values: [idToBytes(id)], surely: true }, at);
  }

  async familiesOfConsent(id: Buffer, at: number): Promise<void> {
    await this.familiesWhere('family.consent_id = ?', [id], at, 'family_consent');
  }

  /** Those that end with a session: not the offline ones. */
  async familiesOfSession(id: string, at: number): Promise<void> {
    await this.familiesWhere('family.session_id = ? AND family.offline = 0', [idToBytes(id)], at, 'family_session');
  }

  /** Those that end with all sessions of a person that still last: not the offline ones. */
  async familiesOfSessions(accountId: string, at: number): Promise<void> {
    const sessions = 'SELECT session.id FROM session WHERE session.account_id = ? AND session.ended_at IS NULL';
    const where = `family.session_id IN (${sessions}) AND family.offline = 0`;
    await this.familiesWhere(where, [idToBytes(accountId)], at, 'family_session');
  }

  /** Before they are marked as revoked: those that have ended already are not told again. @param where on `family` */
  async familiesWhere(where: string, values: readonly Value[], at: number, index: string): Promise<void> {
    await this.families({ where: `${where} AND ${STANDS}`, values: [...values, at], index, surely: false }, at);
  }

  /** Everything approved by a person up to `until`; that is, of families made up to then. */
  async subject(accountId: string, until: number, at: number): Promise<void> {
    const id = idToBytes(accountId);
    const longest = await this.longestJwt();
    const sql = `SELECT MAX(token.expires_at) AS latest FROM token ${byIndex(this.connection, 'token_subject')}
      WHERE token.subject = ? AND token.id >= ? AND ${IS_JWT}`;
    const row = await oneRow<{ latest: number | null }>(this.connection, sql, [accountId, oldestAlive(at)]);
    await this.everything('subject', accountId, until, Math.max(until, at) + longest, row?.latest ?? 0);
    const where = `family.account_id = ? AND ${STRAGGLERS}`;
    await this.families({ where, values: [id, ...after(until)], index: 'family_account', surely: true }, at);
  }

  /** Everything issued to a client up to `until`. */
  async client(clientId: string, until: number, at: number): Promise<void> {
    await this.everything('client', clientId, until, Math.max(until, at) + LONGEST_ACCESS_TOKEN);
    const values = [clientId, ...after(until)];
    const where = `family.client_id = ? AND ${STRAGGLERS}`;
    await this.families({ where, values, index: 'family_client', surely: true }, at);
    const alone = 'token.family_id IS NULL AND token.expires_at > ?';
    const byClient = byIndex(this.connection, 'token_client');
    await this.tokens(byClient, `token.client_id = ? AND ${STRAGGLING_TOKENS} AND ${alone}`, [...values, at]);
  }

  /** Everything that a key signed. */
  async key(kid: string, at: number): Promise<void> {
    await this.everything('key', kid, null, at + LONGEST_ACCESS_TOKEN);
  }

  private async everything(
    kind: 'subject' | 'client' | 'key',
    name: string,
    until: number | null,
    ...ends: number[]
  ): Promise<void> {
    const sql = `${INTO} VALUES ('${kind}', ?, ?, ${this.words.now}, ?) ${this.words.again}`;
    await this.connection.change(sql, [markOf(kind, name), until, Math.max(...ends) + CLOCK_MARGIN]);
  }

  private async tokens(index: string, where: string, values: readonly Value[]): Promise<void> {
    const { now, again } = this.words;
    const sql = `${INTO} SELECT 'token', token.id, NULL, ${now}, token.expires_at + ${CLOCK_MARGIN}
      FROM token ${index} WHERE ${where} AND ${IS_JWT} ${again}`;
    await this.connection.change(sql, values);
  }

  private async families({ where, values, index, surely }: Families, at: number): Promise<void> {
    const { now, greatest, again } = this.words;
    // The substring finds every API that the family names, and at worst one too many.
    const sql = `${INTO} SELECT 'family', ended.id, NULL, ${now}, ended.latest + ${CLOCK_MARGIN} FROM (
        SELECT family.id AS id, ${greatest}(
          COALESCE((SELECT MAX(token.expires_at) FROM token ${byIndex(this.connection, 'token_family')}
            WHERE token.family_id = family.id AND token.id >= ? AND ${IS_JWT}), 0),
          CASE WHEN family.created_at < ? THEN 0 ELSE COALESCE((SELECT MAX(api.access_token_lifetime) * 1000 + ? FROM api
            WHERE api.access_token_format = 'jwt' AND INSTR(family.resources, api.identifier) > 0), 0) END
        ) AS latest FROM family ${index === undefined ? '' : byIndex(this.connection, index)} WHERE ${where}
      ) ended WHERE ended.latest > ? ${again}`;
    await this.connection.change(sql, [oldestAlive(at), surely ? 0 : at - YOUNG, at, ...values, at]);
  }

  /** Longest life that an API gives its JWTs now, milliseconds. */
  private async longestJwt(): Promise<number> {
    const sql = `SELECT MAX(access_token_lifetime) AS longest FROM api WHERE access_token_format = 'jwt'`;
    return ((await oneRow<{ longest: number | null }>(this.connection, sql, []))?.longest ?? 0) * 1000;
  }
}

const STANDS = `family.revoked_at IS NULL AND family.expires_at > ?
  AND family.created_at > COALESCE(
    (SELECT account.tokens_revoked_before FROM account WHERE account.id = family.account_id), -1)
  AND family.created_at > COALESCE(
    (SELECT client.tokens_revoked_before FROM client WHERE client.client_id = family.client_id), -1)`;
const STRAGGLERS = 'family.id > ? AND family.id < ? AND family.created_at <= ?';
const STRAGGLING_TOKENS = 'token.id > ? AND token.id < ? AND token.issued_at <= ?';

/** Values for the stragglers of an epoch. */
function after(until: number): Value[] {
  return [firstIdAt(until + 1), firstIdAt(until + ID_SKEW), until];
}

/** No token with a lower id is alive. */
function oldestAlive(at: number): Buffer {
  return firstIdAt(at - LONGEST_ACCESS_TOKEN);
}
