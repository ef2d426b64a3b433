'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { ActionButton } from '../../ui/action-button';
import { answer, api, ApiProblem } from '../../ui/admin-api';
import { Badge } from '../../ui/badge';
import { CopyId } from '../../ui/copy-id';
import { Card, Fact, Facts } from '../../ui/form-card';
import { PageHeader } from '../../ui/page-header';
import { Note } from '../../ui/problem-alert';
import { BlockSkeleton, EmptyState, LoadFailed, Readable } from '../../ui/states';
import { Time } from '../../ui/time';
import { UriDifference } from '../../ui/uri-difference';
import { clientHref } from '../../ui/use-client';
import { AddUri } from './add-uri';
import { causeOf, ENDPOINTS, type Failure, shownName, shownValue } from './failure-words';
import styles from './failures.module.css';
import { SameReason } from './same-reason';
import { Waterfall } from './waterfall';

const TRAIL = [{ href: '/errors', text: 'Failures' }];

/** One refused request: what was wrong, letter for letter, and how to put it right. */
export function FailurePage() {
  const { reference } = useParams<{ reference: string }>();
  return (
    <Readable scope="clients:read">
      <Loaded reference={reference} />
    </Readable>
  );
}

function Loaded({ reference }: { readonly reference: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['failure', reference],
    queryFn: () => answer(api.GET('/admin/v1/failures/{reference}', { params: { path: { reference } } })),
  });
  if (data) return <Explained failure={data} />;
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <>
        <PageHeader title={`Failure ${reference}`} trail={TRAIL} />
        <EmptyState
          title="No request was refused under this reference"
          action={
            <ActionButton variant="default" href="/errors">
              To all failures
            </ActionButton>
          }
        >
          <p>
            It may be mistyped, or older than refused requests are kept. Of many refused within a minute, only the first
            of each client and address are kept.
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title={`Failure ${reference}`} trail={TRAIL} />
      {error ? <LoadFailed error={error} onRetry={() => void refetch()} /> : <BlockSkeleton height={320} />}
    </>
  );
}

function Explained({ failure }: { readonly failure: Failure }) {
  const { client_id, check, difference, expected, received } = failure;
  const cause = client_id === null ? undefined : causeOf(check);
  return (
    <>
      <PageHeader
        title={failure.title}
        trail={TRAIL}
        facts={<CopyId value={failure.reference} what="reference" whole />}
        lead={
          <>
            {ENDPOINTS[failure.endpoint]} request, refused <Time at={failure.at} full />
          </>
        }
      />
      <Card title="What to do">
        <p className={styles['fix']}>{failure.fix}</p>
        <div className={styles['actions']}>
          {client_id !== null && check === 'redirect_uri.unregistered' && <AddUri failure={failure} />}
          {client_id !== null && cause && (
            <ActionButton variant="default" href={clientHref(client_id, cause.tab)}>
              Open {cause.name}
            </ActionButton>
          )}
        </div>
        {failure.claimed_client_id !== null && (
          <Note tone="doubt">
            The request named the client <code>{failure.claimed_client_id}</code>, which is not registered.
          </Note>
        )}
      </Card>
      <Card title="What was expected, and what came">
        {difference && (
          <>
            <p className={styles['fix']}>{difference.explanation}</p>
            <UriDifference segments={difference.segments} />
          </>
        )}
        <Facts>
          {Object.entries(expected).map(([name, value]) => (
            <Fact key={`expected ${name}`} name={`Expected: ${shownName(name)}`}>
              <code className={styles['value']}>{shownValue(value)}</code>
            </Fact>
          ))}
          {Object.entries(received).map(([name, value]) => (
            <Fact key={`received ${name}`} name={`Received: ${shownName(name)}`}>
              <code className={styles['value']}>{shownValue(value)}</code>
            </Fact>
          ))}
          <Fact name="Check">
            <code>{check}</code>
          </Fact>
        </Facts>
      </Card>
      {failure.endpoint === 'authorize' && <Waterfall failure={failure} />}
      <Card title="The request" lead="Secrets, codes, tokens, states and what people typed are never kept.">
        <Facts>
          <Fact name="Client">
            {client_id === null ? 'none that is registered' : <Link href={clientHref(client_id)}>{client_id}</Link>}
          </Fact>
          <Fact name="Endpoint">
            {failure.method} {ENDPOINTS[failure.endpoint]}
          </Fact>
          <Fact name="Address">{failure.ip ?? 'not known'}</Fact>
          <Fact name="User agent">{failure.user_agent ?? 'none sent'}</Fact>
          {failure.authorization_scheme !== null && (
            <Fact name="Authorization header">{failure.authorization_scheme}</Fact>
          )}
        </Facts>
        <Parameters failure={failure} />
      </Card>
      <Card title="What they saw">
        <p className={styles['fix']}>
          {failure.endpoint === 'authorize' || failure.endpoint === 'page' || failure.endpoint === 'logout'
            ? 'A person saw a page with the reference, or the client was told in the address: '
            : 'The client was answered: '}
          <Badge tone="bad">{String(failure.status)}</Badge> <code>{failure.error}</code> {failure.description}
        </p>
        <SameReason failure={failure} />
      </Card>
    </>
  );
}

function Parameters({ failure }: { readonly failure: Failure }) {
  if (failure.parameters.length === 0) return null;
  return (
    <table className={styles['parameters']}>
      <caption className="gh-hidden">Parameters of the request</caption>
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {failure.parameters.map(({ name, value, times, length }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>
              {value === undefined ? <em>not kept{length === undefined ? '' : `, ${length} characters`}</em> : value}
              {times !== undefined && <Badge tone="doubt">sent {times} times</Badge>}
            </td>
          </tr>
        ))}
      </tbody>
      {failure.other_parameters > 0 && (
        <tfoot>
          <tr>
            <td colSpan={2}>and {failure.other_parameters} that no standard knows</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
