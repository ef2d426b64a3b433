'use client';
import Link from 'next/link';
import { Card } from '../../ui/form-card';
import { toPathId } from '../../ui/path-ids';
import { Figure } from './chart-card';
import { type ClientRefusals, seriesOf, type Stats } from './figures';
import { auditHref, SUPPRESSED } from './links';
import styles from './overview.module.css';
import { count, reasonName } from './words';

/** Refusals that name a client and a check can be found in the audit log; the others say why they cannot. */
function whyNoList({ client_id: clientId, others, top }: ClientRefusals): string | undefined {
  if (others) return 'Clients that were too many to be told apart are counted together.';
  if (clientId === null)
    return 'These requests did not prove which client they come from, so no filter finds them alone.';
  if (top.reason === SUPPRESSED) return 'Beyond the limit of the audit log only their number is kept.';
  return undefined;
}

const REFUSALS = ['token_refusals', 'authorization_refusals', 'client_authentication_failures'] as const;

/** Every refusal of a client; undefined when the audit log does not have each of them. */
function hrefOfAll({ client_id: clientId }: ClientRefusals, stats: Stats): string | undefined {
  const all = REFUSALS.map((name) => seriesOf(stats, name));
  const isWhole = all.every(({ reasons }) => reasons.every(({ reason }) => reason !== SUPPRESSED));
  if (clientId === null || !isWhole) return undefined;
  const events = all.flatMap(({ events: each }) => each);
  return auditHref(events, stats, { client_id: clientId });
}

function hrefOfIssued({ client_id: clientId }: ClientRefusals, stats: Stats): string | undefined {
  if (clientId === null) return undefined;
  return auditHref(seriesOf(stats, 'tokens_issued').events, stats, { client_id: clientId });
}

/** Who is refused most often, and what for: that is what gets put right. */
export function RefusalsCard({ stats }: { readonly stats: Stats }) {
  const rows = stats.refusals_by_client;
  const most = Math.max(1, ...rows.map(({ top }) => top.count));
  return (
    <Card
      title="Errors by client"
      lead="For each client the check that refused it most often. A bar leads to these requests."
    >
      {rows.length === 0 ? (
        <p className={styles['nothing']}>No client was refused in this time.</p>
      ) : (
        <ol className={styles['ranks']}>
          {rows.map((row) => (
            <Rank key={row.others ? '…' : (row.client_id ?? '')} row={row} stats={stats} most={most} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Rank({ row, stats, most }: { readonly row: ClientRefusals; readonly stats: Stats; readonly most: number }) {
  const { client_id: clientId, client_name: clientName, others, refused, issued, top } = row;
  const name = others ? 'Other clients' : (clientName ?? clientId ?? 'Client not proven');
  const reason = reasonName(top.reason);
  const without = whyNoList(row);
  const href = auditHref(top.events, stats, { check: top.reason, client_id: clientId });
  const bar = (
    <>
      <span className={styles['track']} aria-hidden="true">
        <span style={{ inlineSize: `${(top.count / most) * 100}%` }} />
      </span>
      <span className={styles['reason']}>{reason}</span>
      <span className="gh-number">{count(top.count)}</span>
    </>
  );
  return (
    <li>
      <div className={styles['who']}>
        {clientId !== null && clientName !== null ? (
          <Link href={`/clients/${toPathId(clientId)}`} prefetch={false}>
            {name}
          </Link>
        ) : (
          <span>{name}</span>
        )}
        <span className={styles['beside']}>
          <Figure value={refused} href={hrefOfAll(row, stats)} what={`refusals of ${name}`} /> refused in all · tokens
          issued <Figure value={issued} href={hrefOfIssued(row, stats)} what={`answers with tokens for ${name}`} />{' '}
          {issued === 1 ? 'time' : 'times'}
        </span>
      </div>
      {without === undefined ? (
        <Link
          href={href}
          prefetch={false}
          className={styles['bar']}
          aria-label={`${name}, ${reason}: ${count(top.count)} refused`}
        >
          {bar}
        </Link>
      ) : (
        <div className={styles['bar']}>{bar}</div>
      )}
      {without !== undefined && <p className={styles['beside']}>{without}</p>}
    </li>
  );
}
