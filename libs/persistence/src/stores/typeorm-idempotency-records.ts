import {
  idToBytes,
  IdempotencyRecords,
  sameDigest,
  type BegunRequest,
  type IdempotentRequest,
} from '@gatehouse/protocol';
import type { IdempotencyRow } from '../entities/idempotency.entity';
import { oneRow, type Gateway, type Value } from '../gateway/gateway';
import { isDuplicate } from '../gateway/store-errors';

const INSERT = `INSERT INTO idempotency (key_digest, request_digest, claim, answer, begun_at, expires_at)
  VALUES (?, ?, ?, NULL, ?, ?)`;
const FIND = 'SELECT request_digest, claim, answer, begun_at, expires_at FROM idempotency WHERE key_digest = ?';
const FORGET = 'DELETE FROM idempotency WHERE key_digest = ? AND expires_at <= ?';
const TAKE_OVER =
  'UPDATE idempotency SET claim = ?, begun_at = ? WHERE key_digest = ? AND claim = ? AND answer IS NULL';
const KEEP = 'UPDATE idempotency SET answer = ? WHERE key_digest = ? AND claim = ?';
const RELEASE = 'DELETE FROM idempotency WHERE key_digest = ? AND claim = ? AND answer IS NULL';

/** Between two looks somebody else may have finished or given up; more often than this nobody does. */
const MAXIMUM_ROUNDS = 4;

export class TypeormIdempotencyRecords extends IdempotencyRecords {
  constructor(private readonly gateway: Gateway) {
    super();
  }

  override async begin(request: IdempotentRequest): Promise<BegunRequest> {
    for (let round = 1; round <= MAXIMUM_ROUNDS; round++) {
      if (await this.insert(request)) return { outcome: 'begun' };
      const row = await oneRow<IdempotencyRow>(this.gateway.reads, FIND, [request.key]);
      if (!row) continue;
      if (row.expires_at <= request.at) await this.change(FORGET, [request.key, request.at]);
      else if (!sameDigest(row.request_digest, request.request)) return { outcome: 'other-request' };
      else if (row.answer !== null) return { outcome: 'answered', answer: row.answer };
      else if (row.begun_at >= request.abandonedBefore) return { outcome: 'running' };
      else if (await this.takeOver(request, row.claim)) return { outcome: 'begun' };
    }
    return { outcome: 'running' };
  }

  override async keep(key: Buffer, claim: string, answer: Buffer): Promise<void> {
    await this.change(KEEP, [answer, key, idToBytes(claim)]);
  }

  override async release(key: Buffer, claim: string): Promise<void> {
    await this.change(RELEASE, [key, idToBytes(claim)]);
  }

  private async insert({ key, request, claim, at, expiresAt }: IdempotentRequest): Promise<boolean> {
    try {
      await this.change(INSERT, [key, request, idToBytes(claim), at, expiresAt]);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  private async takeOver({ key, claim, at }: IdempotentRequest, from: Buffer): Promise<boolean> {
    return (await this.change(TAKE_OVER, [idToBytes(claim), at, key, from])) === 1;
  }

  private change(sql: string, values: readonly Value[]): Promise<number> {
    return this.gateway.statement((connection) => connection.change(sql, values));
  }
}
