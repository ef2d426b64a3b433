/** What a person allowed a client to do. One live record per account and client. */

export interface ConsentRecord {
  readonly id: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  readonly createdAt: number;
  /** When the person last pressed Allow. */
  readonly updatedAt: number;
  readonly revokedAt: number | null;
}
