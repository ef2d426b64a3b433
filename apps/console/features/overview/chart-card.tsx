'use client';
/** A chart with its legend and its twin: a table with the same numbers, each of them a link to what was counted. */
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { type ReactNode, useId, useState } from 'react';
import { Card } from '../../ui/form-card';
import { BlockSkeleton } from '../../ui/states';
import { useTimeZoneChoice } from '../../ui/time';
import type { Stats } from './figures';
import { Swatch } from './fills';
import type { Span } from './links';
import styles from './overview.module.css';
import { bucketsOf, type Marks, type Part } from './parts';
import { bucketName, count } from './words';

const StackedBars = dynamic(() => import('./stacked-bars').then((module) => module.StackedBars), {
  ssr: false,
  loading: () => <BlockSkeleton label="Loading the chart" height={240} />,
});

export interface ChartCardProps {
  readonly title: string;
  readonly lead: string;
  readonly stats: Stats;
  readonly parts: readonly Part[];
  readonly marks: Marks | undefined;
  /** Below the legend. */
  readonly children?: ReactNode;
}

export function ChartCard({ title, lead, stats, parts, marks, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  const words = parts.map(({ name, total: each }) => `${name} ${count(each)}`).join(', ');
  const label = `${title}: ${words === '' ? 'nothing' : words}. “View as table” shows every number.`;
  return (
    <Card
      title={title}
      lead={lead}
      actions={
        <Button variant="default" size="xs" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          View as table
        </Button>
      }
    >
      {asTable ? (
        <FigureTable title={title} stats={stats} parts={parts} marks={marks} />
      ) : total === 0 && (marks?.total ?? 0) === 0 ? (
        <p className={styles['nothing']}>Nothing in this time.</p>
      ) : (
        <StackedBars label={label} starts={stats.starts} step={stats.step} parts={parts} marks={marks} />
      )}
      <Legend parts={parts} marks={marks} span={stats} />
      {children}
    </Card>
  );
}

/** A number that leads to what it counts; zero, and what no filter finds, stays a number. */
export function Figure({ value, href, what }: { value: number; href: string | undefined; what: string }) {
  if (href === undefined || value === 0) return <span className="gh-number">{count(value)}</span>;
  return (
    <Link href={href} prefetch={false} className="gh-number" aria-label={`${count(value)}: ${what}`}>
      {count(value)}
    </Link>
  );
}

function Legend({ parts, marks, span }: Pick<ChartCardProps, 'parts' | 'marks'> & { readonly span: Span }) {
  const id = useId();
  if (parts.length === 0) return null;
  return (
    <ul className={styles['legend']}>
      {parts.map(({ name, fill, total, hrefOf }, part) => (
        <li key={name}>
          <Swatch fill={fill} id={`${id}-${part}`} />
          <span>{name}</span>
          <Figure value={total} href={hrefOf?.(span)} what={name} />
        </li>
      ))}
      {marks && marks.total > 0 && (
        <li className={styles['mark']}>
          <span aria-hidden="true">▼</span>
          <span>{marks.total === 1 ? marks.one : marks.many}</span>
          <Figure value={marks.total} href={marks.hrefOf(span)} what={marks.many} />
        </li>
      )}
    </ul>
  );
}

function FigureTable({ title, stats, parts, marks }: Pick<ChartCardProps, 'title' | 'stats' | 'parts' | 'marks'>) {
  const zone = useTimeZoneChoice();
  const columns = [...parts, ...(marks && marks.total > 0 ? [{ ...marks, name: marks.many }] : [])];
  const unit = stats.step === 'hour' ? 'Hour' : 'Day';
  return (
    // It scrolls, so it has to be reachable with the keyboard.
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={`${title}, as a table`}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{`${unit} from`}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bucketsOf(stats).map((span, index) => {
            const when = bucketName(span.from, stats.step, zone, true);
            return (
              <tr key={span.from}>
                <th scope="row">{when}</th>
                {columns.map(({ name, points, hrefOf }) => (
                  <td key={name}>
                    <Figure value={points[index] ?? 0} href={hrefOf?.(span)} what={`${name}, ${when}`} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            {columns.map(({ name, total, hrefOf }) => (
              <td key={name}>
                <Figure value={total} href={hrefOf?.(stats)} what={name} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
