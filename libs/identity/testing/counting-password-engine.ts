import { hash, verify } from '@node-rs/argon2';
import { PasswordHasher, type HashParameters, type PasswordEngine } from '../src/passwords/password-hasher';

/** Real argon2id, as little of it as the algorithm allows: specs need the behaviour, not the cost. */
export const CHEAP_PARAMETERS: HashParameters = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** argon2 itself, counting what it is asked to do. */
export class CountingPasswordEngine implements PasswordEngine {
  hashed = 0;
  /** The stored strings that passwords were compared with, in order. */
  readonly compared: string[] = [];

  hash(password: string, parameters: HashParameters): Promise<string> {
    this.hashed++;
    return hash(password, { ...parameters });
  }

  verify(stored: string, password: string): Promise<boolean> {
    this.compared.push(stored);
    return verify(stored, password);
  }
}

/** A hasher that is cheap, and by default lets any number wait. */
export function cheapPasswordHasher(
  engine: PasswordEngine = new CountingPasswordEngine(),
  limits = { concurrency: 1, waiting: 1000, patience: 60_000 },
): PasswordHasher {
  return new PasswordHasher(limits, CHEAP_PARAMETERS, engine);
}
