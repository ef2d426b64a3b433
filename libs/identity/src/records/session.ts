/** A signed-in browser. The cookie holds a secret of which only the digest is stored. */

export interface SessionRecord {
  readonly id: string;
  /** 32 bytes. */
  readonly digest: Buffer;
  readonly accountId: string;
  /** When the person last proved who they are; epoch milliseconds. */
  readonly authTime: number;
  readonly acr: string;
  /** RFC 8176 values, such as `pwd`. */
  readonly amr: readonly string[];
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** Absolute end. */
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly endReason: SessionEndReason | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export const SESSION_END_REASONS = [
  'signed_out',
  'replaced',
  'ended_by_admin',
  'password_changed',
  'account_disabled',
  'account_deleted',
] as const;
export type SessionEndReason = (typeof SESSION_END_REASONS)[number];
