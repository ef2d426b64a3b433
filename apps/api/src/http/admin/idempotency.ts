/**
 * `Idempotency-Key`: the same request sent twice has one effect and one answer. The answer is kept sealed, because it may
 * hold a secret that is shown only once. Works across processes: the database decides who is first.
 * draft-ietf-httpapi-idempotency-key-header.
 */
import { createHmac, type Hmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Clock, IdempotencyRecords, KeyRing, newTimeOrderedId, seal, unseal } from '@gatehouse/protocol';
import { Log } from '../logging/log';
import { pathOf } from '../request-target';
import { type AdminRequest, principalOf } from './principal';
import { problem } from './problems';

/** Milliseconds: how long an answer is kept. */
const KEPT = 24 * 3_600_000;
/** Milliseconds after which a request that never ended is believed to have died with its process. Longer than any takes. */
const ABANDONED = 120_000;

/** A structured string or a bare one. */
const KEY = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255}))$/;

@Injectable()
export class Idempotency {
  constructor(
    private readonly records: IdempotencyRecords,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Runs `handle`, or answers what it answered before. A request that fails keeps nothing: it may be tried again.
   * @throws Problem `idempotency_key_invalid`, `idempotency_key_reused`, `idempotency_in_progress`
   */
  async once(request: AdminRequest, response: Response, handle: () => Promise<unknown>): Promise<unknown> {
    const header = request.headers['idempotency-key'];
    if (header === undefined) return handle();
    const [, quoted, bare] = (typeof header === 'string' && KEY.exec(header)) || [];
    const chosen = quoted ?? bare;
    if (chosen === undefined) throw problem('idempotency_key_invalid');
    const key = this.keyOf(request, chosen);
    const claim = newTimeOrderedId(this.clock.now());
    const kept = await this.begin(request, key, claim);
    if (kept) {
      response.setHeader('Idempotency-Replayed', 'true');
      return this.opened(key, kept);
    }
    return this.run(key, claim, handle);
  }

  private async begin(request: AdminRequest, key: Buffer, claim: string): Promise<Buffer | undefined> {
    const at = this.clock.now();
    const begun = await this.records.begin({
      key,
      request: this.digest()
        .update(JSON.stringify([request.originalUrl, request.body ?? null]))
        .digest(),
      claim,
      at,
      abandonedBefore: at - ABANDONED,
      expiresAt: at + KEPT,
    });
    if (begun.outcome === 'begun') return undefined;
    if (begun.outcome === 'answered') return begun.answer;
    if (begun.outcome === 'other-request') throw problem('idempotency_key_reused');
    throw problem('idempotency_in_progress', { headers: { 'Retry-After': '1' } });
  }

  private async run(key: Buffer, claim: string, handle: () => Promise<unknown>): Promise<unknown> {
    let answer: unknown;
    try {
      answer = await handle();
    } catch (error) {
      await this.tried(() => this.records.release(key, claim));
      throw error;
    }
    const text = Buffer.from(JSON.stringify(answer ?? null));
    // The effect is there: that its answer could not be kept must not turn it into a failure.
    await this.tried(() => this.records.keep(key, claim, seal(this.sealingKey(), text, contextOf(key))));
    return answer;
  }

  private opened(key: Buffer, sealed: Buffer): unknown {
    const text = unseal(this.sealingKey(), sealed, contextOf(key));
    if (!text) throw new Error('a kept answer cannot be opened');
    return JSON.parse(text.toString());
  }

  /** Two principals, or two routes, never share a key. */
  private keyOf(request: AdminRequest, chosen: string): Buffer {
    const { kind, id } = principalOf(request);
    const route = `${request.method} ${pathOf(request.originalUrl)}`;
    return this.digest()
      .update(JSON.stringify([kind, id, route, chosen]))
      .digest();
  }

  private digest(): Hmac {
    return createHmac('sha256', this.keys.secretKey('idempotency'));
  }

  private sealingKey(): Buffer {
    return this.keys.secretKey('idempotent-answer').export();
  }

  private async tried(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.log.error({ error }, 'an idempotency record could not be written');
    }
  }
}

function contextOf(key: Buffer): string {
  return `idempotent-answer|${key.toString('base64url')}`;
}
