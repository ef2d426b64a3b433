/** A family with what it hangs on, as every read of a code, token or family joins it: one statement, primary keys only. */
import {
  idFromBytes,
  idToBytes,
  type FamilyEntry,
  type FamilyRecord,
  type RevocationReason,
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
  session_ended_at: number | null;
  consent_revoked_at: number | null;
};

// A parent that is gone counts as ended: nothing may live on because a row was deleted.
const STANDING = [
  'CASE WHEN account.id IS NULL THEN 0 ELSE account.disabled_at END AS account_disabled_at',
  'CASE WHEN session.id IS NULL THEN 0 ELSE session.ended_at END AS session_ended_at',
  'CASE WHEN family.consent_id IS NOT NULL AND consent.id IS NULL THEN 0 ELSE consent.revoked_at END AS consent_revoked_at',
];

export const FAMILY_SELECTION = [
  ...FAMILY_COLUMNS.map((column) => `family.${column} AS family_${column}`),
  ...STANDING,
].join(', ');

export const STANDING_JOINS = `
  LEFT JOIN account ON account.id = family.account_id
  LEFT JOIN session ON session.id = family.session_id
  LEFT JOIN consent ON consent.id = family.consent_id`;

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
    standing: {
      accountDisabledAt: row.account_disabled_at,
      sessionEndedAt: row.session_ended_at,
      consentRevokedAt: row.consent_revoked_at,
    },
  };
}
