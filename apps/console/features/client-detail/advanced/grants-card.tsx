'use client';
import { Checkbox } from '@mantine/core';
import type { Client } from '../../../ui/use-client';
import { Note } from '../../../ui/problem-alert';
import { ClientCard } from '../client-card';
import styles from '../fields.module.css';
import { useClientEditor } from '../use-client-editor';
import { Setting } from './setting';

const LABELS = { grant_types: 'Grant types', response_types: 'Response types', response_modes: 'Response modes' };

const draftOf = (client: Client) => ({
  grant_types: client.grant_types,
  response_types: client.response_types,
  response_modes: client.response_modes ?? null,
});

const GRANTS: readonly (readonly [value: string, name: string, what: string])[] = [
  [
    'authorization_code',
    'Authorization code',
    'People sign in on the server’s pages, and the client gets a code that it exchanges. Without it nobody can sign in to the client.',
  ],
  [
    'refresh_token',
    'Refresh token',
    'The client gets new access tokens without the person. Without it people sign in again when the access token ends.',
  ],
  [
    'client_credentials',
    'Client credentials',
    'The client acts for itself, with its own credential. Whoever has the credential can do all that the client may.',
  ],
];

type Mode = NonNullable<Client['response_modes']>[number];
const MODES: readonly (readonly [value: Mode, what: string])[] = [
  ['query', 'In the address, behind “?”. What most clients use.'],
  ['fragment', 'In the address, behind “#”: only scripts of the page can read it.'],
  ['form_post', 'In a form that the browser posts: nothing is left in addresses and logs.'],
];

/** How the client gets tokens, and how answers reach it. */
export function GrantsCard() {
  const editor = useClientEditor({ draftOf });
  const { draft, change, errorOf } = editor;
  const setGrant = (value: string, on: boolean) => {
    const grant_types = on ? [...draft.grant_types, value] : draft.grant_types.filter((other) => other !== value);
    // The two go together: a code is what this grant type exchanges. OpenID Connect Registration §2.
    change(value === 'authorization_code' ? { grant_types, response_types: on ? ['code'] : [] } : { grant_types });
  };
  const modes = draft.response_modes ?? MODES.map(([mode]) => mode);
  const unknown = draft.grant_types.filter((grant) => GRANTS.every(([value]) => value !== grant));
  const error = errorOf('grant_types') ?? errorOf('response_types');
  return (
    <ClientCard title="Grants and answers" editor={editor} labels={LABELS}>
      <Checkbox.Group label={LABELS.grant_types} value={draft.grant_types} error={error}>
        {[...GRANTS, ...unknown.map((grant) => [grant, grant, 'Not known to this console.'] as const)].map(
          ([value, name, what]) => (
            <Checkbox
              key={value}
              mt="xs"
              value={value}
              label={name}
              description={what}
              onChange={(event) => setGrant(value, event.currentTarget.checked)}
            />
          ),
        )}
      </Checkbox.Group>
      <Note title="Why there is no implicit or hybrid flow here">
        They put tokens into the address of the page, where histories, logs and other scripts can read them, and nothing
        ties them to the client (RFC 9700 §2.1.2). This server answers a sign-in with a code only.
      </Note>
      {draft.response_types.length > 0 && (
        <Setting
          member="response_modes"
          name={LABELS.response_modes}
          what="The ways in which the client may ask to get the answer."
          overridden={draft.response_modes !== null}
          inherited="all of them"
          onReset={() => change({ response_modes: null })}
          risk="A client that asks for a mode which is not allowed is refused."
        >
          <Checkbox.Group
            aria-label={LABELS.response_modes}
            value={modes}
            onChange={(next) =>
              change({ response_modes: MODES.map(([mode]) => mode).filter((mode) => next.includes(mode)) })
            }
          >
            {MODES.map(([mode, what]) => (
              <Checkbox key={mode} mt="xs" value={mode} label={<code>{mode}</code>} description={what} />
            ))}
          </Checkbox.Group>
          {modes.length === 0 && <p className={styles['error']}>Allow one at least, or reset it.</p>}
        </Setting>
      )}
    </ClientCard>
  );
}
