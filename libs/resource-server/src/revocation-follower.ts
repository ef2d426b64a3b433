/**
 * Follows the issuer's revocation list: by its event stream, and by asking every second or two where streams are cut on
 * the way. Nothing here keeps a process alive.
 */
import { randomInt } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { readEventStream } from './event-stream';
import type { Issuer } from './issuer';
import { RevokedMarks } from './revoked-marks';

export interface RevocationStatus {
  /** `none`: the issuer has no list, or it is not to be followed. `stale`: nothing was heard for too long. */
  readonly state: 'none' | 'starting' | 'fresh' | 'stale';
  /** How the last list came. */
  readonly by: 'stream' | 'poll' | undefined;
  /** What was revoked until then is known; epoch milliseconds of the local clock. */
  readonly knownAt: number | undefined;
  /** Entries in memory. */
  readonly entries: number;
  /** Why the last attempt failed. */
  readonly problem: unknown;
}

/** Milliseconds. */
const ANSWER_TIMEOUT = 5_000;
/** The issuer gives a sign of life every 5 seconds: without it we ask, and in the end come again. */
const ODD_SILENCE = 7_000;
const LONGEST_SILENCE = 25_000;
const FIRST_EVENT = 5_000;
const POLL_EVERY = 1_000;
const POLL_JITTER = 1_000;
/** The complete list is read again from time to time, whatever the increments said. */
const READ_ALL_EVERY = 300_000;
/** A stream that failed is tried again after this, doubled each time. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;
/** A stream that lived this long was none that somebody cuts. */
const LIVED = 30_000;
const REPLICAS_FOLLOW = 2_000;
/** Seconds by which our clock may differ from the issuer's. */
const CLOCK_TOLERANCE = 60;

export class RevocationFollower {
  readonly revoked = new RevokedMarks();
  private readonly closing = new AbortController();
  private readonly firstAttempt: Promise<void>;
  private attempted: () => void = () => undefined;
  private started = false;
  private by: RevocationStatus['by'];
  private problem: unknown;
  private knownAt: number | undefined;
  /** Newest `iat` seen: a list that is replayed brings no new knowledge. */
  private newest = 0;
  private cursor: string | undefined;
  private readAllAt = 0;

  /** @param staleAfter milliseconds without news after which what we know is too old */
  constructor(
    private readonly issuer: Issuer,
    private readonly staleAfter: number,
  ) {
    this.firstAttempt = new Promise((resolve) => (this.attempted = resolve));
  }

  /** Begins to follow, once, and waits until it was tried the first time, or for `patience` milliseconds. */
  async ready(feed: string, patience: number): Promise<void> {
    if (!this.started) {
      this.started = true;
      setTimeout(this.attempted, patience).unref();
      void this.follow(feed);
    }
    if (this.knownAt === undefined) await this.firstAttempt;
  }

  /** Whether what we know is recent enough to rely on. */
  get fresh(): boolean {
    return this.knownAt !== undefined && Date.now() - this.knownAt < this.staleAfter;
  }

  get status(): RevocationStatus {
    const { by, knownAt, problem } = this;
    const state = !this.started || knownAt === undefined ? 'starting' : this.fresh ? 'fresh' : 'stale';
    return { state, by, knownAt, entries: this.revoked.size, problem };
  }

  close(): void {
    this.closing.abort();
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private async follow(feed: string): Promise<void> {
    while (!(await this.poll(feed)) && !this.closed) await this.pauseBetweenPolls();
    let failures = 0;
    while (!this.closed) {
      const since = Date.now();
      await this.attempt(() => this.stream(feed));
      failures = Date.now() - since > LIVED ? 1 : failures + 1;
      // The first time it may have been a restart, which one look bridges; later somebody seems to cut streams.
      const wait = failures === 1 ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 2));
      const until = Date.now() + wait;
      do {
        await this.poll(feed);
        await this.pauseBetweenPolls();
      } while (Date.now() < until && !this.closed);
    }
  }

  private async stream(feed: string): Promise<void> {
    // What cannot be believed now may be when it is asked for again, with a key that we do not know yet: so it ends here.
    const unbelieved = new AbortController();
    let accepting = Promise.resolve();
    const accept = (data: string, receivedAt: number): void => {
      // One after the other, in the order in which they came.
      accepting = accepting.then(() => this.accept(data, receivedAt, 'stream'));
      accepting.catch((error: unknown) => unbelieved.abort(error));
    };
    const over = new AbortController();
    let heardAt = 0;
    void this.pollInSilence(feed, () => Date.now() - heardAt > ODD_SILENCE, over.signal);
    const reading = readEventStream({
      url: new URL(`${feed}/stream`),
      lastEventId: this.cursor,
      patience: FIRST_EVENT,
      silence: LONGEST_SILENCE,
      signal: AbortSignal.any([this.closing.signal, unbelieved.signal]),
      onEvent: (data) => {
        const receivedAt = (heardAt = Date.now());
        accept(data, receivedAt);
        if (receivedAt - this.readAllAt > READ_ALL_EVERY) void this.poll(feed);
      },
    });
    // The end of the stream tells less than why it was ended.
    const ended = reading.catch(async (error: unknown) => {
      await accepting;
      throw error;
    });
    await ended.finally(() => over.abort());
  }

  /** While a stream brings nothing, be it that somebody holds it back or that it is dead. */
  private async pollInSilence(feed: string, isSilent: () => boolean, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.pauseBetweenPolls(over);
      if (!over.aborted && isSilent()) await this.poll(feed);
    }
  }

  /** Asks for what is new, or for everything when that is due. */
  private poll(feed: string): Promise<boolean> {
    return this.attempt(async () => {
      const url = new URL(feed);
      const askedAt = Date.now();
      const all = askedAt - this.readAllAt > READ_ALL_EVERY;
      if (this.cursor !== undefined && !all) url.searchParams.set('after', this.cursor);
      const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(ANSWER_TIMEOUT)]);
      const response = await fetch(url, { redirect: 'error', signal });
      if (!response.ok) throw new Error(`The revocation list answered ${response.status}.`);
      await this.accept(await response.text(), askedAt, 'poll');
      if (all) this.readAllAt = askedAt;
    });
  }

  private async accept(jws: string, receivedAt: number, by: 'stream' | 'poll'): Promise<void> {
    const options = { typ: 'revocation-list+jwt', clockTolerance: CLOCK_TOLERANCE, requiredClaims: ['iat', 'exp'] };
    const { payload, protectedHeader } = await this.issuer.verify(jws, options);
    if (this.revoked.includesKey(protectedHeader.kid)) throw new Error('The list is signed by a revoked key.');
    const newKeys = this.revoked.add(payload['revoked']);
    this.revoked.forgetExpired(receivedAt);
    this.cursor = cursorOf(payload);
    this.by = by;
    this.problem = undefined;
    if ((payload.iat ?? 0) > this.newest || this.knownAt === undefined) this.knownAt = receivedAt;
    this.newest = Math.max(this.newest, payload.iat ?? 0);
    if (newKeys > 0) await this.takeUpKeys();
  }

  /** A key was revoked: what its successor signs must be known at once. Replicas of the issuer may take a second for it. */
  private async takeUpKeys(): Promise<void> {
    await this.issuer.reloadKeys();
    void pause(REPLICAS_FOLLOW, this.closing.signal).then(() => this.attempt(() => this.issuer.reloadKeys()));
  }

  /** Never rejects: the next attempt comes anyway, and `status` tells. */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.problem = undefined;
      return true;
    } catch (error) {
      if (!this.closed) this.problem = error;
      return false;
    } finally {
      this.attempted();
    }
  }

  private pauseBetweenPolls(over = this.closing.signal): Promise<void> {
    return pause(POLL_EVERY + randomInt(POLL_JITTER), over);
  }
}

function cursorOf({ cursor }: JWTPayload): string {
  if (typeof cursor !== 'string') throw new TypeError('The revocation list has another shape.');
  return cursor;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds).unref();
    signal.addEventListener('abort', done);
  });
}
