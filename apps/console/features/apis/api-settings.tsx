'use client';
import { NativeSelect, TextInput } from '@mantine/core';
import { api, tagged } from '../../ui/admin-api';
import { ConflictDialog } from '../../ui/conflict-dialog';
import { Card, Fact, Facts, FormCard } from '../../ui/form-card';
import { toPathId } from '../../ui/path-ids';
import { Note } from '../../ui/problem-alert';
import { duration, Time } from '../../ui/time';
import { useEditor } from '../../ui/use-editor';
import { type Api, useApi, useStoreApi } from './api-context';
import { ApiStanding } from './api-standing';
import styles from './apis.module.css';
import { FormatChoice } from './format-choice';
import { lifetimeProblem, lifetimeWords } from './lifetime';
import { errorAt, explained } from './problem-words';

interface SettingsDraft {
  readonly name: string;
  readonly access_token_format: Api['access_token_format'];
  /** As it is typed. */
  readonly access_token_lifetime: string;
  readonly access_token_signing_alg: Api['access_token_signing_alg'];
}

const LABELS: Readonly<Record<keyof SettingsDraft, string>> = {
  name: 'Name',
  access_token_format: 'Access token format',
  access_token_lifetime: 'Lifetime',
  access_token_signing_alg: 'Signature',
};

/** How tokens for this API are made, and whether any are. */
export function ApiSettings() {
  const { value: current } = useApi();
  if (!current.built_in) {
    return (
      <>
        <SettingsForm />
        <ApiStanding />
      </>
    );
  }
  return (
    <Card title="Settings">
      <Facts>
        <Fact name="Access token format">{current.access_token_format === 'jwt' ? 'JWT' : 'Opaque'}</Fact>
        <Fact name="Lifetime">{duration(current.access_token_lifetime)}</Fact>
      </Facts>
    </Card>
  );
}

function SettingsForm() {
  const stored = useApi();
  const store = useStoreApi();
  const path = { api_id: toPathId(stored.value.identifier) };
  const editor = useEditor<Api, SettingsDraft>({
    stored,
    draftOf: ({ name, access_token_format, access_token_lifetime, access_token_signing_alg }) => ({
      name,
      access_token_format,
      access_token_lifetime: String(access_token_lifetime),
      access_token_signing_alg,
    }),
    send: ({ access_token_lifetime: lifetime, ...part }, etag) => {
      const body = { ...part, ...(lifetime === undefined ? {} : { access_token_lifetime: Number(lifetime) }) };
      return tagged(
        api.PATCH('/admin/v1/apis/{api_id}', { body, params: { path, header: { 'If-Match': etag } } }),
      ).catch((error: unknown) => {
        throw explained(error);
      });
    },
    read: () => tagged(api.GET('/admin/v1/apis/{api_id}', { params: { path } })),
    onStored: store,
  });
  const { draft, change, changed, error } = editor;
  const nameProblem = draft.name.trim() === '' ? 'Enter a name.' : undefined;
  const timeProblem = lifetimeProblem(draft.access_token_lifetime);
  return (
    <>
      <FormCard
        title="Settings"
        needs="clients:write"
        changes={changed.length}
        saving={editor.saving}
        error={error}
        onSave={() => {
          if (nameProblem === undefined && timeProblem === undefined) editor.save();
        }}
        onDiscard={editor.discard}
      >
        <div className={styles['fields']}>
          <TextInput
            label="Name"
            withAsterisk
            autoComplete="off"
            description="People read it on the consent page, above what they allow."
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={nameProblem ?? errorAt(error, '/name')}
          />
          <TextInput
            label="Lifetime of access tokens"
            inputMode="numeric"
            autoComplete="off"
            description={lifetimeWords(draft.access_token_lifetime)}
            value={draft.access_token_lifetime}
            onChange={(event) => change({ access_token_lifetime: event.currentTarget.value })}
            error={timeProblem ?? errorAt(error, '/access_token_lifetime')}
          />
        </div>
        <FormatChoice
          format={draft.access_token_format}
          onChange={(access_token_format) => change({ access_token_format })}
        />
        {draft.access_token_format === 'jwt' && (
          <div className={styles['fields']}>
            <NativeSelect
              label="Signature"
              description="ES256 is shorter and faster. Take RS256 only for an API that knows nothing else."
              value={draft.access_token_signing_alg}
              onChange={(event) =>
                change({ access_token_signing_alg: event.currentTarget.value as Api['access_token_signing_alg'] })
              }
              data={['ES256', 'RS256']}
              error={errorAt(error, '/access_token_signing_alg')}
            />
          </div>
        )}
        {changed.includes('access_token_format') && (
          <Note tone="doubt" title="The API has to understand the new format first">
            Tokens that exist keep their format until they expire. From the moment you save, new tokens are{' '}
            {draft.access_token_format === 'jwt'
              ? 'JWTs: the API must check their signature against the keys of this server.'
              : 'opaque: the API must ask the introspection endpoint, and needs a client of its own for that.'}
          </Note>
        )}
        <Facts>
          <Fact name="Identifier">
            <span dir="ltr">{stored.value.identifier}</span>
          </Fact>
          <Fact name="Created">
            <Time at={stored.value.created_at} full />
          </Fact>
          <Fact name="Last changed">
            <Time at={stored.value.updated_at} full />
          </Fact>
        </Facts>
      </FormCard>
      {editor.conflict && (
        <ConflictDialog
          what={stored.value.name}
          draft={draft}
          conflict={editor.conflict}
          labels={LABELS}
          onClose={editor.conflict.dismiss}
        />
      )}
    </>
  );
}
