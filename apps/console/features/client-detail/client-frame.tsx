'use client';
/** The frame of a client's page: who it is, how it stands, and the tabs. Reads the client once for all of them. */
import { Button } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { ApiProblem } from '../../ui/admin-api';
import { Badge, GradeBadge, StateBadge } from '../../ui/badge';
import { ActionButton } from '../../ui/action-button';
import { CopyId } from '../../ui/copy-id';
import { toPathId } from '../../ui/path-ids';
import { PageHeader } from '../../ui/page-header';
import { BlockSkeleton, EmptyState, LoadFailed, Readable } from '../../ui/states';
import { TabLinks } from '../../ui/tab-links';
import { clientHref, useClient, useClientId, useClientLint, type Client } from '../../ui/use-client';
import { useMemberFocus } from '../../ui/use-member-focus';
import { APPLICATION_TYPES } from './application-types';
import { ClientState } from './client-state';
import styles from './client-frame.module.css';

const TABS: readonly (readonly [tab: string | undefined, text: string])[] = [
  [undefined, 'Settings'],
  ['integrate', 'Integrate'],
  ['access', 'Access'],
  ['credentials', 'Credentials'],
  ['logout', 'Logout'],
  ['advanced', 'Advanced'],
  ['security', 'Security check'],
  ['activity', 'Activity'],
];
const TRAIL = [{ href: '/clients', text: 'Clients' }];

export function ClientFrame({ children }: { readonly children: ReactNode }) {
  return (
    <Readable scope="clients:read">
      <Frame>{children}</Frame>
    </Readable>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  const clientId = useClientId();
  const { data, error, refetch } = useClient(clientId);
  useOneAddress(clientId);
  useMemberFocus(data !== undefined);
  if (data) {
    return (
      <>
        <Head client={data.value} />
        <TabLinks
          label="Parts of the client"
          tabs={TABS.map(([tab, text]) => ({ href: clientHref(clientId, tab), text }))}
        />
        {children}
      </>
    );
  }
  if (error instanceof ApiProblem && error.code === 'client_not_found') return <NotFound clientId={clientId} />;
  return (
    <>
      <PageHeader title={clientId} trail={TRAIL} />
      {error ? (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <BlockSkeleton label="Loading the client" height={320} />
      )}
    </>
  );
}

/** Odd ids can be written in two ways; tabs and shared links have one. */
function useOneAddress(clientId: string): void {
  const router = useRouter();
  const [, , segment = '', tab] = usePathname().split('/');
  useEffect(() => {
    const wanted = toPathId(clientId);
    if (!wanted.startsWith('~') || segment === wanted) return;
    router.replace(`${clientHref(clientId, tab)}${window.location.search}${window.location.hash}`);
  }, [clientId, router, segment, tab]);
}

function NotFound({ clientId }: { readonly clientId: string }) {
  return (
    <>
      <PageHeader title="No such client" trail={TRAIL} />
      <EmptyState
        title="There is no client with this id"
        action={
          <Button component={Link} href="/clients" prefetch={false}>
            All clients
          </Button>
        }
      >
        <p>
          Nothing is registered as <code>{clientId}</code>. It may have been deleted; the audit log then says by whom.
        </p>
      </EmptyState>
    </>
  );
}

function Head({ client }: { readonly client: Client }) {
  const { client_id: clientId, client_name: name, application_type: type, state } = client;
  const lint = useClientLint(clientId);
  const signsIn = client.response_types.length > 0;
  return (
    <PageHeader
      title={name}
      trail={TRAIL}
      facts={
        <span className={styles['facts']}>
          <CopyId value={clientId} what="client id" />
          <Badge tone="note">{APPLICATION_TYPES[type].name}</Badge>
          <StateBadge state={state} />
          {lint.data && (
            <Link href={clientHref(clientId, 'security')} prefetch={false} className={styles['grade']}>
              <GradeBadge grade={lint.data.grade} />
            </Link>
          )}
        </span>
      }
      actions={
        <>
          {signsIn && (
            <ActionButton
              variant="default"
              href={`/playground?client_id=${encodeURIComponent(clientId)}`}
              unavailable={state === 'disabled' ? 'Enable the client first: nobody can sign in to it now.' : undefined}
            >
              Test sign-in
            </ActionButton>
          )}
          <ClientState />
        </>
      }
    />
  );
}
