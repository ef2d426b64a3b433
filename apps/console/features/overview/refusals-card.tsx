'use client';
import Link from 'next/link';
import { Card } from '../../ui/form-card';
import { toPathId } from '../../ui/path-ids';
import { type ClientRefusals, type Stats } from './figures';
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
  const rest = refused - top.count;
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
          {rest > 0 && `${count(rest)} for other reasons · `}
          {issued === 0 ? 'no tokens issued' : `tokens issued ${count(issued)} ${issued === 1 ? 'time' : 'times'}`}
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
