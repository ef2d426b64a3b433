'use client';
import { TextInput } from '@mantine/core';
import { Note } from '../../ui/problem-alert';
import { FORGOTTEN_WITH_KIND } from './draft';
import { KINDS } from './kinds';
import styles from './register-client.module.css';
import type { StepProps } from './step';
import { useUnavailableKinds } from './use-unavailable-kinds';

/** What is it? Everything else follows from the answer. */
export function StepKind({ draft, change, fault }: StepProps) {
  const unavailable = useUnavailableKinds();
  return (
    <>
      <TextInput
        label="Name"
        description="People read it when they are asked whether to allow the client."
        placeholder="Example shop"
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value || null })}
        maxLength={255}
        required
        autoComplete="off"
        {...(fault('name') === undefined ? {} : { error: fault('name') })}
      />
      <fieldset className={styles['choices']} aria-describedby={fault('kind') ? 'kind-fault' : undefined}>
        <legend>What is it?</legend>
        {KINDS.map(({ type, name, what, example }) => {
          const reason = unavailable[type];
          return (
            <label key={type} className={styles['choice']} data-unavailable={reason !== undefined || undefined}>
              <input
                type="radio"
                name="kind"
                value={type}
                checked={draft.kind === type}
                disabled={reason !== undefined}
                onChange={() => change({ ...FORGOTTEN_WITH_KIND, kind: type })}
                aria-labelledby={`kind-${type}-name`}
                aria-describedby={`kind-${type}`}
              />
              <span>
                <strong id={`kind-${type}-name`}>{name}</strong>
                <span id={`kind-${type}`}>
                  {what} <em>{example}.</em>
                  {reason !== undefined && <span className={styles['reason']}>{reason}</span>}
                </span>
              </span>
            </label>
          );
        })}
      </fieldset>
      {fault('kind') && (
        <p id="kind-fault" className={styles['fault']} role="alert">
          {fault('kind')}
        </p>
      )}
      {draft.kind === 'device' && unavailable.device !== undefined && (
        <Note tone="doubt" title="Not available yet">
          {unavailable.device}
        </Note>
      )}
    </>
  );
}
