'use client';
/** The names of ids. Only what is on the screen is looked up, each once. */
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/admin-api';
import type { Named } from './sentence';

/** What the search calls the kinds that have names. */
const SEARCHED: Readonly<Record<string, 'user' | 'client'>> = { person: 'user', user: 'user', client: 'client' };
const NAMELESS: Readonly<Record<string, string>> = {
  system: 'Gatehouse',
  operator: 'An operator',
  anonymous: 'Somebody',
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What something is called; null when nobody knows, undefined while it is looked up. */
export function useName({ kind, id }: Named): string | null | undefined {
  const searched = SEARCHED[kind];
  const query = useQuery({
    queryKey: ['name', searched, id],
    queryFn: async ({ signal }) => {
      const { items } = await answer(api.GET('/admin/v1/search', { params: { query: { q: id ?? '' } }, signal }));
      return items.find((item) => item.kind === searched && item.id === id)?.name ?? null;
    },
    enabled: searched !== undefined && id !== null && id !== '',
    staleTime: 600_000,
  });
  return searched === undefined ? null : query.data;
}

/** A name, or the beginning of the id. */
export function Name({ named }: { readonly named: Named }) {
  const name = useName(named);
  const { kind, id } = named;
  if (id === null || id === '') return <>{NAMELESS[kind] ?? 'Somebody'}</>;
  if (name) return <bdi>{name}</bdi>;
  return <bdi title={id}>{UUID.test(id) ? `${id.slice(0, 8)}…${id.slice(-4)}` : id}</bdi>;
}
