'use client';
import dynamic from 'next/dynamic';
import { useLoadedClient } from '../../../ui/use-client';
import { LifetimesCard } from './lifetimes-card';

// Below what is seen first.
const ProtectionCard = dynamic(() => import('./protection-card').then(({ ProtectionCard: loaded }) => loaded), {
  ssr: false,
});
const RefreshCard = dynamic(() => import('./refresh-card').then(({ RefreshCard: loaded }) => loaded), { ssr: false });
const GrantsCard = dynamic(() => import('./grants-card').then(({ GrantsCard: loaded }) => loaded), { ssr: false });

/** What is right by default, and what a change of it can break. */
export function AdvancedTab() {
  const { client } = useLoadedClient();
  return (
    <>
      <LifetimesCard />
      {client.response_types.length > 0 && <ProtectionCard />}
      {client.grant_types.includes('refresh_token') && <RefreshCard />}
      <GrantsCard />
    </>
  );
}
