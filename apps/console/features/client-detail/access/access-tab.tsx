'use client';
import dynamic from 'next/dynamic';
import { ScopesCard } from './scopes-card';

const TokenPreviewCard = dynamic(() => import('./token-preview-card').then(({ TokenPreviewCard: loaded }) => loaded), {
  ssr: false,
});
const IntrospectionCard = dynamic(
  () => import('./introspection-card').then(({ IntrospectionCard: loaded }) => loaded),
  { ssr: false },
);

/** What the client may ask for, what comes of it, and whose tokens it may look into. */
export function AccessTab() {
  return (
    <>
      <ScopesCard />
      <TokenPreviewCard />
      <IntrospectionCard />
    </>
  );
}
