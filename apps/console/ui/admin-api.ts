'use client';
/** The admin API as the browser sees it: the same paths behind `/bff`, typed by the OpenAPI document. */
import createClient from 'openapi-fetch';
import type { AdminApiComponents, AdminApiPaths } from '@gatehouse/contracts';

/** A shape of the admin API by its name: `Shape<'ClientAnswer'>`. */
export type Shape<Name extends keyof AdminApiComponents['schemas']> = AdminApiComponents['schemas'][Name];

/** One wrong member of what was sent. */
export interface FieldProblem {
  /** JSON pointer into the body, or the name of a parameter. */
  readonly pointer?: string;
  readonly detail: string;
  /** Id of the broken rule, where a rule of `client-rules` was broken. */
  readonly rule?: string;
  readonly fix?: string;
}

/** An answer that is no success. RFC 9457. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    /** Stable; `docs/problem-codes.md` lists them. */
    readonly code: string,
    readonly title: string,
    readonly detail: string | undefined,
    /** Names the request in the server's log. */
    readonly reference: string | undefined,
    readonly errors: readonly FieldProblem[],
    /** The whole body, for what a code says beyond this. */
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(detail === undefined ? title : `${title}: ${detail}`);
  }
}

export const api = createClient<AdminApiPaths>({ baseUrl: '/bff', headers: { 'x-gh-csrf': '1' } });

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** An answer with the tag that a change has to send back in `If-Match`. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string;
}

/**
 * What the API answered: `answer(api.GET('/admin/v1/me'))`. Whoever is no longer signed in is sent to sign in, and back.
 * @throws ApiProblem
 */
export async function answer<T>(request: Promise<Result<T>>): Promise<T> {
  return (await tagged(request)).value;
}

/** Like `answer`, with the entity tag. @throws ApiProblem */
export async function tagged<T>(request: Promise<Result<T>>): Promise<Tagged<T>> {
  const { data, error, response } = await request.catch(() => {
    throw new ApiProblem(0, 'offline', 'The console does not answer', 'Check your connection.', undefined, [], {});
  });
  if (response.ok) return { value: data as T, etag: response.headers.get('etag') ?? '' };
  if (response.status === 401) goToSignIn();
  throw problemOf(response.status, error);
}

function problemOf(status: number, body: unknown): ApiProblem {
  const record = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
  const errors = Array.isArray(record['errors']) ? (record['errors'] as FieldProblem[]) : [];
  const title = text('title') ?? `The server answered ${status}`;
  return new ApiProblem(status, text('code') ?? 'unknown', title, text('detail'), text('reference'), errors, record);
}

function goToSignIn(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/auth/login?returnTo=${encodeURIComponent(`${pathname}${search}`)}`);
}

/** For the `Idempotency-Key` of something that is made: made once per form, sent again with each try. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
