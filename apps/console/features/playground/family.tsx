'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { answer, api } from '../../ui/admin-api';
import { Card } from '../../ui/form-card';
import { useMay } from '../../ui/me';
import type { RunView } from './run-api';

// Only a run that issued something needs it.
const LineageTree = dynamic(() => import('../../ui/lineage-tree').then((module) => module.LineageTree), { ssr: false });

/** The family of the run's tokens, as the ledger has it: it grows with every refresh. */
export function Family({ run: { tokenId, changes } }: { readonly run: RunView }) {
  const may = useMay('tokens:read');
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ['lineage', tokenId, 'playground', changes],
    enabled: may && tokenId !== null,
    queryFn: () =>
      answer(
        api.GET('/admin/v1/tokens/{token_id}/lineage', {
          params: { path: { token_id: tokenId ?? '' }, query: { limit: 200 } },
        }),
      ),
    placeholderData: (before) => before,
  });
  if (!may || tokenId === null) return null;
  return (
    <Card
      title="Token tree"
      lead={
        <>
          Where each token came from.{' '}
          <Link href={`/tokens/${tokenId}`} prefetch={false}>
            Open it in the tokens explorer
          </Link>
        </>
      }
    >
      {data && (
        <LineageTree
          facts={data}
          tokens={data.tokens}
          currentId={tokenId}
          selectedId={tokenId}
          onSelect={(node) => {
            if (data.tokens.some(({ id }) => id === node.id)) router.push(`/tokens/${node.id}`);
          }}
        />
      )}
    </Card>
  );
}
