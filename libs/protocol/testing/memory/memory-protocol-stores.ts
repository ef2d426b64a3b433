import { AuditTrail, type AuditEvent } from '@gatehouse/audit';
import { newTimeOrderedId } from '../../src/crypto/time-ordered-id';
import {
  AuthorizationCodeStore,
  ConsentStore,
  FamilyStore,
  OneTimeStore,
  SigningKeyStore,
  TokenStore,
  type FamilyParent,
  type ProtocolStores,
  type Rotation,
} from '../../src/ports/stores';
import type { AuthorizationCodeRecord } from '../../src/records/authorization-code';
import type { ConsentRecord } from '../../src/records/consent';
import type { FamilyRecord, RevocationReason } from '../../src/records/family';
import type { SigningKeyRecord, SigningKeyState } from '../../src/records/signing-key';
import type { FamilyEntry, TokenEntry } from '../../src/records/standing';
import type { TokenRecord } from '../../src/records/token';
import type { SigningAlgorithm } from '../../src/vocabulary/words';
import { expectId, insertNew, type MemoryState } from './memory-state';

/** The state to work on: the committed one for reads, a transaction's draft for writes. */
export type StateSource = () => MemoryState;

class MemoryAuthorizationCodeStore extends AuthorizationCodeStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(id: string): Promise<{ code: AuthorizationCodeRecord; entry: FamilyEntry } | undefined> {
    const code = this.state().codes.get(id);
    const entry = code && this.state().familyEntry(code.familyId);
    return code && entry && { code, entry };
  }

  override async insert(code: AuthorizationCodeRecord): Promise<void> {
    expectId(code.familyId);
    insertNew(this.state().codes, code.id, code);
  }

  override async consume(id: string, at: number): Promise<'consumed' | 'refused'> {
    const code = this.state().codes.get(id);
    if (!code || code.consumedAt !== null || code.expiresAt <= at) return 'refused';
    this.state().codes.set(id, { ...code, consumedAt: at });
    return 'consumed';
  }
}

class MemoryFamilyStore extends FamilyStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(id: string): Promise<FamilyEntry | undefined> {
    return this.state().familyEntry(id);
  }

  override async insert(family: FamilyRecord): Promise<void> {
    expectId(family.accountId);
    expectId(family.sessionId);
    insertNew(this.state().families, family.id, family);
  }

  override async revoke(id: string, at: number, reason: RevocationReason): Promise<'revoked' | 'already-revoked'> {
    if (revokeIn(this.state().families, id, at, reason) === 'already-revoked') return 'already-revoked';
    for (const token of this.state().tokens.values()) {
      const live = token.familyId === id && token.rotatedAt === null && token.expiresAt > at;
      if (live) revokeIn(this.state().tokens, token.id, at, reason);
    }
    return 'revoked';
  }

  override async revokeAllOf(parent: FamilyParent, at: number, reason: RevocationReason): Promise<number> {
    const named = Object.entries(parent) as [keyof FamilyRecord, string][];
    const mine = [...this.state().families.values()].filter((family) =>
      named.every(([name, value]) => family[name] === value),
    );
    return mine.filter((family) => revokeIn(this.state().families, family.id, at, reason) === 'revoked').length;
  }
}

class MemoryTokenStore extends TokenStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(id: string): Promise<TokenEntry | undefined> {
    return this.state().tokenEntry(id);
  }

  override async insert(tokens: readonly TokenRecord[]): Promise<void> {
    for (const token of tokens) {
      for (const id of [token.familyId, token.parentId, token.sessionId]) if (id !== null) expectId(id);
      insertNew(this.state().tokens, token.id, token);
    }
  }

  override async rotate(rotation: Rotation): Promise<'rotated' | 'refused'> {
    const { tokens } = this.state();
    const token = tokens.get(rotation.id);
    if (!token || !isLive(token, rotation.at)) return 'refused';
    const { at: rotatedAt, successorId, successorSealed } = rotation;
    tokens.set(token.id, { ...token, rotatedAt, successorId, successorSealed });
    const parent = rotation.parentId === null ? undefined : tokens.get(rotation.parentId);
    if (parent) tokens.set(parent.id, { ...parent, successorSealed: null });
    return 'rotated';
  }

  override async use(id: string, at: number, expiresAt: number): Promise<'used' | 'refused'> {
    const token = this.state().tokens.get(id);
    if (!token || !isLive(token, at)) return 'refused';
    this.state().tokens.set(id, { ...token, lastUsedAt: at, expiresAt });
    return 'used';
  }

  override async revoke(id: string, at: number, reason: RevocationReason): Promise<'revoked' | 'already-revoked'> {
    return revokeIn(this.state().tokens, id, at, reason);
  }

  override async mark(ids: readonly string[], at: number, reason: RevocationReason): Promise<number> {
    return ids.filter((id) => revokeIn(this.state().tokens, id, at, reason) === 'revoked').length;
  }

  override async markReused(id: string, at: number): Promise<void> {
    const token = this.state().tokens.get(id);
    if (token) this.state().tokens.set(id, { ...token, reusedAt: token.reusedAt ?? at });
  }
}

/** A refresh token that can still be exchanged by itself: neither rotated, revoked nor expired. */
function isLive(token: TokenRecord, at: number): boolean {
  return (
    token.kind === 'refresh_token' && token.successorId === null && token.revokedAt === null && token.expiresAt > at
  );
}

function revokeIn<T extends { readonly revokedAt: number | null }>(
  rows: Map<string, T>,
  id: string,
  at: number,
  reason: RevocationReason,
): 'revoked' | 'already-revoked' {
  const row = rows.get(id);
  if (!row || row.revokedAt !== null) return 'already-revoked';
  rows.set(id, { ...row, revokedAt: at, revocationReason: reason });
  return 'revoked';
}

class MemoryConsentStore extends ConsentStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async find(accountId: string, clientId: string): Promise<ConsentRecord | undefined> {
    return [...this.state().consents.values()].find(
      (consent) => consent.accountId === accountId && consent.clientId === clientId && consent.revokedAt === null,
    );
  }

  override async allow(
    wanted: Pick<ConsentRecord, 'accountId' | 'clientId' | 'scope' | 'resources'>,
    at: number,
  ): Promise<ConsentRecord> {
    const live = await this.find(wanted.accountId, wanted.clientId);
    const consent: ConsentRecord = live
      ? {
          ...live,
          scope: [...new Set([...live.scope, ...wanted.scope])],
          resources: [...new Set([...live.resources, ...wanted.resources])],
          updatedAt: at,
        }
      : { ...wanted, id: newTimeOrderedId(at), createdAt: at, updatedAt: at, revokedAt: null };
    expectId(consent.accountId);
    this.state().consents.set(consent.id, consent);
    return consent;
  }

  override async revoke(id: string, at: number): Promise<'revoked' | 'already-revoked'> {
    const consent = this.state().consents.get(id);
    if (!consent || consent.revokedAt !== null) return 'already-revoked';
    this.state().consents.set(id, { ...consent, revokedAt: at });
    return 'revoked';
  }

  override async revokeAllOf(
    holder: { readonly accountId: string } | { readonly clientId: string },
    at: number,
    { after = '', limit }: { readonly after?: string; readonly limit: number },
  ): Promise<string | undefined> {
    const next = [...this.state().consents.values()]
      .filter((consent) =>
        'accountId' in holder ? consent.accountId === holder.accountId : consent.clientId === holder.clientId,
      )
      .filter(({ id }) => id > after)
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, limit);
    for (const { id, createdAt } of next) if (createdAt <= at) await this.revoke(id, at);
    return next.length < limit ? undefined : next.at(-1)?.id;
  }
}

class MemoryOneTimeStore extends OneTimeStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async use(kind: string, value: string, expiresAt: number): Promise<'first-use' | 'already-used'> {
    const { oneTime } = this.state();
    const key = JSON.stringify([kind, value]);
    if (oneTime.has(key)) return 'already-used';
    oneTime.set(key, expiresAt);
    return 'first-use';
  }
}

const TIME_OF_STATE = { active: 'activatedAt', retiring: 'retiringAt', retired: 'retiredAt' } as const;

class MemorySigningKeyStore extends SigningKeyStore {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async list(options: { readonly retired?: boolean } = {}): Promise<SigningKeyRecord[]> {
    return [...this.state().signingKeys.values()]
      .filter((key) => options.retired === true || key.state !== 'retired')
      .sort((left, right) => left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1));
  }

  override async insert(key: SigningKeyRecord): Promise<'inserted' | 'refused'> {
    const { signingKeys } = this.state();
    const taken = [...signingKeys.values()].some(
      (other) => other.algorithm === key.algorithm && other.generation === key.generation,
    );
    if (taken || signingKeys.has(key.id)) return 'refused';
    signingKeys.set(key.id, key);
    this.state().catalogueVersion += 1;
    return 'inserted';
  }

  override async advance(
    id: string,
    from: SigningKeyState,
    to: SigningKeyState,
    at: number,
  ): Promise<'advanced' | 'refused'> {
    const key = this.state().signingKeys.get(id);
    if (!key || key.state !== from) return 'refused';
    const time = to === 'next' ? {} : { [TIME_OF_STATE[to]]: at };
    this.state().signingKeys.set(id, { ...key, state: to, ...time });
    this.state().catalogueVersion += 1;
    return 'advanced';
  }

  override async revoke(id: string, at: number): Promise<'revoked' | 'refused'> {
    const key = this.state().signingKeys.get(id);
    if (!key || key.revokedAt !== null) return 'refused';
    const retiredAt = key.retiredAt ?? at;
    this.state().signingKeys.set(id, { ...key, state: 'retired', retiredAt, revokedAt: at });
    this.state().catalogueVersion += 1;
    return 'revoked';
  }

  override async latestGeneration(algorithm: SigningAlgorithm): Promise<number> {
    const generations = [...this.state().signingKeys.values()]
      .filter((key) => key.algorithm === algorithm)
      .map((key) => key.generation);
    return Math.max(0, ...generations);
  }
}

export class MemoryAuditTrail extends AuditTrail {
  constructor(private readonly state: StateSource) {
    super();
  }

  override async append(...events: readonly AuditEvent[]): Promise<void> {
    this.state().audit.push(...events);
  }
}

export function memoryProtocolStores(state: StateSource): ProtocolStores {
  return {
    authorizationCodes: new MemoryAuthorizationCodeStore(state),
    families: new MemoryFamilyStore(state),
    tokens: new MemoryTokenStore(state),
    consents: new MemoryConsentStore(state),
    oneTime: new MemoryOneTimeStore(state),
    signingKeys: new MemorySigningKeyStore(state),
    audit: new MemoryAuditTrail(state),
  };
}
