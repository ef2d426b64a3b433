'use client';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { AdminRole } from '@gatehouse/contracts';
import { ActionButton } from '../../ui/action-button';
import { answer, api, ApiProblem, newIdempotencyKey, type Shape } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Card } from '../../ui/form-card';
import { PageHeader } from '../../ui/page-header';
import { ProblemAlert } from '../../ui/problem-alert';
import { Readable } from '../../ui/states';
import { generatedPassword } from './generated-password';
import { PasswordChoice, type PasswordSource } from './password-choice';
import { explained } from './problem-words';
import { RoleChoice } from './role-choice';
import styles from './users.module.css';

// Loaded when somebody asks for it.
const PasswordOnce = dynamic(() => import('./password-once').then((module) => module.PasswordOnce), { ssr: false });

interface Draft {
  username: string;
  email: string;
  emailVerified: boolean;
  name: string;
  source: PasswordSource;
  password: string;
  roles: AdminRole[];
}

const EMPTY: Draft = {
  username: '',
  email: '',
  emailVerified: false,
  name: '',
  source: 'generated',
  password: '',
  roles: [],
};
const FIELDS: Readonly<Record<string, keyof Draft>> = {
  '/username': 'username',
  '/email': 'email',
  '/claims/name': 'name',
  '/password': 'password',
  '/roles': 'roles',
};

const bodyOf = (draft: Draft, password: string | undefined): Shape<'CreateUserBody'> => {
  const email = draft.email.trim();
  const name = draft.name.trim();
  return {
    username: draft.username.trim(),
    ...(email === '' ? {} : { email, email_verified: draft.emailVerified }),
    ...(password === undefined ? {} : { password }),
    ...(name === '' ? {} : { claims: { name } }),
    roles: draft.roles,
  };
};

/** Adds somebody by hand. */
export function NewUser() {
  return (
    <>
      <PageHeader title="Add a user" trail={[{ href: '/users', text: 'Users' }]} />
      <Readable scope="users:read">
        <NewUserForm />
      </Readable>
    </>
  );
}

function NewUserForm() {
  const router = useRouter();
  const queries = useQueryClient();
  const form = useForm<Draft>({ defaultValues: EMPTY });
  const { errors } = form.formState;
  const [source, emailGiven, roles] = useWatch({ control: form.control, name: ['source', 'email', 'roles'] });
  const [made, setMade] = useState<{ readonly user: Shape<'UserAnswer'>; readonly password: string }>();
  // One key for each different request: sent again only when it is tried again as it was.
  const sent = useRef({ body: '', key: '' });

  const creation = useMutation({
    // A password has no business in a cache.
    gcTime: 0,
    mutationFn: async (draft: Draft) => {
      const chosen = { generated: generatedPassword(), typed: draft.password, none: undefined }[draft.source];
      const body = bodyOf(draft, chosen);
      const text = JSON.stringify(body);
      if (sent.current.body !== text) sent.current = { body: text, key: newIdempotencyKey() };
      const header = { 'Idempotency-Key': sent.current.key };
      const user = await answer(api.POST('/admin/v1/users', { body, params: { header } })).catch((error: unknown) => {
        throw explained(error);
      });
      return { user, password: draft.source === 'generated' ? chosen : undefined };
    },
    onSuccess: ({ user, password }) => {
      void queries.invalidateQueries({ queryKey: ['users', 'list'] });
      announce(`${user.username} was added`);
      if (password === undefined) router.push(`/users/${user.id}`);
      else setMade({ user, password });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      const known = error.errors.filter(({ pointer }) => FIELDS[pointer ?? ''] !== undefined);
      known.forEach(({ pointer, detail }, index) =>
        form.setError(FIELDS[pointer ?? ''] ?? 'username', { message: detail }, { shouldFocus: index === 0 }),
      );
    },
  });

  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit((draft) => creation.mutate(draft))(event)}>
      <Card title="Who it is" lead="They can sign in with the username or with the email address.">
        <div className={styles['fields']}>
          <TextInput
            label="Username"
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            description="Letters, digits, dots, hyphens and underscores."
            {...form.register('username', { validate: (text) => text.trim() !== '' || 'Enter a username.' })}
            error={errors.username?.message}
          />
          <TextInput
            label="Full name"
            autoComplete="off"
            description="Shown to the user and, if they agree, to clients."
            {...form.register('name')}
            error={errors.name?.message}
          />
          <TextInput
            label="Email address"
            type="email"
            autoComplete="off"
            {...form.register('email')}
            error={errors.email?.message}
          />
          <Checkbox
            className={styles['whole']}
            label="The address is verified"
            description="Tick it only if you know that mail for this person arrives there. Clients rely on it."
            disabled={emailGiven.trim() === ''}
            {...form.register('emailVerified')}
          />
        </div>
      </Card>
      <Card title="How they sign in">
        <PasswordChoice
          sources={['generated', 'typed', 'none']}
          source={source}
          onSource={(chosen) => form.setValue('source', chosen)}
          field={form.register('password', {
            validate: (text, draft) => draft.source !== 'typed' || text !== '' || 'Enter a password.',
          })}
          error={errors.password?.message}
        />
      </Card>
      <Card title="What they may do here">
        <RoleChoice roles={roles} onChange={(chosen) => form.setValue('roles', chosen)} error={errors.roles?.message} />
      </Card>
      {creation.error && (
        <div className={styles['alert']}>
          <ProblemAlert error={creation.error} />
        </div>
      )}
      <div className={styles['bar']}>
        <ActionButton type="submit" needs="users:write" loading={creation.isPending}>
          Add user
        </ActionButton>
        <Button variant="default" onClick={() => router.push('/users')}>
          Cancel
        </Button>
      </div>
      {made && (
        <PasswordOnce
          username={made.user.username}
          password={made.password}
          onClose={() => router.push(`/users/${made.user.id}`)}
        />
      )}
    </form>
  );
}
