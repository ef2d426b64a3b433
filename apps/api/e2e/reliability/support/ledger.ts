/** The ledger as it stands in the database, read past the API. */
import BetterSqlite3 from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

export interface LedgerRow {
  /** Identifiers are 32 hexadecimal digits in here. */
  readonly id: string;
  readonly kind: string;
  readonly familyId: string | null;
  readonly parentId: string | null;
  readonly successorId: string | null;
  readonly generation: number;
  readonly revoked: boolean;
}

interface StoredRow {
  id: Buffer;
  kind: string;
  family_id: Buffer | null;
  parent_id: Buffer | null;
  successor_id: Buffer | null;
  generation: number;
  revoked_at: number | null;
}

const COLUMNS = 'id, kind, family_id, parent_id, successor_id, generation, revoked_at';
const IDS_PER_STATEMENT = 500;

export class Ledger {
  constructor(private readonly databaseUrl: string) {}

  all(): Promise<LedgerRow[]> {
    return this.tokens(`SELECT ${COLUMNS} FROM token`, []);
  }

  /** The rows with these ids. */
  find(ids: readonly string[]): Promise<LedgerRow[]> {
    return this.perId(`SELECT ${COLUMNS} FROM token WHERE id IN (?)`, ids);
  }

  ofFamilies(familyIds: readonly string[]): Promise<LedgerRow[]> {
    return this.perId(`SELECT ${COLUMNS} FROM token WHERE family_id IN (?)`, familyIds);
  }

  /** Everything of the families that these codes began. */
  ofCodes(codeIds: readonly string[]): Promise<LedgerRow[]> {
    const families = 'SELECT family_id FROM authorization_code WHERE id IN (?)';
    return this.perId(`SELECT ${COLUMNS} FROM token WHERE family_id IN (${families})`, codeIds);
  }

  /** Ids of the codes that have been used. */
  async consumedCodes(): Promise<string[]> {
    const rows = await this.rows<{ id: Buffer }>('SELECT id FROM authorization_code WHERE consumed_at IS NOT NULL', []);
    return rows.map((row) => row.id.toString('hex'));
  }

  /** Families that were revoked, with the reason. */
  async revokedFamilies(): Promise<Map<string, string>> {
    const sql = 'SELECT id, revocation_reason AS reason FROM family WHERE revoked_at IS NOT NULL';
    const rows = await this.rows<{ id: Buffer; reason: string }>(sql, []);
    return new Map(rows.map((row) => [row.id.toString('hex'), row.reason]));
  }

  private async perId(sql: string, ids: readonly string[]): Promise<LedgerRow[]> {
    const found: LedgerRow[] = [];
    for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
      const part = ids.slice(start, start + IDS_PER_STATEMENT).map((id) => Buffer.from(id, 'hex'));
      found.push(...(await this.tokens(sql.replace('(?)', `(${part.map(() => '?').join(',')})`), part)));
    }
    return found;
  }

  private async tokens(sql: string, values: readonly Buffer[]): Promise<LedgerRow[]> {
    return (await this.rows<StoredRow>(sql, values)).map(ledgerRow);
  }

  /** A connection for one look: a handle that stays open would change what SQLite does when the API comes back. */
  private async rows<Row>(sql: string, values: readonly Buffer[]): Promise<Row[]> {
    if (this.databaseUrl.startsWith('sqlite:')) {
      const database = new BetterSqlite3(this.databaseUrl.slice('sqlite:'.length), { readonly: true });
      try {
        return database.prepare(sql).all(...values) as Row[];
      } finally {
        database.close();
      }
    }
    const connection = await createConnection(this.databaseUrl);
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
      return rows as Row[];
    } finally {
      await connection.end();
    }
  }
}

function ledgerRow(row: StoredRow): LedgerRow {
  const hex = (id: Buffer | null) => id && id.toString('hex');
  return {
    id: row.id.toString('hex'),
    kind: row.kind,
    familyId: hex(row.family_id),
    parentId: hex(row.parent_id),
    successorId: hex(row.successor_id),
    generation: row.generation,
    revoked: row.revoked_at !== null,
  };
}

/** The id inside a token or code of any form: at the front of an opaque text, the `jti` of a JWT. */
export function idOf(token: string): string {
  const opaque = /^gh_[a-z]{2}_([A-Za-z0-9_-]{64})$/.exec(token)?.[1];
  if (opaque !== undefined) return Buffer.from(opaque, 'base64url').subarray(0, 16).toString('hex');
  const payload = token.split('.')[1] ?? '';
  const { jti } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string };
  return jti.replaceAll('-', '');
}

/** Ids of every token in an answer of the token endpoint. */
export function idsOfAnswer(body: Readonly<Record<string, unknown>>): string[] {
  return ['access_token', 'refresh_token', 'id_token']
    .map((member) => body[member])
    .filter((token) => typeof token === 'string')
    .map(idOf);
}

/** Groups rows by one of their ids; rows that have none are left out. */
export function groupedBy(rows: readonly LedgerRow[], key: 'familyId' | 'parentId'): Map<string, LedgerRow[]> {
  const groups = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const id = row[key];
    if (id === null) continue;
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return groups;
}

/**
 * What is wrong with the refresh tokens of one family, in words; empty when they are one chain: a first, each the
 * successor of the one before, and one live end.
 */
export function faultsOfFamily(rows: readonly LedgerRow[]): string[] {
  const chain = rows.filter((row) => row.kind === 'refresh_token').sort((a, b) => a.generation - b.generation);
  const leaves = chain.filter((row) => row.successorId === null && !row.revoked);
  const faults: string[] = [];
  if (leaves.length !== 1) faults.push(`${leaves.length} live leaves`);
  chain.forEach((row, index) => {
    if (row.generation !== index) faults.push(`generation ${row.generation} at place ${index}`);
    const next = chain[index + 1];
    if (next && row.successorId !== next.id) faults.push(`generation ${index} is not followed by its successor`);
    if (next && next.parentId !== row.id) faults.push(`generation ${index + 1} does not come from the one before`);
  });
  return faults;
}
