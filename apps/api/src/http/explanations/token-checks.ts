/** Checks of the token, introspection and revocation endpoints. */
import type { Explanation } from './failure-catalogue';

const because = (title: string, fix: string): Explanation => ({ title, fix });

/** Why what was good once is not any more, by what the gate says: the same of codes and of refresh tokens. */
const ENDED: Readonly<Record<string, Explanation>> = {
  client_disabled: because('the client was disabled.', 'Enable the client, then let the person authorize it anew.'),
  client_tokens_revoked: because(
    'everything issued to the client was revoked.',
    'Let the person authorize the client anew.',
  ),
  account_disabled: because(`the person's account was disabled.`, 'Enable the account, if it may be used again.'),
  account_tokens_revoked: because(
    'everything issued for the person was revoked.',
    'Let the person sign in and authorize the client anew.',
  ),
  consent_revoked: because(
    `the person's consent was withdrawn.`,
    'Let the person authorize the client anew, if they want to.',
  ),
  session_ended: because(
    'the session that it came from has ended.',
    'Let the person sign in again. A client that must outlive the session asks for offline_access.',
  ),
  family_revoked: because(
    'the authorization was revoked.',
    'See the family for why and by whom; let the person authorize the client anew.',
  ),
  family_expired: because('the authorization has reached its absolute end.', 'Let the person sign in again.'),
  signing_key_revoked: because('the key that signed it was revoked.', 'Get a new token.'),
  token_revoked: because(
    'it was revoked.',
    'See the token for why and by whom; let the person authorize the client anew.',
  ),
  token_expired: because('it has expired.', 'Let the person authorize the client anew.'),
};

function endedChecks(kind: string, name: string): Record<string, Explanation> {
  return Object.fromEntries(
    Object.entries(ENDED).map(([reason, { title, fix }]) => [
      `${kind}.${reason}`,
      because(`${name} is not good any more: ${title}`, fix),
    ]),
  );
}

export const TOKEN_CHECKS: Readonly<Record<string, Explanation>> = {
  'grant_type.missing': because('grant_type is missing.', 'Send grant_type in the form body.'),
  'grant_type.unknown': because(
    'The grant_type is not one that this server knows.',
    'Send authorization_code, refresh_token or client_credentials.',
  ),
  'grant_type.client': because(
    'The client is not registered for this grant_type.',
    `Add it to the client's grant_types if its kind may have it, or use a registered one.`,
  ),
  'grant_type.public': because(
    'This grant_type needs a client with a credential.',
    'Give the client a secret or a key, or use the authorization code flow.',
  ),
  'code.missing': because('code is missing.', 'Send the code from the redirect.'),
  'code.form': because(
    'The code does not have the form of one.',
    'Send the code exactly as it came, form-encoded once.',
  ),
  'code.unknown': because(
    'The code is not known.',
    'It may be of another environment, or so old that it was removed. Start a new authorization.',
  ),
  'code.client': because(
    'The code was issued to another client.',
    'Exchange it with the client that started the authorization.',
  ),
  'code.expired': because('The code has expired.', 'Exchange it at once; it is good for a minute.'),
  'code.replayed': because(
    'The code was exchanged a second time, and everything that came of it was revoked.',
    'Find out why it was sent twice: a retry without looking at the first answer, a page that was loaded again, or somebody who got hold of it.',
  ),
  'code.redirect_uri': because(
    'redirect_uri is not the one of the authorization request.',
    'Send exactly the same value in both requests: the difference shows where.',
  ),
  'code.redirect_uri_missing': because(
    'redirect_uri is missing; the authorization request had one.',
    'Send the same redirect_uri again.',
  ),
  'refresh_token.missing': because('refresh_token is missing.', 'Send the refresh token.'),
  'refresh_token.form': because(
    'The refresh token does not have the form of one.',
    'Send it exactly as it came, form-encoded once.',
  ),
  'refresh_token.unknown': because(
    'The refresh token is not known.',
    'It may be of another environment, or so old that it was removed. Let the person authorize the client anew.',
  ),
  'refresh_token.client': because(
    'The refresh token was issued to another client.',
    'Use it with the client that it was issued to.',
  ),
  'refresh_token.no_family': because(
    'The refresh token belongs to no authorization.',
    'Let the person authorize the client anew.',
  ),
  'refresh_token.successor_revoked': because(
    'The refresh token was rotated, and its successor was revoked.',
    'Let the person authorize the client anew.',
  ),
  'refresh_token.reused': because(
    'A refresh token was used again after it had been rotated, and its family was revoked.',
    'Find out who has two copies: several processes that do not share the newest token, a restored backup, or somebody who got hold of it.',
  ),
  'scope.client': because(
    'The client may not have one of the scopes that it asked for.',
    'Add the scope to the client, or ask for those that it has.',
  ),
  'scope.not_granted': because(
    'More was asked for than was granted.',
    'Ask for the granted scopes or fewer; for more, let the person authorize the client anew.',
  ),
  'scope.withdrawn': because(
    'The client may no longer have what was granted.',
    'Give the scopes back to the client, or let the person authorize it anew.',
  ),
  'pkce.unexpected': because(
    'code_verifier was sent for a code without a challenge.',
    'Send code_challenge in the authorization request. If the client did, somebody took it out.',
  ),
  'pkce.unbound': because(
    'A client without a credential exchanged a code without a challenge.',
    'Let the client use PKCE.',
  ),
  'pkce.verifier_missing': because('code_verifier is missing.', 'Send the verifier that the challenge was made of.'),
  'pkce.verifier_form': because(
    'code_verifier does not have the form of one.',
    'It has 43 to 128 characters of A-Z, a-z, 0-9, -, ., _ and ~.',
  ),
  'pkce.verifier': because(
    'code_verifier does not fit the challenge of the authorization request.',
    'Keep the verifier with the very request that it was made for: two tabs, or two servers without a shared session, mix them up.',
  ),
  'claim.contended': because(
    'Too many requests for the same token came at once.',
    'Let the client refresh once and share the answer.',
  ),
  'token.missing': because('token is missing.', 'Send the token in the form body.'),
  'revocation.other_client': because(
    'The token was not issued to the client that wants to revoke it.',
    'Revoke it with the client that it was issued to, or as an admin.',
  ),
  'revocation.id_token': because(
    'An ID token was sent to be revoked.',
    'Revoke the refresh token or the access token.',
  ),
  'revocation.failed': because(
    'The database could not be reached while the token was revoked.',
    'Send the request again. See the log under this reference.',
  ),
  ...endedChecks('code', 'The code'),
  ...endedChecks('refresh_token', 'The refresh token'),
};
