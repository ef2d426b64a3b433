/** Declares controllers and routes of the admin API: for Nest, for the guard, and for the OpenAPI document, in one place. */
import {
  applyDecorators,
  Controller,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { ProblemFilter } from '../errors/audience-filters';
import { AdminGuard } from './admin-guard';
import { AdminExchange } from './admin-exchange';
import { AdminPipe } from './admin-pipe';
import { ADMIN_PATH, type AdminRouteOptions, ROUTE, TAG } from './route-metadata';

/**
 * A controller of the admin API at `/admin/v1/<path>`: problem+json, the guard, strict DTOs, a JSON body. Every handler
 * needs `@AdminRoute`; one without is refused to everybody.
 * @param path without slashes at the ends; empty for `/admin/v1` itself
 */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(path === '' ? ADMIN_PATH : `${ADMIN_PATH}/${path}`),
    SetMetadata(TAG, path.split('/')[0] ?? ''),
    UseFilters(ProblemFilter),
    UseGuards(AdminGuard),
    UseInterceptors(AdminExchange),
    UsePipes(AdminPipe),
  );
}

/** A route of the admin API: the one decorator of a handler. */
export function AdminRoute(options: AdminRouteOptions): MethodDecorator {
  const status = Math.min(...Object.keys(options.answers).map(Number));
  return applyDecorators(
    RequestMapping({ path: options.path ?? '/', method: RequestMethod[options.method] }),
    HttpCode(status),
    SetMetadata(ROUTE, options),
  );
}
