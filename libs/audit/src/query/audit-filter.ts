/** What a reader of the log may ask for. Every member narrows; members left out do not. */
export interface AuditFilter {
  /** Event ids, or prefixes such as `client.*`; any of them. */
  readonly events?: readonly string[];
  readonly outcome?: string;
  readonly actorKind?: string;
  readonly actorId?: string;
  readonly targetKind?: string;
  readonly targetId?: string;
  readonly clientId?: string;
  readonly subject?: string;
  readonly familyId?: string;
  readonly sessionId?: string;
  readonly ip?: string;
  readonly check?: string;
  readonly reference?: string;
  /** Epoch milliseconds, inclusive. */
  readonly from?: number;
  /** Epoch milliseconds, exclusive. */
  readonly to?: number;
  /** Anything that stands in one of the members above or, word for word, anywhere in the detail. */
  readonly mentions?: string;
}

/** The members in the words of the admin API; such as for the audit event of an export. */
export function describeFilter(filter: AuditFilter): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}
