/** The ledger row of one issued token: who got what, from which approval. The token itself is not in it. */
import type { GrantRequest } from '../../grants/grant';
import type { TokenKind, TokenRecord } from '../../records/token';
import type { AccessTokenFormat } from '../../vocabulary/words';
import type { ProvenAuthorization } from '../proven-authorization';

export interface LedgerFacts {
  readonly id: string;
  readonly kind: TokenKind;
  readonly format: AccessTokenFormat;
  readonly digest: Buffer;
  readonly scope: readonly string[];
  readonly audience: readonly string[];
  readonly keyId: string | null;
  readonly expiresAt: number;
  readonly generation: number;
}

/** What a grant proved and the facts of one token, as the row that remembers it. */
export function ledgerRow(facts: LedgerFacts, proof: ProvenAuthorization, request: GrantRequest): TokenRecord {
  const { family } = proof;
  return {
    id: facts.id,
    kind: facts.kind,
    format: facts.format,
    digest: facts.digest,
    familyId: family === null ? null : family.id,
    parentId: proof.parentId,
    clientId: request.client.clientId,
    subject: proof.subject,
    sessionId: family === null ? null : family.sessionId,
    grantType: request.parameters.get('grant_type') ?? '',
    scope: facts.scope,
    audience: facts.audience,
    keyId: facts.keyId,
    bindings: proof.bindings,
    issuedAt: request.now,
    expiresAt: facts.expiresAt,
    ip: request.origin.ip,
    userAgent: request.origin.userAgent,
    revokedAt: null,
    revocationReason: null,
    generation: facts.generation,
    rotatedAt: null,
    successorId: null,
    successorSealed: null,
    lastUsedAt: null,
    reusedAt: null,
  };
}
