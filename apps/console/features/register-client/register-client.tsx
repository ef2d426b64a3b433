'use client';
import dynamic from 'next/dynamic';
import { PageHeader } from '../../ui/page-header';
import { BlockSkeleton, Readable } from '../../ui/states';

// It brings the rules and the linter along: the page is there before them.
const Wizard = dynamic(() => import('./wizard').then((module) => module.Wizard), {
  ssr: false,
  loading: () => <BlockSkeleton label="Loading the first screen" height={480} />,
});

/** Registers a client, by asking what it is instead of which grants it wants. */
export function RegisterClient() {
  return (
    <>
      <PageHeader
        title="Register a client"
        trail={[{ href: '/clients', text: 'Clients' }]}
        lead="Say what it is. The safe settings follow from that, and each says why it is so."
      />
      <Readable scope="clients:write">
        <Wizard />
      </Readable>
    </>
  );
}
