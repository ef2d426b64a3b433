import Link from 'next/link';
import type { Shape } from '../../ui/admin-api';
import { Card } from '../../ui/form-card';
import { checksOf, verdictOf } from './judgement';
import styles from './tokens.module.css';

type Token = Shape<'TokenAnswer'>;

/** Which check would refuse it now, and who accepts such a token at all. */
export function TokenJudgement({ token }: { readonly token: Token }) {
  return (
    <Card title="If it were used now">
      <p className={styles['verdict']}>{verdictOf(token)}</p>
      <ol className={styles['checks']} aria-label="Checks, in the order in which the server asks">
        {checksOf(token).map(({ name, verdict, why }) => (
          <li key={name} data-verdict={verdict}>
            <span>
              {name}
              <span className="gh-hidden">: {verdict}</span>
            </span>
            {why && <span>{why}</span>}
          </li>
        ))}
      </ol>
      <Acceptance token={token} />
    </Card>
  );
}

function Acceptance({ token }: { readonly token: Token }) {
  const { kind, format, audience, client_id: client } = token;
  if (kind === 'authorization_code' || kind === 'refresh_token') {
    return (
      <p>
        Only the token endpoint of this server takes it, and only from{' '}
        <Link href={`/clients/${encodeURIComponent(client)}`}>{client}</Link>.
      </p>
    );
  }
  if (kind === 'id_token') {
    return (
      <p>
        For <Link href={`/clients/${encodeURIComponent(client)}`}>{client}</Link> alone. <Key token={token} />
      </p>
    );
  }
  return (
    <p>
      For {audience.length === 0 ? 'UserInfo of this server' : audience.join(' and ')}.{' '}
      {format === 'opaque' ? (
        'Whoever gets it has to ask introspection, so a revocation counts at once.'
      ) : (
        <>
          <Key token={token} /> APIs that check signatures by themselves accept it until it expires, unless they follow
          the revocation feed or ask introspection.
        </>
      )}
    </p>
  );
}

function Key({ token }: { readonly token: Token }) {
  if (token.key_id === null) return null;
  return (
    <>
      Signed by key{' '}
      <Link href={`/keys?key=${encodeURIComponent(token.key_id)}`} dir="ltr">
        {token.key_id}
      </Link>
      .
    </>
  );
}
