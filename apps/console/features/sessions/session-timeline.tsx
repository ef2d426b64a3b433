'use client';
/** What happened in a session, from the audit log; from the session's own notes for those who may not read the log. */
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { answer, api, type Shape } from '../../ui/admin-api';
import { deviceName } from '../../ui/device';
import { Card } from '../../ui/form-card';
import { causeName, revocationReason } from '../../ui/ending-words';
import { sessionEnd } from '../../ui/session-words';
import { useMay } from '../../ui/me';
import { LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import styles from './sessions.module.css';

type Detail = Shape<'SessionDetailAnswer'>;
type Event = Shape<'AuditEventAnswer'>;
const MOST = 100;
/** Of a user's end the log names the user, not each session: what was ordered in the same moment is its reason. */
const SAME_MOMENT = 2_000;

async function eventsOf(session: Detail, signal: AbortSignal): Promise<{ events: Event[]; more: boolean }> {
  const query = { session_id: session.id, limit: MOST };
  const page = await answer(api.GET('/admin/v1/audit', { params: { query }, signal }));
  const events = [...page.items];
  const { ended_at: endedAt } = session;
  if (endedAt !== null && !events.some(({ event }) => event === 'session.ended' || event === 'revocation.committed')) {
    const about = {
      subject: session.user_id,
      event: ['revocation.committed' as const],
      from: endedAt - SAME_MOMENT,
      to: endedAt + SAME_MOMENT,
      limit: 1,
    };
    events.push(...(await answer(api.GET('/admin/v1/audit', { params: { query: about }, signal }))).items);
  }
  return { events: events.sort((one, other) => one.at - other.at), more: page.next !== null };
}

export function SessionTimeline({ session }: { readonly session: Detail }) {
  const may = useMay('audit:read');
  return (
    <Card title="Timeline" lead="In order of time.">
      {may ? <FromTheLog session={session} /> : <FromTheSession session={session} />}
    </Card>
  );
}

function FromTheLog({ session }: { readonly session: Detail }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['sessions', 'timeline', session.id, session.ended_at],
    queryFn: ({ signal }) => eventsOf(session, signal),
  });
  if (isPending) return <p role="status">Reading the audit log …</p>;
  if (error) return <LoadFailed error={error} onRetry={() => void refetch()} />;
  if (data.events.length === 0) return <FromTheSession session={session} />;
  return (
    <>
      {data.more && (
        <p className={styles['plain']}>
          Only the newest {MOST} events. <Link href={`/audit?session_id=${session.id}`}>All of them</Link>
        </p>
      )}
      <ol className={styles['timeline']}>
        {data.events.map((event) => (
          <Moment key={event.id} at={event.at} bad={event.outcome !== 'success'} title={event.title}>
            <Detailed event={event} session={session} />{' '}
            <Link href={`/audit?event=${event.id}`} prefetch={false}>
              Details<span className="gh-hidden"> of this event: {event.title}</span>
            </Link>
          </Moment>
        ))}
        {session.state === 'expired' && <Moment at={session.expires_at} title="The session expired" />}
      </ol>
    </>
  );
}

function Detailed({ event, session }: { readonly event: Event; readonly session: Detail }) {
  const { detail } = event;
  const text = (name: string) => (typeof detail[name] === 'string' ? detail[name] : undefined);
  const cause = text('cause');
  const why = event.event === 'session.ended' ? (text('reason') ?? session.end_reason) : undefined;
  const parts = [
    event.client_id,
    why ? sessionEnd(why) : undefined,
    cause === undefined ? undefined : `${causeName(cause)}${text('reason') === undefined ? '' : `: ${text('reason')}`}`,
    event.ip,
    event.user_agent === null ? undefined : deviceName(event.user_agent),
  ].filter(Boolean);
  return (
    <>
      {parts.join(' · ')}
      <By event={event} session={session} />
    </>
  );
}

/** Who did it, when it was not the person whose session it is. */
function By({ event, session }: { readonly event: Event; readonly session: Detail }) {
  const { kind, id } = event.actor;
  const isOther = kind === 'person' && id !== session.user_id;
  const { data } = useQuery({
    queryKey: ['users', 'name', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/users/{user_id}', { params: { path: { user_id: id ?? '' } }, signal })),
    enabled: isOther && id !== null,
    retry: false,
  });
  if (!isOther) return null;
  return <> · by {data?.username ?? id}</>;
}

const WORDS: Readonly<Record<Detail['timeline'][number]['event'], string>> = {
  started: 'The session started',
  authenticated: 'The person proved again who they are',
  approved: 'A client was approved',
  revoked: 'An approval was revoked',
  last_seen: 'Last seen',
  ended: 'The session ended',
  expired: 'The session expired',
};

function FromTheSession({ session }: { readonly session: Detail }) {
  return (
    <ol className={styles['timeline']}>
      {session.timeline.map(({ at, event, client_id: client, reason }, index) => (
        <Moment key={index} at={at} title={WORDS[event]}>
          {[
            client,
            reason === undefined ? undefined : event === 'ended' ? sessionEnd(reason) : revocationReason(reason),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Moment>
      ))}
    </ol>
  );
}

function Moment({
  at,
  title,
  bad = false,
  children,
}: {
  readonly at: number;
  readonly title: string;
  readonly bad?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <li data-bad={bad || undefined}>
      <strong>{title}</strong>
      <Time at={at} full />
      {children && <span>{children}</span>}
    </li>
  );
}
