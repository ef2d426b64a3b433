/** Everything the memory store holds. Records are never changed in place, so copying the maps copies the state. */
import type { AuditEvent } from '@gatehouse/audit';
import { isId } from '../../src/crypto/time-ordered-id';
import type { AccountRecord } from '../../src/records/account';
import type { ApiRecord } from '../../src/records/api';
import type { AuthorizationCodeRecord } from '../../src/records/authorization-code';
import type { ClientRecord } from '../../src/records/client';
import type { ConsentRecord } from '../../src/records/consent';
import type { FamilyRecord } from '../../src/records/family';
import type { SigningKeyRecord } from '../../src/records/signing-key';
import type { ClientStanding, FamilyEntry, TokenEntry } from '../../src/records/standing';
import type { TokenRecord } from '../../src/records/token';

export interface Lease {
  readonly owner: string;
  readonly fence: number;
  readonly expiresAt: number;
}

export class MemoryState {
  constructor(
    readonly codes = new Map<string, AuthorizationCodeRecord>(),
    readonly families = new Map<string, FamilyRecord>(),
    readonly tokens = new Map<string, TokenRecord>(),
    readonly consents = new Map<string, ConsentRecord>(),
    readonly oneTime = new Map<string, number>(),
    readonly signingKeys = new Map<string, SigningKeyRecord>(),
    readonly clients = new Map<string, ClientRecord>(),
    readonly apis = new Map<string, ApiRecord>(),
    readonly leases = new Map<string, Lease>(),
    readonly accounts = new Map<string, AccountRecord>(),
    /** Session id → when it ended. */
    readonly sessions = new Map<string, number | null>(),
    readonly instanceSecrets = new Map<string, Buffer>(),
    public catalogueVersion = 0,
    readonly audit: AuditEvent[] = [],
    /** Account id → everything approved up to then is revoked. */
    readonly accountTokensRevokedBefore = new Map<string, number>(),
  ) {}

  copy(): MemoryState {
    return new MemoryState(
      new Map(this.codes),
      new Map(this.families),
      new Map(this.tokens),
      new Map(this.consents),
      new Map(this.oneTime),
      new Map(this.signingKeys),
      new Map(this.clients),
      new Map(this.apis),
      new Map(this.leases),
      new Map(this.accounts),
      new Map(this.sessions),
      new Map(this.instanceSecrets),
      this.catalogueVersion,
      [...this.audit],
      new Map(this.accountTokensRevokedBefore),
    );
  }

  /** A parent that is gone counts as ended: nothing may live on because a row was deleted. */
  familyEntry(id: string): FamilyEntry | undefined {
    const family = this.families.get(id);
    if (!family) return undefined;
    const account = this.accounts.get(family.accountId);
    const sessionEndedAt = this.sessions.get(family.sessionId);
    const consent = family.consentId === null ? null : this.consents.get(family.consentId);
    const ended = sessionEndedAt === undefined ? 0 : sessionEndedAt;
    return {
      family,
      standing: {
        accountDisabledAt: account ? account.disabledAt : 0,
        accountTokensRevokedBefore: this.accountTokensRevokedBefore.get(family.accountId) ?? null,
        sessionEndedAt: ended,
        sessionEndReason: ended ? 'signed_out' : null,
        consentRevokedAt: consent === null ? null : consent === undefined ? 0 : consent.revokedAt,
        client: this.clientStanding(family.clientId),
      },
    };
  }

  tokenEntry(id: string): TokenEntry | undefined {
    const token = this.tokens.get(id);
    if (!token) return undefined;
    const key = token.keyId === null ? undefined : this.signingKeys.get(token.keyId);
    const standing = { client: this.clientStanding(token.clientId), keyRevokedAt: key?.revokedAt ?? null };
    if (token.familyId === null) return { token, entry: null, standing };
    const entry = this.familyEntry(token.familyId);
    return entry && { token, entry, standing };
  }

  /** Tests of endpoints keep their clients in a directory alone; so here one that is not stored stands. */
  private clientStanding(clientId: string): ClientStanding {
    const client = this.clients.get(clientId);
    return {
      disabledAt: client?.disabledAt ?? null,
      tokensRevokedBefore: client?.tokensRevokedBefore ?? null,
      createdAt: client?.createdAt ?? 0,
    };
  }
}

/** Adds a record under an id that the databases would accept, or throws as they would. */
export function insertNew<T>(rows: Map<string, T>, id: string, record: T): void {
  expectId(id);
  if (rows.has(id)) throw new Error(`${id} exists already`);
  rows.set(id, record);
}

/** The databases keep ids as 16 bytes; so that memory does not forgive what they would not. */
export function expectId(id: string): void {
  if (!isId(id)) throw new TypeError(`"${id}" is not an identifier; make one with newTimeOrderedId()`);
}
