'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { answer, api } from '../../ui/admin-api';
import { StateBadge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { Dialog } from '../../ui/dialog';
import { Fact, Facts } from '../../ui/form-card';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import { auditHref, type AuditEvent } from './audit-api';
import styles from './audit.module.css';
import { Difference } from './difference';
import { EventSentence } from './event-sentence';
import { pageOf } from './links';
import { Name } from './name';
import { RawEvent } from './raw-event';
import { subjectOf, type Named } from './sentence';

/** Everything about one event, beside the list that it was opened from. */
export function EventDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useQuery({
    queryKey: ['audit-event', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/audit/{event_id}', { params: { path: { event_id: id } }, signal })),
    // It gets its place in the log a moment after it happened, and nothing else of it ever changes.
    refetchInterval: ({ state }) => (state.data?.seq === null ? 1_000 : false),
  });
  return (
    <Dialog kind="drawer" title={query.data?.title ?? 'Event'} onClose={onClose}>
      {query.error && <LoadFailed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <BlockSkeleton label="Loading the event" height={320} />}
      {query.data && <EventFacts event={query.data} />}
    </Dialog>
  );
}

function EventFacts({ event }: { readonly event: AuditEvent }) {
  const subject = subjectOf(event);
  const { actor, target } = event;
  return (
    <div className={styles['drawer']}>
      <p className={styles['lead']}>
        <EventSentence event={event} />. <StateBadge state={event.outcome} />
      </p>
      <Facts>
        <Fact name="When">
          <Time at={event.at} full />
        </Fact>
        <Fact name="Kind of event">
          <Link href={auditHref({ type: event.event })} prefetch={false}>
            {event.event}
          </Link>
        </Fact>
        <Fact name="Place in the log">{event.seq === null ? 'not yet' : `#${event.seq.toLocaleString('en-GB')}`}</Fact>
        <NamedFact name="Actor" named={actor} filter="actor" />
        {target && <NamedFact name={`Target (${target.kind.replaceAll('_', ' ')})`} named={target} filter="target" />}
        {event.client_id !== null && (
          <NamedFact name="Client" named={{ kind: 'client', id: event.client_id }} filter="client_id" />
        )}
        {subject && <NamedFact name="About" named={subject} filter="subject" />}
        {event.session_id !== null && (
          <NamedFact name="Session" named={{ kind: 'session', id: event.session_id }} filter="session_id" />
        )}
        {event.family_id !== null && (
          <NamedFact name="Family of tokens" named={{ kind: 'family', id: event.family_id }} filter="family_id" />
        )}
        {event.ip !== null && (
          <Fact name="Address">
            <span dir="ltr">{event.ip}</span> <Search filter="ip" value={event.ip} />
          </Fact>
        )}
        {event.check !== null && (
          <Fact name="Refused by the check">
            <code>{event.check}</code> <Search filter="check" value={event.check} />
          </Fact>
        )}
        {event.reference !== null && (
          <NamedFact name="Reference" named={{ kind: 'failure', id: event.reference }} filter="reference" />
        )}
        <Fact name="Event id">
          <CopyId value={event.id} what="event id" />
        </Fact>
        {event.user_agent !== null && <Fact name="Browser or program">{event.user_agent}</Fact>}
      </Facts>
      <Difference event={event} />
      <RawEvent event={event} />
    </div>
  );
}

/** A name with its id, the page about it, and the events with it. */
function NamedFact({ name, named, filter }: { readonly name: string; readonly named: Named; readonly filter: string }) {
  const page = pageOf(named.kind, named.id);
  const text: ReactNode = <Name named={named} />;
  return (
    <Fact name={name}>
      {page === undefined ? (
        text
      ) : (
        <Link href={page} prefetch={false}>
          {text}
        </Link>
      )}{' '}
      {named.id !== null && named.id !== '' && (
        <span className={styles['tools']}>
          <CopyId value={named.id} what={`${name.toLowerCase()} id`} />
          <Search filter={filter} value={named.id} />
        </span>
      )}
    </Fact>
  );
}

function Search({ filter, value }: { readonly filter: string; readonly value: string }) {
  return (
    <Link href={auditHref({ [filter]: value })} prefetch={false} aria-label={`Events with ${value}`}>
      Events
    </Link>
  );
}
