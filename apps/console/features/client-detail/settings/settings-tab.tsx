'use client';
import { IdentityCard } from './identity-card';
import { KindCard } from './kind-card';
import { RedirectUrisCard } from './redirect-uris-card';

/** Who the client is, what kind it is, and where people come back to. */
export function SettingsTab() {
  return (
    <>
      <RedirectUrisCard />
      <IdentityCard />
      <KindCard />
    </>
  );
}
