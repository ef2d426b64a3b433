/**
 * What happens around every handler of the admin API: query and body are read (only for whoever passed the guard), an
 * `Idempotency-Key` is kept, the answer gets its `ETag` and `Location`.
 */
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  RequestMethod,
} from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { ProtocolContext } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import { queryParameters, readJson } from '../body-reader';
import { Problem } from '../errors/problem';
import { entityTag, expectedEntity, withoutOf } from './entity-tags';
import { Idempotency } from './idempotency';
import { type AdminRequest, principalOf } from './principal';
import { problem } from './problems';
import { reportRefusal, targetOf } from './report-refusal';
import { type AdminRouteOptions, routeOf } from './route-metadata';

/** Members that class-transformer drops without a word, so nobody behind it could refuse them. */
const UNSEEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** RFC 7396 §4. */
const MERGE_PATCH = 'application/merge-patch+json';

@Injectable()
export class AdminExchange implements NestInterceptor {
  constructor(
    @Inject(PROTOCOL_CONTEXT) private readonly protocol: ProtocolContext,
    private readonly idempotency: Idempotency,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<AdminRequest>();
    const response = http.getResponse<Response>();
    const route = routeOf(context.getHandler());
    // The guard lets nobody through to such a handler.
    if (!route) throw new Error('this handler has no @AdminRoute');
    const takes = takenBy(context);
    readQuery(request, takes.query);
    if (takes.body) await readBody(request);
    if (route.ifMatch !== undefined) expectedEntity(request.headers['if-match'], withoutOf(route.ifMatch));
    if (Object.values(route.answers).some((answer) => answer !== null && 'contentTypes' in answer))
      return next.handle();
    return from(this.answer(request, response, route, next));
  }

  private async answer(
    request: AdminRequest,
    response: Response,
    route: AdminRouteOptions,
    next: CallHandler,
  ): Promise<unknown> {
    const handle = () => lastValueFrom(next.handle(), { defaultValue: undefined as unknown });
    let answer: unknown;
    try {
      answer = route.idempotent === true ? await this.idempotency.once(request, response, handle) : await handle();
    } catch (error) {
      // A handler may find out only inside its transaction that somebody reaches too far.
      if (error instanceof Problem && error.status === 403) reportRefusal(this.protocol, request, error.code);
      throw error;
    }
    if (typeof answer === 'object' && answer !== null) decorate(response, answer, route);
    if (route.audited === true) await this.recordRead(request);
    return answer;
  }

  private async recordRead(request: AdminRequest): Promise<void> {
    const principal = principalOf(request);
    const at = this.protocol.clock.now();
    await this.protocol.unitOfWork.record(
      [],
      [
        {
          id: 'admin.read',
          at,
          actor: principal.actor(),
          clientId: principal.clientId,
          target: targetOf(request),
          ...principal.origin(),
        },
      ],
    );
  }
}

function decorate(response: Response, answer: object, route: AdminRouteOptions): void {
  if (route.etag !== undefined) response.setHeader('ETag', entityTag(answer, withoutOf(route.etag)));
  if (route.answers[201] === undefined) return;
  const { self } = answer as { readonly self?: unknown };
  if (typeof self === 'string') response.setHeader('Location', self);
}

/** Strictly: each parameter once, and none at all where the route declares none. */
function readQuery(request: AdminRequest, taken: boolean): void {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of queryParameters(request)) {
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const refuse = (detail: string): never => {
      throw problem('query_invalid', { errors: [{ pointer, detail }] });
    };
    if (!taken) refuse('this address takes no parameters');
    if (name in query) refuse(`${name} was sent more than once`);
    if (UNSEEN.has(name)) refuse(`property ${name} should not exist`);
    query[name] = value;
  }
  // Express's own is a getter on the prototype that reads loosely.
  Object.defineProperty(request, 'query', { value: { ...query }, configurable: true });
}

async function readBody(request: AdminRequest): Promise<void> {
  const contentTypes = request.method === 'PATCH' ? [MERGE_PATCH] : [];
  const body = (await readJson(request, { alsoContentTypes: contentTypes })) ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw problem('validation_failed', { errors: [{ pointer: '', detail: 'the body must be an object' }] });
  }
  const unseen = Object.keys(body).find((member) => UNSEEN.has(member));
  if (unseen !== undefined) {
    const errors = [{ pointer: `/${unseen}`, detail: `property ${unseen} should not exist` }];
    throw problem('validation_failed', { errors });
  }
  request.body = body;
}

interface Taken {
  readonly query: boolean;
  readonly body: boolean;
}

const known = new WeakMap<object, Taken>();

/** What the parameters of a handler ask Nest for. */
function takenBy(context: ExecutionContext): Taken {
  const handler = context.getHandler();
  let taken = known.get(handler);
  if (taken === undefined) {
    const parameters = Object.keys(
      (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name) ?? {}) as object,
    );
    const takes = (type: RouteParamtypes) => parameters.some((key) => key.startsWith(`${type}:`));
    const isRead = Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.GET;
    taken = { query: takes(RouteParamtypes.QUERY), body: !isRead && takes(RouteParamtypes.BODY) };
    known.set(handler, taken);
  }
  return taken;
}
