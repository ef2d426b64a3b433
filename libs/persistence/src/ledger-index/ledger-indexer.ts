/**
 * Keeps the ledger index in the background. A block is closed behind the newest rows, whose transactions may still be
 * under way, and read again ten minutes later: for rows of a replica whose clock is behind, and for marks that were set
 * in the moment of closing.
 */
import type { TokenRow } from '../entities/token.entity';
import type { Connection, Gateway } from '../gateway/gateway';
import { TypeormLeaseStore } from '../stores/typeorm-lease.store';
import { summarize, type IndexedRow } from './block-terms';
import { firstIdAt, idAfter, LOWEST_ID, timeOfId } from './id-ranges';
import { divideBlock, indexedUpTo, insertBlock, settleBlock, unsettledBlock, type BlockRange } from './ledger-blocks';

export interface IndexerLimits {
  readonly rowsPerBlock: number;
  /** Milliseconds that a row is left alone: longer than a transaction may take, and clocks of replicas differ. */
  readonly delay: number;
  /** A block that does not fill is closed when its oldest row is that old, milliseconds. */
  readonly patience: number;
  /** Age at which a block is read again, milliseconds. */
  readonly settleAfter: number;
  /** A block with more distinct values than this is cut short; four times as many fit the column. */
  readonly termsPerBlock: number;
}

export const INDEXER_LIMITS: IndexerLimits = {
  rowsPerBlock: 1_000,
  delay: 15_000,
  patience: 3_600_000,
  settleAfter: 600_000,
  termsPerBlock: 3_000,
};

const LEASE = 'ledger-index';
const LEASE_LENGTH = 30_000;
/** A block that so many times as many rows came late to, or that holds so many more values, is divided. */
const GROWTH = 4;

const CLOSABLE = `SELECT id FROM token WHERE id > ? AND id < ? ORDER BY id LIMIT ?`;
const READ = `SELECT token.id, token.kind, token.grant_type, token.client_id, token.ip, token.scope, token.audience,
    token.expires_at, token.rotated_at, token.revoked_at, token.reused_at, family.expires_at AS family_expires_at
  FROM token LEFT JOIN family ON family.id = token.family_id
  WHERE token.id >= ? AND token.id <= ? ORDER BY token.id LIMIT ?`;

type Task = { readonly kind: 'close'; readonly after: Buffer | undefined; readonly range: BlockRange } | SettleTask;
type SettleTask = { readonly kind: 'settle'; readonly range: BlockRange };

export class LedgerIndexer {
  private fence: number | undefined;

  /** @param owner of the lease: another one for each process */
  constructor(
    private readonly gateway: Gateway,
    private readonly owner: string,
    private readonly limits: IndexerLimits = INDEXER_LIMITS,
  ) {}

  /**
   * Does one thing that is due: closes a block or reads one again. Nothing is written while nothing is due.
   * @param now epoch milliseconds
   * @returns what was done; undefined when there is nothing to do, or somebody else does it
   */
  async advance(now: number): Promise<'closed' | 'settled' | undefined> {
    const task = await this.nextTask(now);
    if (!task) return undefined;
    // Whoever holds the lease goes on with it: every write renews it, and is refused when somebody else has it by now.
    this.fence ??= await this.gateway.transaction((connection) => this.takeLease(connection));
    if (this.fence === undefined) return undefined;
    const done = await (task.kind === 'close' ? this.close(task, this.fence) : this.settle(task, this.fence));
    if (done === undefined) this.fence = undefined;
    return done;
  }

  /** Gives the lease up, so that another replica need not wait for its end. */
  async release(): Promise<void> {
    if (this.fence === undefined) return;
    this.fence = undefined;
    await this.gateway.transaction((connection) => new TypeormLeaseStore(connection).release(LEASE, this.owner));
  }

  private async nextTask(now: number): Promise<Task | undefined> {
    const { reads } = this.gateway;
    const { rowsPerBlock, delay, patience, settleAfter } = this.limits;
    const after = await indexedUpTo(reads);
    const values = [after ?? LOWEST_ID, firstIdAt(now - delay), rowsPerBlock];
    const ids = await reads.rows<Pick<TokenRow, 'id'>>(CLOSABLE, values);
    const [oldest, newest] = [ids[0]?.id, ids.at(-1)?.id];
    if (oldest && newest && (ids.length >= rowsPerBlock || timeOfId(oldest) < now - patience)) {
      return { kind: 'close', after, range: { first_id: after ? idAfter(after) : LOWEST_ID, last_id: newest } };
    }
    const range = await unsettledBlock(reads, firstIdAt(now - settleAfter));
    return range && { kind: 'settle', range };
  }

  private async close({ after, range }: Task & { kind: 'close' }, fence: number): Promise<'closed' | undefined> {
    const rows = await this.rowsOf(range);
    const summary = summarize(rows, this.limits.termsPerBlock);
    const last = rows[summary.rowCount - 1];
    if (!last) return undefined;
    return this.fenced(fence, 'closed', async (connection) => {
      const end = await indexedUpTo(connection);
      if (end === undefined ? after !== undefined : after === undefined || !end.equals(after)) return false;
      await insertBlock(connection, { first_id: range.first_id, last_id: last.id }, summary);
      return true;
    });
  }

  private async settle({ range }: SettleTask, fence: number): Promise<'settled' | undefined> {
    const rows = await this.rowsOf(range);
    const summary = summarize(rows.slice(0, -1 + this.rowsAtMost), this.limits.termsPerBlock * GROWTH);
    const last = rows[summary.rowCount - 1];
    return this.fenced(fence, 'settled', async (connection) => {
      if (last && summary.rowCount < rows.length) await divideBlock(connection, range, last.id, summary);
      else await settleBlock(connection, range.last_id, summary);
      return true;
    });
  }

  private get rowsAtMost(): number {
    return this.limits.rowsPerBlock * GROWTH;
  }

  private rowsOf(range: BlockRange): Promise<IndexedRow[]> {
    return this.gateway.reads.rows<IndexedRow>(READ, [range.first_id, range.last_id, this.rowsAtMost]);
  }

  /** Writes only while nobody else can: the lease's row stays locked until the commit. */
  private fenced<T>(
    fence: number,
    done: T,
    write: (connection: Connection) => Promise<boolean>,
  ): Promise<T | undefined> {
    return this.gateway.transaction(async (connection) => {
      if ((await this.takeLease(connection)) !== fence) return undefined;
      return (await write(connection)) ? done : undefined;
    });
  }

  /** By the clock of the machine, as every holder of a lease does, whatever time the work is about. */
  private takeLease(connection: Connection): Promise<number | undefined> {
    const at = Date.now();
    return new TypeormLeaseStore(connection).acquire(LEASE, this.owner, at, at + LEASE_LENGTH);
  }
}
