'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api } from '../../ui/admin-api';
import { Fact, Facts } from '../../ui/form-card';
import { useMay, useMe } from '../../ui/me';
import { BlockSkeleton, LoadFailed, Readable } from '../../ui/states';
import { duration } from '../../ui/time';

/** What holds when nobody changes anything, read from the running server. */
export function DefaultsStep() {
  return (
    <Readable scope="settings:read">
      <p>
        These defaults are safe to begin with.{' '}
        <Link href="/settings" prefetch={false}>
          Change them under Settings
        </Link>{' '}
        whenever you like.
      </p>
      <Defaults />
    </Readable>
  );
}

function Defaults() {
  const settings = useQuery({
    queryKey: ['set-up', 'settings'],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/settings', { signal })),
  });
  if (!settings.data) {
    const { error, refetch } = settings;
    return error ? <LoadFailed error={error} onRetry={() => void refetch()} /> : <BlockSkeleton height={160} />;
  }
  const { retention, environment } = settings.data;
  return (
    <Facts>
      <Fact name="Tokens are signed with">
        <Algorithms />
      </Fact>
      <Fact name="A sign-in lasts at most">
        <SessionLength />
      </Fact>
      <Fact name="Who may have an account">People whom an admin adds. Nobody can sign up alone.</Fact>
      <Fact name="Ended tokens are kept for">{duration(retention.access_token)}</Fact>
      <Fact name="The audit log is kept for">{duration(retention.audit_event)}</Fact>
      <Fact name="Outgoing mail">
        {environment.outgoing_mail ? 'Over SMTP_URL' : 'None: set SMTP_URL to send mails'}
      </Fact>
      <Fact name="Database">{environment.database === 'sqlite' ? 'SQLite, one process' : 'MySQL or MariaDB'}</Fact>
    </Facts>
  );
}

function Algorithms() {
  const may = useMay('keys:read');
  const { data, isPending } = useQuery({
    queryKey: ['set-up', 'keys'],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/signing-keys', { signal })),
    enabled: may,
  });
  if (!may) return <>Shown to those who may see signing keys</>;
  if (!data) return <>{isPending ? 'Looking…' : 'Could not be read'}</>;
  const active = data.items.filter(({ state }) => state === 'active').map(({ algorithm }) => algorithm);
  return (
    <Link href="/keys" prefetch={false}>
      {active.join(' or ')}
    </Link>
  );
}

/** Read off the session in hand: it is as long as every other. */
function SessionLength() {
  const { session_id: id } = useMe();
  const may = useMay('users:read') && id !== null;
  const { data, isPending } = useQuery({
    queryKey: ['set-up', 'session', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/sessions/{session_id}', { params: { path: { session_id: id ?? '' } }, signal })),
    enabled: may,
  });
  if (!may) return <>Shown to those who may see sessions</>;
  if (!data) return <>{isPending ? 'Looking…' : 'Could not be read'}</>;
  return <>{duration(Math.round((data.expires_at - data.started_at) / 60_000) * 60)}</>;
}
