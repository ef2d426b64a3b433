/** The closed list of things worth auditing. Ids are stable: they are what filters and alerts are written against. */
import type { AuditOutcome } from './audit-event';

export interface AuditEventKind {
  readonly outcome: AuditOutcome;
  /** Who acts where the event does not say: the client or the person that it names, or Gatehouse itself. */
  readonly actor: 'client' | 'subject' | 'system' | 'anonymous';
  /** In a sentence, for people. */
  readonly title: string;
}

const kind = (actor: AuditEventKind['actor'], outcome: AuditOutcome, title: string): AuditEventKind => ({
  actor,
  outcome,
  title,
});

export const AUDIT_EVENTS = {
  'authorization.granted': kind('subject', 'success', 'An authorization was granted to a client'),
  'authorization.refused': kind('client', 'refused', 'An authorization request was refused'),
  'authorization_code.replayed': kind('client', 'refused', 'An authorization code was presented again'),
  'token.issued': kind('client', 'success', 'Tokens were issued'),
  'token.refused': kind('client', 'refused', 'A token request was refused'),
  'token.revoked': kind('client', 'success', 'A token was revoked'),
  'refresh_token.rotated': kind('client', 'success', 'A refresh token was rotated'),
  'refresh_token.retried': kind('client', 'success', 'A refresh was retried within its window'),
  'refresh_token.reused': kind('client', 'refused', 'A rotated refresh token was presented again'),
  'client_authentication.failed': kind('anonymous', 'refused', 'A client failed to authenticate'),
  'consent.allowed': kind('subject', 'success', 'A person allowed a client'),
  'consent.denied': kind('subject', 'success', 'A person denied a client'),
  'consent.revoked': kind('subject', 'success', 'A consent was withdrawn'),
  'sign_in.succeeded': kind('subject', 'success', 'A person signed in'),
  'sign_in.failed': kind('anonymous', 'refused', 'A sign-in failed'),
  'sign_in.locked': kind('anonymous', 'refused', 'A sign-in was refused after too many attempts'),
  'session.ended': kind('subject', 'success', 'A session ended'),
  'setup.completed': kind('subject', 'success', 'The first owner was made'),
  'account.created': kind('system', 'success', 'An account was made'),
  'account.updated': kind('system', 'success', 'An account was changed'),
  'account.disabled': kind('system', 'success', 'An account was disabled'),
  'account.enabled': kind('system', 'success', 'An account was enabled'),
  'account.deleted': kind('system', 'success', 'An account was deleted'),
  'account.roles_changed': kind('system', 'success', 'The roles of an account were changed'),
  'account.sign_in_unlocked': kind('system', 'success', 'The sign-in lock of an account was lifted'),
  'account.password_changed': kind('system', 'success', 'The password of an account was changed'),
  'client.created': kind('system', 'success', 'A client was registered'),
  'client.updated': kind('system', 'success', 'A client was changed'),
  'client.disabled': kind('system', 'success', 'A client was disabled'),
  'client.enabled': kind('system', 'success', 'A client was enabled'),
  'client.deleted': kind('system', 'success', 'A client was deleted'),
  'client_secret.created': kind('system', 'success', 'A client secret was made'),
  'client_secret.changed': kind('system', 'success', 'The end of a client secret was changed'),
  'client_secret.deleted': kind('system', 'success', 'A client secret was deleted'),
  'api.created': kind('system', 'success', 'An API was registered'),
  'api.updated': kind('system', 'success', 'An API was changed'),
  'api.disabled': kind('system', 'success', 'An API was disabled'),
  'api.enabled': kind('system', 'success', 'An API was enabled'),
  'api.deleted': kind('system', 'success', 'An API was deleted'),
  'signing_key.announced': kind('system', 'success', 'A signing key was announced'),
  'signing_key.activated': kind('system', 'success', 'A signing key began to sign'),
  'signing_key.retiring': kind('system', 'success', 'A signing key stopped signing'),
  'signing_key.retired': kind('system', 'success', 'A signing key was retired'),
  'signing_key.revoked': kind('system', 'success', 'A signing key was revoked'),
  'upkeep.purged': kind('system', 'success', 'Expired rows were removed by hand'),
  'settings.changed': kind('system', 'success', 'A setting was changed'),
  'configuration.applied': kind('system', 'success', 'A configuration file was applied'),
  'revocation.previewed': kind('system', 'success', 'A revocation was previewed'),
  'revocation.committed': kind('system', 'success', 'A revocation was carried out'),
  'revocation.conflicted': kind('system', 'refused', 'A revocation was refused because the set had changed'),
  'revocation.stopped': kind('system', 'success', 'A running revocation was stopped'),
  'revocation.finished': kind('system', 'success', 'A revocation finished'),
  'admin.refused': kind('anonymous', 'refused', 'A request to the admin API was refused'),
  'admin.read': kind('system', 'success', 'Sensitive data was read over the admin API'),
  'audit.exported': kind('system', 'success', 'The audit log was exported'),
  'audit.verified': kind('system', 'success', 'The audit log was verified'),
  'audit.pruned': kind('system', 'success', 'Old audit events were removed'),
  'events.suppressed': kind('system', 'success', 'Refusals beyond the limit were counted instead of stored'),
} as const satisfies Readonly<Record<string, AuditEventKind>>;

export type AuditEventId = keyof typeof AUDIT_EVENTS;
export const AUDIT_EVENT_IDS = Object.keys(AUDIT_EVENTS) as readonly AuditEventId[];
