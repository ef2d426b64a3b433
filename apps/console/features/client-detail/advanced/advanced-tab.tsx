'use client';
import { useLoadedClient } from '../../../ui/use-client';
import { GrantsCard } from './grants-card';
import { LifetimesCard } from './lifetimes-card';
import { ProtectionCard } from './protection-card';
import { RefreshCard } from './refresh-card';

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
