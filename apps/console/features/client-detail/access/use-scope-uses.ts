'use client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/admin-api';
import { useMay } from '../../../ui/me';
import { clientKey } from '../../../ui/use-client';

const LOOKED_AT = 200;

export interface ScopeUses {
  /** When a token with the scope was issued last, among those that were looked at. */
  readonly lastAt: ReadonlyMap<string, number>;
  readonly tokens: number;
  /** Whether those were all that are kept. */
  readonly all: boolean;
}

/** Which scopes the newest tokens of the client carry. Undefined for whoever may not see tokens. */
export function useScopeUses(clientId: string): ScopeUses | undefined {
  const may = useMay('tokens:read');
  const { data } = useQuery({
    queryKey: [...clientKey(clientId), 'scope-uses'],
    enabled: may,
    queryFn: async (): Promise<ScopeUses> => {
      const query = { client_id: clientId, limit: LOOKED_AT };
      const { items, next } = await answer(api.GET('/admin/v1/tokens', { params: { query } }));
      const lastAt = new Map<string, number>();
      for (const { scope, issued_at: at } of items) {
        for (const word of scope) lastAt.set(word, Math.max(at, lastAt.get(word) ?? 0));
      }
      return { lastAt, tokens: items.length, all: next === null };
    },
  });
  return data;
}
