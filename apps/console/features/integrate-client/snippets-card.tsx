'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { CodeBlock } from '../../ui/code-block';
import { Card } from '../../ui/form-card';
import styles from './integrate-client.module.css';
import type { IntegrationFacts } from './integration-facts';
import { snippetsFor } from './snippets/snippet-list';

/** The client in code, in the language that the address names. */
export function SnippetsCard({ facts }: { readonly facts: IntegrationFacts }) {
  const snippets = snippetsFor(facts);
  const [id, setId] = useQueryState('snippet', parseAsString);
  const shown = snippets.find((one) => one.id === id) ?? snippets[0];
  if (!shown) return null;
  return (
    <Card title="Code" lead={shown.before(facts)}>
      <div className={styles['tabs']} role="group" aria-label="Language or framework">
        {snippets.map(({ id: each, name }) => (
          <button key={each} type="button" aria-pressed={each === shown.id} onClick={() => void setId(each)}>
            {name}
          </button>
        ))}
      </div>
      {shown.files(facts).map(({ name, code }) => (
        <figure key={`${shown.id}${name}`} className={styles['file']}>
          <figcaption>{name}</figcaption>
          <CodeBlock code={code} what={name} />
        </figure>
      ))}
    </Card>
  );
}
