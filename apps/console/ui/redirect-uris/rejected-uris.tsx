'use client';
/** URIs that a client sent and was refused for, with the difference, to be added or put right in the client. */
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ActionButton } from '../action-button';
import { answer, api, type Shape } from '../admin-api';
import { announce } from '../announcer';
import { Card } from '../form-card';
import { LoadFailed } from '../states';
import { Time } from '../time';
import { clientKey, clientPath } from '../use-client';
import styles from './rejected-uris.module.css';
import { UriDifference } from '../uri-difference';

type RejectedUri = Shape<'RejectedUriAnswer'>;

export interface RejectedUrisProps {
  readonly clientId: string;
  readonly kind: RejectedUri['kind'];
  /** What the form holds now, saved or not. */
  readonly listed: readonly string[];
  readonly onAdd: (uri: string) => void;
}

export function RejectedUris({ clientId, kind, listed, onAdd }: RejectedUrisProps) {
  const { data, error, refetch } = useQuery({
    queryKey: [...clientKey(clientId), 'rejected-redirect-uris'],
    queryFn: () =>
      answer(
        api.GET('/admin/v1/clients/{client_id}/rejected-redirect-uris', { params: { path: clientPath(clientId) } }),
      ),
  });
  const items = data?.items.filter((item) => item.kind === kind && !item.registered) ?? [];
  if (error && !data) return <LoadFailed error={error} onRetry={() => void refetch()} />;
  if (items.length === 0) return null;
  return (
    <Card
      title="Recently rejected URIs"
      lead="What the client really sent, and how it differs from what is registered. Nothing is added unless you do."
    >
      <ul className={styles['list']}>
        {items.map((item) => (
          <li key={item.uri}>
            <Rejected item={item} listed={listed.includes(item.uri)} onAdd={onAdd} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Rejected({
  item,
  listed,
  onAdd,
}: {
  readonly item: RejectedUri;
  readonly listed: boolean;
  readonly onAdd: (uri: string) => void;
}) {
  const { uri, add, problems, times, last_at, last_reference, difference } = item;
  const whyNot = listed
    ? 'It is in the list above. Save to register it.'
    : add === null
      ? 'See why it may not be added.'
      : undefined;
  return (
    <div className={styles['rejected']}>
      <div className={styles['what']}>
        {difference ? (
          <>
            <p>{difference.explanation}</p>
            <UriDifference segments={difference.segments} />
          </>
        ) : (
          <p>
            <code dir="ltr">{uri}</code> was sent, and nothing is registered that it could be compared with.
          </p>
        )}
        {problems.length > 0 && (
          <p>
            <strong>It may not be added as it is.</strong> {problems.join(' ')}
          </p>
        )}
        <p className={styles['when']}>
          {times === 1 ? 'Once' : `${times} times`}, last <Time at={last_at} />.{' '}
          <Link href={`/errors/${last_reference}`} prefetch={false}>
            Why it was refused
            <span className="gh-hidden">: {uri}</span>
          </Link>
        </p>
      </div>
      <ActionButton
        variant="default"
        size="xs"
        needs="clients:write"
        unavailable={whyNot}
        aria-label={`Add exactly this: ${uri}`}
        onClick={() => {
          onAdd(add ?? uri);
          announce('Added to the list above. Save to register it.');
        }}
      >
        Add exactly this
      </ActionButton>
    </div>
  );
}
