import { Badge, StateBadge } from '../../ui/badge';
import { type Columns, columnsOf } from '../../ui/data-table';
import type { Shape } from '../../ui/admin-api';
import { kindName } from '../../ui/ledger-words';
import { Time } from '../../ui/time';
import styles from './tokens.module.css';

type Token = Shape<'TokenAnswer'>;
const column = columnsOf<Token>();

/** The columns of the explorer. Never a token: the beginning of its digest names it. */
export const TOKEN_COLUMNS: Columns<Token> = [
  column.display({
    id: 'kind',
    header: 'Token',
    cell: ({ row: { original: token } }) => (
      <span className={styles['name']}>
        {kindName(token.kind)}
        <code dir="ltr">sha256:{token.digest_prefix.slice(0, 8)}…</code>
      </span>
    ),
  }),
  column.display({
    id: 'state',
    header: 'State',
    meta: { width: 'tight' },
    cell: ({ row: { original: token } }) => <TokenState token={token} />,
  }),
  column.display({
    id: 'user',
    header: 'User',
    cell: ({ row: { original: token } }) =>
      token.username ??
      (token.subject === token.client_id ? <Soft>the client itself</Soft> : <Id value={token.subject} />),
  }),
  column.display({
    id: 'client',
    header: 'Client',
    cell: ({ row: { original: token } }) => token.client_id,
  }),
  column.display({
    id: 'scope',
    header: 'Scopes',
    meta: { width: 'tight', align: 'end' },
    cell: ({ row: { original: token } }) => (
      <span title={token.scope.join(' ') || 'no scope'}>
        {token.scope.length}
        <span className="gh-hidden"> {token.scope.join(' ')}</span>
      </span>
    ),
  }),
  column.display({
    id: 'audience',
    header: 'Audience',
    meta: { minor: true },
    cell: ({ row: { original: token } }) =>
      token.audience.length === 0 ? (
        <Soft>none</Soft>
      ) : (
        <span className={styles['clip']}>{token.audience.join(' ')}</span>
      ),
  }),
  column.display({
    id: 'issued',
    header: 'Issued',
    meta: { width: 'tight' },
    cell: ({ row: { original: token } }) => <Time at={token.issued_at} />,
  }),
  column.display({
    id: 'expires',
    header: 'Expires',
    meta: { width: 'tight' },
    cell: ({ row: { original: token } }) => <Time at={token.expires_at} />,
  }),
  column.display({
    id: 'used',
    header: 'Last used',
    meta: { width: 'tight', minor: true },
    cell: ({ row: { original: token } }) => (
      <Time at={token.last_used_at ?? token.rotated_at ?? token.used_at} fallback="–" />
    ),
  }),
  column.display({
    id: 'family',
    header: 'Family',
    meta: { width: 'tight', minor: true },
    cell: ({ row: { original: token } }) =>
      token.family_id === null ? <Soft>none</Soft> : <Id value={token.family_id} />,
  }),
];

/** The state, and the mark beside it. */
export function TokenState({ token }: { readonly token: Pick<Token, 'state' | 'reused_at'> }) {
  return (
    <span className={styles['badges']}>
      <StateBadge state={token.state} />
      {token.reused_at !== null && <Badge tone="bad">reused</Badge>}
    </span>
  );
}

/** The end of a time-ordered id tells ids apart; its beginning is the time. */
const Id = ({ value }: { readonly value: string }) => (
  <code dir="ltr" title={value}>
    …{value.slice(-8)}
  </code>
);
const Soft = ({ children }: { readonly children: string }) => <span className={styles['soft']}>{children}</span>;
