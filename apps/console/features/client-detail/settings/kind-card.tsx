'use client';
import { Radio } from '@mantine/core';
import type { Client } from '../../../ui/use-client';
import { APPLICATION_TYPES } from '../application-types';
import { ClientCard } from '../client-card';
import { Risk } from '../risk';
import { useClientEditor } from '../use-client-editor';

const LABELS = { application_type: 'Kind of client' };
const TYPES = Object.keys(APPLICATION_TYPES) as Client['application_type'][];
const draftOf = ({ application_type }: Client) => ({ application_type });

/** What kind of client it is: decides which rules it is held to. */
export function KindCard() {
  const editor = useClientEditor({ draftOf });
  const { draft, change, errorOf } = editor;
  return (
    <ClientCard
      title="Kind"
      lead="Decides which redirect URIs, credentials and grants are allowed."
      editor={editor}
      labels={LABELS}
    >
      <Radio.Group
        label={LABELS.application_type}
        value={draft.application_type}
        error={errorOf('application_type')}
        onChange={(value) => change({ application_type: value as Client['application_type'] })}
      >
        {TYPES.map((type) => (
          <Radio
            key={type}
            mt="xs"
            value={type}
            label={APPLICATION_TYPES[type].name}
            description={APPLICATION_TYPES[type].what}
          />
        ))}
      </Radio.Group>
      <Risk>
        Another kind has other rules. What no longer fits is shown here before you save; the settings themselves do not
        change with it.
      </Risk>
    </ClientCard>
  );
}
