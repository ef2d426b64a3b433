'use client';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { api, tagged } from '../../ui/admin-api';
import { Badge, StateBadge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { useMay, useMe } from '../../ui/me';
import { PageHeader } from '../../ui/page-header';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed, Readable } from '../../ui/states';
import { type TabLink, TabLinks } from '../../ui/tab-links';
import { Time } from '../../ui/time';
import { explained } from './problem-words';
import styles from './users.module.css';
import { UserProvider, userKey, useRefusal, useUser } from './user-context';

const TRAIL = [{ href: '/users', text: 'Users' }];

const tabsOf = (id: string): TabLink[] => [
  { href: `/users/${id}`, text: 'Profile' },
  { href: `/users/${id}/sign-in`, text: 'Sign-in methods' },
  { href: `/users/${id}/sessions`, text: 'Sessions' },
  { href: `/users/${id}/clients`, text: 'Connected clients' },
  { href: `/users/${id}/tokens`, text: 'Tokens' },
  { href: `/users/${id}/activity`, text: 'Activity' },
];

/** Head and tabs of one user; the tab itself is the content. */
export function UserFrame({ children }: { readonly children: ReactNode }) {
  const { id } = useParams<{ id: string }>();
  if (useMay('users:read')) return <Loaded id={id}>{children}</Loaded>;
  return (
    <>
      <PageHeader title="User" trail={TRAIL} />
      <Readable scope="users:read">{null}</Readable>
    </>
  );
}

function Loaded({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery({
    queryKey: [...userKey(id), 'detail'],
    queryFn: ({ signal }) =>
      tagged(api.GET('/admin/v1/users/{user_id}', { params: { path: { user_id: id } }, signal })),
  });
  if (data) {
    return (
      <UserProvider stored={data}>
        <Head />
        {children}
      </UserProvider>
    );
  }
  return (
    <>
      <PageHeader title="User" trail={TRAIL} />
      {error ? (
        <LoadFailed error={explained(error) as Error} onRetry={() => void refetch()} />
      ) : (
        <BlockSkeleton label="Loading the user" height={420} />
      )}
    </>
  );
}

function Head() {
  const { value: user } = useUser();
  const me = useMe();
  const refusal = useRefusal();
  const name = user.claims['name'];
  return (
    <>
      <PageHeader
        title={user.username}
        trail={TRAIL}
        lead={[typeof name === 'string' ? name : undefined, user.email ?? undefined].filter(Boolean).join(' · ')}
        facts={
          <>
            <StateBadge state={user.state} />
            {me.id === user.id && <Badge tone="note">this is you</Badge>}
            {user.roles.map((role) => (
              <Badge key={role}>{role}</Badge>
            ))}
            <CopyId value={user.id} what="user id" />
          </>
        }
      />
      {user.state === 'disabled' && (
        <div className={styles['alert']}>
          <Note tone="doubt" title="This user is disabled">
            They cannot sign in, and nothing that was issued for them works. Since <Time at={user.disabled_at} full />.
          </Note>
        </div>
      )}
      {refusal !== undefined && me.scopes.includes('users:write') && (
        <div className={styles['alert']}>
          <Note title="You can look, but not change">{refusal}</Note>
        </div>
      )}
      <TabLinks label="Parts of this user" tabs={tabsOf(user.id)} />
    </>
  );
}
