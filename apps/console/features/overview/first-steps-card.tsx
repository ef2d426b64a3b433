'use client';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { firstStepsOf, useEnvironmentChecks, useFirstClient } from '../../ui/first-steps';
import { useMay } from '../../ui/me';
import { announce } from '../../ui/announcer';
import styles from './overview.module.css';

const COOKIE = 'gh_first_steps=closed';
const CLOSED_EVENT = 'gatehouse:first-steps-closed';

const isClosed = () => document.cookie.includes(COOKIE);
const subscribe = (changed: () => void) => {
  window.addEventListener(CLOSED_EVENT, changed);
  return () => window.removeEventListener(CLOSED_EVENT, changed);
};

function close(): void {
  document.cookie = `${COOKIE}; Path=/; SameSite=Lax; Max-Age=31536000`;
  window.dispatchEvent(new Event(CLOSED_EVENT));
  announce('The list is closed. Set-up stays at /setup.');
}

/** How far set-up has come, until it is done or somebody closes the list. */
export function FirstStepsCard() {
  const closed = useSyncExternalStore(subscribe, isClosed, () => true);
  // Those who could not do any of it are not told to.
  const [mayCheck, mayRegister] = [useMay('settings:read'), useMay('clients:write')];
  const shown = !closed && mayCheck && mayRegister;
  const { data: checks } = useEnvironmentChecks(shown);
  const { data: client } = useFirstClient(shown);
  if (!shown || !checks || !client) return null;
  const steps = firstStepsOf(checks, client);
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <section className={styles['steps']} aria-labelledby="first-steps">
      <div className={styles['stepsHead']}>
        <h2 id="first-steps">First steps</h2>
        <span className="gh-number">
          {done} of {steps.length} done
        </span>
        <Button variant="subtle" size="compact-xs" onClick={close} aria-label="Close the list of first steps">
          Close
        </Button>
      </div>
      <progress value={done} max={steps.length} aria-label="First steps done" />
      <ol>
        {steps.map(({ id, title, done: isDone }) => (
          <li key={id} data-done={isDone || undefined}>
            <span aria-hidden="true">{isDone ? '✓' : '○'}</span>
            {isDone ? (
              <span>
                {title}
                <span className="gh-hidden">: done</span>
              </span>
            ) : (
              <Link href={`/setup?step=${id}`} prefetch={false}>
                {title}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
