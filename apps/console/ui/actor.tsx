'use client';
/** Who did something, as the audit log names them. */
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api } from './admin-api';
import { useMay, useMe } from './me';
import { toPathId } from './path-ids';

export interface ActorProps {
  readonly kind: string;
  readonly id: string | null;
  /** Looks a person's name up: for lists with few people in them. */
  readonly named?: boolean;
}

export function Actor({ kind, id, named = false }: ActorProps) {
  const me = useMe();
  const mayRead = useMay('users:read');
  const isOther = kind === 'person' && id !== null && id !== me.id;
  const { data } = useQuery({
    queryKey: ['user-name', id],
    queryFn: () => answer(api.GET('/admin/v1/users/{user_id}', { params: { path: { user_id: id ?? '' } } })),
    enabled: named && isOther && mayRead,
    staleTime: 300_000,
    retry: false,
  });
  if (id === null) return <span>{kind === 'system' ? 'Gatehouse' : kind}</span>;
  if (id === me.id) return <span>You</span>;
  if (kind === 'client') return <Link href={`/clients/${toPathId(id)}`}>{id}</Link>;
  if (!isOther) return <span>{id}</span>;
  const text = data?.username ?? `${id.slice(0, 8)}…`;
  return mayRead ? (
    <Link href={`/users/${id}`} title={id}>
      {text}
    </Link>
  ) : (
    <span title={id}>{text}</span>
  );
}
