'use client';
import type { Client } from '../../../ui/use-client';
import { Card } from '../../../ui/form-card';
import { RedirectUriEditor } from '../../../ui/redirect-uris/redirect-uri-editor';
import { RejectedUrisCard } from '../../../ui/redirect-uris/rejected-uris-card';
import { ClientCard } from '../client-card';
import { useClientEditor } from '../use-client-editor';

const LABELS = { post_logout_redirect_uris: 'Post-logout URIs' };
const draftOf = ({ post_logout_redirect_uris }: Client) => ({ post_logout_redirect_uris });

/** Where people land after signing out. OpenID Connect RP-Initiated Logout §2 and §3. */
export function LogoutTab() {
  const editor = useClientEditor({ draftOf });
  const { client, draft, change } = editor;
  return (
    <>
      <ClientCard
        title="Post-logout URIs"
        lead="Where people may be sent after signing out. What the client sends has to be one of these, letter for letter."
        editor={editor}
        labels={LABELS}
      >
        <RedirectUriEditor
          label="Post-logout URI"
          value={draft.post_logout_redirect_uris}
          stored={client.post_logout_redirect_uris}
          applicationType={client.application_type}
          onChange={(post_logout_redirect_uris) => change({ post_logout_redirect_uris })}
          empty="None yet. People who sign out then stay on a page of the server that says so."
        />
      </ClientCard>
      <RejectedUrisCard
        clientId={client.client_id}
        kind="post_logout_redirect_uri"
        listed={draft.post_logout_redirect_uris}
        onAdd={(uri) => change({ post_logout_redirect_uris: [...draft.post_logout_redirect_uris, uri] })}
      />
      <Card title="How signing out works">
        <ol style={{ margin: 0, paddingInlineStart: '1.2rem' }}>
          <li>
            The client sends the person to the server’s <code>end_session_endpoint</code>, best with{' '}
            <code>id_token_hint</code>, one of the URIs above and a <code>state</code>.
          </li>
          <li>
            The server ends the session of the browser and what hangs on it. Access that was granted with{' '}
            <code>offline_access</code> stays.
          </li>
          <li>The person is sent to that URI, with the same state.</li>
        </ol>
      </Card>
    </>
  );
}
