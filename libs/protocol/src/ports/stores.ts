/**
 * Where records live. Reads may run at any time; writes exist only inside a unit of work, whose stores share one
 * transaction. Every single-use decision is one conditional UPDATE whose affected-row count is the verdict.
 */
import type { AuditTrail } from '@gatehouse/audit';
import type { AccountRecord } from '../records/account';
import type { AuthorizationCodeRecord } from '../records/authorization-code';
import type { ConsentRecord } from '../records/consent';
import type { FamilyRecord, RevocationReason } from '../records/family';
import type { SigningKeyRecord, SigningKeyState } from '../records/signing-key';
import type { FamilyEntry, TokenEntry } from '../records/standing';
import type { TokenRecord } from '../records/token';
import type { SigningAlgorithm } from '../vocabulary/words';
import type { RevocationEntryReads } from './revocation-entries';

export abstract class AuthorizationCodeReads {
  /** The code with its family and standing. */
  abstract find(id: string): Promise<{ code: AuthorizationCodeRecord; entry: FamilyEntry } | undefined>;
}
export abstract class AuthorizationCodeStore extends AuthorizationCodeReads {
  abstract insert(code: AuthorizationCodeRecord): Promise<void>;
  /** Marks the code as used, if it is neither used nor expired at `at`. */
  abstract consume(id: string, at: number): Promise<'consumed' | 'refused'>;
}

export abstract class FamilyReads {
  abstract find(id: string): Promise<FamilyEntry | undefined>;
}
export abstract class FamilyStore extends FamilyReads {
  abstract insert(family: FamilyRecord): Promise<void>;
  /** Revokes the family unless it is revoked already. */
  abstract revoke(id: string, at: number, reason: RevocationReason): Promise<'revoked' | 'already-revoked'>;
  /** Revokes every family of a parent that is not revoked yet; answers how many. */
  abstract revokeAllOf(parent: FamilyParent, at: number, reason: RevocationReason): Promise<number>;
}

/** What families hang on. */
export type FamilyParent =
  | { readonly sessionId: string }
  | { readonly consentId: string }
  | { readonly accountId: string; readonly clientId: string };

export abstract class TokenReads {
  abstract find(id: string): Promise<TokenEntry | undefined>;
}
export interface Rotation {
  readonly id: string;
  /** The parent, whose sealed successor may not be asked for any more. */
  readonly parentId: string | null;
  readonly at: number;
  readonly successorId: string;
  readonly successorSealed: Buffer;
}
export abstract class TokenStore extends TokenReads {
  abstract insert(tokens: readonly TokenRecord[]): Promise<void>;
  /** Names the successor of a refresh token, if it has none and is neither revoked nor expired at `at`. */
  abstract rotate(rotation: Rotation): Promise<'rotated' | 'refused'>;
  /** Notes that a refresh token was exchanged without rotation and moves its idle end, if it is still live at `at`. */
  abstract use(id: string, at: number, expiresAt: number): Promise<'used' | 'refused'>;
  abstract revoke(id: string, at: number, reason: RevocationReason): Promise<'revoked' | 'already-revoked'>;
  /**
   * Writes on rows that what they hang on was revoked, so that lists and searches show it; decides nothing. Rows that
   * are marked already stay as they are. At most 500 ids. Answers how many were marked.
   */
  abstract mark(ids: readonly string[], at: number, reason: RevocationReason): Promise<number>;
  /** Notes on a code or refresh token that it was presented again after its use; the first time counts. */
  abstract markReused(id: string, at: number): Promise<void>;
}

export abstract class ConsentReads {
  /** The live consent of this person for this client. */
  abstract find(accountId: string, clientId: string): Promise<ConsentRecord | undefined>;
}
export abstract class ConsentStore extends ConsentReads {
  /** Adds scopes and resources to the live consent, or makes it; `at` becomes its `updatedAt`. Returns what is stored. */
  abstract allow(
    consent: Pick<ConsentRecord, 'accountId' | 'clientId' | 'scope' | 'resources'>,
    at: number,
  ): Promise<ConsentRecord>;
  abstract revoke(id: string, at: number): Promise<'revoked' | 'already-revoked'>;
  /**
   * Revokes those among the next `limit` consents of a person or client that are live and were given until `at`; in order
   * of id, after `after`.
   * @returns the last id that was looked at, undefined at the end
   */
  abstract revokeAllOf(
    holder: { readonly accountId: string } | { readonly clientId: string },
    at: number,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<string | undefined>;
}

export abstract class OneTimeStore {
  /**
   * Remembers that a value of a kind was used, until `expiresAt`. A second call with the same kind and value answers
   * `already-used`, on every replica. RFC 7523 §3 (jti).
   */
  abstract use(kind: string, value: string, expiresAt: number): Promise<'first-use' | 'already-used'>;
}

export abstract class AccountDirectory {
  abstract find(accountId: string): Promise<AccountRecord | undefined>;
}

export abstract class SigningKeyReads {
  /** Every key that is not retired, and the retired ones too when asked, oldest first. */
  abstract list(options?: { readonly retired?: boolean }): Promise<SigningKeyRecord[]>;
}
export abstract class SigningKeyStore extends SigningKeyReads {
  /** Refused when this algorithm and generation exist already. */
  abstract insert(key: SigningKeyRecord): Promise<'inserted' | 'refused'>;
  /** Moves a key from one state to the next, if it still is in `from`. Sets the matching time. */
  abstract advance(id: string, from: SigningKeyState, to: SigningKeyState, at: number): Promise<'advanced' | 'refused'>;
  /** Nothing that it signed is believed any more; it also leaves the key set. Refused when it was revoked before. */
  abstract revoke(id: string, at: number): Promise<'revoked' | 'refused'>;
  /** Latest generation made for an algorithm, 0 when none. */
  abstract latestGeneration(algorithm: SigningAlgorithm): Promise<number>;
}

/** The stores of one transaction. */
export interface ProtocolStores {
  readonly authorizationCodes: AuthorizationCodeStore;
  readonly families: FamilyStore;
  readonly tokens: TokenStore;
  readonly consents: ConsentStore;
  readonly oneTime: OneTimeStore;
  readonly signingKeys: SigningKeyStore;
  readonly audit: AuditTrail;
}

/** Reads outside any transaction. */
export interface ProtocolReads {
  readonly authorizationCodes: AuthorizationCodeReads;
  readonly families: FamilyReads;
  readonly tokens: TokenReads;
  readonly consents: ConsentReads;
  readonly accounts: AccountDirectory;
  readonly signingKeys: SigningKeyReads;
  readonly revocationEntries: RevocationEntryReads;
}
