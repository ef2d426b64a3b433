'use client';
import { Textarea, TextInput } from '@mantine/core';
import type { Client } from '../../../ui/use-client';
import { ClientCard } from '../client-card';
import styles from '../fields.module.css';
import { useClientEditor } from '../use-client-editor';

const LABELS = {
  client_name: 'Name',
  logo_uri: 'Logo',
  client_uri: 'Home page',
  policy_uri: 'Privacy policy',
  tos_uri: 'Terms of service',
  contacts: 'Contacts',
};

const URIS = [
  ['logo_uri', 'An https address of a picture. People see it when the client asks for access.'],
  ['client_uri', 'Where people learn more about the client.'],
  ['policy_uri', 'What happens to people’s data. Linked from the consent page.'],
  ['tos_uri', 'Linked from the consent page.'],
] as const;

const draftOf = (client: Client) => ({
  client_name: client.client_name,
  logo_uri: client.logo_uri ?? null,
  client_uri: client.client_uri ?? null,
  policy_uri: client.policy_uri ?? null,
  tos_uri: client.tos_uri ?? null,
  contacts: client.contacts,
});

/** The name and links that people see, and whom to ask about the client. */
export function IdentityCard() {
  const editor = useClientEditor({ draftOf });
  const { draft, change, errorOf } = editor;
  return (
    <ClientCard
      title="Name and links"
      lead="What people see when they sign in and are asked for access."
      editor={editor}
      labels={LABELS}
    >
      <TextInput
        label={LABELS.client_name}
        description="The name that people know the client by."
        required
        value={draft.client_name}
        error={errorOf('client_name')}
        maxLength={255}
        autoComplete="off"
        onChange={(event) => change({ client_name: event.currentTarget.value })}
      />
      <div className={styles['pair']}>
        {URIS.map(([member, description]) => (
          <TextInput
            key={member}
            label={LABELS[member]}
            description={description}
            placeholder="https://"
            type="url"
            value={draft[member] ?? ''}
            error={errorOf(member)}
            dir="ltr"
            onChange={(event) => change({ [member]: event.currentTarget.value.trim() || null })}
          />
        ))}
      </div>
      <Contacts contacts={draft.contacts} error={errorOf('contacts')} onChange={(contacts) => change({ contacts })} />
    </ClientCard>
  );
}

function Contacts({
  contacts,
  error,
  onChange,
}: {
  readonly contacts: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (contacts: string[]) => void;
}) {
  return (
    <Textarea
      label={LABELS.contacts}
      description="E-mail addresses of those who look after the client, one a line. People do not see them."
      rows={2}
      value={contacts.join('\n')}
      error={error}
      dir="ltr"
      onChange={(event) => {
        const lines = event.currentTarget.value.split('\n');
        onChange(lines.length === 1 && lines[0] === '' ? [] : lines);
      }}
    />
  );
}
