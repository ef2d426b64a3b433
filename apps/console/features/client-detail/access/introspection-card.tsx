'use client';
import { Checkbox } from '@mantine/core';
import { BlockSkeleton, LoadFailed } from '../../../ui/states';
import type { Client } from '../../../ui/use-client';
import { ClientCard } from '../client-card';
import { Risk } from '../risk';
import { useClientEditor } from '../use-client-editor';
import styles from './access.module.css';
import { useApis } from './use-apis';

const LABELS = { introspects: 'APIs whose tokens it may look into' };
const draftOf = ({ introspects }: Client) => ({ introspects });

/** For clients that are APIs: whose access tokens they may ask the server about. RFC 7662 §2.1. */
export function IntrospectionCard() {
  const editor = useClientEditor({ draftOf });
  const { draft, change } = editor;
  const apis = useApis();
  const known = apis.data ?? [];
  const identifiers = [...new Set([...known.map(({ identifier }) => identifier), ...draft.introspects])];
  return (
    <ClientCard
      title="Introspection"
      lead="An API that receives access tokens may ask the server what they are good for. Choose the APIs that this client stands for."
      editor={editor}
      labels={LABELS}
    >
      {apis.data ? (
        <fieldset className={styles['group']}>
          <legend className="gh-hidden">{LABELS.introspects}</legend>
          <ul>
            {identifiers.map((identifier) => (
              <li key={identifier}>
                <Checkbox
                  label={known.find((api) => api.identifier === identifier)?.name ?? 'An API that is gone'}
                  description={<code dir="ltr">{identifier}</code>}
                  checked={draft.introspects.includes(identifier)}
                  onChange={(event) =>
                    change({
                      introspects: event.currentTarget.checked
                        ? [...draft.introspects, identifier]
                        : draft.introspects.filter((other) => other !== identifier),
                    })
                  }
                />
              </li>
            ))}
          </ul>
        </fieldset>
      ) : apis.error ? (
        <LoadFailed error={apis.error} onRetry={() => void apis.refetch()} />
      ) : (
        <BlockSkeleton label="Loading APIs" height={120} />
      )}
      <Risk>
        Whoever introspects learns whose a token is and what it may do. Choose nothing unless the client is the API
        itself.
      </Risk>
    </ClientCard>
  );
}
