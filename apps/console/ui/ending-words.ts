/** Why tokens end, in sentences: what an admin chooses from, and what the ledger answers. */
import type { Shape } from './admin-api';

export type RevocationCause = Shape<'CommitRevocationBody'>['reason_code'];

/** Why an admin ends something, to be chosen from. */
export const CAUSES: readonly { readonly value: RevocationCause; readonly label: string }[] = [
  { value: 'compromised', label: 'A token or secret was stolen or leaked' },
  { value: 'suspicious_activity', label: 'Something looks suspicious' },
  { value: 'lost_device', label: 'A device was lost' },
  { value: 'left_organization', label: 'The person has left' },
  { value: 'person_asked', label: 'The person asked for it' },
  { value: 'no_longer_needed', label: 'It is no longer needed' },
  { value: 'policy', label: 'A policy asks for it' },
  { value: 'test', label: 'This is a test' },
  { value: 'other', label: 'Something else' },
];

export const causeName = (cause: string | null): string =>
  cause === 'consequence'
    ? 'It follows from another change'
    : (CAUSES.find(({ value }) => value === cause)?.label ?? cause ?? 'No reason was given');

const REVOCATION_REASONS: Readonly<Record<NonNullable<Shape<'TokenAnswer'>['revocation_reason']>, string>> = {
  code_replayed: 'the authorization code was presented again',
  refresh_token_reused: 'a rotated refresh token was presented again',
  revoked_by_client: 'the client revoked it',
  revoked_by_admin: 'an admin revoked it',
  revoked_by_person: 'the person withdrew it',
  consent_revoked: 'the consent was withdrawn',
  session_ended: 'the session ended',
  password_changed: 'the password was changed',
  account_disabled: 'the user was disabled',
  account_deleted: 'the user was deleted',
  client_disabled: 'the client was disabled',
  client_deleted: 'the client was deleted',
  secret_leaked: 'a secret of the client leaked',
  signing_key_revoked: 'the signing key was revoked',
};

/** Goes on after "revoked because". */
export const revocationReason = (reason: string): string =>
  (REVOCATION_REASONS as Readonly<Record<string, string>>)[reason] ?? reason.replaceAll('_', ' ');
