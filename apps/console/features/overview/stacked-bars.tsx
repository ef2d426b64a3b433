'use client';
/** Stacked bars over time. Loaded when a chart is shown: the library behind it is large. */
import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { useTimeZoneChoice } from '../../ui/time';
import { fillOf, Patterns, Swatch } from './fills';
import styles from './overview.module.css';
import type { Marks, Part } from './parts';
import { bucketName, count } from './words';

export interface StackedBarsProps {
  /** What the whole shows, for whoever does not see it. */
  readonly label: string;
  readonly starts: readonly number[];
  readonly step: 'hour' | 'day';
  readonly parts: readonly Part[];
  readonly marks: Marks | undefined;
}

interface Bucket {
  readonly at: number;
  readonly index: number;
}

const AXIS = { stroke: 'var(--gh-line)', tick: { fill: 'var(--gh-soft)', fontSize: 11 }, tickLine: false } as const;

export function StackedBars({ label, starts, step, parts, marks }: StackedBarsProps) {
  const id = useId();
  const zone = useTimeZoneChoice();
  const buckets = starts.map((at, index): Bucket => ({ at, index }));
  const long = starts.length > 26;
  const marked = buckets.filter(({ index }) => (marks?.points[index] ?? 0) > 0);
  return (
    <BarChart
      responsive
      className={styles['chart'] ?? ''}
      data={buckets}
      margin={{ top: 16, right: 8, bottom: 0, left: 0 }}
      barCategoryGap="18%"
      aria-label={label}
    >
      <Patterns id={id} fills={parts.map(({ fill }) => fill)} />
      <CartesianGrid vertical={false} stroke="var(--gh-line)" />
      <XAxis dataKey="at" {...AXIS} minTickGap={28} tickFormatter={(at: number) => bucketName(at, step, zone, long)} />
      <YAxis {...AXIS} axisLine={false} allowDecimals={false} width={38} tickFormatter={count} />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--gh-sunken)' }}
        content={({ active, payload }) => {
          const bucket = payload?.[0]?.payload as Bucket | undefined;
          return active && bucket ? <Tip bucket={bucket} step={step} parts={parts} marks={marks} /> : null;
        }}
      />
      {parts.map(({ name, fill }, part) => (
        <Bar
          key={name}
          stackId="all"
          name={name}
          dataKey={({ index }: Bucket) => parts[part]?.points[index] ?? 0}
          fill={fillOf(fill, id)}
          stroke="var(--gh-surface)"
          strokeWidth={1}
          maxBarSize={48}
          isAnimationActive={false}
        />
      ))}
      {marked.map(({ at }) => (
        <ReferenceLine
          key={at}
          x={at}
          stroke="var(--gh-bad)"
          strokeDasharray="2 3"
          label={{ value: '▼', position: 'top', fill: 'var(--gh-bad)', fontSize: 11 }}
        />
      ))}
    </BarChart>
  );
}

function Tip({ bucket, step, parts, marks }: Pick<StackedBarsProps, 'step' | 'parts' | 'marks'> & { bucket: Bucket }) {
  const id = useId();
  const zone = useTimeZoneChoice();
  const marked = marks?.points[bucket.index] ?? 0;
  return (
    <div className={styles['tip']}>
      <strong>{bucketName(bucket.at, step, zone, true)}</strong>
      <ul>
        {parts.map(({ name, fill, points }, part) => (
          <li key={name}>
            <Swatch fill={fill} id={`${id}-${part}`} />
            <span>{name}</span>
            <span className="gh-number">{count(points[bucket.index] ?? 0)}</span>
          </li>
        ))}
        {marks && marked > 0 && (
          <li>
            <span aria-hidden="true">▼</span>
            <span>{marked === 1 ? marks.one : marks.many}</span>
            <span className="gh-number">{count(marked)}</span>
          </li>
        )}
      </ul>
    </div>
  );
}
