'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Shape } from '../../ui/admin-api';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { type Series, seriesOf, useCurrent, useStats } from './figures';
import { ACTIVE_GRANTS, ACTIVE_SESSIONS, auditHref } from './links';
import styles from './overview.module.css';
import type { RangeName } from './range';
import { Sparkline } from './sparkline';
import { count, deltaOf } from './words';

const ARROWS = { up: '↑', down: '↓', same: '→' } as const;

interface Counter {
  readonly series: Series['series'];
  readonly name: string;
  /** More of it is worse. */
  readonly bad?: boolean;
}

const COUNTERS: readonly Counter[] = [
  { series: 'sign_ins_succeeded', name: 'Successful sign-ins' },
  { series: 'sign_ins_failed', name: 'Failed sign-ins', bad: true },
  { series: 'tokens_issued', name: 'Tokens issued' },
];

/** The figures at a glance. What is counted over time and what is there now come from two places and fail apart. */
export function Counters({ range }: { readonly range: RangeName }) {
  return (
    <div className={styles['counters']}>
      <Counted range={range} />
      <Present />
    </div>
  );
}

function Counted({ range }: { readonly range: RangeName }) {
  const { data, error, isPending, refetch } = useStats(range);
  if (!data) return <Missing wide={COUNTERS.length} error={isPending ? null : error} onRetry={() => void refetch()} />;
  return COUNTERS.map(({ series: name, name: title, bad = false }) => {
    const { total, previous_total: before, points, events } = seriesOf(data, name);
    const { direction, text } = deltaOf(total, before);
    const worse = bad && direction === 'up';
    return (
      <CounterCard key={name} name={title} value={count(total)} href={auditHref(events, data)}>
        <p className={styles['delta']} data-worse={worse || undefined}>
          <span aria-hidden="true">{ARROWS[direction]}</span> {text}
        </p>
        <Sparkline points={points} />
      </CounterCard>
    );
  });
}

function Present() {
  const { data, error, isPending, refetch } = useCurrent();
  if (!data) return <Missing wide={2} error={isPending ? null : error} onRetry={() => void refetch()} />;
  return (
    <>
      <CounterCard name="Active sessions" value={atMost(data.active_sessions)} href={ACTIVE_SESSIONS}>
        <p className={styles['delta']}>Signed-in browsers, now</p>
      </CounterCard>
      <CounterCard name="Active grants" value={atMost(data.active_grants)} href={ACTIVE_GRANTS}>
        <p className={styles['delta']}>Approvals that still give tokens, now</p>
      </CounterCard>
    </>
  );
}

/** Counting stops at a thousand. */
function atMost({ count: value, capped }: Shape<'CappedCountAnswer'>): string {
  return capped ? `${count(value)}+` : count(value);
}

function CounterCard(props: { name: string; value: string; href: string; children: ReactNode }) {
  const { name, value, href, children } = props;
  return (
    <section className={styles['counter']} aria-label={name}>
      <h2>{name}</h2>
      <Link href={href} prefetch={false} className={styles['value']} aria-label={`${value}: ${name}`}>
        {value}
      </Link>
      {children}
    </section>
  );
}

/** In the place of `wide` counters. */
function Missing({ wide, error, onRetry }: { wide: number; error: Error | null; onRetry: () => void }) {
  return (
    <div className={styles['missing']} data-wide={wide}>
      {error ? <LoadFailed error={error} onRetry={onRetry} /> : <BlockSkeleton label="Loading figures" height={120} />}
    </div>
  );
}
