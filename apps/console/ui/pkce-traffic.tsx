'use client';
/** What requiring PKCE would do to those who use a client now, counted from the audit log. */
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api, type Shape } from './admin-api';
import { useMay } from './me';
import { pkceTrafficOf } from './pkce-traffic-of';
import { Note } from './problem-alert';
import { Time } from './time';
import { clientKey } from './use-client';

const PAGE = 200;
const MOST_PAGES = 5;

async function recentApprovals(clientId: string, signal: AbortSignal): Promise<Shape<'AuditEventAnswer'>[]> {
  const events: Shape<'AuditEventAnswer'>[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = {
      client_id: clientId,
      event: ['authorization.granted' as const],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const { items, next } = await answer(api.GET('/admin/v1/audit', { params: { query }, signal }));
    events.push(...items);
    if (next === null) break;
    cursor = next;
  }
  return events;
}

export function PkceTraffic({ clientId }: { readonly clientId: string }) {
  const may = useMay('audit:read');
  const { data, error } = useQuery({
    queryKey: [...clientKey(clientId), 'pkce-traffic'],
    queryFn: ({ signal }) => recentApprovals(clientId, signal),
    enabled: may,
    staleTime: 30_000,
  });
  if (!may || error) {
    return (
      <Note tone="doubt" title="How many sign-ins this would break is not known">
        {may ? 'The audit log could not be read.' : 'You may not read the audit log.'} Sign-ins without PKCE are refused
        from then on.
      </Note>
    );
  }
  if (!data) return <p role="status">Counting sign-ins without PKCE …</p>;
  const { known, without, last } = pkceTrafficOf(data);
  if (known === 0) {
    return (
      <Note title="No sign-in was seen yet">
        The audit log has none of which it knows whether it used PKCE. Sign-ins without it are refused from then on.
      </Note>
    );
  }
  if (without === 0) {
    return (
      <Note tone="good" title="Nothing breaks">
        {known === 1 ? 'The last sign-in' : `All of the last ${known} sign-ins`} used PKCE already.
      </Note>
    );
  }
  return (
    <Note tone="doubt" title={`${without} of the last ${known} sign-ins would have been refused`}>
      They came without PKCE, the newest <Time at={last?.at} />
      {last?.ip && ` from ${last.ip}`}. Change the client first.{' '}
      {last && (
        <Link href={`/audit?event=${last.id}`} prefetch={false}>
          Look at it
        </Link>
      )}
    </Note>
  );
}
