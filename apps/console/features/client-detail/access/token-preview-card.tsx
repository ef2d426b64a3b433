'use client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api, type Shape } from '../../../ui/admin-api';
import { Card } from '../../../ui/form-card';
import { ProblemAlert } from '../../../ui/problem-alert';
import { clientPath, useLoadedClient } from '../../../ui/use-client';
import styles from './access.module.css';
import { PersonChoice, type Person } from './person-choice';
import { TokenPreview } from './token-preview';
import { useApis } from './use-apis';

type Body = Shape<'TokenPreviewBody'>;

const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: 'for a person who signs in',
  client_credentials: 'for the client itself',
};

/** What tokens would hold: made by the very code that issues them, and not issued. */
export function TokenPreviewCard() {
  const { client, clientId } = useLoadedClient();
  const apis = useApis();
  const grants = client.grant_types.filter((grant) => GRANTS[grant] !== undefined);
  const [grant, setGrant] = useState(grants[0] ?? '');
  const [person, setPerson] = useState<Person>();
  const [scope, setScope] = useState('');
  const [resource, setResource] = useState('');
  const preview = useMutation({
    mutationFn: (body: Body) =>
      answer(api.POST('/admin/v1/clients/{client_id}/token-preview', { params: { path: clientPath(clientId) }, body })),
  });
  const needsPerson = grant === 'authorization_code';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.mutate({
      grant_type: grant as Body['grant_type'],
      ...(needsPerson && person ? { user_id: person.id } : {}),
      ...(scope.trim() === '' ? {} : { scope: scope.trim() }),
      ...(resource === '' ? {} : { resource: [resource] }),
    });
  };
  if (grants.length === 0) return null;
  return (
    <Card
      title="Preview tokens"
      lead="What the tokens would hold, and why. The code that issues tokens makes them; nothing is issued or stored."
    >
      <form onSubmit={submit} className={styles['result']} aria-label="Preview tokens">
        <div className={styles['ask']}>
          <NativeSelect
            label="Tokens"
            value={grant}
            data={grants.map((value) => ({ value, label: GRANTS[value] ?? value }))}
            onChange={(event) => setGrant(event.currentTarget.value)}
          />
          <TextInput
            label="Scopes asked for"
            placeholder="all that are granted"
            value={scope}
            dir="ltr"
            autoComplete="off"
            onChange={(event) => setScope(event.currentTarget.value)}
          />
          <NativeSelect
            label="API that is named"
            value={resource}
            onChange={(event) => setResource(event.currentTarget.value)}
            data={[
              { value: '', label: 'none' },
              ...(apis.data ?? []).map(({ identifier, name }) => ({ value: identifier, label: name })),
            ]}
          />
        </div>
        {needsPerson && <PersonChoice person={person} onChoose={setPerson} />}
        <div>
          <Button type="submit" loading={preview.isPending} disabled={needsPerson && !person}>
            Preview
          </Button>
        </div>
        <ProblemAlert error={preview.error} />
      </form>
      {preview.data && <TokenPreview preview={preview.data} />}
    </Card>
  );
}
