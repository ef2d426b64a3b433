/** A family with what it hangs on, as every read of a code, token or family joins it: one statement, primary keys only. */
import {
  idFromBytes,
  idToBytes,
  type ClientStanding,
  type FamilyEntry,
  type FamilyRecord,
  type RevocationReason,
  type Standing,
} from '@gatehouse/protocol';
import { flag, idOrNull, listFromJson, listToJson, textIdOrNull } from '../columns/stored-values';
import type { FamilyRow } from '../entities/family.entity';
import type { Value } from '../gateway/gateway';

export const FAMILY_COLUMNS = [
  'id',
  'client_id',
  'account_id',
  'session_id',
  'consent_id',
  'scope',
  'resources',
  'offline',
  'auth_time',
  'acr',
  'amr',
  'created_at',
  'expires_at',
  'revoked_at',
  'revocation_reason',
] as const satisfies readonly (keyof FamilyRow)[];

export function familyValues(family: FamilyRecord): Value[] {
  return [
    idToBytes(family.id),
    family.clientId,
    idToBytes(family.accountId),
    idToBytes(family.sessionId),
    idOrNull(family.consentId),
    listToJson(family.scope),
    listToJson(family.resources),
    flag(family.offline),
    family.authTime,
    family.acr,
    listToJson(family.amr),
    family.createdAt,
    family.expiresAt,
    family.revokedAt,
    family.revocationReason,
  ];
}

type Prefixed<Row> = { [Name in keyof Row & string as `family_${Name}`]: Row[Name] };

/** What `FAMILY_SELECTION` finds. */
export type JoinedFamily = Prefixed<FamilyRow> & {
  account_disabled_at: number | null;
  account_tokens_revoked_before: number | null;
  session_ended_at: number | null;
  session_end_reason: string | null;
  consent_revoked_at: number | null;
} & JoinedClient;

/** What `CLIENT_STANDING` finds. */
export interface JoinedClient {
  client_disabled_at: number | null;
  client_tokens_revoked_before: number | null;
  client_created_at: number;
}

/** Of the joined `client`; read with the token, so that a change counts at once on every replica. */
export const CLIENT_STANDING = [
  'CASE WHEN client.client_id IS NULL THEN 0 ELSE client.disabled_at END AS client_disabled_at',
  'client.tokens_revoked_before AS client_tokens_revoked_before',
  'COALESCE(client.created_at, 0) AS client_created_at',
].join(', ');

export function clientStanding(row: JoinedClient): ClientStanding {
  return {
    disabledAt: row.client_disabled_at,
    tokensRevokedBefore: row.client_tokens_revoked_before,
    createdAt: row.client_created_at,
  };
}

// A parent that is gone counts as ended: nothing may live on because a row was deleted.
export const STANDING = [
  'CASE WHEN account.id IS NULL THEN 0 ELSE account.disabled_at END AS account_disabled_at',
  'account.tokens_revoked_before AS account_tokens_revoked_before',
  'CASE WHEN session.id IS NULL THEN 0 ELSE session.ended_at END AS session_ended_at',
  'session.end_reason AS session_end_reason',
  'CASE WHEN family.consent_id IS NOT NULL AND consent.id IS NULL THEN 0 ELSE consent.revoked_at END AS consent_revoked_at',
];

/** With `CLIENT_STANDING`; a statement that starts elsewhere than at the family joins the client by itself. */
export const FAMILY_SELECTION = [
  ...FAMILY_COLUMNS.map((column) => `family.${column} AS family_${column}`),
  ...STANDING,
  CLIENT_STANDING,
].join(', ');

export const STANDING_JOINS = `
  LEFT JOIN account ON account.id = family.account_id
  LEFT JOIN session ON session.id = family.session_id
  LEFT JOIN consent ON consent.id = family.consent_id`;

export const CLIENT_JOIN = 'LEFT JOIN client ON client.client_id = family.client_id';

export function familyEntry(row: JoinedFamily): FamilyEntry {
  return {
    family: {
      id: idFromBytes(row.family_id),
      clientId: row.family_client_id,
      accountId: idFromBytes(row.family_account_id),
      sessionId: idFromBytes(row.family_session_id),
      consentId: textIdOrNull(row.family_consent_id),
      scope: listFromJson(row.family_scope),
      resources: listFromJson(row.family_resources),
      offline: row.family_offline === 1,
      authTime: row.family_auth_time,
      acr: row.family_acr,
      amr: listFromJson(row.family_amr),
      createdAt: row.family_created_at,
      expiresAt: row.family_expires_at,
      revokedAt: row.family_revoked_at,
      revocationReason: row.family_revocation_reason as RevocationReason | null,
    },
    standing: standingOf(row),
  };
}

export function standingOf(
  row: Pick<
    JoinedFamily,
    | 'account_disabled_at'
    | 'account_tokens_revoked_before'
    | 'session_ended_at'
    | 'session_end_reason'
    | 'consent_revoked_at'
    | keyof JoinedClient
  >,
): Standing {
  return {
    accountDisabledAt: row.account_disabled_at,
    accountTokensRevokedBefore: row.account_tokens_revoked_before,
    sessionEndedAt: row.session_ended_at,
    sessionEndReason: row.session_end_reason,
    consentRevokedAt: row.consent_revoked_at,
    client: clientStanding(row),
  };
}
