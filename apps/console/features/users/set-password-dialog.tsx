'use client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { api, tagged } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Dialog } from '../../ui/dialog';
import { ProblemAlert } from '../../ui/problem-alert';
import { generatedPassword } from './generated-password';
import { Impact } from '../../ui/impact';
import { PasswordChoice, type PasswordSource } from './password-choice';
import { errorAt } from './problem-words';
import { useUser, useUserChange } from './user-context';
import styles from './users.module.css';

interface Draft {
  source: PasswordSource;
  password: string;
}

/** Gives the user another password; what was issued under the old one ends. */
export function SetPasswordDialog({
  onGenerated,
  onClose,
}: {
  readonly onGenerated: (password: string) => void;
  readonly onClose: () => void;
}) {
  const { value: user } = useUser();
  const change = useUserChange();
  const formId = useId();
  const form = useForm<Draft>({ defaultValues: { source: 'generated', password: '' } });
  const source = useWatch({ control: form.control, name: 'source' });
  const setting = useMutation({
    // A password has no business in a cache.
    gcTime: 0,
    mutationFn: async (draft: Draft) => {
      const password = draft.source === 'generated' ? generatedPassword() : draft.password;
      await change((etag) =>
        tagged(
          api.PUT('/admin/v1/users/{user_id}/password', {
            body: { password },
            params: { path: { user_id: user.id }, header: { 'If-Match': etag } },
          }),
        ),
      );
      announce(`${user.username} has a new password`);
      onClose();
      if (draft.source === 'generated') onGenerated(password);
    },
  });
  const fieldError = errorAt(setting.error, '/password');
  return (
    <Dialog
      title={`Set a password for ${user.username}`}
      onClose={onClose}
      mayClose={() => !setting.isPending}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={setting.isPending} data-autofocus>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={setting.isPending}>
            Set password
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles['stack']}
        onSubmit={(event) => void form.handleSubmit((draft) => setting.mutate(draft))(event)}
      >
        <PasswordChoice
          sources={['generated', 'typed']}
          source={source}
          onSource={(chosen) => form.setValue('source', chosen)}
          field={form.register('password', {
            validate: (text, draft) => draft.source !== 'typed' || text !== '' || 'Enter a password.',
          })}
          error={form.formState.errors.password?.message ?? fieldError}
        />
        <Impact about={{ event: 'password_changed', user_id: user.id }} />
        <ProblemAlert error={setting.error} />
      </form>
    </Dialog>
  );
}
