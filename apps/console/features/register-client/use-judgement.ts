'use client';
/** What the server would say about the draft, before anything is registered. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type Shape } from '../../ui/admin-api';
import type { KeyPair } from '../../ui/key-pairs';
import { bodyOf, type ClientBody, type Draft } from './draft';

export interface Judgement {
  /** What would be sent. */
  readonly body: ClientBody | undefined;
  readonly publicKey: KeyPair['publicKey'] | undefined;
  readonly checked: Shape<'CheckedClientAnswer'> | undefined;
  readonly error: Error | null;
}

/** @param enabled on the last screen, once the keys that it needs are there */
export function useJudgement(draft: Draft, keys: KeyPair | undefined, enabled: boolean): Judgement {
  const body = bodyOf(draft, keys?.publicKey);
  const query = useQuery({
    queryKey: ['client-check', body],
    queryFn: ({ signal }) => answer(api.POST('/admin/v1/clients/check', { body: body as ClientBody, signal })),
    enabled: enabled && body !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { body, publicKey: keys?.publicKey, checked: query.data, error: query.error };
}
