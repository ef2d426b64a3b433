'use client';
/** How to use the client from code, and a check that it works. */
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { answer, api } from '../../ui/admin-api';
import { CopyId } from '../../ui/copy-id';
import { Card, Fact, Facts } from '../../ui/form-card';
import { useMe } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton } from '../../ui/states';
import { useLoadedClient } from '../../ui/use-client';
import { factsOf, type IntegrationFacts } from './integration-facts';
import { LiveCheck } from './live-check';

// Code in many languages: it comes after the page.
const Snippets = dynamic(() => import('./snippets-card').then((module) => module.SnippetsCard), {
  ssr: false,
  loading: () => <BlockSkeleton label="Loading the code" height={320} />,
});

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
