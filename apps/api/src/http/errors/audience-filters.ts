import {
  applyDecorators,
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Injectable,
  NotFoundException,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { JsonBodyInterceptor } from '../json-body.interceptor';
import { LeanExpressAdapter } from '../lean-express.adapter';
import { pathOf } from '../request-target';
import { type Audience, FailureAnswers } from './failure-answers';
import { Problem } from './problem';

@Catch()
@Injectable()
export class OAuthErrorFilter implements ExceptionFilter {
  constructor(private readonly answers: FailureAnswers) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.answers.answer('oauth', thrown, requestOf(host), responseOf(host));
  }
}

@Catch()
@Injectable()
export class PageErrorFilter implements ExceptionFilter {
  constructor(private readonly answers: FailureAnswers) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.answers.answer('page', thrown, requestOf(host), responseOf(host));
  }
}

@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly answers: FailureAnswers) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    this.answers.answer('admin', thrown, requestOf(host), responseOf(host));
  }
}

/** A controller or route whose answers OAuth clients read: JSON errors of RFC 6749 §5.2. */
export const OAuthAudience = () => UseFilters(OAuthErrorFilter);

/** A controller or route whose answers people read: error pages with a reference. */
export const PageAudience = () => UseFilters(PageErrorFilter);

/** A controller or route of the admin API: RFC 9457 errors, and `@Body()` filled from JSON once the guards have passed. */
export const AdminAudience = () => applyDecorators(UseFilters(ProblemFilter), UseInterceptors(JsonBodyInterceptor));

/** Everything that no controller's own filter sees: unknown paths, wrong methods, failures before a route is found. */
@Catch()
@Injectable()
export class FallbackFilter implements ExceptionFilter {
  constructor(
    private readonly answers: FailureAnswers,
    private readonly host: HttpAdapterHost,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = requestOf(host);
    const audience = audienceOf(request);
    this.answers.answer(audience, this.refineNotFound(thrown, request), request, responseOf(host));
  }

  /** RFC 9110 §15.5.6: a path that exists for other methods is a 405 that names them. */
  private refineNotFound(thrown: unknown, request: Request): unknown {
    const { httpAdapter } = this.host;
    if (!(thrown instanceof NotFoundException) || !(httpAdapter instanceof LeanExpressAdapter)) return thrown;
    const allowed = httpAdapter.allowedMethods(pathOf(request.originalUrl));
    if (allowed.length === 0 || allowed.includes(request.method)) return thrown;
    const headers = { Allow: allowed.join(', ') };
    return new Problem(405, 'method_not_allowed', 'This address does not take this method', { headers });
  }
}

/** Paths under `/oauth` that people see in their browsers. */
const PAGES_OF_OAUTH = new Set(['/oauth/authorize', '/oauth/logout']);

/** Who asked, when no controller says so: by the path, otherwise by what the client says it can read. */
export function audienceOf(request: Request): Audience {
  const path = pathOf(request.originalUrl ?? request.url);
  if (PAGES_OF_OAUTH.has(path)) return 'page';
  if (path.startsWith('/oauth/') || path.startsWith('/.well-known/')) return 'oauth';
  if (path.startsWith('/admin/')) return 'admin';
  return request.accepts('json', 'html') === 'html' ? 'page' : 'admin';
}

function requestOf(host: ArgumentsHost): Request {
  return host.switchToHttp().getRequest<Request>();
}

function responseOf(host: ArgumentsHost): Response {
  return host.switchToHttp().getResponse<Response>();
}
