'use client';
import { ChartCard, Figure } from './chart-card';
import { seriesOf, type Stats } from './figures';
import { auditHref, SUPPRESSED } from './links';
import styles from './overview.module.css';
import type { Marks, Part } from './parts';
import { reasonName } from './words';

/** Sign-ins that worked and that failed, why they failed, and marks where somebody was locked out. */
export function SignInsCard({ stats }: { readonly stats: Stats }) {
  const failed = seriesOf(stats, 'sign_ins_failed');
  const locks = seriesOf(stats, 'sign_in_locks');
  const part = (name: string, fill: Part['fill'], { total, points, events } = failed): Part => ({
    name,
    fill,
    total,
    points,
    hrefOf: (span) => auditHref(events, span),
  });
  const marks: Marks = {
    one: 'attempt refused by a lock',
    many: 'attempts refused by a lock',
    total: locks.total,
    points: locks.points,
    hrefOf: (span) => auditHref(locks.events, span),
  };
  return (
    <ChartCard
      title="Sign-ins"
      lead="People who proved who they are, and attempts that failed."
      stats={stats}
      parts={[part('Succeeded', 'good', seriesOf(stats, 'sign_ins_succeeded')), part('Failed', 'bad', failed)]}
      marks={marks}
    >
      {failed.reasons.length > 0 && (
        <div>
          <h3 className={styles['subtitle']}>Why they failed</h3>
          <ul className={styles['reasons']}>
            {failed.reasons.map(({ reason, total }) => (
              <li key={reason}>
                <span title={reason}>{reasonName(reason)}</span>
                <Figure
                  value={total}
                  href={reason === SUPPRESSED ? undefined : auditHref(failed.events, stats, { check: reason })}
                  what={reasonName(reason)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ChartCard>
  );
}
