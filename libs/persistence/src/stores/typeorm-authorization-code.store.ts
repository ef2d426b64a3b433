import {
  AuthorizationCodeStore,
  idFromBytes,
  idToBytes,
  isId,
  type AuthorizationCodeRecord,
  type FamilyEntry,
} from '@gatehouse/protocol';
import { flag, objectFromJson, objectToJson } from '../columns/stored-values';
import type { AuthorizationCodeRow } from '../entities/authorization-code.entity';
import { insertInto, oneRow, type Connection } from '../gateway/gateway';
import { CLIENT_JOIN, FAMILY_SELECTION, familyEntry, STANDING_JOINS, type JoinedFamily } from './family-rows';

const COLUMNS = [
  'id',
  'digest',
  'family_id',
  'client_id',
  'redirect_uri',
  'redirect_uri_sent',
  'nonce',
  'bindings',
  'issued_at',
  'expires_at',
  'consumed_at',
] as const satisfies readonly (keyof AuthorizationCodeRow)[];

type Found = Omit<AuthorizationCodeRow, 'family_id'> & JoinedFamily;

const OWN_COLUMNS = COLUMNS.filter((column) => column !== 'family_id').map((column) => `authorization_code.${column}`);
const FIND = `SELECT ${OWN_COLUMNS.join(', ')}, ${FAMILY_SELECTION}
  FROM authorization_code
  JOIN family ON family.id = authorization_code.family_id ${STANDING_JOINS} ${CLIENT_JOIN}
  WHERE authorization_code.id = ?`;
const INSERT = insertInto('authorization_code', COLUMNS);
const CONSUME = 'UPDATE authorization_code SET consumed_at = ? WHERE id = ? AND consumed_at IS NULL AND expires_at > ?';

export class TypeormAuthorizationCodeStore extends AuthorizationCodeStore {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async find(id: string): Promise<{ code: AuthorizationCodeRecord; entry: FamilyEntry } | undefined> {
    if (!isId(id)) return undefined;
    const row = await oneRow<Found>(this.connection, FIND, [idToBytes(id)]);
    return row && { code: codeOf(row), entry: familyEntry(row) };
  }

  override async insert(code: AuthorizationCodeRecord): Promise<void> {
    await this.connection.change(INSERT, [
      idToBytes(code.id),
      code.digest,
      idToBytes(code.familyId),
      code.clientId,
      code.redirectUri,
      flag(code.redirectUriSent),
      code.nonce,
      objectToJson(code.bindings),
      code.issuedAt,
      code.expiresAt,
      code.consumedAt,
    ]);
  }

  override async consume(id: string, at: number): Promise<'consumed' | 'refused'> {
    if (!isId(id)) return 'refused';
    const changed = await this.connection.change(CONSUME, [at, idToBytes(id), at]);
    return changed === 1 ? 'consumed' : 'refused';
  }
}

function codeOf(row: Found): AuthorizationCodeRecord {
  return {
    id: idFromBytes(row.id),
    digest: row.digest,
    familyId: idFromBytes(row.family_id),
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    redirectUriSent: row.redirect_uri_sent === 1,
    nonce: row.nonce,
    bindings: objectFromJson(row.bindings),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
  };
}
