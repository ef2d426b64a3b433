'use client';
/** Redirect URIs of preview deployments: registered for a while, by hand or by a pipeline, and gone by themselves. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { checkRedirectUri, hasErrors } from '@gatehouse/client-rules';
import { ActionButton } from '../action-button';
import { answer, api, newIdempotencyKey, type Shape } from '../admin-api';
import { announce } from '../announcer';
import { Badge } from '../badge';
import { CodeBlock } from '../code-block';
import { Card } from '../form-card';
import { useMe } from '../me';
import { ProblemAlert } from '../problem-alert';
import { Time } from '../time';
import { toPathId } from '../path-ids';
import { clientPath, useLoadedClient } from '../use-client';
import styles from './expiring-uris-card.module.css';
import { useNow } from '../use-now';

type ExpiringUri = Shape<'ExpiringRedirectUriAnswer'>;

const TIMES = [
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
];

export function ExpiringUrisCard() {
  const { client } = useLoadedClient();
  const now = useNow(1_000);
  const uris = client.expiring_redirect_uris ?? [];
  const live = uris.filter(({ expires_at }) => expires_at > now);
  const gone = uris.filter(({ expires_at }) => expires_at <= now);
  return (
    <Card
      title="Redirect URIs that expire"
      lead="For preview deployments, where others would use a wildcard: each exact URI is registered for a while and stops by itself."
    >
      {live.length > 0 && (
        <ul className={styles['list']} aria-label="Expiring redirect URIs">
          {live.map((each) => (
            <li key={each.id}>
              <ExpiringUriRow each={each} now={now} />
            </li>
          ))}
        </ul>
      )}
      <AddForm />
      {gone.length > 0 && (
        <details>
          <summary>{gone.length === 1 ? '1 has expired' : `${gone.length} have expired`} in the last 30 days</summary>
          <ul className={styles['list']}>
            {gone.map(({ id, uri, expires_at }) => (
              <li key={id}>
                <code dir="ltr">{uri}</code> <Badge>expired</Badge> <Time at={expires_at} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <FromPipeline />
    </Card>
  );
}

function ExpiringUriRow({ each, now }: { readonly each: ExpiringUri; readonly now: number }) {
  const { clientId, read, onStored } = useLoadedClient();
  const remove = useMutation({
    mutationFn: async () => {
      const path = { ...clientPath(clientId), redirect_uri_id: each.id };
      // It never changes: one that is added again has another id.
      const params = { path, header: { 'If-Match': '*' } };
      await answer(api.DELETE('/admin/v1/clients/{client_id}/redirect-uris/{redirect_uri_id}', { params }));
      onStored(await read());
    },
    onSuccess: () => announce('Removed: it is refused from now on'),
    onError: (error) => announce(error.message, 'bad'),
  });
  return (
    <div className={styles['row']}>
      <code dir="ltr">{each.uri}</code>
      <span className={styles['left']}>
        <span className="gh-number">{timeLeft(each.expires_at - now)} left</span>
        <span className={styles['until']}>
          until <Time at={each.expires_at} />
        </span>
      </span>
      <ActionButton
        variant="default"
        size="xs"
        needs="clients:write"
        loading={remove.isPending}
        aria-label={`Remove ${each.uri}`}
        onClick={() => remove.mutate()}
      >
        Remove
      </ActionButton>
    </div>
  );
}

/** A countdown to the second in its last hour. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

function AddForm() {
  const { client, clientId, read, onStored } = useLoadedClient();
  const [uri, setUri] = useState('');
  const [time, setTime] = useState('604800');
  const add = useMutation({
    mutationFn: async () => {
      await answer(
        api.POST('/admin/v1/clients/{client_id}/redirect-uris', {
          params: { path: clientPath(clientId), header: { 'Idempotency-Key': newIdempotencyKey() } },
          body: { uri, expires_in: Number(time) },
        }),
      );
      onStored(await read());
    },
    onSuccess: () => {
      setUri('');
      announce('Registered for a while');
    },
  });
  const findings = uri === '' ? [] : checkRedirectUri(uri, { applicationType: client.application_type });
  const wrong = findings.find(({ level }) => level === 'error');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (uri !== '' && !hasErrors(findings)) add.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className={styles['add']} aria-label="Register a redirect URI for a while">
      <TextInput
        className={styles['uri'] ?? ''}
        label="URI"
        placeholder="https://preview-123.client.example/callback"
        value={uri}
        error={wrong && `${wrong.rule}: ${wrong.message} ${wrong.fix ?? ''}`}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setUri(event.currentTarget.value.trim())}
      />
      <NativeSelect label="For" value={time} data={TIMES} onChange={(event) => setTime(event.currentTarget.value)} />
      <ActionButton type="submit" variant="default" needs="clients:write" loading={add.isPending}>
        Register for a while
      </ActionButton>
      {add.error && (
        <div className={styles['problem']}>
          <ProblemAlert error={add.error} />
        </div>
      )}
    </form>
  );
}

function FromPipeline() {
  const { issuerUrl } = useMe();
  const { clientId } = useLoadedClient();
  const [shown, setShown] = useState(false);
  const code = [
    `curl -X POST ${issuerUrl}/admin/v1/clients/${toPathId(clientId)}/redirect-uris \\`,
    '  -H "Authorization: Bearer $ACCESS_TOKEN" -H "Content-Type: application/json" \\',
    '  -H "Idempotency-Key: $DEPLOYMENT_ID" \\',
    `  -d '{"uri":"https://preview-123.client.example/callback","expires_in":604800}'`,
  ].join('\n');
  return (
    <div>
      <Button variant="default" size="xs" aria-expanded={shown} onClick={() => setShown(!shown)}>
        From a pipeline
      </Button>
      {shown && (
        <div className={styles['pipeline']}>
          <p>
            With a token of a machine client that has the scope <code>clients:write</code>:
          </p>
          <CodeBlock code={code} what="command" />
        </div>
      )}
    </div>
  );
}
