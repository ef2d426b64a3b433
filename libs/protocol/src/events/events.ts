/** The closed list of things worth auditing. Ids are stable: they are what filters and alerts are written against. */

export const EVENT_IDS = [
  'authorization.granted',
  'authorization.refused',
  'token.issued',
  'token.refused',
  'token.revoked',
  'authorization_code.replayed',
  'refresh_token.rotated',
  'refresh_token.retried',
  'refresh_token.reused',
  'client_authentication.failed',
  'consent.allowed',
  'consent.denied',
] as const;
export type EventId = (typeof EVENT_IDS)[number];

export interface ProtocolEvent {
  readonly id: EventId;
  readonly at: number;
  readonly clientId?: string;
  readonly subject?: string;
  readonly familyId?: string;
  readonly sessionId?: string;
  readonly ip?: string | null;
  /** Short stable name of the check that refused. */
  readonly check?: string;
  /** Ids and counts; never a token or a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
