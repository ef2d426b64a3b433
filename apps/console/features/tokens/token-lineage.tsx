'use client';
/** The approval that a token belongs to: tree or table, and what can be done with the node that is chosen. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { answer, api, type Shape } from '../../ui/admin-api';
import { deviceName } from '../../ui/device';
import { Card } from '../../ui/form-card';
import { revocationReason } from '../../ui/ending-words';
import { counted, KINDS, tokenName, type TokenKind } from '../../ui/ledger-words';
import type { LineageNode } from '../../ui/lineage-model';
import { LineageTree } from '../../ui/lineage-tree';
import { useMay } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import { LineageTable } from './lineage-table';
import { RevokeLevelList } from './revoke-level-list';
import { TokenState } from './token-columns';
import styles from './tokens.module.css';
import { type LineageState, useLineage } from './use-lineage';

export function TokenLineage({ tokenId }: { readonly tokenId: string }) {
  const lineage = useLineage(tokenId);
  const { facts, tokens, error, isLoading, retry } = lineage;
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<LineageNode>();
  if (isLoading) return <BlockSkeleton label="Loading the lineage" height={280} />;
  if (error && !facts) return <LoadFailed error={error} onRetry={retry} />;
  if (!facts) return null;
  const fresh = tokens.find(({ id }) => id === chosen?.id);
  return (
    <Card
      title="Lineage"
      lead={summaryOf(facts)}
      actions={
        <Button variant="default" size="xs" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          As table
        </Button>
      }
    >
      <ReuseNote facts={facts} tokens={tokens} />
      {asTable ? (
        <LineageTable tokens={tokens} />
      ) : (
        <LineageTree
          facts={facts}
          tokens={tokens}
          currentId={tokenId}
          selectedId={chosen?.id ?? tokenId}
          onSelect={setChosen}
        />
      )}
      <More lineage={lineage} />
      {chosen && !asTable && chosen.id !== tokenId && (
        <section className={styles['selection']} aria-label={`Chosen: ${chosen.name}`}>
          <h3>
            {chosen.name}
            {fresh && <TokenState token={fresh} />}
          </h3>
          {fresh ? (
            <>
              <div className={styles['tools']}>
                <Button component={Link} href={`/tokens/${fresh.id}`} prefetch={false} size="xs" variant="default">
                  Open {tokenName(fresh).toLowerCase()}
                </Button>
              </div>
              <RevokeLevelList token={fresh} />
            </>
          ) : (
            <NodeLinks node={chosen} />
          )}
        </section>
      )}
    </Card>
  );
}

function summaryOf({ counts, counts_capped: capped, family }: Shape<'LineageAnswer'>): string {
  if (!family) return 'The client got it for itself. It belongs to no approval.';
  const parts = (Object.keys(KINDS) as TokenKind[]).flatMap((kind) => {
    const count = counts[kind];
    return typeof count === 'number' && count > 0 ? [counted(count, KINDS[kind])] : [];
  });
  return `${capped ? 'At least ' : ''}${parts.join(', ')} of one approval.`;
}

function More({ lineage }: { readonly lineage: LineageState }) {
  if (!lineage.hasMore) return null;
  return (
    <div>
      <Button variant="default" size="xs" loading={lineage.isFetchingMore} onClick={lineage.loadMore}>
        Show later tokens
      </Button>
    </div>
  );
}

function NodeLinks({ node }: { readonly node: LineageNode }) {
  const links: Readonly<Partial<Record<LineageNode['type'], readonly [href: string, text: string]>>> = {
    session: [`/sessions/${node.id}`, 'Open the session'],
    consent: [`/tokens?consent_id=${node.id}`, 'All tokens of this consent'],
    family: [`/tokens?family_id=${node.id}`, 'All tokens of this approval'],
  };
  const link = links[node.type];
  return (
    <>
      {node.note && <p>{node.note}</p>}
      {link && <Link href={link[0]}>{link[1]}</Link>}
    </>
  );
}

/** A copy turned up: which one, when, from where, and what was done about it. */
function ReuseNote({ facts, tokens }: Pick<LineageState, 'tokens'> & { readonly facts: Shape<'LineageAnswer'> }) {
  const reused = tokens.filter(({ reused_at: at }) => at !== null);
  const { family } = facts;
  const mayAudit = useMay('audit:read');
  const { data } = useQuery({
    queryKey: ['lineage-reuse', family?.id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/admin/v1/audit', {
          params: { query: { family_id: family?.id ?? '', outcome: 'refused', limit: 20 } },
          signal,
        }),
      ),
    enabled: mayAudit && family !== null && reused.length > 0,
  });
  if (reused.length === 0) return null;
  const seen = data?.items.filter(({ event }) => /\.(reused|replayed)$/.test(event)) ?? [];
  return (
    <Note tone="bad" title="A copy of this was presented again after its use">
      {reused.map((token) => (
        <p key={token.id}>
          {tokenName(token)} (<code dir="ltr">sha256:{token.digest_prefix}…</code>), first{' '}
          <Time at={token.reused_at} full />.
        </p>
      ))}
      {family?.revocation_reason && (
        <p>
          The whole approval was revoked <Time at={family.revoked_at} full />:{' '}
          {revocationReason(family.revocation_reason)}.
        </p>
      )}
      {seen.map((event) => (
        <p key={event.id}>
          Presented from {event.ip ?? 'an unknown address'} by {deviceName(event.user_agent)}:{' '}
          <Link href={`/audit?event=${event.id}`}>audit event</Link>.
        </p>
      ))}
    </Note>
  );
}
