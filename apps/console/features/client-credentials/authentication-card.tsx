'use client';
/** How the client proves who it is at the token endpoint. RFC 6749 §2.3, OpenID Connect Core §9. */
import { Button, NativeSelect, Radio } from '@mantine/core';
import { isAlwaysPublic } from '@gatehouse/client-rules';
import { ApiProblem } from '../../ui/admin-api';
import { ConflictDialog } from '../../ui/conflict-dialog';
import { Card, FormCard } from '../../ui/form-card';
import { Note } from '../../ui/problem-alert';
import { useEditor } from '../../ui/use-editor';
import { useLoadedClient, type Client, type ClientPatch } from '../../ui/use-client';
import { keysOf } from './read-key-set';
import styles from './credentials.module.css';

const METHODS: readonly { readonly value: Method; readonly label: string; readonly description: string }[] = [
  {
    value: 'private_key_jwt',
    label: 'Key pair (private_key_jwt)',
    description: 'Recommended. The client signs with a private key that it never sends. We only know the public half.',
  },
  {
    value: 'client_secret_basic',
    label: 'Secret in the Authorization header (client_secret_basic)',
    description: 'What most libraries do by default.',
  },
  {
    value: 'client_secret_post',
    label: 'Secret in the body of the request (client_secret_post)',
    description: 'For libraries that cannot send the header. Bodies end up in logs more easily.',
  },
  {
    value: 'none',
    label: 'Nothing (none)',
    description: 'A public client: anybody can say that they are it. PKCE still protects each sign-in.',
  },
];
/** What the token endpoint verifies. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];

type Method = NonNullable<ClientPatch['token_endpoint_auth_method']>;

interface Draft {
  readonly token_endpoint_auth_method: Method;
  /** Empty: every one that is supported. */
  readonly token_endpoint_auth_signing_alg: string;
  readonly assertion_audience: 'any' | 'issuer';
}

const LABELS: Readonly<Record<keyof Draft, string>> = {
  token_endpoint_auth_method: 'What it proves itself with',
  token_endpoint_auth_signing_alg: 'Signature algorithm',
  assertion_audience: 'Audience of assertions',
};

const draftOf = (client: Client): Draft => ({
  token_endpoint_auth_method: client.token_endpoint_auth_method,
  token_endpoint_auth_signing_alg: client.token_endpoint_auth_signing_alg ?? '',
  assertion_audience: client.assertion_audience,
});

export function AuthenticationCard({ onSwitch }: { readonly onSwitch: () => void }) {
  const { client } = useLoadedClient();
  if (isAlwaysPublic(client.application_type)) {
    return (
      <Card title="Authentication">
        <p className={styles['plain']}>
          This is a public client: it runs where everybody can read what is stored in it, so it has neither a secret nor
          a key. PKCE protects each sign-in instead: only whoever began it can finish it.
        </p>
      </Card>
    );
  }
  return <AuthenticationForm onSwitch={onSwitch} />;
}

function AuthenticationForm({ onSwitch }: { readonly onSwitch: () => void }) {
  const { client, stored, send, read, onStored } = useLoadedClient();
  const editor = useEditor<Client, Draft>({
    stored,
    draftOf,
    read,
    onStored,
    send: (part, etag) => {
      const algorithm = part.token_endpoint_auth_signing_alg;
      const body: ClientPatch = { ...part };
      if (algorithm === '') body.token_endpoint_auth_signing_alg = null;
      return send(body, etag);
    },
  });
  const { draft, change, error } = editor;
  const method = draft.token_endpoint_auth_method;
  const hasKeys = keysOf(client.jwks).length > 0;
  const wrong = (member: keyof Draft) =>
    error instanceof ApiProblem ? error.errors.find(({ pointer }) => pointer === `/${member}`)?.detail : undefined;
  return (
    <div data-members="token_endpoint_auth_method token_endpoint_auth_signing_alg assertion_audience">
      <FormCard
        title="Authentication"
        lead="How the client proves who it is when it asks for tokens."
        needs="clients:write"
        changes={editor.changed.length}
        saving={editor.saving}
        error={error}
        onSave={editor.save}
        onDiscard={editor.discard}
      >
        <Radio.Group
          label={LABELS.token_endpoint_auth_method}
          value={method}
          onChange={(value) => change({ token_endpoint_auth_method: value as Method })}
          error={wrong('token_endpoint_auth_method')}
        >
          <div className={styles['choices']}>
            {METHODS.filter(
              ({ value }) => value !== 'none' || client.application_type !== 'machine' || method === 'none',
            ).map(({ value, label, description }) => (
              <Radio
                key={value}
                value={value}
                label={label}
                description={description}
                disabled={value === 'private_key_jwt' && !hasKeys}
              />
            ))}
          </div>
        </Radio.Group>
        {!hasKeys && (
          <Note title="A key pair is safer than a secret">
            Nothing that can leak is sent, and a copy of our database is of no use to anybody.{' '}
            <Button variant="default" size="xs" onClick={onSwitch}>
              Switch to a key pair…
            </Button>
          </Note>
        )}
        {method !== client.token_endpoint_auth_method && (
          <Note tone="doubt" title="The client has to change at the same moment">
            From the moment you save, it is refused unless it proves itself in the new way.
            {method.startsWith('client_secret') && ' Make a secret below when it has none.'}
          </Note>
        )}
        {method === 'private_key_jwt' && (
          <div className={styles['pair']}>
            <NativeSelect
              label={LABELS.token_endpoint_auth_signing_alg}
              description="Refuse assertions that are signed in another way."
              value={draft.token_endpoint_auth_signing_alg}
              onChange={(event) => change({ token_endpoint_auth_signing_alg: event.currentTarget.value })}
              data={[{ value: '', label: 'Any that is safe' }, ...ALGORITHMS]}
              error={wrong('token_endpoint_auth_signing_alg')}
            />
            <NativeSelect
              label={LABELS.assertion_audience}
              description="Whom an assertion has to be addressed to."
              value={draft.assertion_audience}
              onChange={(event) =>
                change({ assertion_audience: event.currentTarget.value as Draft['assertion_audience'] })
              }
              data={[
                { value: 'any', label: 'The issuer or the endpoint (most libraries)' },
                { value: 'issuer', label: 'The issuer only (strictest)' },
              ]}
              error={wrong('assertion_audience')}
            />
          </div>
        )}
      </FormCard>
      {editor.conflict && (
        <ConflictDialog
          what={client.client_name}
          draft={draft}
          conflict={editor.conflict}
          labels={LABELS}
          onClose={editor.conflict.dismiss}
        />
      )}
    </div>
  );
}
