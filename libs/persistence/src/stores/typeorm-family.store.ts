import {
  FamilyStore,
  idFromBytes,
  idToBytes,
  isId,
  type FamilyEntry,
  type FamilyParent,
  type FamilyRecord,
  type RevocationReason,
} from '@gatehouse/protocol';
import { insertInto, oneRow, type Connection, type Value } from '../gateway/gateway';
import { noteMarked } from '../ledger-index/ledger-blocks';
import { byIndex } from '../queries/index-hint';
import {
  CLIENT_JOIN,
  FAMILY_COLUMNS,
  FAMILY_SELECTION,
  familyEntry,
  familyValues,
  STANDING_JOINS,
  type JoinedFamily,
} from './family-rows';
import { RevocationEntries } from './revocation-entries';

const FIND = `SELECT ${FAMILY_SELECTION} FROM family ${STANDING_JOINS} ${CLIENT_JOIN} WHERE family.id = ?`;
const INSERT = insertInto('family', FAMILY_COLUMNS);
const REVOKE = 'UPDATE family SET revoked_at = ?, revocation_reason = ? WHERE id = ? AND revoked_at IS NULL';
// What could still be used or exchanged; a rotated token and a used code are dead by themselves.
const ALIVE = 'family_id = ? AND revoked_at IS NULL AND rotated_at IS NULL AND expires_at > ?';
const FIND_ALIVE = `SELECT id FROM token WHERE ${ALIVE}`;
const MARK = `UPDATE token SET revoked_at = ?, revocation_reason = ? WHERE ${ALIVE}`;

export class TypeormFamilyStore extends FamilyStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(id: string): Promise<FamilyEntry | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<JoinedFamily>(this.connection, FIND, [idToBytes(id)]);
    return row && familyEntry(row);
  }

  override async insert(family: FamilyRecord): Promise<void> {
    await this.connection.change(INSERT, familyValues(family));
  }

  override async revoke(id: string, at: number, reason: RevocationReason): Promise<'revoked' | 'already-revoked'> {
    if (!isId(id)) return 'already-revoked';
    if ((await this.connection.change(REVOKE, [at, reason, idToBytes(id)])) !== 1) return 'already-revoked';
    await this.markTokens(id, at, reason);
    await new RevocationEntries(this.connection).family(id, at);
    return 'revoked';
  }

  /** So that lists and searches show it. */
  private async markTokens(id: string, at: number, reason: RevocationReason): Promise<void> {
    const rows = await this.connection.rows<{ id: Buffer }>(FIND_ALIVE, [idToBytes(id), at]);
    if (rows.length === 0) return;
    await this.connection.change(MARK, [at, reason, idToBytes(id), at]);
    await noteMarked(
      this.connection,
      rows.map((row) => idFromBytes(row.id)),
      'revoked',
    );
  }

  override async revokeAllOf(parent: FamilyParent, at: number, reason: RevocationReason): Promise<number> {
    const [where, values, index] = familiesOf(parent);
    await new RevocationEntries(this.connection).familiesWhere(where, values, at, index);
    const sql = `UPDATE family ${byIndex(this.connection, index)} SET revoked_at = ?, revocation_reason = ?
      WHERE revoked_at IS NULL AND ${where}`;
    return this.connection.change(sql, [at, reason, ...values]);
  }
}

/** The condition, its values, and the index that serves it. */
export function familiesOf(parent: FamilyParent): [where: string, values: Value[], index: string] {
  if ('sessionId' in parent) return ['session_id = ?', [idToBytes(parent.sessionId)], 'family_session'];
  if ('consentId' in parent) return ['consent_id = ?', [idToBytes(parent.consentId)], 'family_consent'];
  return ['account_id = ? AND client_id = ?', [idToBytes(parent.accountId), parent.clientId], 'family_account'];
}
