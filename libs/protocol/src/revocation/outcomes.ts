/**
 * What each event does to each artefact: the one table that docs/revocation.md prints and that a test proves cell by cell.
 * RFC 7009 §2.1; OpenID Connect Core §11 (offline access).
 */
import type { RevocationReason } from '../records/family';

export const ARTEFACTS = [
  'authorization_code',
  'opaque_access_token',
  'jwt_access_token',
  'refresh_token',
  'id_token',
  'session',
  'consent',
  'device_code',
] as const;
export type Artefact = (typeof ARTEFACTS)[number];

export const OUTCOMES = {
  ends: 'Refused everywhere from the commit on, on every replica.',
  ends_if_named: 'Ends if the event names it; others stay.',
  ends_unless_offline: 'Ends, unless the approval included offline_access.',
  marked: 'No credential, so nothing to refuse: the ledger shows it as revoked.',
  marked_if_named: 'The ledger shows it as revoked if the event names it.',
  stays: 'Untouched.',
  not_yet: 'Does not exist yet.',
} as const;
export type Outcome = keyof typeof OUTCOMES;

export interface RevocationRow {
  readonly title: string;
  /** What the ledger gives as the reason. */
  readonly reason: RevocationReason;
  readonly outcomes: Readonly<Record<Artefact, Outcome>>;
}

/** In the order of ARTEFACTS, without device codes. */
function row(title: string, reason: RevocationReason, ...cells: readonly Outcome[]): RevocationRow {
  const [code, opaque, jwt, refresh, id, session, consent] = cells;
  if (!code || !opaque || !jwt || !refresh || !id || !session || !consent) throw new TypeError('a row has 7 cells');
  return {
    title,
    reason,
    outcomes: {
      authorization_code: code,
      opaque_access_token: opaque,
      jwt_access_token: jwt,
      refresh_token: refresh,
      id_token: id,
      session,
      consent,
      device_code: 'not_yet',
    },
  };
}

const FAMILY = ['ends', 'ends', 'ends', 'ends', 'marked'] as const;
const NAMED = ['ends_if_named', 'ends_if_named', 'ends_if_named', 'ends_if_named', 'marked_if_named'] as const;

export const REVOCATION_TABLE = {
  token: row(
    'One access or ID token',
    'revoked_by_admin',
    'stays',
    'ends_if_named',
    'ends_if_named',
    'stays',
    'marked_if_named',
    'stays',
    'stays',
  ),
  token_of_family: row('One code or refresh token', 'revoked_by_admin', ...FAMILY, 'stays', 'stays'),
  descendants: row('A token and everything exchanged from it', 'revoked_by_admin', ...NAMED, 'stays', 'stays'),
  family: row('A family', 'revoked_by_admin', ...FAMILY, 'stays', 'stays'),
  consent: row('A consent', 'consent_revoked', ...FAMILY, 'stays', 'ends'),
  session: row('A session, by an admin', 'session_ended', ...FAMILY, 'ends', 'stays'),
  signed_out: row(
    'A session, by the person (sign-out) or by another sign-in in the same browser',
    'session_ended',
    'ends_unless_offline',
    'ends_unless_offline',
    'ends_unless_offline',
    'ends_unless_offline',
    'stays',
    'ends',
    'stays',
  ),
  user: row('Everything of a user', 'revoked_by_admin', ...FAMILY, 'ends', 'stays'),
  client: row('Everything of a client', 'revoked_by_admin', ...FAMILY, 'stays', 'stays'),
  user_at_client: row('Everything of a user at a client', 'revoked_by_admin', ...FAMILY, 'stays', 'stays'),
  signing_key: row(
    'A signing key',
    'signing_key_revoked',
    'stays',
    'stays',
    'ends_if_named',
    'stays',
    'marked_if_named',
    'stays',
    'stays',
  ),
  filter: row('Everything that matches a token search', 'revoked_by_admin', ...NAMED, 'stays', 'stays'),
  password_changed: row('A password was changed', 'password_changed', ...FAMILY, 'ends', 'stays'),
  user_disabled: row('A user was disabled', 'account_disabled', ...FAMILY, 'ends', 'stays'),
  user_deleted: row('A user was deleted', 'account_deleted', ...FAMILY, 'ends', 'ends'),
  client_disabled: row('A client was disabled', 'client_disabled', ...FAMILY, 'stays', 'stays'),
  client_deleted: row('A client was deleted', 'client_deleted', ...FAMILY, 'stays', 'ends'),
  secret_leaked: row('A secret of a client leaked', 'secret_leaked', ...FAMILY, 'stays', 'stays'),
  code_replayed: row('An authorization code was presented again', 'code_replayed', ...FAMILY, 'stays', 'stays'),
  refresh_token_reused: row(
    'A rotated refresh token was presented again',
    'refresh_token_reused',
    ...FAMILY,
    'stays',
    'stays',
  ),
  access_token_returned: row(
    'A client revoked an access token (RFC 7009)',
    'revoked_by_client',
    'stays',
    'ends_if_named',
    'ends_if_named',
    'stays',
    'stays',
    'stays',
    'stays',
  ),
  refresh_token_returned: row(
    'A client revoked a refresh token (RFC 7009)',
    'revoked_by_client',
    ...FAMILY,
    'stays',
    'stays',
  ),
} as const satisfies Readonly<Record<string, RevocationRow>>;
export type RevocationRowName = keyof typeof REVOCATION_TABLE;

/** The table as Markdown, as docs/revocation.md has it. */
export function printedTable(): string {
  const head = ['event', ...ARTEFACTS.map((artefact) => artefact.replaceAll('_', ' '))];
  const rows = Object.values(REVOCATION_TABLE).map(({ title, outcomes }) => [
    title,
    ...ARTEFACTS.map((artefact) => outcomes[artefact].replaceAll('_', ' ')),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
