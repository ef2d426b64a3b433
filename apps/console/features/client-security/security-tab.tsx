'use client';
/** What RFC 9700 and OAuth 2.1 advise about the client: a grade, each finding with its reason, and a way to mend it. */
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { Badge, GradeBadge, type Tone } from '../../ui/badge';
import { Card } from '../../ui/form-card';
import { PkceTraffic } from '../../ui/pkce-traffic';
import { BlockSkeleton, EmptyState, LoadFailed } from '../../ui/states';
import { clientHref, useClientLint, useLoadedClient } from '../../ui/use-client';
import { FixDialog } from './fix-dialog';
import { bySeverity, planOf, type Finding } from './fix-plan';
import styles from './security.module.css';

const SEVERITIES: Readonly<Record<string, Tone>> = { critical: 'bad', high: 'bad', medium: 'doubt', low: 'note' };

export function SecurityTab() {
  const { clientId } = useLoadedClient();
  const { data: lint, error, refetch } = useClientLint(clientId);
  const [fixing, setFixing] = useState<Finding>();
  if (!lint) {
    return error ? (
      <LoadFailed error={error} onRetry={() => void refetch()} />
    ) : (
      <BlockSkeleton label="Checking the client" height={280} />
    );
  }
  return (
    <>
      <Card title="Security grade">
        <div className={styles['summary']}>
          <span
            className={styles['grade']}
            data-tone={lint.grade > 'B' ? (lint.grade > 'D' ? 'bad' : 'doubt') : 'good'}
          >
            <GradeBadge grade={lint.grade} />
          </span>
          <div>
            <p>{lint.reason}</p>
            <p className={styles['soft']}>
              Judged by RFC 9700 and OAuth 2.1 from what is registered. A is the best grade and F the worst; it is
              looked at again after each change.
            </p>
          </div>
        </div>
      </Card>
      {lint.findings.length === 0 ? (
        <EmptyState title="Nothing to mend">
          <p>The linter has no advice for this client. It will speak up here when a change makes it weaker.</p>
        </EmptyState>
      ) : (
        <ul className={styles['list']} aria-label="Findings">
          {bySeverity(lint.findings).map((finding) => (
            <li key={finding.rule}>
              <FindingCard finding={finding} clientId={clientId} onFix={() => setFixing(finding)} />
            </li>
          ))}
        </ul>
      )}
      {fixing && <FixDialog finding={fixing} lint={lint} onClose={() => setFixing(undefined)} />}
    </>
  );
}

interface FindingCardProps {
  readonly finding: Finding;
  readonly clientId: string;
  readonly onFix: () => void;
}

function FindingCard({ finding, clientId, onFix }: FindingCardProps) {
  const { rule, severity, message, why, fix, section } = finding;
  const { change, place } = planOf(finding);
  return (
    <Card
      title={message}
      lead={
        <span className={styles['marks']}>
          <Badge tone={SEVERITIES[severity] ?? 'quiet'}>{severity}</Badge>
          <code>{rule}</code>
          <span>{section}</span>
        </span>
      }
      actions={
        <>
          {place && (
            <ActionButton
              size="xs"
              variant={change ? 'default' : 'filled'}
              href={`${clientHref(clientId, place.tab)}#${place.member}`}
            >
              Go to {place.name}
            </ActionButton>
          )}
          {change && (
            <ActionButton needs="clients:write" size="xs" onClick={onFix}>
              Fix…
            </ActionButton>
          )}
        </>
      }
    >
      <dl className={styles['reasons']}>
        <div>
          <dt>Why it matters</dt>
          <dd>{why}</dd>
        </div>
        {fix && (
          <div>
            <dt>What to do</dt>
            <dd>
              {fix}
              {!change && !place && ' This is not a setting of the client.'}
            </dd>
          </div>
        )}
        {change?.require_pkce === true && (
          <div>
            <dt>What it would do to people</dt>
            <dd>
              <PkceTraffic clientId={clientId} />
            </dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
