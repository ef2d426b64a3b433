'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api } from '../../ui/admin-api';
import { Time } from '../../ui/time';
import type { Failure } from './failure-words';

const SEEN = 50;

/** How often the same check refused the same client. */
export function SameReason({ failure }: { readonly failure: Failure }) {
  const { check, client_id } = failure;
  const query = { check, limit: SEEN, ...(client_id === null ? {} : { client_id }) };
  const { data } = useQuery({
    queryKey: ['failures', 'same', query],
    queryFn: () => answer(api.GET('/admin/v1/failures', { params: { query } })),
  });
  const first = data?.items.at(-1);
  if (!data || !first || data.items.length < 2) return null;
  const address = new URLSearchParams({ check, ...(client_id === null ? {} : { client_id }) });
  return (
    <p>
      <Link href={`/errors?${address}`} prefetch={false}>
        {data.next === null ? data.items.length : `${data.items.length} or more`} requests
      </Link>{' '}
      were refused for the same reason{data.next === null && client_id !== null ? ' from this client' : ''}, since{' '}
      <Time at={first.at} />.
    </p>
  );
}
