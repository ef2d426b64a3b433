/** Words of the ledger as people read them. The admin API speaks in identifiers; these are the sentences beside them. */
import type { Shape } from './admin-api';

type Token = Shape<'TokenAnswer'>;
export type TokenKind = Token['kind'];
export type RevocationCause = Shape<'CommitRevocationBody'>['reason_code'];

/** One and many of each kind. */
export const KINDS: Readonly<Record<TokenKind, readonly [one: string, many: string]>> = {
  authorization_code: ['authorization code', 'authorization codes'],
  access_token: ['access token', 'access tokens'],
  refresh_token: ['refresh token', 'refresh tokens'],
  id_token: ['ID token', 'ID tokens'],
};

/** `3 refresh tokens`. */
export const counted = (count: number, [one, many]: readonly [string, string]): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `Refresh token`. */
export const kindName = (kind: TokenKind): string => capital(KINDS[kind][0]);

/** `Refresh token 2`: refresh tokens of one chain are told apart by their number. */
export const tokenName = ({ kind, generation }: Pick<Token, 'kind' | 'generation'>): string =>
  kind === 'refresh_token' ? `${kindName(kind)} ${generation}` : kindName(kind);

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

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

const REVOCATION_REASONS: Readonly<Record<NonNullable<Token['revocation_reason']>, string>> = {
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

const SESSION_ENDS: Readonly<Record<NonNullable<Shape<'SessionAnswer'>['end_reason']>, string>> = {
  signed_out: 'The person signed out',
  replaced: 'Somebody else signed in in the same browser',
  ended_by_admin: 'An admin ended it',
  password_changed: 'The password was changed',
  account_disabled: 'The user was disabled',
  account_deleted: 'The user was deleted',
};

/** Why a session ended, as a sentence. */
export const sessionEnd = (reason: string): string =>
  (SESSION_ENDS as Readonly<Record<string, string>>)[reason] ?? capital(reason.replaceAll('_', ' '));

/** Ways to authenticate. RFC 8176 §2. */
const METHODS: Readonly<Record<string, string>> = {
  pwd: 'Password',
  otp: 'One-time code',
  mfa: 'Several factors',
  hwk: 'Passkey or security key',
  swk: 'Key in software',
  user: 'Presence tested',
  pin: 'PIN',
  sms: 'Text message',
  fpt: 'Fingerprint',
  face: 'Face',
};

export const methodName = (method: string): string => METHODS[method] ?? method;
