/** The calls that a client makes with what it was given, each with the client's proof. */
import 'server-only';
import type { ClientProof } from './client-proof';
import { type Answered, type Fields, send } from './issuer';
import type { Run } from './run';

export interface TokenRequest {
  readonly fields: Fields;
  /** Secret values by the name of their field: shown as `$NAME`. */
  readonly hidden: Readonly<Record<string, string>>;
  /** Another proof than the run's; for a mistake. */
  readonly proof?: ClientProof;
}

/** RFC 6749 §3.2. */
export function requestTokens(run: Run, request: TokenRequest): Promise<Answered> {
  return sendProven(run, run.metadata.token_endpoint, request);
}

/** RFC 7662 §2.1. */
export function introspect(run: Run, token: string): Promise<Answered> {
  return sendProven(run, run.metadata.introspection_endpoint, {
    fields: [['token', token]],
    hidden: { token: '$ACCESS_TOKEN' },
  });
}

/** RFC 7009 §2.1. */
export function revoke(run: Run, token: string, kind: 'access_token' | 'refresh_token'): Promise<Answered> {
  return sendProven(run, run.metadata.revocation_endpoint, {
    fields: [
      ['token', token],
      ['token_type_hint', kind],
    ],
    hidden: { token: `$${kind.toUpperCase()}` },
  });
}

/** OpenID Connect Core §5.3. */
export function readUserinfo({ metadata }: Run, token: string): Promise<Answered> {
  return send({
    url: metadata.userinfo_endpoint,
    headers: { Authorization: `Bearer ${token}` },
    shown: { headers: ['--header "Authorization: Bearer $ACCESS_TOKEN"'] },
  });
}

async function sendProven(run: Run, url: string, { fields, hidden, proof = run.proof }: TokenRequest) {
  const proven = await proof.prove(run.client.client_id, run.metadata.issuer);
  const shown = fields.map(([name, value]) => [name, hidden[name] ?? value] as const);
  return send({
    url,
    headers: proven.headers,
    fields: [...fields, ...Object.entries(proven.fields)],
    shown: { headers: proven.shownHeaders, fields: [...shown, ...Object.entries(proven.shownFields)] },
  });
}
