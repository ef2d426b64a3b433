'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { lintClient, type LintFinding } from '@gatehouse/client-rules';
import type { Shape } from '../../ui/admin-api';
import { Badge, GradeBadge } from '../../ui/badge';
import { useMe } from '../../ui/me';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { metadataOf } from './draft';
import styles from './register-client.module.css';
import { reviewRows, type ReviewRow } from './review-rows';
import type { StepProps } from './step';
import type { Judgement } from './use-judgement';

/** Every setting with its reason. What the server says of it stands above. */
export function StepReview(props: StepProps & { readonly judgement: Judgement }) {
  const { draft, judgement } = props;
  const metadata = metadataOf(draft, judgement.publicKey);
  return (
    <>
      <Verdict {...props} />
      <ul className={styles['review']} aria-label="Settings">
        {reviewRows(draft, metadata).map((row) => (
          <Row key={row.id} row={row} {...props} />
        ))}
      </ul>
    </>
  );
}

function Verdict({ draft, judgement }: StepProps & { readonly judgement: Judgement }) {
  const { issuerUrl } = useMe();
  const { checked, error } = judgement;
  if (error) return <ProblemAlert error={error} />;
  const faults = checked?.findings.filter(({ level }) => level === 'error') ?? [];
  if (faults.length > 0) {
    return (
      <Note tone="bad" title="It cannot be registered like this">
        <FindingList findings={faults} />
      </Note>
    );
  }
  // Until the server has answered, the same linter here.
  const { grade, reason, findings } =
    checked?.lint ??
    lintClient(metadataOf(draft, judgement.publicKey), {
      production: issuerUrl.startsWith('https:'),
      server: { issParameter: true, pkceDowngradePrevented: true },
    });
  const doubts = checked?.findings.filter(({ level }) => level === 'warning') ?? [];
  return (
    <div className={styles['verdict']} role="status">
      <p>
        <GradeBadge grade={grade} /> <strong>Security grade {grade}.</strong> {reason}
      </p>
      {findings.length > 0 && <LintList findings={findings} />}
      {doubts.length > 0 && <FindingList findings={doubts} />}
    </div>
  );
}

function FindingList({ findings }: { readonly findings: readonly Shape<'FindingAnswer'>[] }) {
  return (
    <ul className={styles['findings']}>
      {findings.map(({ rule, pointer, message, fix }) => (
        <li key={`${rule}${pointer}`}>
          {message} {fix}
        </li>
      ))}
    </ul>
  );
}

function LintList({ findings }: { readonly findings: readonly (Shape<'LintFindingAnswer'> | LintFinding)[] }) {
  return (
    <ul className={styles['findings']}>
      {findings.map(({ rule, message, fix, section }) => (
        <li key={rule}>
          {message} {fix} <span className={styles['soft']}>({section})</span>
        </li>
      ))}
    </ul>
  );
}

function Row({ row, draft, change, go }: StepProps & { readonly row: ReviewRow }) {
  const { override } = row;
  const isChanged = override !== undefined && draft[override.name] !== null;
  const [open, setOpen] = useState(false);
  const lock = () => {
    if (override) change({ [override.name]: null });
    setOpen(false);
  };
  return (
    <li>
      <div className={styles['setting']}>
        <strong>{row.label}</strong>
        <span className={styles['value']}>
          {row.value} {isChanged && <Badge tone="note">changed by you</Badge>}
        </span>
        <span className={styles['soft']}>{row.reason}</span>
      </div>
      <div className={styles['unlock']}>
        {row.step !== undefined && (
          <Button variant="subtle" size="xs" onClick={() => go(row.step ?? 1)} aria-label={`Change: ${row.label}`}>
            Change
          </Button>
        )}
        {override && !open && !isChanged && (
          <Button variant="subtle" size="xs" onClick={() => setOpen(true)} aria-label={`Unlock: ${row.label}`}>
            Unlock
          </Button>
        )}
        {override && (open || isChanged) && (
          <Button variant="subtle" size="xs" onClick={lock} aria-label={`Back to the default: ${row.label}`}>
            Back to the default
          </Button>
        )}
      </div>
      {override && (open || isChanged) && <Control row={row} override={override} change={change} />}
    </li>
  );
}

function Control({
  row,
  override: { name, control, current },
  change,
}: Pick<StepProps, 'change'> & { readonly row: ReviewRow; readonly override: NonNullable<ReviewRow['override']> }) {
  const [text, setText] = useState(current);
  if (control.kind === 'choice') {
    return (
      <NativeSelect
        className={styles['control'] ?? ''}
        aria-label={row.label}
        value={current}
        data={[...control.options]}
        onChange={(event) => change({ [name]: event.currentTarget.value || null } as never)}
      />
    );
  }
  const { minimum, maximum } = control;
  const value = Number(text);
  const isFine = /^\d+$/.test(text) && value >= minimum && value <= maximum;
  return (
    <TextInput
      className={styles['control'] ?? ''}
      label={`${row.label}, in seconds`}
      inputMode="numeric"
      value={text}
      error={isFine ? undefined : `A whole number from ${minimum} to ${maximum}.`}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const number = Number(typed);
        if (/^\d+$/.test(typed) && number >= minimum && number <= maximum) change({ [name]: number } as never);
      }}
    />
  );
}
