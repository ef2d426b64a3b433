'use client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answer, api, type Shape } from '../../../ui/admin-api';

export type Api = Shape<'ApiAnswer'>;

/** More APIs than anybody registers; beyond, scopes are still shown, without their API. */
const MOST_PAGES = 10;

/** Every API with its scopes, the house's own among them. */
export function useApis(): UseQueryResult<Api[]> {
  return useQuery({ queryKey: ['apis', 'all'], queryFn: readApis });
}

async function readApis(): Promise<Api[]> {
  const apis: Api[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await answer(api.GET('/admin/v1/apis', { params: { query } }));
    apis.push(...items);
    if (next === null) break;
    cursor = next;
  }
  return apis;
}
