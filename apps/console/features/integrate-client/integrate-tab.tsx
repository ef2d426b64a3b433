'use client';
/** How to use the client from code, and a check that it works. */
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { answer, api } from '../../ui/admin-api';
import { CodeBlock } from '../../ui/code-block';
import { CopyId } from '../../ui/copy-id';
import { Card, Fact, Facts } from '../../ui/form-card';
import { useMe } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { useLoadedClient } from '../../ui/use-client';
import styles from './integrate-client.module.css';
import { factsOf, type IntegrationFacts } from './integration-facts';
import { LiveCheck } from './live-check';
import { snippetsFor } from './snippets/snippet-list';

export function IntegrateTab() {
  const { client } = useLoadedClient();
  const { issuerUrl } = useMe();
  const apis = useQuery({
    queryKey: ['apis', 'all'],
    queryFn: async () => (await answer(api.GET('/admin/v1/apis', { params: { query: { limit: 200 } } }))).items,
  });
  const facts = factsOf(client, issuerUrl, apis.data ?? []);
  return (
    <>
      {client.state === 'disabled' && (
        <Note tone="doubt" title="This client is disabled">
          Every request of it is refused until you enable it.
        </Note>
      )}
      <Values facts={facts} />
      <LiveCheck clientId={client.client_id} signsIn={facts.signsIn} />
      <Snippets facts={facts} />
    </>
  );
}

function Values({ facts }: { readonly facts: IntegrationFacts }) {
  const { issuer, clientId, redirectUris, scope, resource, signsIn } = facts;
  return (
    <Card
      title="Values"
      lead="What any library asks for. Secrets are never shown here: they belong in the environment."
    >
      <Facts>
        <Fact name="Issuer">
          <CopyId value={issuer} what="issuer" whole />
        </Fact>
        <Fact name="Client id">
          <CopyId value={clientId} what="client id" whole />
        </Fact>
        {signsIn && (
          <Fact name={redirectUris.length === 1 ? 'Redirect URI' : 'Redirect URIs'}>
            {redirectUris.map((uri) => (
              <div key={uri}>
                <CopyId value={uri} what="redirect URI" whole />
              </div>
            ))}
          </Fact>
        )}
        <Fact name="Scopes">
          {scope === '' ? 'None: give it some under Access' : <CopyId value={scope} what="scopes" whole />}
        </Fact>
        {resource !== undefined && (
          <Fact name="Resource">
            <CopyId value={resource} what="resource" whole />
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function Snippets({ facts }: { readonly facts: IntegrationFacts }) {
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
