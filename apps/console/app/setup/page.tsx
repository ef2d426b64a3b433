import type { Metadata } from 'next';
import { BeforeOwner } from '../../features/setup/before-owner';
import { SetUp } from '../../features/setup/set-up';
import { currentSession, goToSignIn } from '../../server/current-session';
import { consoleEnvironment } from '../../server/env';
import { issuerFaults } from '../../server/environment-checks';
import { readMe } from '../../server/me';
import { setUpState } from '../../server/set-up-state';
import { NoRole } from '../../shell/no-role';
import { MeProvider } from '../../ui/me';

export const metadata: Metadata = { title: 'Set-up' };

/** Before there is an owner: how to become it. After that, for whoever is signed in: what is left to do. */
export default async function SetUpPage() {
  const { issuerUrl, consoleUrl } = consoleEnvironment();
  const session = await currentSession();
  if (!session) {
    const [state, faults] = await Promise.all([setUpState(), issuerFaults()]);
    // With such a fault the sign-in would only fail, without saying why.
    if (state === 'done' && faults.length === 0) return goToSignIn();
    return <BeforeOwner state={state} issuerUrl={issuerUrl} faults={faults} />;
  }
  const me = await readMe(session);
  if (me === 'signed-out') return goToSignIn();
  if (me === 'no-role') return <NoRole issuerUrl={issuerUrl} />;
  return (
    <MeProvider me={{ ...me, issuerUrl, consoleUrl, authenticatedAt: session.authenticatedAt }}>
      <SetUp />
    </MeProvider>
  );
}
