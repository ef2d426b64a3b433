/** Tokens with as much of what they hang on as judging them takes. */
import { idFromBytes, type AccessTokenFormat, type SetToken, type TokenKind } from '@gatehouse/protocol';
import { textIdOrNull } from '../columns/stored-values';
import type { FamilyRow } from '../entities/family.entity';
import type { TokenRow } from '../entities/token.entity';
import {
  CLIENT_STANDING,
  clientStanding,
  STANDING,
  STANDING_JOINS,
  standingOf,
  type JoinedFamily,
} from '../stores/family-rows';

const TOKEN_COLUMNS = [
  'id',
  'kind',
  'format',
  'family_id',
  'parent_id',
  'client_id',
  'subject',
  'key_id',
  'issued_at',
  'expires_at',
  'revoked_at',
  'rotated_at',
] as const satisfies readonly (keyof TokenRow)[];
const FAMILY_COLUMNS = [
  'created_at',
  'offline',
  'revoked_at',
  'expires_at',
] as const satisfies readonly (keyof FamilyRow)[];

export type SetTokenRow = Pick<TokenRow, (typeof TOKEN_COLUMNS)[number]> &
  Pick<
    JoinedFamily,
    Exclude<keyof JoinedFamily, `family_${keyof FamilyRow}`> | `family_${(typeof FAMILY_COLUMNS)[number]}`
  > & {
    /** Null where there is no family, or none any more. */
    joined_family_id: Buffer | null;
    key_revoked_at: number | null;
    consumed_at: number | null;
  };

export const SET_TOKEN_SELECTION = [
  ...TOKEN_COLUMNS.map((column) => `token.${column}`),
  'family.id AS joined_family_id',
  ...FAMILY_COLUMNS.map((column) => `family.${column} AS family_${column}`),
  ...STANDING,
  CLIENT_STANDING,
  'signing_key.revoked_at AS key_revoked_at',
  'authorization_code.consumed_at AS consumed_at',
].join(', ');

/** By primary keys only. */
export const SET_TOKEN_JOINS = `
  LEFT JOIN family ON family.id = token.family_id ${STANDING_JOINS}
  LEFT JOIN client ON client.client_id = token.client_id
  LEFT JOIN signing_key ON signing_key.id = token.key_id
  LEFT JOIN authorization_code ON authorization_code.id = token.id`;

/** Undefined for a token whose family is gone: it is gone with it. */
export function setTokenOf(row: SetTokenRow): SetToken | undefined {
  if (row.family_id !== null && row.joined_family_id === null) return undefined;
  return {
    token: {
      id: idFromBytes(row.id),
      kind: row.kind as TokenKind,
      format: row.format as AccessTokenFormat,
      familyId: textIdOrNull(row.family_id),
      parentId: textIdOrNull(row.parent_id),
      clientId: row.client_id,
      subject: row.subject,
      keyId: row.key_id,
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
      revokedAt: row.revoked_at,
      rotatedAt: row.rotated_at,
    },
    standing: { client: clientStanding(row), keyRevokedAt: row.key_revoked_at },
    entry: row.joined_family_id === null ? null : familyOf(row, row.joined_family_id),
    consumedAt: row.consumed_at,
  };
}

function familyOf(row: SetTokenRow, id: Buffer): NonNullable<SetToken['entry']> {
  const family = {
    id: idFromBytes(id),
    createdAt: row.family_created_at,
    offline: row.family_offline === 1,
    revokedAt: row.family_revoked_at,
    expiresAt: row.family_expires_at,
  };
  return { family, standing: standingOf(row) };
}
