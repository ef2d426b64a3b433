'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api } from '../../ui/admin-api';
import { Badge, type Tone } from '../../ui/badge';
import { CodeBlock } from '../../ui/code-block';
import { CopyButton } from '../../ui/copy-id';
import { Note } from '../../ui/problem-alert';
import { Exchange, Judged } from './exchange';
import styles from './playground.module.css';
import type { RunAction, RunView, StepView } from './run-api';
import { ACTION_WORDS, STEP_WORDS } from './step-words';
import { TokenDetails } from './token-details';

const STATES: Readonly<Record<StepView['state'], readonly [Tone, string]>> = {
  ahead: ['quiet', 'to come'],
  waiting: ['note', 'waiting'],
  done: ['good', 'done'],
  failed: ['bad', 'failed'],
  skipped: ['quiet', 'not possible'],
};

export interface RunStepsProps {
  readonly run: RunView;
  readonly busy: boolean;
  readonly onAction: (action: RunAction) => void;
}

export function RunSteps({ run, busy, onAction }: RunStepsProps) {
  return (
    <ol className={styles['steps']} aria-label="Steps of the run">
      {run.steps.map((step) => (
        <Step key={step.id} step={step} run={run} busy={busy} onAction={onAction} />
      ))}
    </ol>
  );
}

function Step({ step, run, busy, onAction }: RunStepsProps & { readonly step: StepView }) {
  const { title, what } = STEP_WORDS[step.id];
  const [tone, word] = STATES[step.state];
  return (
    <li data-state={step.state} data-step={step.id}>
      <div className={styles['stepHead']}>
        <h3>{title}</h3>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <div className={styles['stepBody']}>
        <p className={styles['soft']}>{what}</p>
        {step.note !== undefined && <p>{step.note}</p>}
        {step.id === 'request' && <Made run={run} />}
        {step.id === 'sign_in' && step.state === 'waiting' && run.authorizationUrl !== null && (
          <SignIn url={run.authorizationUrl} run={run} />
        )}
        {step.exchange && <Exchange exchange={step.exchange} what={title} />}
        <Judged facts={step.judged ?? []} />
        {step.tokens?.map((token) => (
          <TokenDetails key={token.digest} token={token} />
        ))}
        <StepAction step={step} run={run} busy={busy} onAction={onAction} />
      </div>
    </li>
  );
}

function StepAction({ step, run, busy, onAction }: RunStepsProps & { readonly step: StepView }) {
  const action = (Object.keys(ACTION_WORDS) as RunAction[]).find((each) => each === step.id);
  if (action === undefined) return null;
  const { first, again } = ACTION_WORDS[action];
  const isNext = run.next === action;
  if (action === 'sign_out' && isNext && run.signOutUrl !== null) {
    return <SignOut url={run.signOutUrl} onOpen={() => onAction('sign_out')} />;
  }
  const live = run.steps.some(({ id, state }) => id === 'revocation' && state === 'ahead');
  const repeatable = again !== '' && step.state === 'done' && live;
  if (!isNext && !repeatable) return null;
  return (
    <div>
      <Button size="xs" variant={isNext ? 'filled' : 'default'} onClick={() => onAction(action)} loading={busy}>
        {isNext ? first : again}
      </Button>
    </div>
  );
}

function Made({ run: { made } }: { readonly run: RunView }) {
  const entries = Object.entries(made);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>What was made for this run</summary>
      <dl className={styles['made']}>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>
              <code dir="ltr">{name}</code>
            </dt>
            <dd>
              <code dir="ltr">{value}</code>
            </dd>
          </div>
        ))}
        <div>
          <dt>
            <code dir="ltr">code_verifier</code>
          </dt>
          <dd>stays on the console’s server</dd>
        </div>
      </dl>
    </details>
  );
}

function SignIn({ url, run }: { readonly url: string; readonly run: RunView }) {
  return (
    <>
      <div className={styles['buttons']}>
        <Button component="a" href={url} target="_blank" rel="noopener noreferrer" size="xs">
          Open the sign-in in a new tab
        </Button>
        <span>
          Copy the link <CopyButton value={url} what="link of the sign-in" />
        </span>
      </div>
      <p className={styles['soft']}>
        In this browser you are signed in as yourself. To be somebody else, open the link in a private window and go on
        there to the end. With <code>prompt=login</code> or <code>select_account</code> you can change the person here,
        but that also changes who is signed in at this server in this browser.
      </p>
      <details>
        <summary>The address that is opened</summary>
        <CodeBlock code={url.replaceAll(/[?&]/g, '\n  $&')} what="Authorization request" />
      </details>
      <Refused run={run} />
    </>
  );
}

/** The server may show an error page instead of answering us; its list of failures says so. */
function Refused({ run: { clientId, startedAt, madeMistakes } }: { readonly run: RunView }) {
  const { data } = useQuery({
    queryKey: ['failures', 'of a run', clientId, startedAt],
    queryFn: () =>
      answer(
        api.GET('/admin/v1/failures', {
          params: { query: { client_id: clientId, endpoint: 'authorize', from: startedAt, limit: 5 } },
        }),
      ),
    refetchInterval: 3_000,
  });
  // What was done wrong on purpose is explained where it was done.
  const onPurpose = madeMistakes.map(({ exchange }) => exchange?.reference);
  const failures = data?.items.filter(({ reference }) => !onPurpose.includes(reference)) ?? [];
  if (failures.length === 0) return null;
  return (
    <Note tone="bad" title="The server refused a request of this client">
      <ul className={styles['plain']}>
        {failures.map(({ reference, title }) => (
          <li key={reference}>
            {title}{' '}
            <Link href={`/errors/${reference}`} prefetch={false}>
              Why {reference} failed
            </Link>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function SignOut({ url, onOpen }: { readonly url: string; readonly onOpen: () => void }) {
  return (
    <>
      <p className={styles['soft']}>
        Open it where the person signed in. If that was you in this browser, it ends your session here too, with this
        console. No ID token is sent along as a hint, as it would stand in the address; so the page asks first.
      </p>
      <div className={styles['buttons']}>
        <Button component="a" href={url} target="_blank" rel="noopener noreferrer" size="xs" onClick={onOpen}>
          Open the sign-out in a new tab
        </Button>
        <span>
          Copy the link <CopyButton value={url} what="link of the sign-out" />
        </span>
        <Button size="xs" variant="default" onClick={onOpen}>
          I opened it elsewhere
        </Button>
      </div>
    </>
  );
}
