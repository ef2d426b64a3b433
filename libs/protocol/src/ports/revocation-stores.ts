/** What revoking works with: the stores of one transaction, whichever unit of work they come from, and the ledger in sets. */
import type {
  RevocationCounts,
  RevocationCursor,
  RevocationEvent,
  RevocationMember,
  RevocationMemberState,
  RevocationOrigin,
  RevocationRecord,
  RevocationState,
  RevocationCause,
} from '../records/revocation';
import type { FamilyRecord } from '../records/family';
import type { JudgedFamily, JudgedToken } from '../records/standing';
import type { TokenRecord } from '../records/token';
import type { RegistryStores } from './registry-stores';
import type { ConsentStore, FamilyParent, FamilyStore, SigningKeyStore, TokenStore } from './stores';

/** Where the tokens of a set are found, by an index. */
export type TokenSet =
  | { readonly kind: 'family'; readonly familyId: string }
  | { readonly kind: 'families'; readonly of: FamilyParent }
  | { readonly kind: 'subject'; readonly subject: string }
  | { readonly kind: 'client'; readonly clientId: string }
  /** By way of the newest rows: nothing leads from a key to what it signed. */
  | { readonly kind: 'signing_key'; readonly keyId: string; readonly since: number };

/** As much of a ledger row as judging and counting takes. */
export interface SetToken extends JudgedToken {
  readonly token: Pick<
    TokenRecord,
    | 'id'
    | 'kind'
    | 'format'
    | 'familyId'
    | 'parentId'
    | 'clientId'
    | 'subject'
    | 'keyId'
    | 'issuedAt'
    | 'expiresAt'
    | 'revokedAt'
    | 'rotatedAt'
  >;
  /** Of codes. */
  readonly consumedAt: number | null;
  readonly entry: (JudgedFamily & { readonly family: Pick<FamilyRecord, 'id'> }) | null;
}

export interface SetPage {
  readonly rows: readonly SetToken[];
  /** Where to go on; undefined at the end of the set. */
  readonly next: RevocationCursor | undefined;
}

export abstract class TokenSets {
  /**
   * The next rows of a set, alive or not, newest first (within each family, where the set goes by families).
   * @param limit rows, 1 to 500; fewer may come before the end
   */
  abstract page(set: TokenSet, cursor: RevocationCursor, limit: number): Promise<SetPage>;
  /** Rows by id, whatever their state, in no order; at most 500. */
  abstract find(ids: readonly string[]): Promise<SetToken[]>;
  /**
   * Ids of active tokens that match a filter of the token search, newest first, behind `after`. A page may be empty and
   * have a next. @throws TypeError for a filter that is none
   */
  abstract matching(
    filter: Readonly<Record<string, unknown>>,
    after: string | undefined,
    limit: number,
    now: number,
  ): Promise<{ readonly ids: readonly string[]; readonly next: string | undefined }>;
  /** Whether what the event is about exists; tokens and filters are found by their rows. */
  abstract exists(event: RevocationEvent): Promise<boolean>;
  /** Account id of whose session, consent or everything is meant; undefined where it is nobody's, or more than one person's. */
  abstract personOf(event: RevocationEvent): Promise<string | undefined>;
  /** Browser sessions of a person that stand at `now`. */
  abstract sessionsOf(accountId: string, now: number): Promise<number>;
}

export interface RevocationCommit {
  readonly at: number;
  readonly by: RevocationOrigin;
  readonly cause: RevocationCause;
  readonly reason: string | null;
  readonly state: 'running' | 'marking' | 'finished';
  /** As recounted; null leaves those of the preview. */
  readonly counts: RevocationCounts | null;
  /** Rows that were marked in the same transaction. */
  readonly done: number;
}

export interface RevocationProgress {
  readonly state: RevocationState;
  readonly cursor: RevocationCursor | null;
  /** To add to what was done before. */
  readonly done: number;
  readonly at: number;
}

export abstract class RevocationReads {
  abstract find(id: string): Promise<RevocationRecord | undefined>;
  /** Newest first, before `before`; previews only when asked for. */
  abstract list(page: {
    readonly before?: string;
    readonly limit: number;
    readonly previews?: boolean;
  }): Promise<RevocationRecord[]>;
  /** In order of token id, after `after`. */
  abstract members(page: {
    readonly id: string;
    readonly state?: RevocationMemberState;
    readonly after?: string;
    readonly limit: number;
  }): Promise<RevocationMember[]>;
  /** How many members are in each state. */
  abstract tally(id: string): Promise<Readonly<Record<RevocationMemberState, number>>>;
  /** The oldest that a job has to go on with. */
  abstract nextUnfinished(): Promise<RevocationRecord | undefined>;
}

export abstract class RevocationStore extends RevocationReads {
  abstract insert(record: RevocationRecord): Promise<void>;
  /** Members that are there already stay as they are. At most 500. */
  abstract addMembers(id: string, members: readonly RevocationMember[]): Promise<void>;
  /** At most 500. Answers how many of them are members. */
  abstract setMembers(id: string, tokenIds: readonly string[], state: RevocationMemberState): Promise<number>;
  /** Members that are still pending are gone; at most `limit` of them. Answers how many. */
  abstract closeMembers(id: string, limit: number): Promise<number>;
  /** From `previewed` to what the commit says, if it still is a preview that is not too old. */
  abstract commit(id: string, commit: RevocationCommit): Promise<'committed' | 'refused'>;
  /** Moves a job on, if it still stands where it was read; refused when it was stopped or somebody else moved it. */
  abstract advance(before: RevocationRecord, progress: RevocationProgress): Promise<'advanced' | 'refused'>;
  /** From `running` to `stopped`. */
  abstract stop(id: string, at: number): Promise<'stopped' | 'refused'>;
  /** Forgets previews that nobody committed in time, members first, at most 500 rows; answers how many rows went. */
  abstract discardPreviews(now: number): Promise<number>;
}

/** What identity knows of a person's browsers and moments; its stores fit. */
export interface RevocableSessions {
  end(id: string, at: number, reason: 'ended_by_admin'): Promise<'ended' | 'already-ended'>;
  endAllOf(
    accountId: string,
    at: number,
    reason: 'ended_by_admin' | 'password_changed' | 'account_disabled' | 'account_deleted',
  ): Promise<number>;
}
export interface RevocableAccounts {
  revokeTokensBefore(id: string, at: number): Promise<'set' | 'refused'>;
}

/** The stores of one transaction; the registry's too, so that a client can be changed and cut off in one. */
export interface RevocationStores extends RegistryStores {
  readonly families: FamilyStore;
  readonly tokens: TokenStore;
  readonly consents: ConsentStore;
  readonly signingKeys: SigningKeyStore;
  readonly sessions: RevocableSessions;
  readonly identityAccounts: RevocableAccounts;
  readonly revocations: RevocationStore;
  readonly tokenSets: TokenSets;
}

export interface RevocationReadings {
  readonly revocations: RevocationReads;
  readonly tokenSets: TokenSets;
}

export abstract class RevocationUnitOfWork {
  abstract readonly revocationReads: RevocationReadings;
  /** One transaction over every store of the house; see `UnitOfWork.run`. */
  abstract runRevocation<T>(work: (stores: RevocationStores) => Promise<T>): Promise<T>;
}
