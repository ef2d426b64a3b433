'use client';
/** What a page shows when it has nothing to show, and why: nothing yet, no match, no permission, failed, loading. */
import { Button, Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { AdminScope } from '@gatehouse/contracts';
import { ApiProblem } from './admin-api';
import { useMay } from './me';
import styles from './states.module.css';

export interface StateProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** The exact next thing to do. */
  readonly action?: ReactNode;
}

/** Nothing was made yet: says what belongs here and how to make the first. */
export function EmptyState({ title, children, action }: StateProps) {
  return (
    <div className={styles['state']}>
      <h2 className={styles['title']}>{title}</h2>
      {children && <div className={styles['text']}>{children}</div>}
      {action && <div className={styles['action']}>{action}</div>}
    </div>
  );
}

/** There is something, but not for these filters. */
export function NoMatch({ onClear, what }: { readonly onClear: () => void; readonly what: string }) {
  return (
    <EmptyState
      title={`No ${what} match these filters`}
      action={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      <p>Remove a filter, or look for something else.</p>
    </EmptyState>
  );
}

/** Shows its content to those who may read it, and tells the others what is missing. */
export function Readable({ scope, children }: { readonly scope: AdminScope; readonly children: ReactNode }) {
  if (useMay(scope)) return <>{children}</>;
  return (
    <EmptyState title="You may not see this">
      <p>
        It needs the permission <code>{scope}</code>, which your roles do not give you. An owner or admin can change
        your roles under Users.
      </p>
    </EmptyState>
  );
}

/** Something could not be fetched. Says why, and offers to try again. */
export function LoadFailed({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : undefined;
  const title = problem?.code === 'scope_missing' ? 'You may not see this' : 'This could not be loaded';
  return (
    <div className={styles['state']} role="alert">
      <h2 className={styles['title']}>{title}</h2>
      <div className={styles['text']}>
        <p>{problem?.message ?? error.message}</p>
        {problem?.reference && (
          <p>
            Reference <code>{problem.reference}</code>
          </p>
        )}
      </div>
      {onRetry && (
        <div className={styles['action']}>
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

/** False for the first 200 ms: what is quick must not flicker. */
function useIsSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return slow;
}

/** Rows to come, in the shape of rows. */
export function RowsSkeleton({ label, columns }: { readonly label: string; readonly columns: number }) {
  const slow = useIsSlow();
  return (
    <div className={styles['skeleton']} role="status" aria-label={label}>
      {slow &&
        Array.from({ length: 8 }, (_, row) => (
          <div key={row} className={styles['row']}>
            {Array.from({ length: Math.min(columns, 5) }, (_each, column) => (
              <Skeleton key={column} height={12} width={`${[28, 16, 12, 18, 10][column]}%`} />
            ))}
          </div>
        ))}
    </div>
  );
}

/** A page or card to come. */
export function BlockSkeleton({
  label = 'Loading',
  height = 160,
}: {
  readonly label?: string;
  readonly height?: number;
}) {
  const slow = useIsSlow();
  return (
    <div role="status" aria-label={label} style={{ minHeight: height }}>
      {slow && <Skeleton height={height} radius="md" />}
    </div>
  );
}
