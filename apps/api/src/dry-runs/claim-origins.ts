/** Who or what decides each claim, in words. */
import { type AccountRecord, claimsOfScope, type ClientRecord, type PreviewedToken } from '@gatehouse/protocol';
import type { ClaimOriginAnswer } from './token-preview.dto';

export type ClaimOrigin = Omit<ClaimOriginAnswer, 'claim' | 'scope'>;

const same = (from: ClaimOrigin['from'], explanation: string): ClaimOrigin => ({ from, explanation, example: false });
const other = (from: ClaimOrigin['from'], explanation: string): ClaimOrigin => ({ from, explanation, example: true });

const OF_EVERY_TOKEN: Readonly<Record<string, ClaimOrigin>> = {
  iss: same('server', 'The issuer identifier of this server.'),
  iat: other('server', 'When it is issued.'),
  jti: other('server', 'A new id for each token.'),
  auth_time: other('sign_in', 'When the person signed in.'),
  acr: other('sign_in', 'How strong the sign-in was; here as with a password.'),
  amr: other('sign_in', 'By which methods the person signed in; here with a password.'),
};

/** Claims of access tokens, also as introspection tells them. */
export const ACCESS_TOKEN_CLAIMS: Readonly<Record<string, ClaimOrigin>> = {
  ...OF_EVERY_TOKEN,
  sub: same('person', 'The id of the person.'),
  aud: same('api', 'The APIs that own the words of its scope, or those that were named as resource.'),
  client_id: same('client', 'The id of the client.'),
  scope: same(
    'request',
    'Of the words that were asked for, those that the client may have and the audience understands.',
  ),
  exp: other('api', 'The end of the shortest lifetime that the APIs give their tokens.'),
  family_id: other('sign_in', 'Names the approval: one revocation can end all that came of it.'),
  active: same('server', 'Introspection says so of a token that is in force.'),
  token_type: same('server', 'How the token is sent to an API.'),
  nbf: other('server', 'When it is issued: it is valid from then on.'),
};

export const ID_TOKEN_CLAIMS: Readonly<Record<string, ClaimOrigin>> = {
  ...OF_EVERY_TOKEN,
  sub: same('person', 'The id of the person.'),
  aud: same('client', 'The id of the client.'),
  exp: other('server', 'The end of the lifetime that this server gives ID tokens.'),
  at_hash: other('server', 'Ties it to the access token that comes with it.'),
  sid: other('sign_in', 'Names the session of the browser, for signing out.'),
  nonce: other('request', 'Repeats the nonce of the authorization request.'),
};

/** Where the claims of this very access token come from. */
export function accessTokenOrigins(token: PreviewedToken, client: ClientRecord): ClaimOriginAnswer[] {
  const { record } = token;
  const changed: Record<string, ClaimOrigin> = {};
  if (record.familyId === null) changed['sub'] = same('client', 'The id of the client: no person is involved.');
  if (record.audience.includes(String(token.claims['iss']))) {
    changed['aud'] = same('server', 'This server itself, for UserInfo: no API is meant.');
    changed['exp'] = other('server', 'The end of the lifetime that this server gives access tokens.');
  }
  if ((client.accessTokenLifetime ?? Infinity) * 1000 <= record.expiresAt - record.issuedAt) {
    changed['exp'] = other('client', 'The end of the access_token_lifetime of the client.');
  }
  return originsOf(token.claims, { ...ACCESS_TOKEN_CLAIMS, ...changed });
}

export function idTokenOrigins({ claims }: PreviewedToken): ClaimOriginAnswer[] {
  return originsOf(claims, ID_TOKEN_CLAIMS);
}

/** Each claim of UserInfo with the word of the scope that releases it. */
export function userinfoOrigins(account: AccountRecord, scope: readonly string[]): ClaimOriginAnswer[] {
  const openid = { claim: 'sub', ...same('person', 'The id of the person.'), scope: 'openid' };
  const released = scope.flatMap((word) =>
    Object.keys(claimsOfScope(account, [word]))
      .filter((claim) => claim !== 'sub')
      .map((claim) => ({ claim, ...same('scope', `The scope ${word} releases it.`), scope: word })),
  );
  return [openid, ...released];
}

function originsOf(
  claims: Readonly<Record<string, unknown>>,
  origins: Readonly<Record<string, ClaimOrigin>>,
): ClaimOriginAnswer[] {
  return Object.keys(claims).flatMap((claim) => {
    const origin = origins[claim];
    return origin === undefined ? [] : [{ claim, scope: null, ...origin }];
  });
}
