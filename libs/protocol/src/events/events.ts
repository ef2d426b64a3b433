/** What the protocol reports: the audit log's own shape, so that nothing is translated on the way. */
export type { AuditEvent as ProtocolEvent, AuditEventId as EventId } from '@gatehouse/audit';
