'use client';
/** Four short screens: what it is, where it runs, what it may ask for, and why all is as it is. */
import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { ProblemAlert } from '../../ui/problem-alert';
import { clientHref } from '../../ui/use-client';
import { Created, type CreatedClient } from './created';
import { faultsOf } from './faults';
import { kindOf } from './kinds';
import styles from './register-client.module.css';
import { StepAccess } from './step-access';
import { StepKind } from './step-kind';
import { StepPlace } from './step-place';
import { StepReview } from './step-review';
import { STEPS, useDraft } from './use-draft';
import { useJudgement } from './use-judgement';
import { useKeyPair } from './use-key-pair';
import { useRegister } from './use-register';

const TITLES = ['What it is', 'Where it runs', 'What it may ask for', 'Review'] as const;

export function Wizard() {
  const router = useRouter();
  const wizard = useDraft();
  const { draft, step, go } = wizard;
  const [tried, setTried] = useState(0);
  const [created, setCreated] = useState<CreatedClient>();
  const form = useRef<HTMLFormElement>(null);
  const faults = tried === step ? faultsOf(step, draft) : {};
  const kind = kindOf(draft.kind);
  const needsKeys = step === STEPS && kind?.proves === true && draft.method === 'private_key_jwt';
  const { keys, error: keyError } = useKeyPair(needsKeys);
  const judgement = useJudgement(draft, needsKeys ? keys : undefined, step === STEPS && (!needsKeys || !!keys));
  const register = useRegister();
  const title = TITLES[step - 1] ?? '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const earliest = [1, 2, 3].find((one) => one <= step && Object.keys(faultsOf(one, draft)).length > 0);
    if (earliest !== undefined) {
      setTried(earliest);
      if (earliest !== step) go(earliest);
      requestAnimationFrame(() => focusFirstFault(form.current));
      return;
    }
    if (step < STEPS) {
      go(step + 1);
      return;
    }
    if (!judgement.body || (needsKeys && !keys) || register.isPending) return;
    register.mutate(judgement.body, {
      onSuccess: (client) => {
        const { client_id: clientId, client_name: name, secret } = client;
        setCreated({ clientId, name, secret: secret?.client_secret, keys: needsKeys ? keys : undefined });
        register.reset();
      },
    });
  };
  const finish = (clientId: string) => {
    const snippet = kind?.places.find(({ id }) => id === draft.place)?.snippet ?? kind?.places[0]?.snippet;
    router.replace(`${clientHref(clientId, 'integrate')}${snippet === undefined ? '' : `?snippet=${snippet}`}`);
  };
  const props = { ...wizard, fault: (field: string) => faults[field] };
  return (
    <form ref={form} className={styles['wizard']} onSubmit={submit} noValidate>
      <Progress step={step} go={go} />
      <StepHead step={step} title={title} />
      <div className={styles['screen']}>
        {step === 1 && <StepKind {...props} />}
        {step === 2 && <StepPlace {...props} />}
        {step === 3 && <StepAccess {...props} />}
        {step === 4 && <StepReview {...props} judgement={judgement} />}
        <ProblemAlert error={register.error ?? keyError} />
      </div>
      <div className={styles['foot']}>
        {step > 1 && (
          <Button variant="default" onClick={() => go(step - 1)}>
            Back
          </Button>
        )}
        {step < STEPS ? (
          <Button type="submit">Continue</Button>
        ) : (
          <ActionButton type="submit" needs="clients:write" loading={register.isPending}>
            Register
          </ActionButton>
        )}
      </div>
      {created && <Created created={created} onClose={() => finish(created.clientId)} />}
    </form>
  );
}

function focusFirstFault(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const alert = form?.querySelector<HTMLElement>('[role="alert"]');
  const beside = alert?.closest('[role="group"], fieldset')?.querySelector<HTMLElement>('input, button');
  (wrong ?? beside ?? form?.querySelector<HTMLElement>('input'))?.focus();
}

/** Takes the focus at each new screen, and says where one is. */
function StepHead({ step, title }: { readonly step: number; readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  // Before anybody can press another key: the focus must not be taken from where they went.
  useLayoutEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
    window.scrollTo({ top: 0 });
  }, [step]);
  return (
    <>
      <p className="gh-hidden" role="status">
        Step {step} of {STEPS}: {title}
      </p>
      <h2 ref={heading} tabIndex={-1} className={styles['title']}>
        <span>
          Step {step} of {STEPS}
        </span>
        {title}
      </h2>
    </>
  );
}

function Progress({ step, go }: { readonly step: number; readonly go: (step: number) => void }) {
  return (
    <ol className={styles['progress']} aria-label="Steps">
      {TITLES.map((title, index) => {
        const number = index + 1;
        return (
          <li
            key={title}
            aria-current={number === step ? 'step' : undefined}
            data-state={number < step ? 'done' : number === step ? 'current' : 'ahead'}
          >
            {number < step ? (
              <button type="button" onClick={() => go(number)}>
                {title}
              </button>
            ) : (
              <span>{title}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
