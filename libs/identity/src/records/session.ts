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
  readonly ip: string | null;
  readonly userAgent: string | null;
}
