'use client';
import { NativeSelect } from '@mantine/core';
import type { Client } from '../../../ui/use-client';
import { duration } from '../../../ui/time';
import { ClientCard } from '../client-card';
import styles from '../fields.module.css';
import { INHERITED } from '../inherited';
import { useClientEditor } from '../use-client-editor';
import { LifetimeField } from './lifetime-field';
import { Setting } from './setting';

const LABELS = { refresh_token_rotation: 'Rotation', refresh_token_grace: 'Time for a retry' };
const draftOf = (client: Client) => ({
  refresh_token_rotation: client.refresh_token_rotation ?? null,
  refresh_token_grace: client.refresh_token_grace ?? null,
});

/** What happens when a refresh token is used. RFC 9700 §4.14. */
export function RefreshCard() {
  const editor = useClientEditor({ draftOf });
  const { client, draft, change, errorOf } = editor;
  const inherited = client.token_endpoint_auth_method === 'none' ? 'rotate' : 'keep';
  const words = { rotate: 'each token works once', keep: 'the token stays' };
  const rotates = (draft.refresh_token_rotation ?? inherited) === 'rotate';
  return (
    <ClientCard title="Refresh tokens" editor={editor} labels={LABELS}>
      <Setting
        member="refresh_token_rotation"
        name={LABELS.refresh_token_rotation}
        what="Whether a refresh token is replaced each time that it is used. A stolen copy is then noticed: whoever comes second ends both."
        overridden={draft.refresh_token_rotation !== null}
        inherited={words[inherited]}
        onReset={() => change({ refresh_token_rotation: null })}
        risk="Rotating, a client that keeps using an old token loses its access, and the person signs in again. Not rotating, a token stolen from a client without a credential works until it ends."
      >
        <NativeSelect
          mt="xs"
          className={styles['choice'] ?? ''}
          aria-label={LABELS.refresh_token_rotation}
          value={draft.refresh_token_rotation ?? ''}
          error={errorOf('refresh_token_rotation')}
          data={[
            { value: '', label: `Inherited: ${words[inherited]}` },
            { value: 'rotate', label: 'Rotate: each token works once' },
            { value: 'keep', label: 'Keep: the token stays' },
          ]}
          onChange={(event) =>
            change({ refresh_token_rotation: (event.currentTarget.value || null) as 'rotate' | 'keep' | null })
          }
        />
      </Setting>
      {(rotates || draft.refresh_token_grace !== null) && (
        <Setting
          member="refresh_token_grace"
          name={LABELS.refresh_token_grace}
          what="An answer may be lost on the way. Within this time the same token may be sent again, and gets the same successor. A minute at most."
          overridden={draft.refresh_token_grace !== null}
          inherited={`${duration(INHERITED.refresh_token_grace.value)}, from ${INHERITED.refresh_token_grace.from}`}
          onReset={() => change({ refresh_token_grace: null })}
          risk="Longer gives a thief more room. With 0, a lost answer signs the person out."
        >
          <LifetimeField
            name={LABELS.refresh_token_grace}
            value={draft.refresh_token_grace}
            inherited={INHERITED.refresh_token_grace.value}
            error={errorOf('refresh_token_grace')}
            onChange={(refresh_token_grace) => change({ refresh_token_grace })}
          />
        </Setting>
      )}
    </ClientCard>
  );
}
