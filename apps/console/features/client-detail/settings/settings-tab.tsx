'use client';
import dynamic from 'next/dynamic';
import { RedirectUrisCard } from './redirect-uris-card';

// Below what is seen first.
const IdentityCard = dynamic(() => import('./identity-card').then(({ IdentityCard: loaded }) => loaded), {
  ssr: false,
});
const KindCard = dynamic(() => import('./kind-card').then(({ KindCard: loaded }) => loaded), { ssr: false });

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
