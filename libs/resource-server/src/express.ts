/** Middleware for Express, and for whatever else hands over Node's requests and responses. */
import { AccessTokenError } from './access-token-error';
import type { AccessToken, AccessTokenVerifier } from './access-token-verifier';

/** The parts of a request that are needed; Node's and Express's fit. */
export interface BearerRequest {
  readonly headers: { readonly authorization?: string | undefined };
}

/** The parts of a response that are needed; Node's and Express's fit. */
export interface BearerResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

export type BearerMiddleware = (
  request: BearerRequest,
  response: BearerResponse,
  next: (error?: unknown) => void,
) => void;

const tokens = new WeakMap<object, AccessToken>();

/**
 * Lets requests pass that bring an access token with every word of `scope`; answers the others itself.
 * `accessTokenOf(request)` is the token then.
 */
export function requireAccessToken(verifier: AccessTokenVerifier, scope: readonly string[] = []): BearerMiddleware {
  return (request, response, next) => {
    const passed = (token: AccessToken): void => {
      tokens.set(request, token);
      next();
    };
    const refused = (error: unknown): void => {
      if (error instanceof AccessTokenError) answerRefusal(response, error);
      else next(error);
    };
    verifier.verify(request.headers.authorization, scope).then(passed, refused);
  };
}

/** Answers with status, challenge and a small JSON body. RFC 6750 §3. */
export function answerRefusal(response: BearerResponse, refusal: AccessTokenError): void {
  response.statusCode = refusal.status;
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(refusal));
}

/** The token with which this request was let through. @throws Error for a request that passed no middleware or guard */
export function accessTokenOf(request: object): AccessToken {
  const token = tokens.get(request);
  if (!token) throw new Error('No access token was asked of this request: use requireAccessToken or accessTokenGuard.');
  return token;
}

/** For guards, which let requests through in another way. */
export function rememberAccessToken(request: object, token: AccessToken): void {
  tokens.set(request, token);
}
