/**
 * Where a token comes from and what came of it: sign-in, consent, approval, code, tokens and their rotations. A family is
 * read in order of issue, page by page, so that one with thousands of tokens costs no more than a small one.
 */
import { familyEnded, idFromBytes, idToBytes, isId, type Ended, type FamilyRecord } from '@gatehouse/protocol';
import type { ConsentRow } from '../entities/consent.entity';
import type { SessionRow } from '../entities/session.entity';
import type { TokenRow } from '../entities/token.entity';
import { listFromJson, textIdOrNull } from '../columns/stored-values';
import { oneRow, type Connection } from '../gateway/gateway';
import { LOWEST_ID } from '../ledger-index/id-ranges';
import { TypeormFamilyStore } from '../stores/typeorm-family.store';
import { JOINS, ledgerTokenOf, SELECTION, type JoinedRow, type LedgerToken } from './ledger-rows';

/** The signed-in browser in which it was approved. */
export interface LineageSession {
  readonly id: string;
  readonly accountId: string;
  readonly authTime: number;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface LineageConsent {
  readonly id: string;
  readonly scope: readonly string[];
  readonly resources: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly revokedAt: number | null;
}

export interface LineageToken extends LedgerToken {
  /** It was fetched from another address, or by another program, than what it was exchanged for. */
  readonly ipChanged: boolean;
  readonly userAgentChanged: boolean;
  /** Milliseconds between a refresh token and the one that it replaced; null for others. */
  readonly rotationGap: number | null;
}

export interface Lineage {
  readonly token: LedgerToken;
  /** Null where no person is involved, and for what was swept away. */
  readonly session: LineageSession | null;
  readonly consent: LineageConsent | null;
  readonly family: (FamilyRecord & { readonly endedBy: Ended | null }) | null;
  /** Ids from the token's parent up to the first of the family, the nearest ones if there are many. */
  readonly ancestors: readonly string[];
  /** How many tokens of each kind the family has; `capped` when it has more than were counted. */
  readonly counts: Readonly<Record<string, number>>;
  readonly countsCapped: boolean;
  /** A page of the family, or the token alone, in order of issue. */
  readonly tokens: readonly LineageToken[];
  /** Goes on behind this id; null at the end. */
  readonly next: string | null;
}

export interface LineagePage {
  readonly limit: number;
  readonly after?: string | undefined;
  /** Epoch milliseconds, for states. */
  readonly now: number;
}

/** Rotations that are followed upwards, and tokens that are counted. */
const MOST_ANCESTORS = 64;
const MOST_COUNTED = 5_000;

const FIND = `SELECT ${SELECTION} FROM token ${JOINS} WHERE token.id = ?`;
const ANCESTORS = `WITH RECURSIVE chain (id, parent_id, steps) AS (
    SELECT token.id, token.parent_id, 0 FROM token WHERE token.id = ?
    UNION ALL
    SELECT token.id, token.parent_id, chain.steps + 1
    FROM chain JOIN token ON token.id = chain.parent_id WHERE chain.steps < ${MOST_ANCESTORS}
  ) SELECT id FROM chain WHERE steps > 0 ORDER BY steps`;
const COUNTS = `SELECT kind, COUNT(*) AS count FROM (
    SELECT kind FROM token WHERE family_id = ? LIMIT ${MOST_COUNTED}) counted GROUP BY kind`;
const SESSION = `SELECT id, account_id, auth_time, acr, amr, created_at, last_seen_at, expires_at, ended_at, end_reason, ip,
    user_agent FROM session WHERE id = ?`;
const CONSENT = 'SELECT id, scope, resources, created_at, updated_at, revoked_at FROM consent WHERE id = ?';

interface FamilyRow extends JoinedRow {
  parent_kind: string | null;
  parent_issued_at: number | null;
  parent_ip: string | null;
  parent_user_agent: string | null;
}

export class TokenLineage {
  /** @param connection for reading */
  constructor(private readonly connection: Connection) {}

  /** One token, judged; undefined when the ledger has none of this id. */
  async find(tokenId: string, now: number): Promise<LedgerToken | undefined> {
    if (!isId(tokenId)) return undefined;
    const row = await oneRow<JoinedRow>(this.connection, FIND, [idToBytes(tokenId)]);
    return row && ledgerTokenOf(row, now);
  }

  /** What the token belongs to; undefined when the ledger has none of this id. */
  async of(tokenId: string, page: LineagePage): Promise<Lineage | undefined> {
    const token = await this.find(tokenId, page.now);
    if (!token) return undefined;
    const { familyId } = token.token;
    if (familyId === null) return alone(token);
    const family = await this.familyOf(familyId, page.now);
    const session = await this.sessionOf(family?.sessionId ?? token.token.sessionId);
    const consent = await this.consentOf(family?.consentId ?? null);
    const rows = await this.rowsOf(idToBytes(familyId), page);
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const counted = await this.connection.rows<{ kind: string; count: number }>(COUNTS, [idToBytes(familyId)]);
    const counts = Object.fromEntries(counted.map(({ kind, count }) => [kind, Number(count)]));
    const ancestors = await this.connection.rows<Pick<TokenRow, 'id'>>(ANCESTORS, [idToBytes(tokenId)]);
    return {
      token,
      session,
      consent,
      family,
      ancestors: ancestors.map(({ id }) => idFromBytes(id)),
      counts,
      countsCapped: Object.values(counts).reduce((sum, count) => sum + count, 0) >= MOST_COUNTED,
      tokens: shown.map((row) => lineageTokenOf(row, session, page.now)),
      next: rows.length > page.limit && last ? idFromBytes(last.id) : null,
    };
  }

  /** One more than the page takes. */
  private rowsOf(familyId: Buffer, { after, limit }: LineagePage): Promise<FamilyRow[]> {
    const index = this.connection.dialect === 'sqlite' ? 'INDEXED BY token_family' : 'FORCE INDEX (token_family)';
    const sql = `SELECT ${SELECTION}, parent.kind AS parent_kind, parent.issued_at AS parent_issued_at,
        parent.ip AS parent_ip, parent.user_agent AS parent_user_agent
      FROM token ${index} ${JOINS} LEFT JOIN token parent ON parent.id = token.parent_id
      WHERE token.family_id = ? AND token.id > ? ORDER BY token.id LIMIT ?`;
    const start = after === undefined ? LOWEST_ID : idToBytes(after);
    return this.connection.rows<FamilyRow>(sql, [familyId, start, limit + 1]);
  }

  private async familyOf(id: string, now: number): Promise<Lineage['family']> {
    const entry = await new TypeormFamilyStore(this.connection).find(id);
    return entry ? { ...entry.family, endedBy: familyEnded(entry, undefined, now) ?? null } : null;
  }

  private async sessionOf(id: string | null): Promise<LineageSession | null> {
    const row = id === null ? undefined : await oneRow<SessionRow>(this.connection, SESSION, [idToBytes(id)]);
    if (!row) return null;
    return {
      id: idFromBytes(row.id),
      accountId: idFromBytes(row.account_id),
      authTime: row.auth_time,
      acr: row.acr,
      amr: listFromJson(row.amr),
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      expiresAt: row.expires_at,
      endedAt: row.ended_at,
      endReason: row.end_reason,
      ip: row.ip,
      userAgent: row.user_agent,
    };
  }

  private async consentOf(id: string | null): Promise<LineageConsent | null> {
    const row = id === null ? undefined : await oneRow<ConsentRow>(this.connection, CONSENT, [idToBytes(id)]);
    if (!row) return null;
    return {
      id: idFromBytes(row.id),
      scope: listFromJson(row.scope),
      resources: listFromJson(row.resources),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      revokedAt: row.revoked_at,
    };
  }
}

function alone(token: LedgerToken): Lineage {
  const { kind } = token.token;
  return {
    token,
    session: null,
    consent: null,
    family: null,
    ancestors: [],
    counts: { [kind]: 1 },
    countsCapped: false,
    tokens: [{ ...token, ipChanged: false, userAgentChanged: false, rotationGap: null }],
    next: null,
  };
}

/** A code is compared with the browser that was signed in, everything else with what it was exchanged for. */
function lineageTokenOf(row: FamilyRow, session: LineageSession | null, now: number): LineageToken {
  const hasParent = textIdOrNull(row.parent_id) !== null;
  const [ip, userAgent] = hasParent
    ? [row.parent_ip, row.parent_user_agent]
    : [session?.ip ?? null, session?.userAgent ?? null];
  // A code comes from the browser and is exchanged by a server: that its tokens go elsewhere says nothing.
  const isFromCode = row.parent_kind === 'authorization_code';
  const isRotation = row.kind === 'refresh_token' && row.parent_kind === 'refresh_token';
  return {
    ...ledgerTokenOf(row, now),
    ipChanged: !isFromCode && differs(row.ip, ip),
    userAgentChanged: !isFromCode && differs(row.user_agent, userAgent),
    rotationGap: isRotation && row.parent_issued_at !== null ? row.issued_at - row.parent_issued_at : null,
  };
}

function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}
