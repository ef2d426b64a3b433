'use client';
/** One session: who, where, how, what was approved in it, and how it ended. */
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, ApiProblem, type Shape } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { DeviceName } from '../../ui/device-name';
import { Card, Fact, Facts } from '../../ui/form-card';
import { methodName } from '../../ui/session-words';
import { PageHeader } from '../../ui/page-header';
import { Note } from '../../ui/problem-alert';
import { type RevocationOrder, RevokeDialog } from '../../ui/revoke-dialog';
import { BlockSkeleton, EmptyState, LoadFailed, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { SessionState, upTo } from './session-columns';
import styles from './sessions.module.css';

type Detail = Shape<'SessionDetailAnswer'>;
// The facts are on the screen first.
const Approvals = dynamic(() => import('./approvals').then((module) => module.Approvals), { ssr: false });
const SessionTimeline = dynamic(() => import('./session-timeline').then((module) => module.SessionTimeline), {
  ssr: false,
  loading: () => <BlockSkeleton label="Loading the timeline" height={280} />,
});
const TRAIL = [{ href: '/sessions', text: 'Sessions' }];

export function SessionPage() {
  return (
    <Readable scope="users:read">
      <Loaded />
    </Readable>
  );
}

function Loaded() {
  const { id } = useParams<{ id: string }>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['sessions', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/sessions/{session_id}', { params: { path: { session_id: id } }, signal })),
    refetchInterval: 10_000,
  });
  if (data) return <Session session={data} />;
  return (
    <>
      <PageHeader title="Session" trail={TRAIL} />
      {isPending && <BlockSkeleton label="Loading the session" height={320} />}
      {error instanceof ApiProblem && error.status === 404 ? (
        <EmptyState title="There is no session with this id">
          <p>It was mistyped, or swept away some time after it ended. The audit log may still tell of it.</p>
        </EmptyState>
      ) : (
        error && <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function Session({ session }: { readonly session: Detail }) {
  const name = session.username ?? 'a deleted user';
  return (
    <>
      <PageHeader
        title={`Session of ${name}`}
        trail={TRAIL}
        facts={
          <>
            <SessionState session={session} />
            {session.own && <Badge tone="note">your session</Badge>}
          </>
        }
        actions={<Endings session={session} name={name} />}
      />
      <OfflineNote session={session} />
      <div className={styles['page']}>
        <div>
          <Card
            title="Facts"
            actions={<Link href={`/tokens?session_id=${session.id}`}>All tokens of this session</Link>}
          >
            <Facts>
              <Fact name="User">
                <Link href={`/users/${session.user_id}`}>{name}</Link>
              </Fact>
              <Fact name="Device">
                <DeviceName userAgent={session.user_agent} />
              </Fact>
              <Fact name="Address">{session.ip ?? 'not known'}</Fact>
              <Fact name="Methods">{session.amr.map(methodName).join(', ') || 'not known'}</Fact>
              {session.acr !== '' && <Fact name="Strength (acr)">{session.acr}</Fact>}
              <Fact name="Started">
                <Time at={session.started_at} full />
              </Fact>
              <Fact name="Last proved who they are">
                <Time at={session.auth_time} full />
              </Fact>
              <Fact name="Last seen">
                <Time at={session.last_seen_at} full />
              </Fact>
              <Fact name={session.state === 'live' ? 'Ends at the latest' : 'Would have ended'}>
                <Time at={session.expires_at} full />
              </Fact>
              <Fact name="Living tokens">{upTo(session.live_tokens)}</Fact>
              <Fact name="Session id">
                <CopyId value={session.id} what="session id" whole />
              </Fact>
            </Facts>
            {session.user_agent !== null && (
              <details>
                <summary>As the browser named itself</summary>
                <code dir="ltr">{session.user_agent}</code>
              </details>
            )}
          </Card>
          <Approvals session={session} />
        </div>
        <SessionTimeline session={session} />
      </div>
    </>
  );
}

/** With offline access an approval outlives the session: people wonder why a client still works after a sign-out. */
function OfflineNote({ session }: { readonly session: Detail }) {
  const alive = session.newest_families.filter(({ offline, revoked_at: revoked }) => offline && revoked === null);
  if (session.state === 'live' || alive.length === 0 || session.live_tokens.count === 0) return null;
  return (
    <div className={styles['note']}>
      <Note tone="doubt" title="Offline access lives on">
        The browser is signed out, but {alive.map(({ client_id: client }) => client).join(', ')} was allowed to go on
        without it and holds {upTo(session.live_tokens)} living tokens. End the session to end these too.
      </Note>
    </div>
  );
}

interface Ending {
  readonly order: RevocationOrder;
  readonly title: string;
  readonly confirm: string;
  readonly what: string;
}

function Endings({ session, name }: { readonly session: Detail; readonly name: string }) {
  const [chosen, setChosen] = useState<Ending>();
  const over =
    session.state !== 'live' && session.live_tokens.count === 0 ? 'It is over, and nothing of it is alive.' : undefined;
  return (
    <>
      <ActionButton
        needs="tokens:revoke"
        variant="default"
        onClick={() =>
          setChosen({
            order: { event: 'user', user_id: session.user_id },
            title: `End all sessions of ${name}`,
            confirm: 'End all sessions',
            what: `Signs ${name} out everywhere and ends every token that was issued for them, at every client.`,
          })
        }
      >
        End all of this user …
      </ActionButton>
      <ActionButton
        needs="tokens:revoke"
        color="red.8"
        unavailable={over}
        onClick={() =>
          setChosen({
            order: { event: 'session', session_id: session.id },
            title: session.own ? 'End your own session' : `End this session of ${name}`,
            confirm: session.own ? 'End my session' : 'End session',
            what: `Signs ${name} out of this browser and ends everything approved there, offline access included.`,
          })
        }
      >
        End session …
      </ActionButton>
      {chosen && (
        <RevokeDialog
          event={chosen.order}
          title={chosen.title}
          confirm={chosen.confirm}
          onClose={() => setChosen(undefined)}
        >
          <p className={styles['plain']}>{chosen.what}</p>
          {session.own && (
            <Note tone="bad" title="This is the session that you are using now">
              You will be signed out of this console as soon as you confirm, and have to sign in again.
            </Note>
          )}
        </RevokeDialog>
      )}
    </>
  );
}
