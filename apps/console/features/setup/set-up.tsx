'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { type ReactNode, useEffect, useRef } from 'react';
import { Announcer } from '../../ui/announcer';
import { type FirstStep, firstStepsOf, useEnvironmentChecks, useFirstClient } from '../../ui/first-steps';
import { useMay } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, LoadFailed } from '../../ui/states';
import { ChecksStep } from './checks-step';
import { DefaultsStep } from './defaults-step';
import { FirstClientStep, SignInStep } from './first-client-steps';
import { OwnerStep } from './owner-step';
import styles from './set-up.module.css';
import { SetUpFrame } from './set-up-frame';

const STEPS = ['owner', 'checks', 'defaults', 'client', 'sign-in'] as const;
type StepId = (typeof STEPS)[number];

const TITLES: Readonly<Record<StepId, string>> = {
  owner: 'Owner account',
  checks: 'Addresses and environment',
  defaults: 'Defaults',
  client: 'First client',
  'sign-in': 'Test sign-in',
};
const CONTENTS: Readonly<Record<StepId, () => ReactNode>> = {
  owner: OwnerStep,
  checks: ChecksStep,
  defaults: DefaultsStep,
  client: FirstClientStep,
  'sign-in': SignInStep,
};

/** What is left to do in a new installation. Where it stands follows from what is there, so it can be left at any time. */
export function SetUp() {
  const mayCheck = useMay('settings:read');
  const checks = useEnvironmentChecks(mayCheck);
  const client = useFirstClient();
  const known = client.data && (checks.data ?? (mayCheck ? undefined : []));
  const steps = known && client.data ? firstStepsOf(known, client.data) : undefined;
  const failed = checks.error ?? client.error;
  return (
    <SetUpFrame
      actions={
        <Link href="/overview" prefetch={false}>
          To the console
        </Link>
      }
    >
      {steps ? (
        <Steps steps={steps} />
      ) : failed ? (
        <>
          <h1>Set up Gatehouse</h1>
          <LoadFailed
            error={failed}
            onRetry={() => {
              void checks.refetch();
              void client.refetch();
            }}
          />
        </>
      ) : (
        <>
          <h1>Set up Gatehouse</h1>
          <BlockSkeleton label="Looking how far set-up has come" height={320} />
        </>
      )}
      <Announcer />
    </SetUpFrame>
  );
}

function Steps({ steps }: { readonly steps: readonly FirstStep[] }) {
  const [chosen, choose] = useQueryState('step', parseAsStringLiteral(STEPS).withOptions({ history: 'push' }));
  const done = new Set<StepId>(steps.filter((step) => step.done).map(({ id }) => id));
  const current = chosen ?? steps.find((step) => !step.done)?.id ?? 'sign-in';
  const index = STEPS.indexOf(current);
  const [before, after] = [STEPS[index - 1], STEPS[index + 1]];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (chosen !== null) heading.current?.focus({ preventScroll: true });
  }, [chosen]);
  const Content = CONTENTS[current];
  const doneCount = steps.filter((step) => step.done).length;
  const allDone = doneCount === steps.length;
  return (
    <>
      <h1>Set up Gatehouse</h1>
      <p className={styles['lead']} role="status">
        {doneCount} of {steps.length} done.{' '}
        {allDone ? 'Gatehouse is ready.' : 'You can leave at any time and go on later.'}
      </p>
      <div className={styles['wizard']}>
        <nav aria-label="Steps of the set-up">
          <ol className={styles['stepper']}>
            {STEPS.map((id, position) => (
              <li key={id} data-done={done.has(id) || undefined}>
                <button
                  type="button"
                  aria-current={id === current ? 'step' : undefined}
                  onClick={() => void choose(id)}
                >
                  <span aria-hidden="true">{done.has(id) ? '✓' : position + 1}</span>
                  {TITLES[id]}
                  {done.has(id) && <span className="gh-hidden">, done</span>}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <section className={styles['step']} aria-labelledby="step-title">
          <h2 id="step-title" ref={heading} tabIndex={-1}>
            <span className="gh-hidden">
              Step {index + 1} of {STEPS.length}:{' '}
            </span>
            {TITLES[current]}
          </h2>
          <Content />
          {allDone && current === 'sign-in' && (
            <Note tone="good" title="Everything is in place">
              Owner, environment, client and sign-in: all four are done.
            </Note>
          )}
          <div className={styles['ways-on']}>
            {before && (
              <Button variant="default" onClick={() => void choose(before)}>
                Back
              </Button>
            )}
            {after ? (
              <Button onClick={() => void choose(after)}>Next: {TITLES[after]}</Button>
            ) : (
              <Button component={Link} href="/overview" prefetch={false} variant={allDone ? 'filled' : 'default'}>
                To the overview
              </Button>
            )}
          </div>
        </section>
      </div>
    </>
  );
}
