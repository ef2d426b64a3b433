'use client';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { ActionButton } from '../../ui/action-button';
import { useFirstClient } from '../../ui/first-steps';
import { PageHeader } from '../../ui/page-header';
import { BlockSkeleton, EmptyState, LoadFailed, Readable } from '../../ui/states';
import { absoluteTime, Time, useTimeZoneChoice } from '../../ui/time';
import { AttentionCard } from './attention-card';
import { Counters } from './counters';
import { seriesOf, type Stats, useStats } from './figures';
import { FirstStepsCard } from './first-steps-card';
import { IssuedCard } from './issued-card';
import styles from './overview.module.css';
import { DEFAULT_RANGE, RANGE_NAMES, type RangeName, RANGES } from './range';
import { RefusalsCard } from './refusals-card';
import { SignInsCard } from './sign-ins-card';

const rangeParser = parseAsStringLiteral(RANGE_NAMES).withDefault(DEFAULT_RANGE);

/** What happened, what is there, and what needs somebody. */
export function Overview() {
  const [range, setRange] = useQueryState('range', rangeParser.withOptions({ history: 'push', scroll: false }));
  return (
    <>
      <PageHeader
        title="Overview"
        lead="What happened, and what needs you. Every number leads to what it counts."
        actions={<RangeChoice range={range} onChange={(name) => void setRange(name)} />}
      />
      <Readable scope="audit:read">
        <FirstStepsCard />
        <SpanLine range={range} />
        <Counters range={range} />
        <div className={styles['columns']}>
          <div className={styles['charts']}>
            <Charts range={range} />
          </div>
          <aside className={styles['aside']} aria-label="What needs attention">
            <AttentionCard />
          </aside>
        </div>
      </Readable>
    </>
  );
}

function RangeChoice({ range, onChange }: { range: RangeName; onChange: (name: RangeName) => void }) {
  return (
    <div className={styles['ranges']} role="group" aria-label="Time range">
      {RANGES.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === range}
          aria-label={title}
          title={title}
          onClick={() => onChange(name)}
        >
          {name.replace(/(\d+)/, '$1\u00a0')}
        </button>
      ))}
    </div>
  );
}

/** Which time exactly, and how far it has been counted. */
function SpanLine({ range }: { readonly range: RangeName }) {
  const { data } = useStats(range);
  const zone = useTimeZoneChoice();
  if (!data) return <p className={styles['span']}>&nbsp;</p>;
  return (
    <p className={styles['span']}>
      From {absoluteTime(data.from, zone)}, compared with the same length of time before. Counted as of{' '}
      <Time at={data.as_of} />.
    </p>
  );
}

function Charts({ range }: { readonly range: RangeName }) {
  const stats = useStats(range);
  const isQuiet = stats.data !== undefined && isOnlyTheConsole(stats.data);
  const first = useFirstClient(isQuiet);
  if (isQuiet && first.data && first.data.signedIn === undefined)
    return <NothingYet clientId={first.data.client?.id} />;
  const card = (title: string, show: (data: Stats) => ReactNode) => (
    <Loaded title={title} stats={stats}>
      {show}
    </Loaded>
  );
  return (
    <>
      {card('Sign-ins', (data) => (
        <SignInsCard stats={data} />
      ))}
      {card('Tokens issued', (data) => (
        <IssuedCard stats={data} />
      ))}
      {card('Errors by client', (data) => (
        <RefusalsCard stats={data} />
      ))}
    </>
  );
}

/** Nothing failed, and no machine asked for tokens: what there is may come from signing in to the console alone. */
function isOnlyTheConsole(stats: Stats): boolean {
  const { reasons } = seriesOf(stats, 'tokens_issued');
  const byPeople = ['authorization_code', 'refresh_token'];
  return (
    (['sign_ins_failed', 'token_refusals', 'authorization_refusals'] as const).every(
      (name) => seriesOf(stats, name).total === 0,
    ) && reasons.every(({ reason }) => byPeople.includes(reason))
  );
}

function NothingYet({ clientId }: { readonly clientId: string | undefined }) {
  const href = clientId === undefined ? '/playground' : `/playground?client_id=${encodeURIComponent(clientId)}`;
  return (
    <EmptyState
      title="No sign-ins yet"
      action={
        <>
          <ActionButton href={href}>Run a test sign-in</ActionButton>
          {clientId === undefined && (
            <ActionButton href="/clients/new" needs="clients:write" variant="default">
              Register a client
            </ActionButton>
          )}
        </>
      }
    >
      <p>
        Nobody has signed in through a client, and nothing has failed. Run a test sign-in in the playground: charts of
        sign-ins, tokens and errors appear here with the first one.
      </p>
    </EmptyState>
  );
}

/** One card of figures: it loads, fails and tries again by itself. */
function Loaded(props: {
  readonly title: string;
  readonly stats: ReturnType<typeof useStats>;
  readonly children: (data: Stats) => ReactNode;
}) {
  const { data, error, isPending, refetch } = props.stats;
  if (data) return props.children(data);
  if (isPending) return <BlockSkeleton label={`Loading: ${props.title}`} height={320} />;
  return (
    <div className={styles['failed']}>
      <LoadFailed error={error} onRetry={() => void refetch()} />
    </div>
  );
}
