'use client';
/** Everything that is known of one token: on a page of its own, and in a drawer beside the list. */
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '../../ui/action-button';
import { answer, api, ApiProblem, type Shape } from '../../ui/admin-api';
import { CopyId } from '../../ui/copy-id';
import { DeviceName } from '../../ui/device-name';
import { Card, Fact, Facts } from '../../ui/form-card';
import { revocationReason } from '../../ui/ending-words';
import { KINDS } from '../../ui/ledger-words';
import { useMay } from '../../ui/me';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { RevokeDialog } from '../../ui/revoke-dialog';
import { BlockSkeleton, EmptyState, LoadFailed } from '../../ui/states';
import { Time } from '../../ui/time';
import { RevokeLevelList } from './revoke-level-list';
import styles from './tokens.module.css';

type Token = Shape<'TokenAnswer'>;

// The facts are on the screen first.
const TokenLineage = dynamic(() => import('./token-lineage').then((module) => module.TokenLineage), {
  ssr: false,
  loading: () => <BlockSkeleton label="Loading the lineage" height={280} />,
});
const TokenClaims = dynamic(() => import('./token-claims').then((module) => module.TokenClaims), { ssr: false });
const TokenJudgement = dynamic(() => import('./token-judgement').then((module) => module.TokenJudgement), {
  ssr: false,
  loading: () => <BlockSkeleton label="Loading the checks" height={280} />,
});

/** A token by its id; its state is worked out by the server each time it is read. */
export function useToken(id: string) {
  return useQuery({
    queryKey: ['token', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/admin/v1/tokens/{token_id}', { params: { path: { token_id: id } }, signal })),
  });
}

export interface TokenViewProps {
  readonly token: Token;
  /** Of a token that was pasted elsewhere. */
  readonly digest?: string | undefined;
  readonly narrow?: boolean;
}

export function TokenView({ token, digest, narrow = false }: TokenViewProps) {
  return (
    <>
      {digest !== undefined && <DigestMatch id={token.id} digest={digest} />}
      <div className={styles['page']} data-narrow={narrow || undefined}>
        <div>
          <TokenFacts token={token} />
          <TokenLineage key={token.id} tokenId={token.id} />
          <TokenClaims key={`claims:${token.id}`} token={token} />
        </div>
        <div>
          <TokenJudgement token={token} />
          <Card title="Revoke" lead="Each begins with a preview of what would end. Nothing ends before you say why.">
            <RevokeLevelList token={token} />
          </Card>
        </div>
      </div>
    </>
  );
}

function TokenFacts({ token }: { readonly token: Token }) {
  const { id, subject, client_id: client, session_id: session, family_id: family, consent_id: consent } = token;
  const maySeeUsers = useMay('users:read');
  const isPerson = subject !== client;
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="User">
          {!isPerson ? (
            'None: the client got it for itself'
          ) : maySeeUsers ? (
            <Link href={`/users/${subject}`}>{token.username ?? subject}</Link>
          ) : (
            <CopyId value={subject} what="user id" />
          )}
        </Fact>
        <Fact name="Client">
          <Link href={`/clients/${encodeURIComponent(client)}`}>{client}</Link>
        </Fact>
        <Fact name="Grant type">{token.grant_type.replaceAll('_', ' ')}</Fact>
        <Fact name="Format">{token.format === 'jwt' ? 'JSON Web Token' : 'opaque'}</Fact>
        <Fact name="Issued">
          <Time at={token.issued_at} full />
        </Fact>
        <Fact name={token.expires_at > token.issued_at ? 'Expires' : 'Expired'}>
          <Time at={token.expires_at} full />
        </Fact>
        <LastUse token={token} />
        <Fact name="Scope">
          {token.scope.length === 0 ? (
            'none'
          ) : (
            <span className={styles['words']}>
              {token.scope.map((scope) => (
                <code key={scope}>{scope}</code>
              ))}
            </span>
          )}
        </Fact>
        <Fact name="Audience">{token.audience.join(', ') || 'none'}</Fact>
        <Fact name="Address">{token.ip ?? 'not known'}</Fact>
        <Fact name="Program">
          <span title={token.user_agent ?? undefined}>
            <DeviceName userAgent={token.user_agent} />
          </span>
        </Fact>
        {session !== null && (
          <Fact name="Session">
            <Link href={`/sessions/${session}`} dir="ltr">
              {session}
            </Link>
          </Fact>
        )}
        {family !== null && (
          <Fact name="Family (approval)">
            <Link href={`/tokens?family_id=${family}`} dir="ltr">
              {family}
            </Link>
          </Fact>
        )}
        {consent !== null && (
          <Fact name="Consent">
            <Link href={`/tokens?consent_id=${consent}`} dir="ltr">
              {consent}
            </Link>
          </Fact>
        )}
        <Fact name="Id (jti)">
          <CopyId value={id} what="token id" whole />
        </Fact>
        <Fact name="Digest">
          <code dir="ltr">sha256:{token.digest_prefix}…</code>
        </Fact>
        {token.revoked_at !== null && (
          <Fact name="Revoked">
            <Time at={token.revoked_at} full />
            {token.revocation_reason && <>: {revocationReason(token.revocation_reason)}</>}
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function LastUse({ token }: { readonly token: Token }) {
  if (token.kind === 'authorization_code') {
    return (
      <Fact name="Exchanged">
        <Time at={token.used_at} full fallback="not yet" />
      </Fact>
    );
  }
  if (token.kind !== 'refresh_token') return null;
  return token.rotated_at === null ? (
    <Fact name="Last used">
      <Time at={token.last_used_at} full fallback="never" />
    </Fact>
  ) : (
    <Fact name="Replaced">
      <Time at={token.rotated_at} full />
      {token.successor_id && (
        <>
          {' by '}
          <Link href={`/tokens/${token.successor_id}`}>the next one</Link>
        </>
      )}
    </Fact>
  );
}

/** Whether what somebody pasted is what was issued under this id. */
function DigestMatch({ id, digest }: { readonly id: string; readonly digest: string }) {
  const lookup = useQuery({
    queryKey: ['token-lookup', id, digest],
    queryFn: () => answer(api.POST('/admin/v1/tokens/lookup', { body: { id, digest } })),
    staleTime: Infinity,
    retry: false,
  });
  if (lookup.isPending) return null;
  if (lookup.data) {
    return (
      <div className={styles['stack']}>
        <Note tone="good" title="The token that you pasted is this one">
          Its digest is the one in the ledger. The token itself stayed in your browser.
        </Note>
      </div>
    );
  }
  const differs = lookup.error instanceof ApiProblem && lookup.error.code === 'token_not_found';
  return (
    <div className={styles['stack']}>
      {differs ? (
        <Note tone="bad" title="The token that you pasted is not the one that was issued">
          It carries this id, but its digest is another. It was altered or made up, or it was not pasted whole. What you
          see below is the token that was really issued.
        </Note>
      ) : (
        <ProblemAlert error={lookup.error} />
      )}
    </div>
  );
}

/** What to show while a token is read, or when it cannot be. */
export function TokenMissing({ query }: { readonly query: ReturnType<typeof useToken> }) {
  if (query.isPending) return <BlockSkeleton label="Loading the token" height={320} />;
  if (query.error instanceof ApiProblem && query.error.status === 404) {
    return (
      <EmptyState title="The ledger knows no token with this id">
        <p>
          It was mistyped, comes from another server, or was swept away some time after it expired. Tokens that were
          never issued leave no trace here.
        </p>
      </EmptyState>
    );
  }
  return query.error ? <LoadFailed error={query.error} onRetry={() => void query.refetch()} /> : null;
}

/** The commonest of the revocations, for the head of a page. */
export function RevokeThis({ token }: { readonly token: Token }) {
  const [open, setOpen] = useState(false);
  const dead = token.state === 'active' ? undefined : `It is ${token.state} already.`;
  return (
    <>
      <ActionButton needs="tokens:revoke" color="red.8" unavailable={dead} onClick={() => setOpen(true)}>
        Revoke …
      </ActionButton>
      {open && (
        <RevokeDialog
          event={{ event: 'token', token_id: token.id }}
          title={`Revoke this ${KINDS[token.kind][0]}`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
