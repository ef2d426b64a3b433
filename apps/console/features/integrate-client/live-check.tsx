'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import type { Shape } from '../../ui/admin-api';
import { Card } from '../../ui/form-card';
import { useMay } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import styles from './integrate-client.module.css';
import type { LiveStep } from './live-steps';
import { useLiveCheck } from './use-live-check';

export interface LiveCheckProps {
  readonly clientId: string;
  readonly signsIn: boolean;
}

/** Waits for the first request of the client and ticks off what it did; a refusal is explained on the spot. */
export function LiveCheck(props: LiveCheckProps) {
  const seesAudit = useMay('audit:read');
  const seesTokens = useMay('tokens:read');
  if (seesAudit && seesTokens) return <Waiting {...props} />;
  return (
    <Card title="Live check">
      <p className={styles['soft']}>
        It follows the audit log and the ledger, for which you need the permissions <code>audit:read</code> and{' '}
        <code>tokens:read</code>.
      </p>
    </Card>
  );
}

function Waiting({ clientId, signsIn }: LiveCheckProps) {
  const { steps, failures, isDone, isLoading, error, startOver } = useLiveCheck(clientId, signsIn);
  const seen = steps.filter(({ at }) => at !== undefined).length;
  return (
    <Card
      title="Live check"
      lead={isDone ? 'It works. This is what was seen last.' : 'Waiting for the first request: start your client now.'}
      actions={
        seen > 0 && (
          <Button variant="default" size="xs" onClick={startOver}>
            Start over
          </Button>
        )
      }
    >
      <p className="gh-hidden" role="status">
        {isLoading ? '' : `${seen} of ${steps.length} steps seen${isDone ? '. It works.' : ''}`}
      </p>
      {error && !isLoading ? <LoadFailed error={error} /> : null}
      <ol className={styles['live']}>
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
      {failures.map((failure) => (
        <Failure key={failure.reference} failure={failure} />
      ))}
      {signsIn && (
        <p className={styles['soft']}>
          Calls to userinfo leave no trace in the audit log, so the last tick is the access token itself.
        </p>
      )}
    </Card>
  );
}

function Step({ step: { title, waiting, at, href } }: { readonly step: LiveStep }) {
  const isSeen = at !== undefined;
  return (
    <li data-seen={isSeen || undefined}>
      <span className={styles['mark']} aria-hidden="true">
        {isSeen ? '✓' : ''}
      </span>
      <span>
        <strong>{title}</strong>{' '}
        {isSeen ? (
          <>
            <span className="gh-hidden">seen </span>
            <Time at={at} /> {href !== undefined && <Link href={href}>Look at it</Link>}
          </>
        ) : (
          <span className={styles['soft']}>
            <span className="gh-hidden">not seen yet. </span>
            {waiting}
          </span>
        )}
      </span>
    </li>
  );
}

/** Why a request was refused, in the words of the explainer. */
function Failure({ failure }: { readonly failure: Shape<'FailureAnswer'> }) {
  const { title, fix, reference, at, received } = failure;
  const sent = Object.entries(received).filter(([, value]) => typeof value === 'string');
  return (
    <div role="alert">
      <Note tone="bad" title={title}>
        <p>{fix}</p>
        {sent.length > 0 && (
          <ul>
            {sent.map(([name, value]) => (
              <li key={name}>
                {name.replaceAll('_', ' ')} sent: <code>{String(value)}</code>
              </li>
            ))}
          </ul>
        )}
        <p>
          <Time at={at} /> · <Link href={`/errors/${reference}`}>Explain failure {reference}</Link>
        </p>
      </Note>
    </div>
  );
}
