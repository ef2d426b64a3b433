'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { useMay } from '../../ui/me';
import { toPathId } from '../../ui/path-ids';
import { useApi, useApiChange } from './api-context';
import { RemoveDialog } from './remove-dialog';

/** Tokens are counted up to here. */
const MOST = 100;

/** Takes a scope away from an API. */
export function RemoveScopeDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { value: current } = useApi();
  const change = useApiChange();
  const remove = async (force: boolean) => {
    await change(({ path, header }) =>
      tagged(
        api.DELETE('/admin/v1/apis/{api_id}/scopes/{scope}', {
          params: { path: { ...path, scope: toPathId(name) }, header, query: { force } },
        }),
      ),
    );
    announce(`${name} was removed`);
  };
  return (
    <RemoveDialog title={`Remove ${name}`} name={name} confirm="Remove scope" remove={remove} onClose={onClose}>
      <p>
        Nobody can be asked for it any more, and {current.name} sees it in no new token. Nothing is revoked: tokens that
        carry it stay good until they expire.
      </p>
      <LiveTokens scope={name} />
    </RemoveDialog>
  );
}

/** How many tokens carry a scope at the moment. */
function LiveTokens({ scope }: { readonly scope: string }) {
  const may = useMay('tokens:read');
  const { data } = useQuery({
    queryKey: ['apis', 'live-tokens', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/tokens', { params: { query: { scope, state: 'active', limit: MOST } }, signal })),
    enabled: may,
  });
  if (!data) return null;
  const { items, next } = data;
  const count = `${next === null ? '' : 'at least '}${items.length} living ${items.length === 1 ? 'token' : 'tokens'}`;
  return (
    <p role="status">
      {items.length === 0 && next === null ? (
        'No living token carries it.'
      ) : (
        <>
          <Link href={`/tokens?scope=${encodeURIComponent(scope)}&state=active`}>{count}</Link> with it. Revoke them
          there if they must end at once.
        </>
      )}
    </p>
  );
}
