import {
  idToBytes,
  isId,
  TokenStore,
  type RevocationReason,
  type Rotation,
  type TokenEntry,
  type TokenRecord,
} from '@gatehouse/protocol';
import type { TokenRow } from '../entities/token.entity';
import { oneRow, type Connection } from '../gateway/gateway';
import { noteMarked } from '../ledger-index/ledger-blocks';
import {
  clientStanding,
  FAMILY_SELECTION,
  familyEntry,
  STANDING_JOINS,
  type JoinedClient,
  type JoinedFamily,
} from './family-rows';
import { RevocationEntries } from './revocation-entries';
import { insertTokens, TOKEN_COLUMNS, tokenOf } from './token-rows';

type Found = Omit<TokenRow, 'family_id'> & { own_family_id: Buffer | null } & JoinedClient & {
    key_revoked_at: number | null;
  } & (JoinedFamily | { family_id: null });

const OWN_COLUMNS = TOKEN_COLUMNS.map((column) =>
  column === 'family_id' ? 'token.family_id AS own_family_id' : `token.${column}`,
);
const FIND = `SELECT ${OWN_COLUMNS.join(', ')}, signing_key.revoked_at AS key_revoked_at, ${FAMILY_SELECTION}
  FROM token
  LEFT JOIN family ON family.id = token.family_id ${STANDING_JOINS}
  LEFT JOIN client ON client.client_id = token.client_id
  LEFT JOIN signing_key ON signing_key.id = token.key_id
  WHERE token.id = ?`;

/** A refresh token that can still be exchanged by itself. */
const LIVE = `kind = 'refresh_token' AND successor_id IS NULL AND revoked_at IS NULL AND expires_at > ?`;
const ROTATE = `UPDATE token SET rotated_at = ?, successor_id = ?, successor_sealed = ? WHERE id = ? AND ${LIVE}`;
const FORGET_SUCCESSOR = 'UPDATE token SET successor_sealed = NULL WHERE id = ?';
const USE = `UPDATE token SET last_used_at = ?, expires_at = ? WHERE id = ? AND ${LIVE}`;
const REVOKE = 'UPDATE token SET revoked_at = ?, revocation_reason = ? WHERE id = ? AND revoked_at IS NULL';
const MARKED_AT_ONCE = 100;
const MARK = `UPDATE token SET revoked_at = ?, revocation_reason = ?
  WHERE id IN (${Array(MARKED_AT_ONCE).fill('?').join(', ')}) AND revoked_at IS NULL`;
const MARK_REUSED = 'UPDATE token SET reused_at = ? WHERE id = ? AND reused_at IS NULL';

export class TypeormTokenStore extends TokenStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(id: string): Promise<TokenEntry | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<Found>(this.connection, FIND, [idToBytes(id)]);
    if (!row) return undefined;
    const token = tokenOf(row, row.own_family_id);
    const standing = { client: clientStanding(row), keyRevokedAt: row.key_revoked_at };
    if (row.own_family_id === null) return { token, entry: null, standing };
    // A family that is gone takes its tokens along.
    return row.family_id === null ? undefined : { token, entry: familyEntry(row), standing };
  }

  override insert(tokens: readonly TokenRecord[]): Promise<void> {
    return insertTokens(this.connection, tokens);
  }

  override async rotate(rotation: Rotation): Promise<'rotated' | 'refused'> {
    const { id, parentId, at, successorId, successorSealed } = rotation;
    if (!isId(id)) return 'refused';
    const values = [at, idToBytes(successorId), successorSealed, idToBytes(id), at];
    if ((await this.connection.change(ROTATE, values)) !== 1) return 'refused';
    if (parentId !== null) await this.connection.change(FORGET_SUCCESSOR, [idToBytes(parentId)]);
    return 'rotated';
  }

  override async use(id: string, at: number, expiresAt: number): Promise<'used' | 'refused'> {
    if (!isId(id)) return 'refused';
    return (await this.connection.change(USE, [at, expiresAt, idToBytes(id), at])) === 1 ? 'used' : 'refused';
  }

  override async revoke(id: string, at: number, reason: RevocationReason): Promise<'revoked' | 'already-revoked'> {
    if (!isId(id)) return 'already-revoked';
    if ((await this.connection.change(REVOKE, [at, reason, idToBytes(id)])) !== 1) return 'already-revoked';
    await new RevocationEntries(this.connection).token(id, at);
    await noteMarked(this.connection, [id], 'revoked');
    return 'revoked';
  }

  override async mark(ids: readonly string[], at: number, reason: RevocationReason): Promise<number> {
    let marked = 0;
    for (let start = 0; start < ids.length; start += MARKED_AT_ONCE) {
      const some = ids.slice(start, start + MARKED_AT_ONCE);
      // Always the same statement: each length would be one more to prepare on every connection.
      const padded = [...some, ...Array<string>(MARKED_AT_ONCE - some.length).fill(some[0] ?? '')];
      marked += await this.connection.change(MARK, [at, reason, ...padded.map(idToBytes)]);
    }
    if (marked > 0) await noteMarked(this.connection, ids, 'revoked');
    return marked;
  }

  override async markReused(id: string, at: number): Promise<void> {
    if (!isId(id)) return;
    const marked = await this.connection.change(MARK_REUSED, [at, idToBytes(id)]);
    if (marked === 1) await noteMarked(this.connection, [id], 'reused');
  }
}
