'use client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answer, api, type Shape } from '../../ui/admin-api';

/** APIs whose scopes a client may ask for; 200 at most. */
export function useApis(): UseQueryResult<readonly Shape<'ApiAnswer'>[]> {
  return useQuery({
    queryKey: ['apis', 'all'],
    queryFn: async () => (await answer(api.GET('/admin/v1/apis', { params: { query: { limit: 200 } } }))).items,
  });
}
