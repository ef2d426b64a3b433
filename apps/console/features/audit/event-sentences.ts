/** What each kind of event says, as a sentence. Curly brackets are names, square ones are left out when a name is missing. */
import type { EventId } from './audit-api';

export const EVENT_SENTENCES: Readonly<Record<EventId, string>> = {
  'authorization.granted': '{client} may act[ for {subject}]',
  'authorization.refused': 'An authorization request[ of {client}] was refused',
  'authorization_code.replayed': '{client} presented an authorization code again',
  'token.issued': '{client} got tokens[ for {subject}]',
  'token.refused': '{client} was refused tokens',
  'token.revoked': '{actor} revoked a token[ of {subject}]',
  'refresh_token.rotated': '{client} refreshed its tokens[ for {subject}]',
  'refresh_token.retried': '{client} repeated a refresh[ for {subject}]',
  'refresh_token.reused': '{client} used a refresh token that was replaced before',
  'client_authentication.failed': 'Somebody failed to authenticate[ as {client}]',
  'consent.allowed': '{subject} allowed {client}',
  'consent.denied': '{subject} denied {client}',
  'consent.revoked': '{actor} withdrew a consent[ of {subject}][ to {client}]',
  'sign_in.succeeded': '{subject} signed in[ to {client}]',
  'sign_in.failed': 'A sign-in[ as {subject}] failed',
  'sign_in.locked': 'A sign-in[ as {subject}] was refused after too many attempts',
  'session.ended': '{actor} ended a session[ of {subject}]',
  'setup.completed': '{subject} became the first owner',
  'account.created': '{actor} made the account of {target}',
  'account.updated': '{actor} changed the account of {target}',
  'account.disabled': '{actor} disabled {target}',
  'account.enabled': '{actor} enabled {target}',
  'account.deleted': '{actor} deleted the account of {target}',
  'account.roles_changed': '{actor} changed the roles of {target}',
  'account.sign_in_unlocked': '{actor} unlocked sign-in for {target}',
  'account.password_changed': '{actor} changed the password of {target}',
  'client.created': '{actor} registered {target}',
  'client.updated': '{actor} changed {target}',
  'client.disabled': '{actor} disabled {target}',
  'client.enabled': '{actor} enabled {target}',
  'client.deleted': '{actor} deleted {target}',
  'client_secret.created': '{actor} made a new secret for {client}',
  'client_secret.changed': '{actor} changed the end of a secret of {client}',
  'client_secret.deleted': '{actor} deleted a secret of {client}',
  'api.created': '{actor} registered the API {target}',
  'api.updated': '{actor} changed the API {target}',
  'api.disabled': '{actor} disabled the API {target}',
  'api.enabled': '{actor} enabled the API {target}',
  'api.deleted': '{actor} deleted the API {target}',
  'signing_key.announced': '{actor} announced the signing key {target}',
  'signing_key.activated': '{actor} let the key {target} sign',
  'signing_key.retiring': '{actor} stopped signing with the key {target}',
  'signing_key.retired': '{actor} retired the key {target}',
  'signing_key.revoked': '{actor} revoked the key {target}',
  'upkeep.purged': '{actor} removed expired rows by hand',
  'settings.changed': '{actor} changed settings',
  'configuration.applied': '{actor} applied a configuration file',
  'revocation.previewed': '{actor} looked at what a revocation would end',
  'revocation.committed': '{actor} carried out a revocation',
  'revocation.conflicted': 'A revocation of {actor} was refused, because the set had changed',
  'revocation.stopped': '{actor} stopped a running revocation',
  'revocation.finished': 'A revocation finished',
  'admin.refused': '{actor} was refused[ {target}]',
  'admin.read': '{actor} read sensitive data[: {target}]',
  'audit.exported': '{actor} exported the audit log',
  'audit.verified': '{actor} verified the audit log',
  'audit.pruned': '{actor} removed old audit events',
  'events.suppressed': '{actor} counted refusals beyond the limit, instead of storing each',
};

/** Every id, sorted: for filters. */
export const EVENT_IDS = Object.keys(EVENT_SENTENCES).sort() as readonly EventId[];

/** What stands before the dot of ids, such as `client`. */
export const EVENT_GROUPS: readonly string[] = [...new Set(EVENT_IDS.map((id) => id.slice(0, id.indexOf('.'))))];

export function isEventWord(word: string): boolean {
  return word in EVENT_SENTENCES || (word.endsWith('.*') && EVENT_GROUPS.includes(word.slice(0, -2)));
}
