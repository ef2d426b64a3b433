'use client';
import { Button, PasswordInput, Radio, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, newIdempotencyKey } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Dialog } from '../../ui/dialog';
import { Card } from '../../ui/form-card';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { relativeTime } from '../../ui/time';
import { type Client, clientKey, clientPath } from '../../ui/use-client';
import { useNow } from '../../ui/use-now';
import type { Flow } from './parameters';
import styles from './playground.module.css';
import { type RunOrder, startRun } from './run-api';
import type { EditedDraft } from './use-draft';

export interface StartCardProps {
  readonly client: Client;
  readonly flow: Flow;
  readonly draft: EditedDraft;
  readonly callback: string;
  readonly onStarted: (runId: string) => void;
}

type CredentialKind = RunOrder['credential']['kind'];

/** What a run needs beside the request: its redirect URI, and how the client proves who it is. */
export function StartCard({ client, flow, draft, callback, onStarted }: StartCardProps) {
  const method = client.token_endpoint_auth_method;
  const [source, setSource] = useState<'secret' | 'temporary'>('temporary');
  const [confirming, setConfirming] = useState(false);
  const typed = useRef<HTMLInputElement>(null);
  const pasted = useRef<HTMLTextAreaElement>(null);
  const forPeople = flow === 'authorization_code';
  const now = useNow(15_000);
  const until = untilWhen(client, callback, now);
  const typedIn = () => (method === 'private_key_jwt' ? pasted.current?.value : typed.current?.value) ?? '';
  const start = useMutation({
    // What was pasted is read here, so that no cache of requests ever holds it.
    mutationFn: (kind: CredentialKind) =>
      startRun({
        flow,
        clientId: client.client_id,
        parameters: draft.pairs.filter(([, value]) => value !== ''),
        nonce: draft.nonce,
        pkce: draft.pkce,
        credential: kind === 'secret' || kind === 'key' ? { kind, value: typedIn() } : { kind },
      }),
    onSuccess: (run) => {
      // What was pasted served its purpose.
      if (typed.current) typed.current.value = '';
      if (pasted.current) pasted.current.value = '';
      onStarted(run.id);
    },
  });
  const run = () => {
    if (method === 'none') return start.mutate('none');
    if (method === 'private_key_jwt') return start.mutate('key');
    if (source === 'temporary') return setConfirming(true);
    start.mutate('secret');
  };
  const elsewhere = forPeople && draft.pairs.find(([name]) => name === 'redirect_uri')?.[1] !== callback;
  const unavailable =
    client.state === 'disabled'
      ? 'The client is disabled.'
      : forPeople && until === undefined
        ? 'Register the redirect URI of the playground first.'
        : elsewhere
          ? `The answer would not come here. Set redirect_uri to ${callback}.`
          : undefined;
  return (
    <Card title="Run it" lead="Every request goes to the real endpoints, and is in the audit log like any other.">
      {forPeople && <RedirectUri client={client} callback={callback} until={until} />}
      {method === 'none' ? (
        <p className={styles['text']}>It is a public client: it has no secret, and PKCE protects the code.</p>
      ) : method === 'private_key_jwt' ? (
        <Textarea
          ref={pasted}
          label="Private key of the client (JWK)"
          description="For this run only. It goes to the console’s server once, stays in its memory until the run ends, and is never shown again."
          rows={4}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
        />
      ) : (
        <>
          <Radio.Group
            label="How the client proves who it is"
            value={source}
            onChange={(value) => setSource(value === 'secret' ? 'secret' : 'temporary')}
          >
            <div className={styles['radios']}>
              <Radio
                value="temporary"
                label="Make a secret for this run"
                description="It is deleted when the run ends, and expires in an hour in any case. Nobody sees it."
              />
              <Radio value="secret" label="Paste a secret" description="It is kept on the server for this run only." />
            </div>
          </Radio.Group>
          {source === 'secret' && (
            <PasswordInput ref={typed} label="Client secret" autoComplete="off" spellCheck={false} dir="ltr" />
          )}
        </>
      )}
      <ProblemAlert error={start.error} />
      <div>
        <ActionButton needs="clients:write" unavailable={unavailable} onClick={run} loading={start.isPending}>
          Run
        </ActionButton>
      </div>
      {confirming && (
        <Dialog
          title={`Make a secret for ${client.client_name}`}
          onClose={() => setConfirming(false)}
          actions={
            <>
              <Button variant="default" onClick={() => setConfirming(false)} data-autofocus>
                Cancel
              </Button>
              <Button
                onClick={() => {
                  setConfirming(false);
                  start.mutate('temporary');
                }}
              >
                Make it and run
              </Button>
            </>
          }
        >
          <p>
            A second secret is made beside the present one, which goes on working. A client has two live secrets at
            most. The new one is deleted when the run ends; if that fails, it expires in an hour. Both are in the audit
            log.
          </p>
        </Dialog>
      )}
    </Card>
  );
}

/** `Infinity` = registered for good; undefined = not registered. */
function untilWhen({ redirect_uris, expiring_redirect_uris = [] }: Client, callback: string, now: number) {
  if (redirect_uris.includes(callback)) return Infinity;
  return expiring_redirect_uris.find(({ uri, expires_at }) => uri === callback && expires_at > now)?.expires_at;
}

const HOUR = 3_600;

function RedirectUri({
  client,
  callback,
  until,
}: {
  readonly client: Client;
  readonly callback: string;
  readonly until: number | undefined;
}) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const add = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/admin/v1/clients/{client_id}/redirect-uris', {
          params: { path: clientPath(client.client_id), header: { 'Idempotency-Key': key } },
          body: { uri: callback, expires_in: HOUR },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: clientKey(client.client_id) });
      setAsking(false);
      setKey(newIdempotencyKey());
      announce('The redirect URI is registered for an hour');
    },
  });
  if (until !== undefined) {
    return (
      <p className={styles['text']}>
        The redirect URI of the playground is registered
        {until === Infinity ? '' : ` until ${new Date(until).toLocaleTimeString()} (${relativeTime(until)})`}.
      </p>
    );
  }
  return (
    <Note tone="doubt" title="The answer has to come here">
      <p>
        The client has not registered <code dir="ltr">{callback}</code>, so the server would not send an answer to it.
      </p>
      <div className={styles['after']}>
        <ActionButton needs="clients:write" size="xs" onClick={() => setAsking(true)}>
          Register it for an hour
        </ActionButton>
      </div>
      {asking && (
        <Dialog
          title={`Register a redirect URI of ${client.client_name}`}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
                Cancel
              </Button>
              <Button onClick={() => add.mutate()} loading={add.isPending}>
                Register for an hour
              </Button>
            </>
          }
        >
          <p>
            For an hour, codes of this client may also be sent to <code dir="ltr">{callback}</code>. It is this console.
            Then it stops by itself; you can remove it earlier in the settings of the client.
          </p>
          <ProblemAlert error={add.error} />
        </Dialog>
      )}
    </Note>
  );
}
