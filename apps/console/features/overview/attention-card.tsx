'use client';
import Link from 'next/link';
import { Badge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import { type Attention, useAttention } from './figures';
import { attentionHref } from './links';
import styles from './overview.module.css';

const SEVERITIES: Readonly<Record<Attention['severity'], { readonly tone: Tone; readonly word: string }>> = {
  critical: { tone: 'bad', word: 'Urgent' },
  warning: { tone: 'doubt', word: 'Soon' },
  info: { tone: 'note', word: 'Good to know' },
};

/** What needs somebody, the most urgent first. */
export function AttentionCard() {
  const { data, error, isPending, refetch } = useAttention();
  return (
    <Card title="Needs attention">
      {data ? (
        <Items items={data.items} />
      ) : isPending ? (
        <BlockSkeleton label="Loading what needs attention" height={200} />
      ) : (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  );
}

function Items({ items }: { readonly items: readonly Attention[] }) {
  if (items.length === 0) return <p className={styles['nothing']}>Nothing needs you at the moment.</p>;
  return (
    <ul className={styles['attention']}>
      {items.map((item) => (
        <li key={`${item.kind} ${item.target.id}`}>
          <div className={styles['attentionHead']}>
            <Badge tone={SEVERITIES[item.severity].tone}>{SEVERITIES[item.severity].word}</Badge>
            <Link href={attentionHref(item)} prefetch={false}>
              {item.target.name}
            </Link>
          </div>
          <p>{item.message}</p>
          {item.until !== null && (
            <p className={styles['beside']}>
              By <Time at={item.until} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
