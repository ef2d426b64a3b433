'use client';
import dynamic from 'next/dynamic';
import type { Client } from '../../../ui/use-client';
import { RedirectUriEditor } from '../../../ui/redirect-uris/redirect-uri-editor';
import { RejectedUrisCard } from '../../../ui/redirect-uris/rejected-uris-card';
import { TestUriButton } from '../../../ui/redirect-uris/test-uri-button';
import { ClientCard } from '../client-card';
import { useClientEditor } from '../use-client-editor';

const ExpiringUrisCard = dynamic(
  () => import('../../../ui/redirect-uris/expiring-uris-card').then(({ ExpiringUrisCard: loaded }) => loaded),
  { ssr: false },
);

const LABELS = { redirect_uris: 'Redirect URIs' };
const draftOf = ({ redirect_uris }: Client) => ({ redirect_uris });

/** Where people come back to after signing in, and what was refused lately. */
export function RedirectUrisCard() {
  const editor = useClientEditor({ draftOf });
  const { client, draft, change } = editor;
  const signsIn = client.response_types.length > 0;
  return (
    <>
      <ClientCard
        title="Redirect URIs"
        lead="Where the client takes the answer after a sign-in. What it sends has to be one of these, letter for letter."
        editor={editor}
        labels={LABELS}
      >
        <RedirectUriEditor
          label="Redirect URI"
          value={draft.redirect_uris}
          stored={client.redirect_uris}
          applicationType={client.application_type}
          onChange={(redirect_uris) => change({ redirect_uris })}
          empty={
            signsIn
              ? 'None yet. Without one, nobody can come back from the sign-in page.'
              : 'None, and none is needed: nobody is sent back to a client of this kind.'
          }
          tools={(uri, isStored) => <TestUriButton client={client} uri={uri} isStored={isStored} />}
        />
      </ClientCard>
      <RejectedUrisCard
        clientId={client.client_id}
        kind="redirect_uri"
        listed={draft.redirect_uris}
        onAdd={(uri) => change({ redirect_uris: [...draft.redirect_uris, uri] })}
      />
      {signsIn && <ExpiringUrisCard />}
    </>
  );
}
