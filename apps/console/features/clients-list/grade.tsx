'use client';
import { useState } from 'react';
import { lintClient, type ClientMetadata, type LintReport } from '@gatehouse/client-rules';
import type { Shape } from '../../ui/admin-api';
import { GradeBadge } from '../../ui/badge';
import { useMe } from '../../ui/me';

/** @param issuerUrl decides whether the server answers real people */
function lintListed(client: Shape<'ClientAnswer'>, issuerUrl: string): LintReport {
  return lintClient(client as unknown as ClientMetadata, {
    production: issuerUrl.startsWith('https:'),
    registration: { source: 'console', verified: true },
    server: { issParameter: true, pkceDowngradePrevented: true },
  });
}

/** The linter's grade of a client in a list, from what the list says of it. */
export function Grade({ client }: { readonly client: Shape<'ClientAnswer'> }) {
  const { issuerUrl } = useMe();
  const [{ grade, reason }] = useState(() => lintListed(client, issuerUrl));
  return (
    <span title={reason}>
      <GradeBadge grade={grade} />
    </span>
  );
}
