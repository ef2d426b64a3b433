/** The linter's grade of a client in a list, from what the list says of it. */
import { lintClient, type ClientMetadata, type LintReport } from '@gatehouse/client-rules';
import type { Shape } from '../../ui/admin-api';

/** @param issuerUrl decides whether the server answers real people */
export function lintListed(client: Shape<'ClientAnswer'>, issuerUrl: string): LintReport {
  return lintClient(client as unknown as ClientMetadata, {
    production: issuerUrl.startsWith('https:'),
    registration: { source: 'console', verified: true },
    server: { issParameter: true, pkceDowngradePrevented: true },
  });
}
