'use client';
/** What a token says, claim by claim. Whoever holds it can paste it here to see all of it; it is read in the browser. */
import { Button, Textarea } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { answer, api, ApiProblem, type Shape } from '../../ui/admin-api';
import { Card } from '../../ui/form-card';
import { useMe } from '../../ui/me';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { recognise } from '../../ui/recognise';
import { Time } from '../../ui/time';
import { type Claim, type Decoded, decodeJwt, knownClaims, momentOf } from './claims';
import styles from './tokens.module.css';

type Token = Shape<'TokenAnswer'>;

export function TokenClaims({ token }: { readonly token: Token }) {
  const { issuerUrl } = useMe();
  const [decoded, setDecoded] = useState<Decoded>();
  const isJwt = token.format === 'jwt';
  return (
    <Card
      title="What it says"
      lead={
        isJwt
          ? 'The claims that the ledger knows. The token itself is not stored, so others may be missing: paste it to see all.'
          : 'An opaque token says nothing by itself. This is what introspection tells an API about it.'
      }
    >
      {decoded && <ClaimTable label="Header" claims={decoded.header} />}
      <ClaimTable
        label={decoded ? 'All claims' : 'Known claims'}
        claims={decoded ? decoded.payload : knownClaims(token, issuerUrl)}
      />
      <PasteBox token={token} onDecoded={setDecoded} />
    </Card>
  );
}

function ClaimTable({ label, claims }: { readonly label: string; readonly claims: readonly Claim[] }) {
  return (
    <table className={styles['claims']} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col">Value and meaning</th>
        </tr>
      </thead>
      <tbody>
        {claims.map((claim) => (
          <tr key={claim.name}>
            <th scope="row">
              <code dir="ltr">{claim.name}</code>
            </th>
            <td>
              <ClaimValue claim={claim} />
              <small>{claim.meaning}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ClaimValue({ claim }: { readonly claim: Claim }) {
  const moment = momentOf(claim);
  if (moment !== undefined) {
    return (
      <span>
        <code dir="ltr">{String(claim.value)}</code> <Time at={moment} full />
      </span>
    );
  }
  const text = typeof claim.value === 'string' ? claim.value : JSON.stringify(claim.value);
  if (claim.name === 'kid') return <Link href={`/keys?key=${encodeURIComponent(text)}`}>{text}</Link>;
  return <code dir="ltr">{text}</code>;
}

interface Outcome {
  readonly tone: 'good' | 'bad' | 'doubt';
  readonly title: string;
  readonly text: string;
}

function PasteBox({ token, onDecoded }: { readonly token: Token; readonly onDecoded: (decoded: Decoded) => void }) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<Error>();
  const [open, setOpen] = useState(false);
  const take = async (text: string) => {
    setOutcome(undefined);
    setError(undefined);
    const known = await recognise(text);
    if (known.kind !== 'token') {
      setOutcome({ tone: 'doubt', title: 'That is no token', text: 'A token of this server begins with gh_ or eyJ.' });
      return;
    }
    if (known.id !== token.id) {
      setOutcome({
        tone: 'doubt',
        title: 'That is another token',
        text: 'Its id is not the one of this page. Paste it into the box of the explorer to find it.',
      });
      return;
    }
    const jwt = decodeJwt(text);
    if (jwt) onDecoded(jwt);
    try {
      await answer(api.POST('/admin/v1/tokens/lookup', { body: { id: known.id, digest: known.digest } }));
      setOutcome({ tone: 'good', title: 'That is this very token', text: 'Its digest is the one in the ledger.' });
    } catch (failure) {
      if (failure instanceof ApiProblem && failure.code === 'token_not_found') setOutcome(ALTERED);
      else setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
  };
  if (!open) {
    return (
      <div>
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          {token.format === 'jwt' ? 'Paste the token to decode it' : 'Paste the token to compare it'}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Textarea
        label="The token"
        description="It stays in this browser: only its id and digest are sent. The box empties at once."
        value=""
        onChange={(event) => void take(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        rows={2}
      />
      {outcome && (
        <div role="status">
          <Note tone={outcome.tone} title={outcome.title}>
            {outcome.text}
          </Note>
        </div>
      )}
      <ProblemAlert error={error} />
    </>
  );
}

const ALTERED: Outcome = {
  tone: 'bad',
  title: 'That is not the token that was issued',
  text: 'It carries this id, but its digest is another: it was altered or made up. No signature check would accept it.',
};
