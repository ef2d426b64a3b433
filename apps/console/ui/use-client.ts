'use client';
/** One client for all tabs of its page: read once, kept under one key, and put back there after each change. */
import { useQuery, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useParams } from 'next/navigation';
import { answer, api, tagged, type Shape, type Tagged } from './admin-api';
import { fromPathId, toPathId } from './path-ids';

export type Client = Shape<'ClientAnswer'>;
export type ClientPatch = Shape<'UpdateClientBody'>;

/** The key of the client; everything else that is read about it goes below it. */
export const clientKey = (clientId: string) => ['client', clientId] as const;

/** The address of a client in this console. @param tab such as `credentials`; left out = Settings */
export function clientHref(clientId: string, tab?: string): string {
  return `/clients/${toPathId(clientId)}${tab === undefined ? '' : `/${tab}`}`;
}

/** `params.path` of the admin API's routes below a client. */
export function clientPath(clientId: string): { readonly client_id: string } {
  return { client_id: toPathId(clientId) };
}

/** Reads it afresh. @throws ApiProblem */
export function readClient(clientId: string): Promise<Tagged<Client>> {
  return tagged(api.GET('/admin/v1/clients/{client_id}', { params: { path: clientPath(clientId) } }));
}

/** Sends what changed. @throws ApiProblem 412 when somebody was faster */
export function patchClient(clientId: string, body: ClientPatch, etag: string): Promise<Tagged<Client>> {
  const params = { path: clientPath(clientId), header: { 'If-Match': etag } };
  return tagged(api.PATCH('/admin/v1/clients/{client_id}', { params, body }));
}

/** The id of the client that the page is about, whichever way the address writes it. */
export function useClientId(): string {
  const { clientId } = useParams<{ clientId: string }>();
  try {
    return fromPathId(decodeURIComponent(clientId));
  } catch {
    return fromPathId(clientId);
  }
}

/** The client with its entity tag. */
export function useClient(clientId: string): UseQueryResult<Tagged<Client>> {
  return useQuery({ queryKey: clientKey(clientId), queryFn: () => readClient(clientId) });
}

/** Tells every tab what is stored now; what was worked out from the client is worked out again. */
export function storeClient(queries: QueryClient, clientId: string, stored: Tagged<Client>): void {
  queries.setQueryData(clientKey(clientId), stored);
  void queries.invalidateQueries({
    queryKey: clientKey(clientId),
    predicate: ({ queryKey }) => queryKey.length > 2,
  });
}

/** What tabs below the layout work with. */
export interface LoadedClient {
  readonly clientId: string;
  readonly client: Client;
  readonly stored: Tagged<Client>;
  readonly read: () => Promise<Tagged<Client>>;
  /** Changes members, by If-Match; for `send` of an editor. */
  readonly send: (body: ClientPatch, etag: string) => Promise<Tagged<Client>>;
  readonly onStored: (stored: Tagged<Client>) => void;
}

/** The client of the page. The layout shows tabs only once it is there. */
export function useLoadedClient(): LoadedClient {
  const clientId = useClientId();
  const queries = useQueryClient();
  const { data } = useClient(clientId);
  if (!data) throw new Error('useLoadedClient is for tabs below the layout of a client');
  return {
    clientId,
    client: data.value,
    stored: data,
    read: () => readClient(clientId),
    send: (body, etag) => patchClient(clientId, body, etag),
    onStored: (stored) => storeClient(queries, clientId, stored),
  };
}

/** What the linter says about the client as it is stored: one answer for the grade in the head and the security check. */
export function useClientLint(clientId: string): UseQueryResult<Shape<'LintAnswer'>> {
  return useQuery({
    queryKey: [...clientKey(clientId), 'lint'],
    queryFn: () => answer(api.GET('/admin/v1/clients/{client_id}/lint', { params: { path: clientPath(clientId) } })),
  });
}
