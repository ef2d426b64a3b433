/** A form that a client posts to us directly, as the protocol's endpoints take it. RFC 6749 §3.2. */
import type { Request } from 'express';
import { Parameters, type TokenRequest } from '@gatehouse/protocol';
import { readForm } from '../http/body-reader';
import { clientAddressOf, requestIdOf, userAgentOf } from '../http/request-context';

/**
 * Reads the form; the query is never looked at.
 * @param endpoint URL of the endpoint, from the configuration
 * @throws MalformedRequest
 */
export async function readDirectRequest(request: Request, endpoint: string): Promise<TokenRequest> {
  const parameters = new Parameters(await readForm(request));
  return {
    parameters,
    authorization: request.headers.authorization,
    endpoint,
    origin: {
      ip: clientAddressOf(request),
      userAgent: userAgentOf(request) ?? null,
      reference: requestIdOf(request),
    },
  };
}
