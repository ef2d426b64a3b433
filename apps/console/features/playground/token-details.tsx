'use client';
import Link from 'next/link';
import { claimOf, momentOf, type Claim } from '../../ui/claim-words';
import { CopyId } from '../../ui/copy-id';
import { Time } from '../../ui/time';
import { Judged } from './exchange';
import styles from './playground.module.css';
import type { TokenView } from './run-api';

const NAMES: Readonly<Record<TokenView['kind'], string>> = {
  access_token: 'Access token',
  id_token: 'ID token',
  refresh_token: 'Refresh token',
};

/** A token taken apart. The token itself never comes here: its id and digest name it. */
export function TokenDetails({ token }: { readonly token: TokenView }) {
  const { kind, format, id, digest, header, claims, judged } = token;
  return (
    <div className={styles['token']} role="group" aria-label={NAMES[kind]}>
      <h4>
        {NAMES[kind]} <span className={styles['soft']}>{format === 'jwt' ? 'signed (JWT)' : 'opaque'}</span>
      </h4>
      <p className={styles['ids']}>
        {id !== null && (
          <>
            <Link href={`/tokens/${id}`} prefetch={false}>
              Open in the explorer<span className="gh-hidden">: {NAMES[kind]}</span>
            </Link>
            <CopyId value={id} what={`id of the ${NAMES[kind]}`} />
          </>
        )}
        <span>
          SHA-256 <CopyId value={digest} what={`digest of the ${NAMES[kind]}`} />
        </span>
      </p>
      <Judged facts={judged} />
      {claims && (
        <details>
          <summary>
            What it says<span className="gh-hidden">: {NAMES[kind]}</span>
          </summary>
          {header && <Claims label={`Header of the ${NAMES[kind]}`} name="Header" claims={header} />}
          <Claims label={`Claims of the ${NAMES[kind]}`} name="Claim" claims={claims} />
        </details>
      )}
    </div>
  );
}

function Claims({
  label,
  name,
  claims,
}: {
  readonly label: string;
  readonly name: string;
  readonly claims: Readonly<Record<string, unknown>>;
}) {
  return (
    <table className={styles['claims']} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">Value and meaning</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(claims).map(([member, value]) => {
          const claim = claimOf(member, value);
          return (
            <tr key={member}>
              <th scope="row">
                <code dir="ltr">{member}</code>
              </th>
              <td>
                <Value claim={claim} />
                <small>{claim.meaning}</small>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value({ claim }: { readonly claim: Claim }) {
  const moment = momentOf(claim);
  const text = typeof claim.value === 'string' ? claim.value : JSON.stringify(claim.value);
  if (claim.name === 'kid') {
    return (
      <Link href={`/keys?key=${encodeURIComponent(text)}`} prefetch={false}>
        {text}
      </Link>
    );
  }
  return (
    <span>
      <code dir="ltr">{text}</code> {moment !== undefined && <Time at={moment} full />}
    </span>
  );
}
