/** What the audit log says of a revocation: what was ordered, and what it did to the thing that it was about. */
import type { AuditEvent, AuditTarget } from '@gatehouse/audit';
import type { RevocationCounts, RevocationEvent, RevocationOrigin } from '../records/revocation';

export interface AuditedOrder {
  readonly event: RevocationEvent;
  readonly at: number;
  readonly by: RevocationOrigin;
  readonly cause: string;
  readonly reason: string | null;
  readonly replacementKeyId?: string;
}

/** What the event is about, as an audit target. */
export function targetOf(event: RevocationEvent): AuditTarget | undefined {
  switch (event.event) {
    case 'token':
    case 'descendants':
      return { kind: 'token', id: event.tokenId };
    case 'family':
      return { kind: 'family', id: event.familyId };
    case 'consent':
      return { kind: 'consent', id: event.consentId };
    case 'session':
      return { kind: 'session', id: event.sessionId };
    case 'user':
    case 'user_at_client':
    case 'password_changed':
    case 'user_disabled':
    case 'user_deleted':
      return { kind: 'user', id: event.accountId };
    case 'client':
    case 'client_disabled':
    case 'client_deleted':
    case 'secret_leaked':
      return { kind: 'client', id: event.clientId };
    case 'signing_key':
      return { kind: 'signing_key', id: event.keyId };
    case 'filter':
      return undefined;
  }
}

/** The ids by which the audit log is searched. */
function concerned(event: RevocationEvent): Partial<AuditEvent> {
  const account = 'accountId' in event ? { subject: event.accountId } : {};
  const client = 'clientId' in event ? { clientId: event.clientId } : {};
  const family = 'familyId' in event ? { familyId: event.familyId } : {};
  const session = 'sessionId' in event ? { sessionId: event.sessionId } : {};
  return { ...account, ...client, ...family, ...session };
}

/** Everything an event of the revocation `id` has in common, whichever step of it is audited. */
export function auditedStep(
  name: Extract<AuditEvent['id'], `revocation.${string}`>,
  id: string,
  event: RevocationEvent,
  at: number,
  by: RevocationOrigin,
  detail: Readonly<Record<string, unknown>>,
): AuditEvent {
  const target = targetOf(event);
  return {
    id: name,
    at,
    actor: by.actor,
    ip: by.ip,
    userAgent: by.userAgent,
    ...concerned(event),
    ...(target === undefined ? {} : { target }),
    detail: {
      revocation: id,
      event: event.event,
      ...(event.event === 'filter' ? { filter: event.filter } : {}),
      ...detail,
    },
  };
}

/** The events of a commit. What was itself ended by it has an event of its own, so that its history is complete. */
export function revocationAuditEvents(id: string, order: AuditedOrder, counts: RevocationCounts | null): AuditEvent[] {
  const { event, at, by, cause, reason } = order;
  const committed = auditedStep('revocation.committed', id, event, at, by, {
    cause,
    ...(reason === null ? {} : { reason }),
    ...(counts === null ? {} : { counts }),
  });
  const own = ownEvent(event);
  const step = { at, actor: by.actor, ip: by.ip, userAgent: by.userAgent, ...concerned(event) };
  return [
    committed,
    ...(order.replacementKeyId === undefined
      ? []
      : [
          {
            ...step,
            id: 'signing_key.activated',
            target: { kind: 'signing_key', id: order.replacementKeyId },
            detail: { revocation: id },
          } as const,
        ]),
    ...(own ? [{ ...step, ...own, detail: { revocation: id } }] : []),
  ];
}

function ownEvent(event: RevocationEvent): Pick<AuditEvent, 'id' | 'target'> | undefined {
  switch (event.event) {
    case 'consent':
      return { id: 'consent.revoked', target: { kind: 'consent', id: event.consentId } };
    case 'session':
      return { id: 'session.ended', target: { kind: 'session', id: event.sessionId } };
    case 'signing_key':
      return { id: 'signing_key.revoked', target: { kind: 'signing_key', id: event.keyId } };
    case 'secret_leaked':
      return { id: 'client_secret.deleted', target: { kind: 'client_secret', id: event.secretId } };
    default:
      return undefined;
  }
}
