import type { ReactNode } from 'react';
import { NoRole } from '../../shell/no-role';
import { Shell } from '../../shell/shell';
import { goToSignIn, requireSession } from '../../server/current-session';
import { consoleEnvironment } from '../../server/env';
import { readMe } from '../../server/me';

/** Everything behind the sign-in. What a page may show is asked of the API at each request. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const session = await requireSession();
  const me = await readMe(session);
  if (me === 'signed-out') return goToSignIn();
  const { issuerUrl, consoleUrl } = consoleEnvironment();
  if (me === 'no-role') return <NoRole issuerUrl={issuerUrl} />;
  return <Shell me={{ ...me, issuerUrl, consoleUrl, authenticatedAt: session.authenticatedAt }}>{children}</Shell>;
}
