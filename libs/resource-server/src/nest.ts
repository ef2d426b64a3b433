/** A guard for NestJS, on Express or Fastify. */
import { AccessTokenError } from './access-token-error';
import type { AccessTokenVerifier } from './access-token-verifier';
import { rememberAccessToken, type BearerRequest } from './express';

/** The part of Nest's `ExecutionContext` that is needed. */
export interface HttpExecutionContext {
  switchToHttp(): { getRequest<T = unknown>(): T; getResponse<T = unknown>(): T };
}

/** What `@UseGuards()` takes. */
export interface AccessTokenGuard {
  canActivate(context: HttpExecutionContext): Promise<boolean>;
}

/** Express has `setHeader`, Fastify `header`. */
interface HeaderSetter {
  setHeader?(name: string, value: string): unknown;
  header?(name: string, value: string): unknown;
}

/**
 * `@UseGuards(accessTokenGuard(verifier, ['orders:read']))`; `accessTokenOf(request)` is the token in the handler.
 * A refusal is thrown as `AccessTokenError`, which Nest answers with its status; the challenge is set before.
 */
export function accessTokenGuard(verifier: AccessTokenVerifier, scope: readonly string[] = []): AccessTokenGuard {
  return {
    async canActivate(context) {
      const http = context.switchToHttp();
      const request = http.getRequest<BearerRequest>();
      try {
        rememberAccessToken(request, await verifier.verify(request.headers.authorization, scope));
        return true;
      } catch (error) {
        if (error instanceof AccessTokenError) setHeaders(http.getResponse<HeaderSetter>(), error.headers);
        throw error;
      }
    },
  };
}

function setHeaders(response: HeaderSetter, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (response.setHeader) response.setHeader(name, value);
    else response.header?.(name, value);
  }
}
