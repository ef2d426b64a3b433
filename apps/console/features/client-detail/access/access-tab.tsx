'use client';
import { IntrospectionCard } from './introspection-card';
import { ScopesCard } from './scopes-card';
import { TokenPreviewCard } from './token-preview-card';

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
