/**
 * What the issuer has told us is revoked, in memory until it could not be accepted anyway. The members of its lists are
 * described in docs/adr/0012-revocation-feed.md.
 */
import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';

type Epochs = Map<string, { readonly until: number; readonly end: number }>;

/** Milliseconds for which an entry is kept beyond its end, as clocks differ. */
const CLOCK_MARGIN = 600_000;
const FORGET_EVERY = 60_000;

export class RevokedMarks {
  private readonly tokens = new Map<string, number>();
  private readonly families = new Map<string, number>();
  private readonly keys = new Map<string, number>();
  private readonly subjects: Epochs = new Map();
  private readonly clients: Epochs = new Map();
  private forgotAt = 0;

  get size(): number {
    const { tokens, families, keys, subjects, clients } = this;
    return tokens.size + families.size + keys.size + subjects.size + clients.size;
  }

  /**
   * Adds the entries of a verified list; nothing is ever taken back.
   * @returns how many keys among them are new
   * @throws TypeError for a list of another shape; then nothing is added
   */
  add(revoked: unknown): number {
    const { tokens = {}, families = {}, keys = {}, subjects = [], clients = [] } = record(revoked);
    const groups = [tokens, families, keys].map(groupsOf);
    const epochs = [subjects, clients].map(epochsOf);
    const before = this.keys.size;
    [this.tokens, this.families, this.keys].forEach((marks, index) => {
      for (const [mark, end] of groups[index] ?? []) marks.set(mark, Math.max(end, marks.get(mark) ?? 0));
    });
    [this.subjects, this.clients].forEach((marks, index) => {
      for (const [mark, until, end] of epochs[index] ?? []) {
        const known = marks.get(mark);
        marks.set(mark, { until: Math.max(until, known?.until ?? 0), end: Math.max(end, known?.end ?? 0) });
      }
    });
    return this.keys.size - before;
  }

  /** True when a token is among them. @param claims of an access token whose signature is good */
  includes(claims: JWTPayload, kid: string | undefined): boolean {
    const { jti, sub } = claims;
    const family = claims['family_id'];
    const client = claims['client_id'];
    return (
      this.tokens.has(markOfId(jti)) ||
      this.families.has(markOfId(family)) ||
      this.includesKey(kid) ||
      // Whatever was approved before, however often it has been refreshed since.
      endedBy(this.subjects, 'subject', sub, () => madeAt(family, jti, claims.iat)) ||
      endedBy(this.clients, 'client', client, () => madeAt(family, jti, claims.iat))
    );
  }

  includesKey(kid: string | undefined): boolean {
    return kid !== undefined && this.keys.size > 0 && this.keys.has(markOf('key', kid));
  }

  /** Drops what has been over for long. */
  forgetExpired(now: number): void {
    if (now - this.forgotAt < FORGET_EVERY) return;
    this.forgotAt = now;
    const limit = now - CLOCK_MARGIN;
    for (const marks of [this.tokens, this.families, this.keys]) {
      for (const [mark, end] of marks) if (end < limit) marks.delete(mark);
    }
    for (const marks of [this.subjects, this.clients]) {
      for (const [mark, { end }] of marks) if (end < limit) marks.delete(mark);
    }
  }
}

function endedBy(epochs: Epochs, kind: string, name: unknown, made: () => number): boolean {
  if (epochs.size === 0 || typeof name !== 'string') return false;
  const epoch = epochs.get(markOf(kind, name));
  return epoch !== undefined && made() <= epoch.until;
}

function markOf(kind: string, name: string): string {
  return createHash('sha256').update(`${kind}:${name}`).digest().subarray(0, 16).toString('base64url');
}

const ID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function markOfId(id: unknown): string {
  return typeof id === 'string' && ID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') : '';
}

/** When the approval behind a token was made, else the token: epoch milliseconds. A UUIDv7 begins with it (RFC 9562 §5.7). */
function madeAt(family: unknown, jti: unknown, iat = 0): number {
  for (const id of [family, jti]) {
    const [, high = '', low = '', version] = (typeof id === 'string' && ID.exec(id)) || [];
    if (version === '7') return Number.parseInt(high + low, 16);
  }
  return iat * 1000;
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TypeError('The revocation list has another shape.');
}

/** Marks with their ends, epoch milliseconds. */
function groupsOf(value: unknown): (readonly [string, number])[] {
  return Object.entries(record(value)).flatMap(([end, marks]) => {
    if (!Array.isArray(marks) || !/^\d+$/.test(end)) throw new TypeError('The revocation list has another shape.');
    return marks.map((mark) => [String(mark), Number(end) * 1000] as const);
  });
}

/** Marks with the moments up to which they end things, and their own ends; epoch milliseconds. */
function epochsOf(value: unknown): (readonly [string, number, number])[] {
  if (!Array.isArray(value)) throw new TypeError('The revocation list has another shape.');
  return value.map((entry: unknown) => {
    const [mark, until, end] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof mark !== 'string' || typeof until !== 'number' || typeof end !== 'number') {
      throw new TypeError('The revocation list has another shape.');
    }
    return [mark, until, end * 1000] as const;
  });
}
