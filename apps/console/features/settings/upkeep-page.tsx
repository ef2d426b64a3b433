'use client';
import { useQuery } from '@tanstack/react-query';
import { answer, api, type Shape } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { Card, Fact, Facts } from '../../ui/form-card';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import { SettingsCard } from './settings-card';
import { useSettings } from './settings-data';
import styles from './settings.module.css';
import { bytesText, spanText } from './units';

type Sweep = Shape<'SweepAnswer'>;

const KINDS: Readonly<Record<Sweep['kind'], string>> = {
  token: 'Tokens',
  authorization_code: 'Authorization codes',
  family: 'Families of tokens',
  session: 'Sessions',
  consent: 'Consents',
  sign_in_attempt: 'Sign-in attempts',
  one_time: 'Used one-time values',
  idempotency: 'Answers kept for repeated requests',
  client_redirect_uri: 'Redirect URIs that have ended',
  revocation: 'Receipts of revocations',
  revocation_entry: 'Entries of the revocation feed',
  failure: 'Refused requests',
  signing_key: 'Retired signing keys',
  audit_event: 'Audit events',
  statistic: 'Figures',
};

/** A pass that begins this much later than it should is worth a remark; milliseconds. */
const LATE = 15 * 60_000;

export function UpkeepPage() {
  const settings = useSettings();
  const upkeep = useQuery({
    queryKey: ['upkeep'],
    queryFn: ({ signal }) => answer(api.GET('/admin/v1/upkeep', { signal })),
    refetchInterval: 10_000,
  });
  const error = settings.error ?? upkeep.error;
  if (error && (!settings.data || !upkeep.data)) {
    const again = () => {
      void settings.refetch();
      void upkeep.refetch();
    };
    return <LoadFailed error={error} onRetry={again} />;
  }
  if (!settings.data || !upkeep.data) return <BlockSkeleton label="Loading the state of the database" height={520} />;
  return (
    <>
      <SettingsCard
        title="Clean-up"
        lead="Rows whose time is over are removed all the time, in small steps. No job has to be set up."
        group="sweeps"
        stored={settings.data}
      />
      <Sweeps sweeping={upkeep.data.sweeping} sweeps={upkeep.data.sweeps} />
      <Sizes database={upkeep.data.database} />
    </>
  );
}

function Sweeps({ sweeping, sweeps }: { readonly sweeping: boolean; readonly sweeps: readonly Sweep[] }) {
  const failed = sweeps.filter(({ failure }) => failure !== null);
  return (
    <Card title="Passes" lead="Each kind of row has a pass of its own.">
      {!sweeping && (
        <Note tone="doubt" title="Clean-up is switched off">
          Nothing is removed, so the database grows with every token.
        </Note>
      )}
      {failed.length > 0 && (
        <Note tone="bad" title="A pass failed">
          It is tried again by itself. The log of the server says more about{' '}
          {failed.map(({ kind, failure }) => `${KINDS[kind] ?? kind} (${failure ?? ''})`).join(', ')}.
        </Note>
      )}
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Passes of the clean-up">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Rows</th>
              <th scope="col">Last pass</th>
              <th scope="col" data-align="end">
                Removed by it
              </th>
              <th scope="col" data-align="end">
                Removed in all
              </th>
              <th scope="col">Next pass</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {sweeps.map((sweep) => (
              <tr key={sweep.kind}>
                <th scope="row">{KINDS[sweep.kind] ?? sweep.kind}</th>
                <td>
                  <Time at={sweep.last_finished_at} fallback="not yet" />
                </td>
                <td data-align="end">{sweep.last_removed.toLocaleString('en-GB')}</td>
                <td data-align="end">{sweep.removed_total.toLocaleString('en-GB')}</td>
                <td>{sweeping ? <Time at={sweep.next_at} /> : '–'}</td>
                <td>
                  <SweepState sweep={sweep} sweeping={sweeping} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function SweepState({ sweep, sweeping }: { readonly sweep: Sweep; readonly sweeping: boolean }) {
  if (sweep.failure !== null) return <Badge tone="bad">failed</Badge>;
  if (sweep.running) return <Badge tone="note">at work</Badge>;
  if (!sweeping) return <Badge tone="doubt">off</Badge>;
  if (sweep.lag_ms > LATE) {
    return <Badge tone="doubt">behind by {spanText(Math.round(sweep.lag_ms / 60_000) * 60)}</Badge>;
  }
  return <Badge tone="good">up to date</Badge>;
}

function Sizes({ database }: { readonly database: Shape<'DatabaseSizeAnswer'> }) {
  const tables = [...database.tables].sort((one, other) => other.bytes - one.bytes);
  const largest = Math.max(1, ...tables.map(({ bytes }) => bytes));
  return (
    <Card title="Size of the database" lead="Estimates, at most a minute old. Indexes are included.">
      <Facts>
        <Fact name="In all">{bytesText(database.bytes)}</Fact>
        <Fact name="Of it empty, for new rows">{bytesText(database.free_bytes)}</Fact>
      </Facts>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Tables by size">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col" data-align="end">
                Rows
              </th>
              <th scope="col" data-align="end">
                Size
              </th>
              <th scope="col">Share of the largest</th>
            </tr>
          </thead>
          <tbody>
            {tables.map(({ table, rows, bytes }) => (
              <tr key={table}>
                <th scope="row">
                  <code>{table}</code>
                </th>
                <td data-align="end">{rows.toLocaleString('en-GB')}</td>
                <td data-align="end">{bytesText(bytes)}</td>
                <td>
                  <span className={styles['share']} aria-hidden="true">
                    <span style={{ width: `${(100 * bytes) / largest}%` }} />
                  </span>
                  <span className="gh-hidden">{Math.round((100 * bytes) / largest)} %</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
