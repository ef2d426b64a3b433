/**
 * An export as lines of JSON that prove themselves. Every exported event stands at its place in the chain; what the filter
 * left out is there as digests, so that the chain can be followed from one signed checkpoint to the next. Stretches
 * between two checkpoints in which nothing matched are left out whole. `verify-bundle.mjs` is the other side.
 */
import { createHash } from 'node:crypto';
import type { AuditRecord } from '../audit-record';
import { canonicalRecord } from '../proof/canonical-record';
import type { AuditSigningKey, Checkpoint } from '../proof/checkpoint';

export const BUNDLE_FORMAT = 'gatehouse audit bundle';
export const BUNDLE_VERSION = 1;

export interface BundleHeader {
  readonly issuer: string;
  /** Epoch milliseconds. */
  readonly exportedAt: number;
  /** Empty for everything. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** The last place that was looked at. */
  readonly throughSeq: number;
}

/** Makes the lines, each with its line end, in the order in which its methods are called. */
export class BundleLines {
  private readonly hash = createHash('sha256');
  private events = 0;

  constructor(private readonly key: AuditSigningKey) {}

  header(header: BundleHeader): string {
    const statement = {
      format: BUNDLE_FORMAT,
      version: BUNDLE_VERSION,
      issuer: header.issuer,
      exported_at: header.exportedAt,
      filter: header.filter,
      through_seq: header.throughSeq,
      key: this.key.publicJwk,
      key_id: this.key.keyId,
    };
    return this.signed('header', statement);
  }

  checkpoint({ seq, chain, at, keyId, signature }: Checkpoint): string {
    const texts = { chain: chain.toString('hex'), at, key_id: keyId, signature: signature.toString('base64url') };
    return this.line(JSON.stringify({ kind: 'checkpoint', seq, ...texts }));
  }

  event(seq: number, chain: Buffer, record: AuditRecord): string {
    this.events += 1;
    const head = JSON.stringify({ kind: 'event', seq, chain: chain.toString('hex') });
    return this.line(`${head.slice(0, -1)},"record":${canonicalRecord(record)}}`);
  }

  /** Events that the filter left out. @param seq place of the first @param chain after the last */
  others(seq: number, chain: Buffer, digests: readonly string[]): string {
    const texts = digests.map((digest) => Buffer.from(digest, 'hex').toString('base64url'));
    return this.line(JSON.stringify({ kind: 'others', seq, chain: chain.toString('hex'), digests: texts }));
  }

  trailer(): string {
    return this.signed('trailer', { events: this.events, sha256: this.hash.copy().digest('hex') });
  }

  private signed(kind: string, statement: object): string {
    const signature = this.key.sign(`${BUNDLE_FORMAT} ${kind} ${JSON.stringify(statement)}`).toString('base64url');
    return this.line(JSON.stringify({ kind, statement, signature }));
  }

  private line(text: string): string {
    const line = `${text}\n`;
    this.hash.update(line);
    return line;
  }
}
