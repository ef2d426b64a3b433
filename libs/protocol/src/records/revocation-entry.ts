/**
 * What verifiers that ask nobody must know: one entry ends one JWT access token, or every one that carries the same
 * family, person, client or key. It is needed only until the last such token has expired by itself.
 */
import { createHash } from 'node:crypto';

export const REVOCATION_ENTRY_KINDS = ['token', 'family', 'subject', 'client', 'key'] as const;
export type RevocationEntryKind = (typeof REVOCATION_ENTRY_KINDS)[number];

export interface RevocationEntry {
  readonly kind: RevocationEntryKind;
  /** 16 bytes, of one kind only: the id itself for tokens (`jti`) and families, else `markOf`. */
  readonly mark: Buffer;
  /** Subjects and clients: only what was made up to this moment has ended; epoch milliseconds. Null = all. */
  readonly issuedUntil: number | null;
  /** When it was written, by the database's clock; epoch milliseconds. */
  readonly recordedAt: number;
  /** When nothing that it ends can be alive any more. */
  readonly expiresAt: number;
}

/** Longest life of an access token that anybody may configure, milliseconds. */
export const LONGEST_ACCESS_TOKEN = 86_400_000;

/** The mark of a person, client or key: nobody who reads the list learns names that they did not know before. */
export function markOf(kind: 'subject' | 'client' | 'key', name: string): Buffer {
  return createHash('sha256').update(`${kind}:${name}`).digest().subarray(0, 16);
}
