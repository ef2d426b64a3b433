/** What `@AdminRoute` says about a handler: read by the guard, by the exchange and by whoever writes the OpenAPI document. */
import type { Type } from '@nestjs/common';
import type { AdminScope } from '@gatehouse/contracts';
import type { ProblemCode } from './problems';

/** Every route begins with it. */
export const ADMIN_PATH = '/admin/v1';

/** An answer that is no JSON object of a DTO class, such as an export or an event stream. */
export interface OtherContent {
  readonly contentTypes: readonly string[];
  readonly description: string;
}

/** Members of a representation that its entity tag does not cover. */
export interface Without {
  readonly without: readonly string[];
}

/** The DTO class of an answer; null = no content. */
export type AnswerKind = Type | OtherContent | null;

export interface AdminRouteOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the controller's path, in Express's form; left out = the controller's own path. */
  readonly path?: string;
  /** One line, for the documentation. */
  readonly summary: string;
  readonly description?: string;
  /** The scope that is needed; `any` = whatever principal has at least one scope of the admin API. */
  readonly scope?: AdminScope | 'any';
  /** All of these are needed. */
  readonly scopes?: readonly AdminScope[];
  /** Only for what everybody may read, such as the API's own description. */
  readonly public?: true;
  /** By status. The lowest is what Nest answers with when the handler returns. */
  readonly answers: Readonly<Record<number, AnswerKind>>;
  /** Beyond those of every route. */
  readonly problems?: readonly ProblemCode[];
  /**
   * The answer is one resource and gets an `ETag`, computed from it. Members that change by themselves (a time of last
   * use) are left out of it, or nobody could ever make a change.
   */
  readonly etag?: true | Without;
  /** The request must bring `If-Match`: take it with `@IfMatch()` and judge it inside the transaction. */
  readonly ifMatch?: true | Without;
  /** The request may bring `Idempotency-Key`. */
  readonly idempotent?: true;
  /** Reads sensitive data: each successful request leaves the audit event `admin.read` with the path. */
  readonly audited?: true;
}

/** Keys of the metadata that the decorators leave. */
export const ROUTE = 'gatehouse:admin-route';
export const TAG = 'gatehouse:admin-tag';

/** What `@AdminRoute` says of a handler; undefined for a handler without it. */
export function routeOf(handler: object): AdminRouteOptions | undefined {
  return Reflect.getMetadata(ROUTE, handler) as AdminRouteOptions | undefined;
}

/** The first segment of a controller's path, or undefined when it is no controller of the admin API. */
export function tagOf(controller: object): string | undefined {
  return Reflect.getMetadata(TAG, controller) as string | undefined;
}

/** Every scope that a route needs; undefined when it is open to whoever has any. */
export function scopesNeeded({ scope, scopes = [] }: AdminRouteOptions): readonly AdminScope[] {
  return scope === undefined || scope === 'any' ? scopes : [scope, ...scopes];
}
