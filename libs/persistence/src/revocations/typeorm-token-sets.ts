import {
  idFromBytes,
  idToBytes,
  isId,
  TokenSets,
  type RevocationCursor,
  type RevocationEvent,
  type SetPage,
  type SetToken,
  type TokenSet,
} from '@gatehouse/protocol';
import { oneRow, type Connection, type Value } from '../gateway/gateway';
import { byIndex } from '../queries/index-hint';
import { familiesOf } from '../stores/typeorm-family.store';
import { matchingTokens } from './matching-tokens';
import { SET_TOKEN_JOINS, SET_TOKEN_SELECTION, setTokenOf, type SetTokenRow } from './set-token-rows';

const AFTER_ALL = Buffer.alloc(16, 0xff);
const FOUND_AT_ONCE = 500;
const EXISTS = {
  family: 'SELECT 1 FROM family WHERE id = ?',
  consent: 'SELECT 1 FROM consent WHERE id = ?',
  session: 'SELECT 1 FROM session WHERE id = ?',
  account: 'SELECT 1 FROM account WHERE id = ?',
  client: 'SELECT 1 FROM client WHERE client_id = ?',
  secret: 'SELECT 1 FROM client_secret WHERE client_id = ? AND id = ?',
  key: 'SELECT 1 FROM signing_key WHERE id = ? AND revoked_at IS NULL',
};
const PERSON_OF = {
  session: 'SELECT account_id FROM session WHERE id = ?',
  consent: 'SELECT account_id FROM consent WHERE id = ?',
};

export class TypeormTokenSets extends TokenSets {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async page(set: TokenSet, cursor: RevocationCursor, limit: number): Promise<SetPage> {
    switch (set.kind) {
      case 'families':
        return this.ofFamilies(set, cursor, limit);
      case 'family':
        return this.walk('token_family', 'token.family_id = ?', [idToBytes(set.familyId)], cursor, limit);
      case 'subject':
        return this.walk('token_subject', 'token.subject = ?', [set.subject], cursor, limit);
      case 'client':
        return this.walk('token_client', 'token.client_id = ?', [set.clientId], cursor, limit);
      case 'signing_key':
        return this.signedSince(set.keyId, set.since, cursor, limit);
    }
  }

  override async find(ids: readonly string[]): Promise<SetToken[]> {
    const known = ids.filter(isId);
    const found: SetToken[] = [];
    for (let start = 0; start < known.length; start += FOUND_AT_ONCE) {
      const some = known.slice(start, start + FOUND_AT_ONCE).map(idToBytes);
      const sql = `SELECT ${SET_TOKEN_SELECTION} FROM token ${SET_TOKEN_JOINS}
        WHERE token.id IN (${some.map(() => '?').join(', ')})`;
      found.push(...tokensOf(await this.connection.rows<SetTokenRow>(sql, some)));
    }
    return found;
  }

  override matching(
    filter: Readonly<Record<string, unknown>>,
    after: string | undefined,
    limit: number,
    now: number,
  ): ReturnType<TokenSets['matching']> {
    return matchingTokens(this.connection, filter, after, limit, now);
  }

  override async exists(event: RevocationEvent): Promise<boolean> {
    switch (event.event) {
      case 'family':
        return this.has(EXISTS.family, event.familyId);
      case 'consent':
        return this.has(EXISTS.consent, event.consentId);
      case 'session':
        return this.has(EXISTS.session, event.sessionId);
      case 'user':
      case 'password_changed':
      case 'user_disabled':
      case 'user_deleted':
        return this.has(EXISTS.account, event.accountId);
      case 'client':
      case 'client_disabled':
      case 'client_deleted':
        return this.hasRow(EXISTS.client, [event.clientId]);
      case 'user_at_client':
        return (await this.has(EXISTS.account, event.accountId)) && this.hasRow(EXISTS.client, [event.clientId]);
      case 'secret_leaked':
        return isId(event.secretId) && this.hasRow(EXISTS.secret, [event.clientId, idToBytes(event.secretId)]);
      case 'signing_key':
        return this.hasRow(EXISTS.key, [event.keyId]);
      case 'token':
      case 'descendants':
      case 'filter':
        return true;
    }
  }

  override async personOf(event: RevocationEvent): Promise<string | undefined> {
    if ('accountId' in event) return event.accountId;
    if (event.event !== 'session' && event.event !== 'consent') return undefined;
    const id = event.event === 'session' ? event.sessionId : event.consentId;
    if (!isId(id)) return undefined;
    const row = await oneRow<{ account_id: Buffer }>(this.connection, PERSON_OF[event.event], [idToBytes(id)]);
    return row && idFromBytes(row.account_id);
  }

  override async sessionsOf(accountId: string, now: number): Promise<number> {
    if (!isId(accountId)) return 0;
    const sql = `SELECT COUNT(*) AS counted FROM session ${byIndex(this.connection, 'session_account')}
      WHERE account_id = ? AND ended_at IS NULL AND expires_at > ?`;
    return (await oneRow<{ counted: number }>(this.connection, sql, [idToBytes(accountId), now]))?.counted ?? 0;
  }

  private has(sql: string, id: string): Promise<boolean> {
    return isId(id) ? this.hasRow(sql, [idToBytes(id)]) : Promise.resolve(false);
  }

  private async hasRow(sql: string, values: readonly Value[]): Promise<boolean> {
    return (await this.connection.rows(sql, values)).length > 0;
  }

  /** Backwards through an index that ends in the id. */
  private async walk(
    index: string,
    where: string,
    values: readonly Value[],
    cursor: RevocationCursor,
    limit: number,
  ): Promise<SetPage> {
    const from = `token ${byIndex(this.connection, index)}`;
    return this.read(from, where, values, cursor, limit);
  }

  private async read(
    from: string,
    where: string,
    values: readonly Value[],
    cursor: RevocationCursor,
    limit: number,
  ): Promise<SetPage> {
    const before = cursor.tokenId === undefined ? AFTER_ALL : idToBytes(cursor.tokenId);
    const sql = `SELECT ${SET_TOKEN_SELECTION} FROM ${from} ${SET_TOKEN_JOINS}
      WHERE ${where} AND token.id < ? ORDER BY token.id DESC LIMIT ?`;
    const rows = await this.connection.rows<SetTokenRow>(sql, [...values, before, limit]);
    const last = rows.at(-1);
    return {
      rows: tokensOf(rows),
      next: last && rows.length === limit ? { ...cursor, tokenId: idFromBytes(last.id) } : undefined,
    };
  }

  /** A family after the other, in order of id. */
  private async ofFamilies(
    set: Extract<TokenSet, { kind: 'families' }>,
    cursor: RevocationCursor,
    limit: number,
  ): Promise<SetPage> {
    const familyId = cursor.familyId ?? (await this.nextFamily(set, undefined));
    if (familyId === undefined) return { rows: [], next: undefined };
    const tokenId = cursor.tokenId === undefined ? {} : { tokenId: cursor.tokenId };
    const page = await this.page({ kind: 'family', familyId }, { familyId, ...tokenId }, limit);
    if (page.next) return page;
    const following = await this.nextFamily(set, familyId);
    return { rows: page.rows, next: following === undefined ? undefined : { familyId: following } };
  }

  private async nextFamily(
    set: Extract<TokenSet, { kind: 'families' }>,
    after: string | undefined,
  ): Promise<string | undefined> {
    const [where, values, index] = familiesOf(set.of);
    const sql = `SELECT id FROM family ${byIndex(this.connection, index)}
      WHERE ${where} AND id > ? ORDER BY id LIMIT 1`;
    const row = await oneRow<{ id: Buffer }>(this.connection, sql, [
      ...values,
      after === undefined ? Buffer.alloc(16) : idToBytes(after),
    ]);
    return row && idFromBytes(row.id);
  }

  /** Through the newest rows of the ledger; those of other keys are passed over. */
  private async signedSince(keyId: string, since: number, cursor: RevocationCursor, limit: number): Promise<SetPage> {
    const first = Buffer.alloc(16);
    first.writeUIntBE(Math.max(0, Math.floor(since)), 0, 6);
    const page = await this.read('token', 'token.id >= ?', [first], cursor, limit);
    return { rows: page.rows.filter(({ token }) => token.keyId === keyId), next: page.next };
  }
}

function tokensOf(rows: readonly SetTokenRow[]): SetToken[] {
  return rows.map(setTokenOf).filter((token) => token !== undefined);
}
