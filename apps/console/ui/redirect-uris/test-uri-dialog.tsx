'use client';
/** A dry run of an authorization request with one redirect URI: every check that the server would make, and its outcome. */
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { answer, api, type Shape } from '../admin-api';
import { Badge } from '../badge';
import { Dialog } from '../dialog';
import { Note } from '../problem-alert';
import { BlockSkeleton, LoadFailed } from '../states';
import type { Client } from '../use-client';
import styles from './test-uri-dialog.module.css';
import { UriDifference } from '../uri-difference';

export interface TestUriDialogProps {
  readonly client: Client;
  readonly uri: string;
  readonly onClose: () => void;
}

type MadeCheck = Shape<'MadeCheckAnswer'>;

/** What a sound client would send. The challenge is of no verifier: nothing is issued. RFC 7636 §4.3. */
function requestOf({ client_id, response_types, scope }: Client, redirect_uri: string): Record<string, string> {
  return {
    client_id,
    redirect_uri,
    response_type: response_types[0] ?? 'code',
    ...(scope === '' ? {} : { scope }),
    state: 'test',
    nonce: 'test',
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
  };
}

export function TestUriDialog({ client, uri, onClose }: TestUriDialogProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['authorization-check', client.client_id, uri],
    queryFn: () => answer(api.POST('/admin/v1/authorization-checks', { body: { parameters: requestOf(client, uri) } })),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog title="Test this redirect URI" wide onClose={onClose}>
      <p className={styles['lead']}>
        The server judges a request with <code dir="ltr">{uri}</code> as if it had been sent. Nobody is sent anywhere,
        and nothing is issued.
      </p>
      {data ? (
        <Result data={data} clientId={client.client_id} />
      ) : error ? (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <BlockSkeleton label="Testing" height={220} />
      )}
    </Dialog>
  );
}

function Result({ data, clientId }: { readonly data: Shape<'AuthorizationCheckAnswer'>; readonly clientId: string }) {
  return (
    <div className={styles['result']} role="status">
      {data.acceptable ? (
        <Note tone="good" title="It works">
          A person would be asked to sign in, and sent back to this URI.{' '}
          <Link href={`/playground?client_id=${encodeURIComponent(clientId)}`} prefetch={false}>
            Try it for real in the playground
          </Link>
        </Note>
      ) : (
        <Note tone="bad" title="It would be refused">
          {data.refusal?.told_to === 'page'
            ? 'The person would see an error page, as the answer could not be sent anywhere safely.'
            : `The client would be told: ${data.refusal?.error ?? ''}.`}
        </Note>
      )}
      <ol className={styles['checks']}>
        {data.checks.map((check) => (
          <Check key={check.check} check={check} />
        ))}
      </ol>
    </div>
  );
}

const OUTCOMES = {
  passed: ['good', 'passed'],
  failed: ['bad', 'failed'],
  not_reached: ['quiet', 'not reached'],
} as const;

function Check({ check: { outcome, title, fix, difference } }: { readonly check: MadeCheck }) {
  const [tone, word] = OUTCOMES[outcome];
  return (
    <li>
      <Badge tone={tone}>{word}</Badge>
      <div>
        {title} {fix && <strong>{fix}</strong>}
        {difference && <UriDifference segments={difference.segments} />}
      </div>
    </li>
  );
}
