import { ConsentStore, idFromBytes, idToBytes, isId, newTimeOrderedId, type ConsentRecord } from '@gatehouse/protocol';
import { listFromJson, listToJson } from '../columns/stored-values';
import type { ConsentRow } from '../entities/consent.entity';
import { insertInto, oneRow, type Connection } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';
import { RevocationEntries } from './revocation-entries';

const COLUMNS = [
  'id',
  'account_id',
  'client_id',
  'live',
  'scope',
  'resources',
  'created_at',
  'updated_at',
  'revoked_at',
] as const satisfies readonly (keyof ConsentRow)[];

const FIND = `SELECT ${COLUMNS.join(', ')} FROM consent WHERE account_id = ? AND client_id = ? AND live = 1`;
const INSERT = insertInto('consent', COLUMNS);
const UPDATE = 'UPDATE consent SET scope = ?, resources = ?, updated_at = ? WHERE id = ?';
// A revoked consent never comes back: what was approved under it stays dead, and a new one gets a new id.
const REVOKE = 'UPDATE consent SET revoked_at = ?, live = NULL WHERE id = ? AND revoked_at IS NULL';
const NEXT_OF_ACCOUNT = 'SELECT id, created_at FROM consent WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?';
const NEXT_OF_CLIENT = 'SELECT id, created_at FROM consent WHERE client_id = ? AND id > ? ORDER BY id LIMIT ?';

type Wanted = Pick<ConsentRecord, 'accountId' | 'clientId' | 'scope' | 'resources'>;

export class TypeormConsentStore extends ConsentStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(accountId: string, clientId: string): Promise<ConsentRecord | undefined> {
    return isId(accountId) ? this.live(FIND, accountId, clientId) : undefined;
  }

  override async allow(wanted: Wanted, at: number): Promise<ConsentRecord> {
    for (;;) {
      const consent = (await this.widen(wanted, at)) ?? (await this.make(wanted, at));
      // Undefined: somebody else has just made it, so there is one to widen now.
      if (consent) return consent;
    }
  }

  private async widen(wanted: Wanted, at: number): Promise<ConsentRecord | undefined> {
    // Two requests that add at once must not undo each other; SQLite writes one transaction at a time anyway.
    const locked = this.connection.dialect === 'sqlite' ? FIND : `${FIND} FOR UPDATE`;
    const live = await this.live(locked, wanted.accountId, wanted.clientId);
    if (!live) return undefined;
    const scope = [...new Set([...live.scope, ...wanted.scope])];
    const resources = [...new Set([...live.resources, ...wanted.resources])];
    await this.connection.change(UPDATE, [listToJson(scope), listToJson(resources), at, idToBytes(live.id)]);
    return { ...live, scope, resources, updatedAt: at };
  }

  private async make(wanted: Wanted, at: number): Promise<ConsentRecord | undefined> {
    const { accountId, clientId, scope, resources } = wanted;
    const id = newTimeOrderedId(at);
    const values = [
      idToBytes(id),
      idToBytes(accountId),
      clientId,
      1,
      listToJson(scope),
      listToJson(resources),
      at,
      at,
      null,
    ];
    try {
      await this.connection.change(INSERT, values);
    } catch (error) {
      if (isDuplicate(error)) return undefined;
      throw error;
    }
    return { id, accountId, clientId, scope, resources, createdAt: at, updatedAt: at, revokedAt: null };
  }

  override async revoke(id: string, at: number): Promise<'revoked' | 'already-revoked'> {
    if (!isId(id)) return 'already-revoked';
    return (await this.end(idToBytes(id), at)) ? 'revoked' : 'already-revoked';
  }

  override async revokeAllOf(
    holder: { readonly accountId: string } | { readonly clientId: string },
    at: number,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<string | undefined> {
    const [sql, value] =
      'accountId' in holder ? [NEXT_OF_ACCOUNT, idToBytes(holder.accountId)] : [NEXT_OF_CLIENT, holder.clientId];
    const after = page.after === undefined ? Buffer.alloc(16) : idToBytes(page.after);
    const rows = await this.connection.rows<Pick<ConsentRow, 'id' | 'created_at'>>(sql, [value, after, page.limit]);
    for (const row of rows) if (row.created_at <= at) await this.end(row.id, at);
    const last = rows.at(-1);
    return last && rows.length === page.limit ? idFromBytes(last.id) : undefined;
  }

  private async end(id: Buffer, at: number): Promise<boolean> {
    if ((await this.connection.change(REVOKE, [at, id])) !== 1) return false;
    await new RevocationEntries(this.connection).familiesOfConsent(id, at);
    return true;
  }

  private async live(sql: string, accountId: string, clientId: string): Promise<ConsentRecord | undefined> {
    const row = await oneRow<ConsentRow>(this.connection, sql, [idToBytes(accountId), clientId]);
    return row && consentOf(row);
  }
}

function consentOf(row: ConsentRow): ConsentRecord {
  return {
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    clientId: row.client_id,
    scope: listFromJson(row.scope),
    resources: listFromJson(row.resources),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revokedAt: row.revoked_at,
  };
}
