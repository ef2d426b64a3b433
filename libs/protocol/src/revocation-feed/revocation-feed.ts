/**
 * The signed revocation list of this process. It looks at the database only while somebody asks, at most once in a
 * while however many ask, keeps what counts in memory, and hands out the same signed bytes to all.
 */
import { createHash } from 'node:crypto';
import { signJwt } from '../crypto/jws';
import type { ProtocolContext } from '../protocol-context';
import type { RevocationEntry } from '../records/revocation-entry';
import { REVOCATION_LIST_TYPE, revocationList } from './revocation-list';
import { RevokedEntries } from './revoked-entries';

export interface SignedRevocationList {
  /** Compact JWS. */
  readonly jws: string;
  readonly etag: string;
  readonly cursor: string;
}

type Follower = (list: SignedRevocationList) => void;

export interface Following {
  readonly list: SignedRevocationList;
  readonly stop: () => void;
}

/** Milliseconds for which one look at the database answers everybody. */
const LOOK_EVERY = 1_000;
/**
 * How far back each look goes: longer than any transaction, because what was recorded earlier may be committed later.
 * Entries are idempotent, so that seeing one twice means nothing.
 */
const OVERLAP = 15_000;
/** Everything is read anew from time to time, should a transaction have been slower than that. */
const READ_ALL_EVERY = 60_000;
/** Milliseconds; an older cursor is answered with the complete list, and so is one after which this much came. */
const LONGEST_DELTA = 120_000;
const LARGEST_DELTA = 1_000;
/** A signed list is handed out for at most this long. */
const SIGN_EVERY = 10_000;
/** Followers get one at least this often. */
const TELL_EVERY = 5_000;

interface Kept {
  readonly list: SignedRevocationList;
  readonly version: number;
  readonly signedAt: number;
}

export class RevocationFeed {
  private readonly known = new RevokedEntries();
  private readonly followers = new Set<Follower>();
  /** Found, and not yet told to followers. */
  private news: RevocationEntry[] = [];
  private toldAt = 0;
  private looking: Promise<void> | undefined;
  private lookedAt = 0;
  private readAllAt = 0;
  /** The database's clock at the last look. */
  private readAt = 0;
  private kept = new Map<number, Kept>();

  constructor(private readonly context: Pick<ProtocolContext, 'options' | 'clock' | 'keys' | 'unitOfWork'>) {}

  /**
   * The complete list, or what was recorded since the cursor of an earlier one.
   * @throws StoreError when the database cannot be asked: an old list would claim what nobody knows
   */
  async list(after?: string): Promise<SignedRevocationList> {
    await this.lookIfDue();
    return this.sign(this.startOf(after));
  }

  /**
   * Gives the list, and from then on calls `follower` with what is new whenever there is something, and with a sign of
   * life in between; the first such call may come before this resolves. @throws StoreError
   */
  async follow(follower: Follower, after?: string): Promise<Following> {
    await this.lookIfDue();
    // Not before the look, or it would all be news; and not later, or something could be missed.
    this.followers.add(follower);
    const stop = (): void => void this.followers.delete(follower);
    try {
      return { list: await this.sign(this.startOf(after)), stop };
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** Looks, and tells the followers. @throws StoreError: then nobody is told anything */
  async tick(): Promise<void> {
    await this.look();
    const now = this.context.clock.now();
    if (this.news.length === 0 && now - this.toldAt < TELL_EVERY) return;
    const list = await this.signed(this.news.splice(0), false);
    this.toldAt = now;
    for (const follower of this.followers) follower(list);
  }

  private async lookIfDue(): Promise<void> {
    if (this.context.clock.now() - this.lookedAt >= LOOK_EVERY) await this.look();
  }

  private look(): Promise<void> {
    this.looking ??= this.read().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async read(): Promise<void> {
    const now = this.context.clock.now();
    const all = this.readAllAt === 0 || now - this.readAllAt >= READ_ALL_EVERY;
    const since = all ? 0 : this.readAt - OVERLAP;
    const { entries, readAt } = await this.context.unitOfWork.reads.revocationEntries.recordedSince(since);
    const added = this.known.add(entries);
    this.known.forgetExpired(now);
    if (this.followers.size > 0) this.news.push(...added);
    if (all) this.readAllAt = now;
    this.readAt = readAt;
    this.lookedAt = now;
  }

  /** From which moment on entries are sent; 0 for all. Rounded, so that many cursors share one answer. */
  private startOf(after: string | undefined): number {
    const cursor = Number(after ?? 0);
    // A cursor of the future comes from another database than this one.
    if (cursor > this.readAt + OVERLAP || cursor < this.readAt - LONGEST_DELTA) return 0;
    const start = Math.floor((cursor - OVERLAP) / 1000) * 1000;
    return this.known.since(start).length > LARGEST_DELTA ? 0 : start;
  }

  private async sign(start: number): Promise<SignedRevocationList> {
    const now = this.context.clock.now();
    const { version } = this.known;
    const kept = this.kept.get(start);
    if (kept?.version === version && now - kept.signedAt < SIGN_EVERY) return kept.list;
    for (const [key, old] of this.kept) {
      if (old.version !== version || now - old.signedAt >= SIGN_EVERY) this.kept.delete(key);
    }
    const list = await this.signed(this.known.since(start), start === 0);
    this.kept.set(start, { list, version, signedAt: now });
    return list;
  }

  private async signed(entries: Iterable<RevocationEntry>, complete: boolean): Promise<SignedRevocationList> {
    const { options, clock, keys } = this.context;
    const facts = { issuer: options.issuer, now: clock.now(), cursor: this.readAt, complete };
    const jws = await signJwt(keys.signingKey('ES256'), REVOCATION_LIST_TYPE, revocationList(entries, facts));
    const etag = `"${createHash('sha256').update(jws).digest('base64url').slice(0, 22)}"`;
    return { jws, etag, cursor: String(facts.cursor) };
  }
}
