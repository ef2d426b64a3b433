'use client';
/** The playground: an authorization request, step by step, with a client of one’s own choice and the real endpoints. */
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { CONSOLE_CLIENT_ID } from '@gatehouse/contracts';
import { StateBadge } from '../../ui/badge';
import { useMe } from '../../ui/me';
import { PageHeader } from '../../ui/page-header';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, EmptyState, LoadFailed, Readable } from '../../ui/states';
import { type Client, clientHref, useClient } from '../../ui/use-client';
import { ClientChoice } from './client-choice';
import { type Flow, flowsOf, proposedDraft } from './parameters';
import styles from './playground.module.css';
import { RequestCard } from './request-card';
import { useDraft } from './use-draft';

// Only what is looked at is loaded.
const ActiveRun = dynamic(() => import('./active-run').then((module) => module.ActiveRun), { ssr: false });
const StartCard = dynamic(() => import('./start-card').then((module) => module.StartCard), { ssr: false });

const PAGE = {
  client_id: parseAsString,
  flow: parseAsStringLiteral(['authorization_code', 'client_credentials']),
  run: parseAsString,
};

export function Playground() {
  return (
    <Readable scope="clients:read">
      <PageHeader
        title="Playground"
        lead="Run a sign-in step by step with one of your clients. Every request is real; tokens stay on the server."
      />
      <Content />
    </Readable>
  );
}

function Content() {
  const [page, setPage] = useQueryStates(PAGE, { history: 'push', scroll: false });
  if (page.run !== null) {
    return (
      <ActiveRun
        id={page.run}
        onBack={(clientId) => void setPage({ run: null, ...(clientId === undefined ? {} : { client_id: clientId }) })}
      />
    );
  }
  return (
    <>
      <ClientChoice clientId={page.client_id} onChoose={(id) => void setPage({ client_id: id, flow: null })} />
      {page.client_id === null ? (
        <EmptyState title="Choose a client first">
          <p>Then you see the request that it would send, can change it, check it without sending, and run it.</p>
        </EmptyState>
      ) : (
        <Prepared
          key={page.client_id}
          clientId={page.client_id}
          flow={page.flow}
          onFlow={(flow) => void setPage({ flow })}
          onStarted={(run) => void setPage({ run }, { scroll: true })}
        />
      )}
    </>
  );
}

function Prepared({
  clientId,
  flow,
  onFlow,
  onStarted,
}: {
  readonly clientId: string;
  readonly flow: Flow | null;
  readonly onFlow: (flow: Flow) => void;
  readonly onStarted: (runId: string) => void;
}) {
  const { data, error, refetch } = useClient(clientId);
  if (error && !data) return <LoadFailed error={error} onRetry={() => void refetch()} />;
  if (!data) return <BlockSkeleton height={320} />;
  const client = data.value;
  const flows = flowsOf(client);
  const [first] = flows;
  if (clientId === CONSOLE_CLIENT_ID) {
    return (
      <Note tone="doubt" title="The console does not run itself">
        gatehouse-console is the client of this very console. A run would issue tokens for the admin API, and end your
        own session when it signs out. Choose another client.
      </Note>
    );
  }
  if (first === undefined) {
    return (
      <EmptyState title="This client has no flow that can be run here">
        <p>
          The playground runs the authorization code flow and client credentials. The client is registered for{' '}
          {client.grant_types.join(', ') || 'no grant type'}.
        </p>
      </EmptyState>
    );
  }
  const chosen = flow !== null && flows.includes(flow) ? flow : first;
  return <Editor key={chosen} client={client} flows={flows} flow={chosen} onFlow={onFlow} onStarted={onStarted} />;
}

function Editor({
  client,
  flows,
  flow,
  onFlow,
  onStarted,
}: {
  readonly client: Client;
  readonly flows: readonly Flow[];
  readonly flow: Flow;
  readonly onFlow: (flow: Flow) => void;
  readonly onStarted: (runId: string) => void;
}) {
  const { consoleUrl } = useMe();
  const callback = `${consoleUrl}/playground-callback`;
  const draft = useDraft(proposedDraft(client, flow, callback));
  return (
    <>
      <p className={styles['client']}>
        <Link href={clientHref(client.client_id)} prefetch={false}>
          {client.client_name}
        </Link>
        <span>{client.application_type}</span>
        <span>
          {client.token_endpoint_auth_method === 'none'
            ? 'public: it has no credential'
            : `confidential: ${client.token_endpoint_auth_method}`}
        </span>
        {client.state === 'disabled' && <StateBadge state="disabled" />}
      </p>
      <RequestCard client={client} flows={flows} flow={flow} onFlow={onFlow} draft={draft} />
      <StartCard client={client} flow={flow} draft={draft} callback={callback} onStarted={onStarted} />
    </>
  );
}
