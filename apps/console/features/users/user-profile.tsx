'use client';
import { Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api, tagged } from '../../ui/admin-api';
import { ConflictDialog } from '../../ui/conflict-dialog';
import { Card, Fact, Facts, FormCard } from '../../ui/form-card';
import { Time } from '../../ui/time';
import { useEditor } from '../../ui/use-editor';
import { errorAt, explained } from './problem-words';
import {
  COMMON_CLAIMS,
  MORE_CLAIMS,
  type ProfileDraft,
  type ProfileField,
  profileOf,
  profilePatch,
} from './profile-draft';
import { RolesCard } from './roles-card';
import { StandingCard } from './standing-card';
import { type UserDetail, userKey, useStoreUser, useUser } from './user-context';
import styles from './users.module.css';

const LABELS: Readonly<Partial<Record<string, string>>> = {
  username: 'Username',
  email: 'Email address',
  email_verified: 'The address is verified',
  phone_number_verified: 'The telephone number is verified',
  ...Object.fromEntries([...COMMON_CLAIMS, ...MORE_CLAIMS].map(({ name, label }) => [name, label])),
};

/** Who the user is, what they may do in the console, and whether they may sign in at all. */
export function UserProfile() {
  return (
    <>
      <Summary />
      <ProfileForm />
      <RolesCard />
      <StandingCard />
    </>
  );
}

const upTo = ({ count, more }: { count: number; more: boolean }): string =>
  more ? `more than ${count}` : String(count);

function Summary() {
  const { value: user } = useUser();
  const latest = useQuery({
    queryKey: [...userKey(user.id), 'latest-session'],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/sessions', { params: { query: { user_id: user.id, limit: 1 } }, signal })),
  });
  const [session] = latest.data?.items ?? [];
  return (
    <Card>
      <Facts>
        <Fact name="Signed in now">{upTo(user.live_sessions)} browsers</Fact>
        <Fact name="Last sign-in">
          {latest.isPending ? '…' : <Time at={session?.auth_time} full fallback="none that is still known" />}
        </Fact>
        <Fact name="Connected clients">{upTo(user.live_consents)}</Fact>
        <Fact name="Created">
          <Time at={user.created_at} full />
        </Fact>
        <Fact name="Last changed">
          <Time at={user.updated_at} full />
        </Fact>
        {user.tokens_revoked_before !== null && (
          <Fact name="Everything revoked that was issued before">
            <Time at={user.tokens_revoked_before} full />
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function ProfileForm() {
  const stored = useUser();
  const store = useStoreUser();
  const path = { user_id: stored.value.id };
  const editor = useEditor<UserDetail, ProfileDraft>({
    stored,
    draftOf: profileOf,
    send: async (part, etag) => {
      const body = profilePatch(part, stored.value.claims);
      const request = api.PATCH('/admin/v1/users/{user_id}', {
        body,
        params: { path, header: { 'If-Match': etag } },
      });
      const { value, etag: now } = await tagged(request).catch((error: unknown) => {
        throw explained(error);
      });
      return { value: { ...stored.value, ...value }, etag: now };
    },
    read: () => tagged(api.GET('/admin/v1/users/{user_id}', { params: { path } })),
    onStored: store,
  });
  const { draft, change, error } = editor;
  const field = ({ name, label, description, type }: ProfileField) => (
    <TextInput
      key={name}
      label={label}
      type={type ?? 'text'}
      {...(description === undefined ? {} : { description })}
      autoComplete="off"
      value={String(draft[name] ?? '')}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      error={errorAt(error, `/claims/${name}`)}
    />
  );
  return (
    <>
      <FormCard
        title="Profile"
        lead="What is known of the user. Clients learn only what the user agrees to."
        needs="users:write"
        changes={editor.changed.length}
        saving={editor.saving}
        error={error}
        onSave={editor.save}
        onDiscard={editor.discard}
      >
        <div className={styles['fields']}>
          <TextInput
            label="Username"
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            value={draft.username}
            onChange={(event) => change({ username: event.currentTarget.value })}
            error={errorAt(error, '/username')}
          />
          <TextInput
            label="Email address"
            type="email"
            autoComplete="off"
            value={draft.email}
            onChange={(event) => {
              const email = event.currentTarget.value;
              // Nobody has verified a new address.
              change({ email, email_verified: email === (stored.value.email ?? '') && stored.value.email_verified });
            }}
            error={errorAt(error, '/email')}
          />
          <Checkbox
            className={styles['whole']}
            label="The address is verified"
            description="A new address counts as unverified until you tick this."
            checked={draft.email_verified}
            disabled={draft.email.trim() === ''}
            onChange={(event) => change({ email_verified: event.currentTarget.checked })}
          />
          {COMMON_CLAIMS.map(field)}
        </div>
        <details className={styles['more']}>
          <summary>More about this person</summary>
          <div className={styles['fields']}>
            <Checkbox
              className={styles['whole']}
              label="The telephone number is verified"
              checked={draft.phone_number_verified}
              onChange={(event) => change({ phone_number_verified: event.currentTarget.checked })}
            />
            {MORE_CLAIMS.map(field)}
          </div>
        </details>
      </FormCard>
      {editor.conflict && (
        <ConflictDialog
          what={`The profile of ${stored.value.username}`}
          draft={draft}
          conflict={editor.conflict}
          labels={LABELS}
          onClose={editor.conflict.dismiss}
        />
      )}
    </>
  );
}
