/** What claims of tokens mean, for people. */

export interface Claim {
  readonly name: string;
  readonly value: unknown;
  readonly meaning: string;
}

/** RFC 7519 §4.1, RFC 9068 §2.2, OpenID Connect Core §2 and §5.1, RFC 7662 §2.2, in our own words. */
const MEANINGS: Readonly<Record<string, string>> = {
  iss: 'Who issued it: this server',
  sub: 'Whom it is about: a user, or the client itself',
  aud: 'For whom it is meant. Everybody else has to refuse it',
  exp: 'Not accepted from then on',
  nbf: 'Not accepted before',
  iat: 'When it was issued',
  jti: 'Its id: how the ledger finds it',
  client_id: 'The client that it was issued to',
  scope: 'What the holder may do',
  auth_time: 'When the person last proved who they are',
  acr: 'How strongly they did',
  amr: 'By which means',
  azp: 'The client that it was issued to',
  nonce: 'A value of the client, to tie it to one sign-in',
  at_hash: 'Ties the ID token to the access token beside it',
  c_hash: 'Ties the ID token to the code beside it',
  sid: 'The session of the person',
  family_id: 'The approval that it descends from. Revoking the approval names it',
  cnf: 'The key that its holder has to prove (RFC 7800)',
  act: 'Who acts for the person (RFC 8693)',
  roles: 'Roles of the person',
  email: 'Email address',
  email_verified: 'Whether the email address was proven',
  name: 'Name of the person',
  preferred_username: 'Username of the person',
  alg: 'How it is signed',
  typ: 'What kind of JWT it is',
  kid: 'The key that signed it',
};

export const claimOf = (name: string, value: unknown): Claim => ({
  name,
  value,
  meaning: MEANINGS[name] ?? 'A claim of this installation or of its client',
});

const MOMENTS: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

/** Of a claim that is a moment: epoch milliseconds. */
export const momentOf = ({ name, value }: Claim): number | undefined =>
  MOMENTS.has(name) && typeof value === 'number' ? value * 1000 : undefined;
