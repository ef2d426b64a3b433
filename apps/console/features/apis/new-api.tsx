'use client';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { ActionButton } from '../../ui/action-button';
import { answer, api, newIdempotencyKey, type Shape } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Card } from '../../ui/form-card';
import { PageHeader } from '../../ui/page-header';
import { ProblemAlert } from '../../ui/problem-alert';
import { Readable } from '../../ui/states';
import { apiHref } from './api-context';
import styles from './apis.module.css';
import { type AccessTokenFormat, FormatChoice } from './format-choice';
import { lifetimeProblem, lifetimeWords } from './lifetime';
import { errorAt, explained } from './problem-words';

interface Draft {
  name: string;
  identifier: string;
  format: AccessTokenFormat;
  lifetime: string;
}

/** Registers an API; its scopes come next. */
export function NewApi() {
  return (
    <>
      <PageHeader
        title="Add an API"
        trail={[{ href: '/apis', text: 'APIs & scopes' }]}
        lead="First what it is called. You add its scopes on the next page."
      />
      <Readable scope="clients:read">
        <NewApiForm />
      </Readable>
    </>
  );
}

function identifierProblem(text: string): string | undefined {
  const identifier = text.trim();
  if (identifier === '') return 'Enter the identifier, such as https://api.example.com/orders.';
  if (!URL.canParse(identifier) || /[\s#]/.test(identifier)) {
    return 'An identifier is an absolute URI without “#”, such as https://api.example.com/orders.';
  }
  return undefined;
}

function NewApiForm() {
  const router = useRouter();
  const queries = useQueryClient();
  const form = useForm<Draft>({ defaultValues: { name: '', identifier: '', format: 'jwt', lifetime: '600' } });
  const { errors } = form.formState;
  const [format, lifetime] = useWatch({ control: form.control, name: ['format', 'lifetime'] });
  // One key for each different request: sent again only when it is tried again as it was.
  const sent = useRef({ body: '', key: '' });
  const creation = useMutation({
    mutationFn: async (draft: Draft) => {
      const body: Shape<'CreateApiBody'> = {
        name: draft.name.trim(),
        identifier: draft.identifier.trim(),
        access_token_format: draft.format,
        access_token_lifetime: Number(draft.lifetime),
      };
      const text = JSON.stringify(body);
      if (sent.current.body !== text) sent.current = { body: text, key: newIdempotencyKey() };
      const header = { 'Idempotency-Key': sent.current.key };
      return answer(api.POST('/admin/v1/apis', { body, params: { header } })).catch((error: unknown) => {
        throw explained(error);
      });
    },
    onSuccess: ({ name, identifier }) => {
      void queries.invalidateQueries({ queryKey: ['apis', 'list'] });
      announce(`${name} was added`);
      router.push(apiHref(identifier));
    },
  });
  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit((draft) => creation.mutate(draft))(event)}>
      <Card title="What it is">
        <div className={styles['fields']}>
          <TextInput
            label="Name"
            withAsterisk
            autoComplete="off"
            description="People read it on the consent page, above what they allow."
            placeholder="Orders"
            {...form.register('name', { validate: (text) => text.trim() !== '' || 'Enter a name.' })}
            error={errors.name?.message ?? errorAt(creation.error, '/name')}
          />
          <TextInput
            label="Identifier"
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            dir="ltr"
            description="A URI that clients send as “resource”, and the audience of tokens. It cannot be changed later."
            placeholder="https://api.example.com/orders"
            {...form.register('identifier', { validate: (text) => identifierProblem(text) ?? true })}
            error={errors.identifier?.message ?? errorAt(creation.error, '/identifier')}
          />
        </div>
      </Card>
      <Card title="Its access tokens" lead="You can change both later; tokens that exist stay as they are.">
        <FormatChoice format={format} onChange={(chosen) => form.setValue('format', chosen)} />
        <div className={styles['fields']}>
          <TextInput
            label="Lifetime"
            inputMode="numeric"
            autoComplete="off"
            description={lifetimeWords(lifetime)}
            {...form.register('lifetime', { validate: (text) => lifetimeProblem(text) ?? true })}
            error={errors.lifetime?.message ?? errorAt(creation.error, '/access_token_lifetime')}
          />
        </div>
      </Card>
      {creation.error && (
        <div className={styles['note']}>
          <ProblemAlert error={creation.error} />
        </div>
      )}
      <div className={styles['bar']}>
        <ActionButton type="submit" needs="clients:write" loading={creation.isPending}>
          Add API
        </ActionButton>
        <Button variant="default" onClick={() => router.push('/apis')}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
