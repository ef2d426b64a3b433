import { idFromBytes, idToBytes } from '@gatehouse/protocol';
import { objectFromJson, objectToJson, storedIp } from '../columns/stored-values';
import type { FailureRow } from '../entities/failure.entity';
import { insertInto, type Connection, type Value } from '../gateway/gateway';
import { firstIdAt } from '../ledger-index/id-ranges';
import { removeByKeys } from '../upkeep/keyed-rows';

/** A refused request as admins see it. Holds no secret, code, token or password. */
export interface FailureRecord {
  readonly id: string;
  /** What the person or the log saw. */
  readonly reference: string;
  readonly at: number;
  readonly endpoint: string;
  /** Of a registered client; null when the request named none. */
  readonly clientId: string | null;
  readonly check: string;
  /** Error code that was sent. */
  readonly error: string;
  readonly ip: string | null;
  /** JSON of 4 KiB at most. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface FailureFilter {
  readonly clientId?: string;
  readonly endpoint?: string;
  readonly checks?: readonly string[];
  /** Epoch milliseconds, inclusive and exclusive. */
  readonly from?: number;
  readonly until?: number;
}

const COLUMNS = [
  'id',
  'reference',
  'at',
  'endpoint',
  'client_id',
  'failed_check',
  'error',
  'ip',
  'detail',
] as const satisfies readonly (keyof FailureRow)[];

const INSERT = insertInto('failure', COLUMNS);
const SELECT = `SELECT ${COLUMNS.join(', ')} FROM failure`;
const FIND = `${SELECT} WHERE reference = ? ORDER BY id DESC LIMIT 1`;
const ROWS_AT_ONCE = 500;
/** Longest values that their columns take. */
const LONGEST = { endpoint: 32, check: 128, error: 64 } as const;

export class TypeormFailureStore {
  constructor(private readonly connection: Connection) {}

  async find(reference: string): Promise<FailureRecord | undefined> {
    const [row] = await this.connection.rows<FailureRow>(FIND, [reference]);
    return row && failureOf(row);
  }

  /** Newest first. @param before id of the last one seen */
  async list(
    filter: FailureFilter,
    page: { readonly before?: string; readonly limit: number },
  ): Promise<FailureRecord[]> {
    const conditions: string[] = [];
    const values: Value[] = [];
    const add = (condition: string, ...more: readonly Value[]): void => {
      conditions.push(condition);
      values.push(...more);
    };
    const { clientId, endpoint, checks, from, until } = filter;
    if (clientId !== undefined) add('client_id = ?', clientId);
    if (endpoint !== undefined) add('endpoint = ?', endpoint);
    if (checks !== undefined) add(`failed_check IN (${checks.map(() => '?').join(', ')})`, ...checks);
    if (from !== undefined) add('id >= ?', firstIdAt(from));
    if (until !== undefined) add('id < ?', firstIdAt(until));
    if (page.before !== undefined) add('id < ?', idToBytes(page.before));
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = await this.connection.rows<FailureRow>(`${SELECT} ${where} ORDER BY id DESC LIMIT ?`, [
      ...values,
      page.limit,
    ]);
    return rows.map(failureOf);
  }

  async insert(failure: FailureRecord): Promise<void> {
    await this.connection.change(INSERT, [
      idToBytes(failure.id),
      failure.reference,
      failure.at,
      failure.endpoint.slice(0, LONGEST.endpoint),
      failure.clientId,
      failure.check.slice(0, LONGEST.check),
      failure.error.slice(0, LONGEST.error),
      storedIp(failure.ip),
      objectToJson(failure.detail),
    ]);
  }

  /** Forgets the older ones of one client, or of all that named none. */
  async keepNewest(clientId: string | null, kept: number): Promise<void> {
    const [mine, values]: [string, Value[]] =
      clientId === null ? ['client_id IS NULL', []] : ['client_id = ?', [clientId]];
    const beyond = `SELECT id FROM failure WHERE ${mine} ORDER BY id DESC LIMIT ? OFFSET ?`;
    const rows = await this.connection.rows<Pick<FailureRow, 'id'>>(beyond, [...values, ROWS_AT_ONCE, kept]);
    const ids = rows.map((row) => row.id);
    await removeByKeys(this.connection, { table: 'failure', key: 'id' }, ids, '1 = 1', []);
  }
}

function failureOf(row: FailureRow): FailureRecord {
  return {
    id: idFromBytes(row.id),
    reference: row.reference,
    at: row.at,
    endpoint: row.endpoint,
    clientId: row.client_id,
    check: row.failed_check,
    error: row.error,
    ip: row.ip,
    detail: objectFromJson(row.detail),
  };
}
