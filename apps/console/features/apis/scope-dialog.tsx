'use client';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Dialog } from '../../ui/dialog';
import { toPathId } from '../../ui/path-ids';
import { ProblemAlert } from '../../ui/problem-alert';
import { useApi, useApiChange } from './api-context';
import styles from './apis.module.css';
import { ConsentPreview } from './consent-preview';
import { LONGEST_SENTENCE, sentenceProblem } from './consent-text';
import { type DeclaredScope, mergedScopes } from './openapi-scopes';
import { errorAt } from './problem-words';
import { scopeNameProblem } from './scope-name';

/** Adds a scope, or changes the sentence of one; people's view of it changes as one types. */
export function ScopeDialog({
  scope,
  onClose,
}: {
  /** The one that is changed; undefined for a new one. */
  readonly scope: DeclaredScope | undefined;
  readonly onClose: () => void;
}) {
  const { value: current } = useApi();
  const change = useApiChange();
  const formId = useId();
  const form = useForm<{ name: string; description: string }>({
    defaultValues: { name: scope?.name ?? '', description: scope?.description ?? '' },
  });
  const { errors } = form.formState;
  const [name, description] = useWatch({ control: form.control, name: ['name', 'description'] });
  const taken = scope ? [] : current.scopes.map(({ name }) => name);
  const saving = useMutation({
    mutationFn: async (draft: DeclaredScope) => {
      await change(({ path, header }) =>
        tagged(
          api.PUT('/admin/v1/apis/{api_id}/scopes/{scope}', {
            body: { description: draft.description.trim() },
            params: { path: { ...path, scope: toPathId(draft.name.trim()) }, header },
          }),
        ),
      );
      announce(`${draft.name.trim()} was ${scope ? 'changed' : 'added'}`);
      onClose();
    },
  });
  const shown = { name: name.trim() || 'new:scope', description };
  const isLong = [...description.trim()].length > LONGEST_SENTENCE;
  return (
    <Dialog
      title={scope ? `Change ${scope.name}` : 'Add a scope'}
      onClose={onClose}
      mayClose={() => !saving.isPending}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={saving.isPending}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={saving.isPending}>
            {scope ? 'Save' : 'Add scope'}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles['stack']}
        onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      >
        <TextInput
          label="Name"
          withAsterisk
          description={
            scope
              ? 'Clients ask for it by this name, so it cannot be changed. Add another and remove this one.'
              : 'What clients send in “scope”, such as orders:read.'
          }
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          readOnly={scope !== undefined}
          data-autofocus={scope === undefined || undefined}
          {...form.register('name', { validate: (text) => scopeNameProblem(text.trim(), taken) ?? true })}
          error={errors.name?.message ?? errorAt(saving.error, '/name')}
        />
        <Textarea
          label="What people read"
          withAsterisk
          description={
            isLong
              ? `Only the first ${LONGEST_SENTENCE} characters are shown.`
              : 'One sentence that goes on after “It will be able to”. Say what the client gains, in the words of the person.'
          }
          placeholder="See your orders"
          data-autofocus={scope !== undefined || undefined}
          autosize
          minRows={2}
          maxRows={6}
          {...form.register('description', { validate: (text) => sentenceProblem(text) ?? true })}
          error={errors.description?.message ?? errorAt(saving.error, '/description')}
        />
        <div>
          <p>On the consent page:</p>
          <ConsentPreview
            apiName={current.name}
            scopes={mergedScopes(current.scopes, [shown])}
            draftName={shown.name}
          />
        </div>
        <ProblemAlert error={saving.error} />
      </form>
    </Dialog>
  );
}
