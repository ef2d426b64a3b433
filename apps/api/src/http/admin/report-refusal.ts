import type { ProtocolContext } from '@gatehouse/protocol';
import { clientAddressOf, requestIdOf, userAgentOf } from '../request-context';
import { pathOf } from '../request-target';
import type { AdminPrincipal, AdminRequest } from './principal';

/** Characters of a path that are kept. */
const MAXIMUM_PATH = 200;

/** The method and path of a request, as the audit log names it. */
export function targetOf(request: AdminRequest): { readonly kind: string; readonly id: string } {
  return { kind: 'route', id: `${request.method} ${pathOf(request.originalUrl).slice(0, MAXIMUM_PATH)}` };
}

/** Reports `admin.refused`: somebody wanted what they may not have. @param check short stable name of what refused */
export function reportRefusal(
  protocol: Pick<ProtocolContext, 'events' | 'clock'>,
  request: AdminRequest,
  check: string,
  principal: AdminPrincipal | undefined = request.adminPrincipal,
): void {
  protocol.events.report({
    id: 'admin.refused',
    at: protocol.clock.now(),
    ...(principal ? { actor: principal.actor(), clientId: principal.clientId } : {}),
    target: targetOf(request),
    ip: clientAddressOf(request),
    userAgent: userAgentOf(request) ?? null,
    check,
    reference: requestIdOf(request),
  });
}
