'use client';
import { Button, Checkbox, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { answer, api, type Shape } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Card } from '../../ui/form-card';
import { ProblemAlert } from '../../ui/problem-alert';
import type { Client } from '../../ui/use-client';
import { checkedParameters, type Flow, FORMULAS, MACHINE_MEANINGS, mayBeSent, reasonFor } from './parameters';
import styles from './playground.module.css';
import type { EditedDraft } from './use-draft';

const CheckResult = dynamic(() => import('./check-result').then((module) => module.CheckResult), { ssr: false });

export interface RequestCardProps {
  readonly client: Client;
  readonly flows: readonly Flow[];
  readonly flow: Flow;
  readonly onFlow: (flow: Flow) => void;
  readonly draft: EditedDraft;
}

const FLOW_WORDS: Readonly<Record<Flow, string>> = {
  authorization_code: 'A person signs in (authorization code)',
  client_credentials: 'The client on its own (client credentials)',
};

const check = (parameters: Record<string, unknown>) =>
  answer(api.POST('/admin/v1/authorization-checks', { body: { parameters } }));

/** Every parameter with its value, what it does, why it has this value, and what the server looks at. */
export function RequestCard({ client, flows, flow, onFlow, draft }: RequestCardProps) {
  const forPeople = flow === 'authorization_code';
  const meanings = useQuery({
    queryKey: ['authorization-check', 'meanings'],
    queryFn: () => check({}),
    select: ({ parameters }) => parameters,
    staleTime: Infinity,
  });
  const checked = useMutation({
    mutationFn: () => check(checkedParameters(client.client_id, draft)),
    onSuccess: ({ acceptable }) =>
      announce(acceptable ? 'The request would be accepted' : 'The request would be refused'),
  });
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      announce('Copied a link with the parameters');
    } catch {
      announce('The browser did not let us copy. Copy the address of this page instead.');
    }
  };
  const meaningOf = (name: string) => {
    const found = forPeople ? meanings.data?.find((each) => each.name === name) : MACHINE_MEANINGS[name];
    return found ?? UNKNOWN;
  };
  return (
    <Card
      title="Request"
      lead={
        forPeople
          ? 'What the client puts into the address of the sign-in.'
          : 'What the client sends to the token endpoint.'
      }
      actions={
        <>
          <Button variant="default" size="xs" onClick={() => void copyLink()}>
            Copy link to this request
          </Button>
          <Button variant="default" size="xs" onClick={draft.startOver} disabled={draft.isProposed}>
            Start over
          </Button>
        </>
      }
    >
      {flows.length > 1 && (
        <Radio.Group label="Who takes part" value={flow} onChange={(value) => onFlow(value as Flow)}>
          <div className={styles['radios']}>
            {flows.map((each) => (
              <Radio key={each} value={each} label={FLOW_WORDS[each]} />
            ))}
          </div>
        </Radio.Group>
      )}
      <ul className={styles['parameters']} aria-label="Parameters">
        <Parameter name="client_id" meaning={meaningOf('client_id')} reason="The client that you chose.">
          <code dir="ltr">{client.client_id}</code>
        </Parameter>
        {draft.pairs.map(([name, value], index) => (
          <Parameter
            key={`${name} ${index}`}
            name={name}
            meaning={meaningOf(name)}
            reason={reasonFor(name)}
            {...(PROPOSED.includes(name) ? {} : { onRemove: () => draft.remove(index) })}
          >
            <Value
              name={name}
              value={value}
              refused={draft.refused === index}
              onChange={(text) => draft.setValue(index, text)}
            />
          </Parameter>
        ))}
        {forPeople &&
          MADE.filter(({ name }) => draft.pkce || name !== 'code_challenge_method').map(({ name, choice }) => (
            <Parameter key={name} name={name} meaning={meaningOf(name)} reason={reasonFor(name)}>
              <code dir="ltr" className={styles['formula']}>
                {FORMULAS[name]}
              </code>
              {choice && (
                <Checkbox
                  label={choice.label}
                  checked={draft[choice.member]}
                  onChange={(event) => draft.setMade({ [choice.member]: event.currentTarget.checked })}
                />
              )}
            </Parameter>
          ))}
      </ul>
      {forPeople && (
        <AddParameter known={meanings.data ?? []} sent={draft.pairs.map(([name]) => name)} onAdd={draft.add} />
      )}
      <ProblemAlert error={meanings.error} />
      {forPeople && (
        <div>
          <Button variant="default" onClick={() => checked.mutate()} loading={checked.isPending}>
            Check without sending
          </Button>
        </div>
      )}
      <ProblemAlert error={checked.error} />
      {checked.data && <CheckResult result={checked.data} client={client} />}
    </Card>
  );
}

interface Meaning {
  readonly meaning: string;
  readonly checked: string;
  readonly section: string;
}

const UNKNOWN: Meaning = {
  meaning: 'No standard that this server follows names it.',
  checked: 'It is ignored, as unknown parameters have to be.',
  section: 'RFC 6749 §3.1',
};

const PROPOSED = ['response_type', 'redirect_uri', 'scope', 'resource', 'prompt'];

const MADE = [
  { name: 'state', choice: undefined },
  { name: 'nonce', choice: { member: 'nonce', label: 'Send a nonce' } },
  { name: 'code_challenge', choice: { member: 'pkce', label: 'Send a challenge (PKCE)' } },
  { name: 'code_challenge_method', choice: undefined },
] as const;

function Parameter({
  name,
  meaning,
  reason,
  onRemove,
  children,
}: {
  readonly name: string;
  readonly meaning: Meaning;
  readonly reason: string;
  readonly onRemove?: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <li>
      <div className={styles['value']}>
        <div className={styles['name']}>
          <code dir="ltr">{name}</code>
          {onRemove && (
            <Button variant="default" size="compact-xs" onClick={onRemove} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          )}
        </div>
        {children}
      </div>
      <div className={styles['meaning']}>
        <p>
          <Marked text={meaning.meaning} />
        </p>
        <p>
          <strong>Why this value:</strong> {reason}
        </p>
        <details>
          <summary>
            What the server checks<span className="gh-hidden"> of {name}</span>
          </summary>
          <p>
            <Marked text={meaning.checked} /> <span className={styles['section']}>{meaning.section}</span>
          </p>
        </details>
      </div>
    </li>
  );
}

/** Names stand between back quotes in the texts of the server. */
function Marked({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  prompt: ['', 'login', 'select_account', 'consent', 'none'],
  response_mode: ['', 'query', 'form_post', 'fragment'],
};

function Value({
  name,
  value,
  refused,
  onChange,
}: {
  readonly name: string;
  readonly value: string;
  readonly refused: boolean;
  readonly onChange: (value: string) => void;
}) {
  const choices = CHOICES[name];
  if (choices?.includes(value)) {
    return (
      <NativeSelect
        aria-label={`Value of ${name}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={choices.map((each) => ({ value: each, label: each === '' ? 'not sent' : each }))}
      />
    );
  }
  return (
    <TextInput
      aria-label={`Value of ${name}`}
      value={value}
      placeholder="not sent"
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={4_000}
      autoComplete="off"
      spellCheck={false}
      dir="ltr"
      {...(refused
        ? { error: 'That is a token or a secret. It was not taken: nothing of it belongs into an address.' }
        : {})}
    />
  );
}

function AddParameter({
  known,
  sent,
  onAdd,
}: {
  readonly known: readonly Shape<'ReadParameterAnswer'>[];
  readonly sent: readonly string[];
  readonly onAdd: (name: string) => void;
}) {
  const names = known
    .map(({ name }) => name)
    .filter((name) => mayBeSent(name) && (name === 'resource' || !sent.includes(name)));
  const [name, setName] = useState('');
  const chosen = names.includes(name) ? name : (names[0] ?? '');
  return (
    <div className={styles['choice']}>
      <NativeSelect
        label="Another parameter"
        value={chosen}
        onChange={(event) => setName(event.currentTarget.value)}
        data={names}
      />
      <Button variant="default" onClick={() => onAdd(chosen)} disabled={chosen === ''}>
        Add
      </Button>
    </div>
  );
}
