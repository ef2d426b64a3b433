/** A request that ends at a page of ours, and which of our pages it is. Nothing of the request is ever shown. */
import type { ErrorKind } from '../pages/error-catalogue';

export interface PageRefusalOptions {
  /** Short stable name of the check that refused. */
  readonly check: string;
  /** For the log. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Whose home the page may offer a way back to, if that client is registered. */
  readonly clientId?: string;
  readonly headers?: readonly string[];
}

export class PageRefusal extends Error {
  override readonly name = 'PageRefusal';

  constructor(
    readonly kind: ErrorKind,
    readonly options: PageRefusalOptions,
  ) {
    super(`${kind}: ${options.check}`);
  }
}
