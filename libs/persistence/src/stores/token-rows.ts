/** Ledger rows: what the token store and the ledger writer share. */
import { idFromBytes, idToBytes, type RevocationReason, type TokenKind, type TokenRecord } from '@gatehouse/protocol';
import {
  idOrNull,
  listFromJson,
  listToJson,
  objectFromJson,
  objectToJson,
  storedIp,
  storedUserAgent,
  textIdOrNull,
} from '../columns/stored-values';
import type { TokenRow } from '../entities/token.entity';
import { insertInto, type Connection, type Value } from '../gateway/gateway';

export const TOKEN_COLUMNS = [
  'id',
  'kind',
  'format',
  'digest',
  'family_id',
  'parent_id',
  'client_id',
  'subject',
  'session_id',
  'grant_type',
  'scope',
  'audience',
  'key_id',
  'bindings',
  'issued_at',
  'expires_at',
  'ip',
  'user_agent',
  'revoked_at',
  'revocation_reason',
  'generation',
  'rotated_at',
  'successor_id',
  'successor_sealed',
  'last_used_at',
  'reused_at',
] as const satisfies readonly (keyof TokenRow)[];

/** Most rows of one INSERT: each count up to it is one prepared statement per connection. */
export const ROWS_PER_STATEMENT = 32;

const statements: string[] = [];

function insertOf(rows: number): string {
  return (statements[rows] ??= insertInto('token', TOKEN_COLUMNS, rows));
}

/** Inserts rows within whatever transaction the connection is in. */
export async function insertTokens(connection: Connection, tokens: readonly TokenRecord[]): Promise<void> {
  // SQLite runs in our own process, where one prepared row after the other costs least.
  const most = connection.dialect === 'sqlite' ? 1 : ROWS_PER_STATEMENT;
  for (let start = 0; start < tokens.length; start += most) {
    const part = tokens.slice(start, start + most);
    await connection.change(insertOf(part.length), part.flatMap(tokenValues));
  }
}

function tokenValues(token: TokenRecord): Value[] {
  return [
    idToBytes(token.id),
    token.kind,
    token.format,
    token.digest,
    idOrNull(token.familyId),
    idOrNull(token.parentId),
    token.clientId,
    token.subject,
    idOrNull(token.sessionId),
    token.grantType,
    listToJson(token.scope),
    listToJson(token.audience),
    token.keyId,
    objectToJson(token.bindings),
    token.issuedAt,
    token.expiresAt,
    storedIp(token.ip),
    storedUserAgent(token.userAgent),
    token.revokedAt,
    token.revocationReason,
    token.generation,
    token.rotatedAt,
    idOrNull(token.successorId),
    token.successorSealed,
    token.lastUsedAt,
    token.reusedAt,
  ];
}

/** @param familyId of the row, which a join with the family names differently */
export function tokenOf(row: Omit<TokenRow, 'family_id'>, familyId: Buffer | null): TokenRecord {
  return {
    id: idFromBytes(row.id),
    kind: row.kind as TokenKind,
    format: row.format as TokenRecord['format'],
    digest: row.digest,
    familyId: textIdOrNull(familyId),
    parentId: textIdOrNull(row.parent_id),
    clientId: row.client_id,
    subject: row.subject,
    sessionId: textIdOrNull(row.session_id),
    grantType: row.grant_type,
    scope: listFromJson(row.scope),
    audience: listFromJson(row.audience),
    keyId: row.key_id,
    bindings: objectFromJson(row.bindings),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    ip: row.ip,
    userAgent: row.user_agent,
    revokedAt: row.revoked_at,
    revocationReason: row.revocation_reason as RevocationReason | null,
    generation: row.generation,
    rotatedAt: row.rotated_at,
    successorId: textIdOrNull(row.successor_id),
    successorSealed: row.successor_sealed,
    lastUsedAt: row.last_used_at,
    reusedAt: row.reused_at,
  };
}
