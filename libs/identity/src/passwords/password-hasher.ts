/**
 * Passwords at rest: argon2id in the PHC string form. OWASP Password Storage Cheat Sheet (m=19456, t=2, p=1);
 * NIST SP 800-63B-4 §3.1.1.2 (salted, memory-hard, Unicode normalised).
 */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { HashingQueue, type HashingLimits } from './hashing-queue';

export interface HashParameters {
  /** Kibibytes. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}
export const HASH_PARAMETERS: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What computes; argon2 itself unless a spec counts the calls. */
export interface PasswordEngine {
  hash(password: string, parameters: HashParameters): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** Longest password that is ever looked at, in bytes of UTF-8. Longer ones are refused before hashing. */
export const PASSWORD_MAXIMUM_BYTES = 1024;

/**
 * Limits of one process that shares its cores with `workers` - 1 others: one core stays free for requests.
 * @param workers processes on this machine
 */
export function hashingLimits(workers = 1, cores = availableParallelism()): HashingLimits {
  return { concurrency: Math.max(1, Math.floor((cores - 1) / workers)), waiting: 32, patience: 1000 };
}

export class PasswordHasher {
  private readonly queue: HashingQueue;
  private readonly dummyHash: string;

  constructor(
    limits: HashingLimits = hashingLimits(),
    private readonly parameters: HashParameters = HASH_PARAMETERS,
    private readonly engine: PasswordEngine = argon2,
  ) {
    this.queue = new HashingQueue(limits);
    // Costs exactly what a real one costs; random, so nothing matches it.
    this.dummyHash = `${phcHead(parameters)}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(32))}`;
  }

  /**
   * A PHC string for storing.
   * @throws HashingOverloadedError · RangeError for more than 1,024 bytes (the policy refuses those first)
   */
  async hash(password: string): Promise<string> {
    const normalised = normalisePassword(password);
    if (normalised === undefined) throw new RangeError('The password is too long to be hashed.');
    return this.queue.run(() => this.engine.hash(normalised, this.parameters));
  }

  /**
   * Whether `password` is the one behind `hash`. Null stands for an unknown account or one without a password: as much
   * work is done, and the answer is no.
   * @throws HashingOverloadedError
   */
  async verify(hash: string | null, password: string): Promise<boolean> {
    const normalised = normalisePassword(password);
    if (normalised === undefined) return false;
    const matches = await this.queue.run(() => this.engine.verify(hash ?? this.dummyHash, normalised));
    return matches && hash !== null;
  }

  /** True when the string was not made with today's algorithm and parameters. */
  needsRehash(hash: string): boolean {
    return !hash.startsWith(`${phcHead(this.parameters)}$`);
  }
}

/** NFC, so that one password typed on two systems is one; undefined when it is too long to be hashed. */
export function normalisePassword(password: string): string | undefined {
  // Normalising is not free either: look at the length first.
  if (Buffer.byteLength(password) > PASSWORD_MAXIMUM_BYTES) return undefined;
  const normalised = password.normalize('NFC');
  return Buffer.byteLength(normalised) > PASSWORD_MAXIMUM_BYTES ? undefined : normalised;
}

function phcHead({ memoryCost, timeCost, parallelism }: HashParameters): string {
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

// Imported on first use: the native module costs start-up time that most commands need not spend.
const argon2: PasswordEngine = {
  async hash(password, parameters) {
    const { hash } = await import('@node-rs/argon2');
    // The package's defaults are argon2id, version 19 and a random 16-byte salt; a spec holds it to them.
    return hash(password, { ...parameters, outputLen: 32 });
  },
  async verify(stored, password) {
    const { verify } = await import('@node-rs/argon2');
    return verify(stored, password);
  },
};
