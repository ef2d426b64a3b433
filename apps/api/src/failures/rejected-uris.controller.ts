import { Param } from '@nestjs/common';
import { checkRedirectUri, hasErrors } from '@gatehouse/client-rules';
import { type FailureRecord, Persistence } from '@gatehouse/persistence';
import { type ClientRecord, RegistryUnitOfWork } from '@gatehouse/protocol';
import { AdminController, AdminRoute } from '../http/admin/admin-route';
import { fromPathId } from '../http/admin/path-ids';
import { problem } from '../http/admin/problems';
import type { FailureDetail } from './describe-failure';
import { storedDifference } from './failure-answer';
import { type RejectedUriAnswer, RejectedUrisAnswer } from './failures.dto';

const CHECKS = {
  'redirect_uri.unregistered': 'redirect_uri',
  'redirect_uri.expired': 'redirect_uri',
  'post_logout_redirect_uri.unregistered': 'post_logout_redirect_uri',
} as const;

/** Refused requests that are looked through, the newest of the client's. */
const LOOKED_THROUGH = 500;
const MOST = 50;

/** `/admin/v1/clients/{client_id}/rejected-redirect-uris`: what a client sent in vain, to be added or corrected. */
@AdminController('clients')
export class RejectedUrisController {
  constructor(
    private readonly persistence: Persistence,
    private readonly registry: RegistryUnitOfWork,
  ) {}

  @AdminRoute({
    method: 'GET',
    path: ':client_id/rejected-redirect-uris',
    summary: 'List redirect URIs that a client was refused for lately',
    description: 'Each once, the latest first, with the difference and the exact value to add.',
    scope: 'clients:read',
    answers: { 200: RejectedUrisAnswer },
    problems: ['client_not_found'],
  })
  async list(@Param('client_id') id: string): Promise<RejectedUrisAnswer> {
    const client = await this.registry.registryReads.clients.find(fromPathId(id));
    if (!client) throw problem('client_not_found');
    const filter = { clientId: client.clientId, checks: Object.keys(CHECKS) };
    const failures = await this.persistence.upkeep.failures.list(filter, { limit: LOOKED_THROUGH });
    const rejected = new Map<string, RejectedUriAnswer>();
    for (const failure of failures) {
      const kind = CHECKS[failure.check as keyof typeof CHECKS];
      const uri = (failure.detail as FailureDetail).received[kind];
      if (typeof uri !== 'string') continue;
      const known = rejected.get(`${kind} ${uri}`);
      if (known) {
        known.times += 1;
        known.first_at = failure.at;
      } else rejected.set(`${kind} ${uri}`, rejectedUri(failure, kind, uri, client));
    }
    return { items: [...rejected.values()].slice(0, MOST) };
  }
}

function rejectedUri(
  failure: FailureRecord,
  kind: RejectedUriAnswer['kind'],
  uri: string,
  client: ClientRecord,
): RejectedUriAnswer {
  const findings = checkRedirectUri(uri, { applicationType: client.applicationType });
  const problems = findings.filter(({ level }) => level === 'error').map(({ message }) => message);
  const list = kind === 'redirect_uri' ? client.redirectUris : client.postLogoutRedirectUris;
  // What was taken out of it, or cut off, must not be registered.
  const isWhole = !/\[redacted\]|…$/.test(uri);
  return {
    uri,
    kind,
    times: 1,
    first_at: failure.at,
    last_at: failure.at,
    last_reference: failure.reference,
    add: isWhole && !hasErrors(findings) ? uri : null,
    problems,
    registered: list.includes(uri),
    difference: storedDifference(failure),
  };
}
