'use client';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { api, tagged } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { useMay } from '../../ui/me';
import { PageHeader } from '../../ui/page-header';
import { fromPathId, toPathId } from '../../ui/path-ids';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed, Readable } from '../../ui/states';
import { type TabLink, TabLinks } from '../../ui/tab-links';
import { Time } from '../../ui/time';
import { apiHref, apiKey, ApiProvider, useApi } from './api-context';
import styles from './apis.module.css';
import { explained } from './problem-words';

const TRAIL = [{ href: '/apis', text: 'APIs & scopes' }];

const tabsOf = (href: string): TabLink[] => [
  { href, text: 'Scopes' },
  { href: `${href}/clients`, text: 'Who has them' },
  { href: `${href}/settings`, text: 'Settings' },
];

/** Head and tabs of one API. Its address has the identifier as the admin API writes it in paths. */
export function ApiFrame({ children }: { readonly children: ReactNode }) {
  const { apiId } = useParams<{ apiId: string }>();
  if (useMay('clients:read')) return <Loaded identifier={fromPathId(decodeURIComponent(apiId))}>{children}</Loaded>;
  return (
    <>
      <PageHeader title="API" trail={TRAIL} />
      <Readable scope="clients:read">{null}</Readable>
    </>
  );
}

function Loaded({ identifier, children }: { readonly identifier: string; readonly children: ReactNode }) {
  const path = { api_id: toPathId(identifier) };
  const { data, error, refetch } = useQuery({
    queryKey: apiKey(identifier),
    queryFn: ({ signal }) => tagged(api.GET('/admin/v1/apis/{api_id}', { params: { path }, signal })),
  });
  if (data) {
    return (
      <ApiProvider stored={data}>
        <Head />
        {children}
      </ApiProvider>
    );
  }
  return (
    <>
      <PageHeader title="API" trail={TRAIL} />
      {error ? (
        <LoadFailed error={explained(error) as Error} onRetry={() => void refetch()} />
      ) : (
        <BlockSkeleton label="Loading the API" height={420} />
      )}
    </>
  );
}

function Head() {
  const { value: current } = useApi();
  return (
    <>
      <PageHeader
        title={current.name}
        trail={TRAIL}
        facts={
          <>
            <StateBadge state={current.state} />
            {current.built_in && <Badge tone="note">built in</Badge>}
            <CopyId value={current.identifier} what="identifier" whole />
          </>
        }
      />
      {current.built_in && (
        <div className={styles['note']}>
          <Note title="You can look, but not change">
            This is Gatehouse’s own API: the console and every administering client use it. It is the same on every
            server, so it can be neither changed nor deleted. Which of its scopes a client may have is set at the
            client.
          </Note>
        </div>
      )}
      {current.state === 'disabled' && (
        <div className={styles['note']}>
          <Note tone="doubt" title="This API is disabled">
            No token is issued for it, and introspection calls those that exist inactive. Since{' '}
            <Time at={current.disabled_at} full />.
          </Note>
        </div>
      )}
      <TabLinks label="Parts of this API" tabs={tabsOf(apiHref(current.identifier))} />
    </>
  );
}
