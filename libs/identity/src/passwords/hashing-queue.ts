/**
 * Lets few hashes run at a time and few wait, so that a sign-in storm cannot starve the rest of the process of cores and
 * memory. OWASP Authentication Cheat Sheet (denial of service by long hashing).
 */

/** Nobody was hashed: try again later. The API answers 503 with Retry-After. */
export class HashingOverloadedError extends Error {
  override readonly name = 'HashingOverloadedError';
  readonly retryAfterSeconds = 1;
  constructor() {
    super('Too many passwords are waiting to be checked.');
  }
}

export interface HashingLimits {
  /** Hashes at a time. */
  readonly concurrency: number;
  /** Hashes waiting beyond those. */
  readonly waiting: number;
  /** Longest wait for a turn, milliseconds. */
  readonly patience: number;
}

interface Waiting {
  start(): void;
}

export class HashingQueue {
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly limits: HashingLimits) {}

  /** Runs `task` when its turn comes. @throws HashingOverloadedError when the queue is full or the wait too long */
  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await task();
    } finally {
      this.running--;
      this.waiting.shift()?.start();
    }
  }

  private turn(): Promise<void> {
    if (this.running < this.limits.concurrency) {
      this.running++;
      return Promise.resolve();
    }
    if (this.waiting.length >= this.limits.waiting) return Promise.reject(new HashingOverloadedError());
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        start: () => {
          clearTimeout(timer);
          this.running++;
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new HashingOverloadedError());
      }, this.limits.patience);
      this.waiting.push(entry);
    });
  }
}
