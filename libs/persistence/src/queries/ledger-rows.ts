/** A row of the ledger with all that the gate looks at, in one statement: primary keys only beside the row itself. */
import type { TokenRecord } from '@gatehouse/protocol';
import { textIdOrNull } from '../columns/stored-values';
import type { TokenRow } from '../entities/token.entity';
import {
  CLIENT_STANDING,
  clientStanding,
  STANDING,
  STANDING_JOINS,
  standingOf,
  type JoinedFamily,
} from '../stores/family-rows';
import { TOKEN_COLUMNS, tokenOf } from '../stores/token-rows';
import { judge, type Judgement } from './token-state';

/** A token that was issued, judged. Nothing in it opens anything. */
export interface LedgerToken extends Judgement {
  readonly token: TokenRecord;
  readonly consentId: string | null;
  /** When a code was exchanged. */
  readonly consumedAt: number | null;
  /** Of the person that it is about; null where there is none, or none any more. */
  readonly username: string | null;
}

type JoinedStanding = Pick<JoinedFamily, Exclude<keyof JoinedFamily, `family_${string}`>>;

export interface JoinedRow extends TokenRow, JoinedStanding {
  consumed_at: number | null;
  username: string | null;
  has_family: number | null;
  family_consent_id: Buffer | null;
  family_created_at: number;
  family_expires_at: number;
  family_revoked_at: number | null;
  family_offline: number;
  key_revoked_at: number | null;
}

/** The sealed successor opens a token to whoever holds its predecessor: no search needs it. */
const OWN = TOKEN_COLUMNS.map((column) =>
  column === 'successor_sealed' ? 'NULL AS successor_sealed' : `token.${column}`,
);

const PARENTS = [
  'authorization_code.consumed_at',
  'account.username',
  'CASE WHEN family.id IS NULL THEN NULL ELSE 1 END AS has_family',
  'family.consent_id AS family_consent_id',
  'family.created_at AS family_created_at',
  'family.expires_at AS family_expires_at',
  'family.revoked_at AS family_revoked_at',
  'family.offline AS family_offline',
  'signing_key.revoked_at AS key_revoked_at',
  ...STANDING,
  CLIENT_STANDING,
];

export const SELECTION = [...OWN, ...PARENTS].join(', ');

/** What `token` is joined with, for `SELECTION` and for conditions on states. */
export const JOINS = `
  LEFT JOIN family ON family.id = token.family_id
  ${STANDING_JOINS}
  LEFT JOIN client ON client.client_id = token.client_id
  LEFT JOIN signing_key ON signing_key.id = token.key_id
  LEFT JOIN authorization_code ON authorization_code.id = token.id`;

/** @param now epoch milliseconds, for the state */
export function ledgerTokenOf(row: JoinedRow, now: number): LedgerToken {
  const token = tokenOf(row, row.family_id);
  const family = {
    createdAt: row.family_created_at,
    expiresAt: row.family_expires_at,
    revokedAt: row.family_revoked_at,
    offline: row.family_offline === 1,
  };
  const entry = row.has_family === null ? null : { family, standing: standingOf(row) };
  const standing = { client: clientStanding(row), keyRevokedAt: row.key_revoked_at };
  const found = { token, entry, standing, consumedAt: row.consumed_at };
  return {
    token,
    consentId: textIdOrNull(row.family_consent_id),
    consumedAt: row.consumed_at,
    username: row.username,
    ...judge(found, now),
  };
}
