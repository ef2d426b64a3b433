/** Requests that may be sent twice and must have one effect. Each call is a transaction of its own. */

export interface IdempotentRequest {
  /** 32 bytes: a keyed digest of who asked, for what, and the key they chose. */
  readonly key: Buffer;
  /** 32 bytes: a keyed digest of the request itself. */
  readonly request: Buffer;
  /** Id of this attempt. */
  readonly claim: string;
  readonly at: number;
  /** An attempt that began before and has no answer is believed to be dead. */
  readonly abandonedBefore: number;
  readonly expiresAt: number;
}

export type BegunRequest =
  | { readonly outcome: 'begun' | 'running' | 'other-request' }
  | { readonly outcome: 'answered'; readonly answer: Buffer };

export abstract class IdempotencyRecords {
  /** Begins the request unless another one with this key did; of many at once exactly one begins. */
  abstract begin(request: IdempotentRequest): Promise<BegunRequest>;
  /** Keeps the answer, if the attempt still holds the key. @param answer sealed, up to 64 KiB */
  abstract keep(key: Buffer, claim: string, answer: Buffer): Promise<void>;
  /** Gives the key free, if the attempt still holds it and has no answer. */
  abstract release(key: Buffer, claim: string): Promise<void>;
}
