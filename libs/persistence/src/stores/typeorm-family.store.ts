import {
  FamilyStore,
  idToBytes,
  isId,
  type FamilyEntry,
  type FamilyRecord,
  type RevocationReason,
} from '@gatehouse/protocol';
import { insertInto, oneRow, type Connection } from '../gateway/gateway';
import {
  FAMILY_COLUMNS,
  FAMILY_SELECTION,
  familyEntry,
  familyValues,
  STANDING_JOINS,
  type JoinedFamily,
} from './family-rows';

const FIND = `SELECT ${FAMILY_SELECTION} FROM family ${STANDING_JOINS} WHERE family.id = ?`;
const INSERT = insertInto('family', FAMILY_COLUMNS);
const REVOKE = 'UPDATE family SET revoked_at = ?, revocation_reason = ? WHERE id = ? AND revoked_at IS NULL';

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
    const changed = await this.connection.change(REVOKE, [at, reason, idToBytes(id)]);
    return changed === 1 ? 'revoked' : 'already-revoked';
  }
}
