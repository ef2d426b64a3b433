'use client';
import { NativeSelect, Switch } from '@mantine/core';
import { PkceTraffic } from '../../../ui/pkce-traffic';
import type { Client } from '../../../ui/use-client';
import { ClientCard } from '../client-card';
import styles from '../fields.module.css';
import { useClientEditor } from '../use-client-editor';
import { Setting } from './setting';

const LABELS = { require_pkce: 'PKCE', consent: 'Consent', id_token_signed_response_alg: 'Signature of ID tokens' };
const draftOf = ({ require_pkce, consent, id_token_signed_response_alg }: Client) => ({
  require_pkce,
  consent,
  id_token_signed_response_alg,
});

/** What protects a sign-in on its way. */
export function ProtectionCard() {
  const editor = useClientEditor({ draftOf });
  const { client, draft, change, errorOf } = editor;
  const pkceError = errorOf('require_pkce');
  return (
    <ClientCard title="Protection of sign-ins" editor={editor} labels={LABELS}>
      <Setting
        member="require_pkce"
        name={LABELS.require_pkce}
        what="The client proves that the code it exchanges is the one that it asked for (RFC 7636, S256)."
        overridden={!draft.require_pkce}
        inherited="required"
        onReset={() => change({ require_pkce: true })}
        risk="Off, and a stolen code can be used by whoever has it. On, and a client that does not send a challenge is refused at once."
      >
        <Switch
          mt="xs"
          label="Refuse requests without a code challenge"
          checked={draft.require_pkce}
          onChange={(event) => change({ require_pkce: event.currentTarget.checked })}
        />
        {draft.require_pkce && !client.require_pkce && <PkceTraffic clientId={client.client_id} />}
        {pkceError !== undefined && <p className={styles['error']}>{pkceError}</p>}
      </Setting>
      <Setting
        member="consent"
        name={LABELS.consent}
        what="Whether people are asked before the client gets access for the first time."
        overridden={draft.consent !== 'required'}
        inherited="people are asked"
        onReset={() => change({ consent: 'required' })}
        risk="Skipping is for clients of your own house only: any site could otherwise send a signed-in person through the client, and nobody asks them."
      >
        <NativeSelect
          mt="xs"
          className={styles['choice'] ?? ''}
          aria-label={LABELS.consent}
          value={draft.consent}
          error={errorOf('consent')}
          data={[
            { value: 'required', label: 'Ask people' },
            { value: 'skip', label: 'Do not ask: it is a client of ours' },
          ]}
          onChange={(event) => change({ consent: event.currentTarget.value as Client['consent'] })}
        />
      </Setting>
      <Setting
        member="id_token_signed_response_alg"
        name={LABELS.id_token_signed_response_alg}
        what="The algorithm by which ID tokens for this client are signed."
        overridden={draft.id_token_signed_response_alg !== 'RS256'}
        inherited="RS256"
        onReset={() => change({ id_token_signed_response_alg: 'RS256' })}
        risk="A client that expects the other algorithm refuses every ID token, so nobody can sign in to it."
      >
        <NativeSelect
          mt="xs"
          className={styles['choice'] ?? ''}
          aria-label={LABELS.id_token_signed_response_alg}
          value={draft.id_token_signed_response_alg}
          error={errorOf('id_token_signed_response_alg')}
          data={[
            { value: 'RS256', label: 'RS256: what every library understands' },
            { value: 'ES256', label: 'ES256: smaller and faster' },
          ]}
          onChange={(event) =>
            change({
              id_token_signed_response_alg: event.currentTarget.value as Client['id_token_signed_response_alg'],
            })
          }
        />
      </Setting>
    </ClientCard>
  );
}
