/** A good authorization request of `client()`, as a path; a spec changes what it is about. */
import { REDIRECT_URI } from '@gatehouse/protocol/testing';

export const STATE = `a state/with?odd&characters=%20+é"'<>`;

export function authorizePath(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = {
    client_id: 'web-shop',
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'openid orders:read',
    state: STATE,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...changes,
  };
  const pairs = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `/oauth/authorize?${new URLSearchParams(pairs).toString()}`;
}
