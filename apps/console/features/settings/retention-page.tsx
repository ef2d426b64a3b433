'use client';
import Link from 'next/link';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import { SettingsCard } from './settings-card';
import { useSettings } from './settings-data';
import styles from './settings.module.css';

export function RetentionPage() {
  const query = useSettings();
  if (query.error && !query.data) return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <BlockSkeleton label="Loading the settings" height={520} />;
  const changedAt = query.data.value.updated_at;
  return (
    <>
      <p className={styles['note']}>
        Every server follows a change within a second.{' '}
        {changedAt === null ? (
          'Nothing was changed yet: everything has its default.'
        ) : (
          <>
            Changed last <Time at={changedAt} />:{' '}
            <Link href="/audit?type=settings.changed" prefetch={false}>
              see who and what
            </Link>
            .
          </>
        )}
      </p>
      <SettingsCard
        title="How long things are kept"
        lead="After this time a row is deleted, and nobody can look it up any more. What is alive is never deleted."
        group="retention"
        stored={query.data}
      />
      <SettingsCard
        title="Refused requests"
        lead="Anybody can cause refusals, so only so many of them are stored. The rest is counted."
        group="failures"
        stored={query.data}
      />
    </>
  );
}
