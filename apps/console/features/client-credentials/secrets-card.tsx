'use client';
/** Secrets of a client: two at most, so that it can change over. Each is shown once, when it is made. */
import { useMemo, useState } from 'react';
import { needsClientSecret } from '@gatehouse/client-rules';
import { ActionButton } from '../../ui/action-button';
import { Actor } from '../../ui/actor';
import { Badge, StateBadge } from '../../ui/badge';
import { announce } from '../../ui/announcer';
import { columnsOf, DataTable, type Columns } from '../../ui/data-table';
import { DangerDialog } from '../../ui/danger-dialog';
import { Card } from '../../ui/form-card';
import { useMay, useMe } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { SecretReveal } from '../../ui/secret-reveal';
import { EmptyState } from '../../ui/states';
import { Time } from '../../ui/time';
import { useLoadedClient, type Client } from '../../ui/use-client';
import { ChangeEndDialog } from './change-end-dialog';
import { NewSecretDialog } from './new-secret-dialog';
import { OverlapBanner } from './overlap-banner';
import { deleteSecret, type NewSecret } from './secret-calls';
import { beginningOf, endsSoon, liveOf, overlapOf, usedLately, wayOf, type Secret } from './secret-words';
import { useSecrets, type Maker } from './use-secrets';
import styles from './credentials.module.css';

type Asked =
  | { readonly about: 'create' | 'roll' }
  | { readonly about: 'end' | 'delete' | 'leaked'; readonly secret: Secret }
  | { readonly about: 'reveal'; readonly made: NewSecret };

export function SecretsCard({ onSwitch }: { readonly onSwitch: () => void }) {
  const { client, clientId } = useLoadedClient();
  const secrets = useSecrets(clientId);
  const uses = needsClientSecret(client as Parameters<typeof needsClientSecret>[0]);
  const hasSome = secrets.pages.rows.length > 0;
  if (!uses && !hasSome) return null;
  return <Secrets client={client} uses={uses} secrets={secrets} onSwitch={onSwitch} />;
}

interface SecretsProps {
  readonly client: Client;
  /** False: what is left from before it proved itself otherwise. */
  readonly uses: boolean;
  readonly secrets: ReturnType<typeof useSecrets>;
  readonly onSwitch: () => void;
}

function Secrets({ client, uses, secrets, onSwitch }: SecretsProps) {
  const { issuerUrl } = useMe();
  const mayWrite = useMay('clients:write');
  const [asked, setAsked] = useState<Asked>();
  const { pages, makers, refresh } = secrets;
  const live = liveOf(pages.rows);
  const overlap = overlapOf(pages.rows);
  const close = () => setAsked(undefined);
  const done = (text: string) => {
    close();
    refresh();
    announce(text);
  };
  const columns = useMemo(() => columnsFor(makers, mayWrite, setAsked), [makers, mayWrite]);
  const full = live.length > 1 ? 'Two secrets work already. End one of them first.' : undefined;
  const notUsed = uses ? undefined : 'This client does not prove itself with a secret.';
  return (
    <div data-members="client_secret">
      <Card
        title="Secrets"
        lead="256 random bits each, shown once. Gatehouse keeps only a keyed digest. Two may work at a time."
        actions={
          <>
            {live.length > 0 && (
              <ActionButton
                needs="clients:write"
                size="xs"
                unavailable={notUsed}
                onClick={() => setAsked({ about: 'roll' })}
              >
                Roll…
              </ActionButton>
            )}
            <ActionButton
              needs="clients:write"
              size="xs"
              variant="default"
              unavailable={notUsed ?? full}
              onClick={() => setAsked({ about: 'create' })}
            >
              New secret…
            </ActionButton>
          </>
        }
      >
        {!uses && (
          <Note tone="doubt" title="These are not accepted any more">
            The client proves itself in another way now. Delete what is left: a secret that nobody needs can only leak.
          </Note>
        )}
        {uses && overlap && (
          <OverlapBanner
            clientId={client.client_id}
            overlap={overlap}
            name={(secret) => <SecretName secret={secret} makers={makers} mayWrite={mayWrite} />}
            onEnded={() => done('The old secret has ended')}
          />
        )}
        <DataTable
          label="Secrets"
          columns={columns}
          pages={pages}
          rowId={({ id }) => id}
          empty={
            <EmptyState
              title="No secret yet"
              action={
                <ActionButton needs="clients:write" onClick={() => setAsked({ about: 'create' })}>
                  Make a secret
                </ActionButton>
              }
            >
              <p>The client cannot ask for tokens before it has one. Or let it use a key pair, which is safer.</p>
            </EmptyState>
          }
        />
        {uses && live.some((secret) => secret.expires_at === null) && (
          <Note tone="doubt" title="A secret without an end">
            It works until somebody ends it, wherever it has been copied to. Choose an end, or{' '}
            <button type="button" className={styles['inline']} onClick={onSwitch}>
              switch to a key pair
            </button>
            , which has nothing to leak.
          </Note>
        )}
      </Card>
      {(asked?.about === 'create' || asked?.about === 'roll') && (
        <NewSecretDialog
          clientId={client.client_id}
          live={live.length}
          rolls={asked.about === 'roll'}
          onMade={(made) => setAsked({ about: 'reveal', made })}
          onClose={close}
        />
      )}
      {asked?.about === 'reveal' && (
        <SecretReveal
          title="The new secret"
          secret={asked.made.client_secret}
          variable="CLIENT_SECRET"
          more={{ ISSUER: issuerUrl, CLIENT_ID: client.client_id }}
          onClose={() => done('The secret is not shown again')}
        />
      )}
      {asked?.about === 'end' && (
        <ChangeEndDialog
          clientId={client.client_id}
          secret={asked.secret}
          onChanged={() => done('The end of the secret was changed')}
          onClose={close}
        />
      )}
      {asked?.about === 'delete' && (
        <DangerDialog
          title="Delete the secret"
          confirm="Delete"
          onConfirm={async () => {
            await deleteSecret(client.client_id, asked.secret.id);
            done('The secret was deleted');
          }}
          onClose={close}
        >
          <WhatDeletingMeans
            secret={asked.secret}
            only={uses && live.length === 1}
            onLeaked={() => setAsked({ about: 'leaked', secret: asked.secret })}
          />
        </DangerDialog>
      )}
      {asked?.about === 'leaked' && (
        <RevokeDialog
          title="End a leaked secret and what it got"
          confirm="End"
          event={{ event: 'secret_leaked', client_id: client.client_id, secret_id: asked.secret.id }}
          onDone={refresh}
          onClose={close}
        >
          <p>
            The secret stops working at once. Nobody can tell which tokens a thief got with it, so everything that the
            client holds ends too.
          </p>
        </RevokeDialog>
      )}
    </div>
  );
}

interface WhatDeletingMeansProps {
  readonly secret: Secret;
  readonly only: boolean;
  readonly onLeaked: () => void;
}

function WhatDeletingMeans({ secret, only, onLeaked }: WhatDeletingMeansProps) {
  if (secret.state !== 'live') return <p>It does not work any more. Only this line about it goes away.</p>;
  return (
    <div className={styles['stack']}>
      <p>It stops working at once, on every server. Whatever still uses it is told invalid_client.</p>
      {usedLately(secret) && (
        <Note tone="doubt" title="It is in use">
          Last used <Time at={secret.last_used_at} full />, from {secret.last_used_ip ?? 'an unknown address'}.
        </Note>
      )}
      {only && (
        <Note tone="doubt" title="It is the only one">
          The client cannot ask for tokens until you make another.
        </Note>
      )}
      <div className={styles['start-tools']}>
        <span>Has it leaked? Then end what it got as well.</span>
        <ActionButton needs="tokens:revoke" size="compact-sm" variant="default" onClick={onLeaked}>
          It has leaked…
        </ActionButton>
      </div>
    </div>
  );
}

/** How it begins, for those who compare it with what is in use; for others its id. */
function SecretName({
  secret,
  makers,
  mayWrite,
}: {
  readonly secret: Secret;
  readonly makers: ReadonlyMap<string, Maker>;
  readonly mayWrite: boolean;
}) {
  const begins = mayWrite && makers.get(secret.id)?.madeHere === true;
  return begins ? (
    <code className={styles['start']} dir="ltr" title="How the secret begins">
      {beginningOf(secret.id)}…
    </code>
  ) : (
    <code className={styles['start']} dir="ltr" title="Id of the secret">
      {secret.id}
    </code>
  );
}

const column = columnsOf<Secret>();

function columnsFor(
  makers: ReadonlyMap<string, Maker>,
  mayWrite: boolean,
  ask: (asked: Asked) => void,
): Columns<Secret> {
  return [
    column.display({
      id: 'id',
      header: 'Secret',
      cell: ({ row }) => <SecretName secret={row.original} makers={makers} mayWrite={mayWrite} />,
    }),
    column.display({
      id: 'created_at',
      header: 'Made',
      cell: ({ row }) => {
        const maker = makers.get(row.original.id);
        return (
          <span>
            <Time at={row.original.created_at} />
            {maker && (
              <span className={styles['use']}>
                {maker.actor.kind === 'system' ? 'Configuration file' : <Actor {...maker.actor} named />}
              </span>
            )}
          </span>
        );
      },
    }),
    column.display({
      id: 'last_used_at',
      header: 'Last used',
      cell: ({ row }) => {
        const { last_used_at: at, last_used_ip: ip, last_used_method: method } = row.original;
        return (
          <span>
            <Time at={at} fallback="Never" />
            {at !== null && (
              <span className={styles['use']}>
                from {ip ?? 'an unknown address'}
                {method && `, ${wayOf(method)}`}
              </span>
            )}
          </span>
        );
      },
    }),
    column.display({
      id: 'expires_at',
      header: 'Ends',
      cell: ({ row }) => (
        <span>
          <Time at={row.original.expires_at} fallback="Not by itself" />{' '}
          {endsSoon(row.original) && <Badge tone="doubt">soon</Badge>}
        </span>
      ),
    }),
    column.display({
      id: 'state',
      header: 'State',
      meta: { width: 'tight' },
      cell: ({ row }) => <StateBadge state={row.original.state} />,
    }),
    column.display({
      id: 'actions',
      header: () => <span className="gh-hidden">Actions</span>,
      meta: { width: 'tight' },
      cell: ({ row }) => (
        <span className={styles['tools']}>
          {row.original.state === 'live' && (
            <ActionButton
              needs="clients:write"
              size="compact-xs"
              variant="default"
              onClick={() => ask({ about: 'end', secret: row.original })}
            >
              Change end…
            </ActionButton>
          )}
          <ActionButton
            needs="clients:write"
            size="compact-xs"
            variant="default"
            onClick={() => ask({ about: 'delete', secret: row.original })}
          >
            Delete…
          </ActionButton>
        </span>
      ),
    }),
  ];
}
