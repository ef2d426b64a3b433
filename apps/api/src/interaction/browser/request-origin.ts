import type { RequestOrigin } from '@gatehouse/protocol';
import { clientAddressOf, requestIdOf, type TracedRequest, userAgentOf } from '../../http/request-context';

/** Who sent a request, for the records that are made of it. */
export function originOf(request: TracedRequest): RequestOrigin {
  return { ip: clientAddressOf(request), userAgent: userAgentOf(request) ?? null, reference: requestIdOf(request) };
}
