/**
 * Requests that were refused, for whoever keeps them to explain them later. Whoever answers says it here; nobody waits for
 * what becomes of it, and nothing fails because of it.
 */
import type { Request } from 'express';
import type { Parameters } from '@gatehouse/protocol';

export const REFUSING_ENDPOINTS = ['authorize', 'token', 'introspect', 'revoke', 'logout', 'page'] as const;
export type RefusingEndpoint = (typeof REFUSING_ENDPOINTS)[number];

export interface Refused {
  readonly endpoint: RefusingEndpoint;
  readonly request: Request;
  /** As sent; undefined when they could not be read. */
  readonly parameters: Parameters | undefined;
  /** What was thrown, or the error of an answer that was not thrown. */
  readonly thrown: unknown;
}

/** A refusal in words of its own, where none was thrown that says as much. */
export interface RefusalInWords {
  readonly code: string;
  readonly description: string;
  readonly check: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What a request has shown of itself by the time it is refused. */
export interface Watched {
  parameters?: Parameters;
}

export class Refusals {
  private listener: ((refused: Refused) => void) | undefined;
  /** One request is refused once, however many hear of it. */
  private readonly told = new WeakSet<Request>();

  /** @param listener must return at once */
  listen(listener: (refused: Refused) => void): void {
    this.listener = listener;
  }

  report(refused: Refused): void {
    if (this.told.has(refused.request)) return;
    this.told.add(refused.request);
    try {
      this.listener?.(refused);
    } catch {
      // Explaining a refusal must not change it.
    }
  }

  /** Runs what answers a request, and reports it when it is refused. @throws what `answer` throws */
  async watch<T>(endpoint: RefusingEndpoint, request: Request, answer: (watched: Watched) => Promise<T>): Promise<T> {
    const watched: Watched = {};
    try {
      return await answer(watched);
    } catch (thrown) {
      this.report({ endpoint, request, parameters: watched.parameters, thrown });
      throw thrown;
    }
  }
}
