/** Words of sessions as people read them: how they began and why they ended. */
import type { Shape } from './admin-api';
import { capital } from './ledger-words';

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
