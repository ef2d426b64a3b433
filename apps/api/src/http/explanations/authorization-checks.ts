/** Checks of the authorization endpoint and of signing out. */
import type { Explanation } from './failure-catalogue';

const because = (title: string, fix: string): Explanation => ({ title, fix });

export const AUTHORIZATION_CHECKS: Readonly<Record<string, Explanation>> = {
  'redirect_uri.missing': because(
    'redirect_uri is missing.',
    'Send one of the redirect URIs that are registered for the client.',
  ),
  'redirect_uri.unregistered': because(
    'The redirect URI that was sent is not registered for the client.',
    `If the URI is the client's own, add exactly this value to its redirect_uris. Otherwise correct what the client sends: the difference shows where.`,
  ),
  'redirect_uri.expired': because(
    'The redirect URI was registered for a while, and that time is over.',
    'Register it again for as long as the deployment lives, or for good if it is there to stay.',
  ),
  'redirect_uri.repeated': because('redirect_uri was sent more than once.', 'Send each parameter once.'),
  'response_mode.repeated': because('response_mode was sent more than once.', 'Send each parameter once.'),
  'state.repeated': because('state was sent more than once.', 'Send each parameter once.'),
  'parameter.repeated': because('A parameter was sent more than once.', 'Send each parameter once.'),
  'request.both': because(
    'request and request_uri were both sent.',
    'Send neither: request objects are not supported.',
  ),
  'request.unsupported': because('A request object was sent.', 'Send the parameters themselves, without `request`.'),
  'request_uri.unsupported': because(
    'A request_uri was sent.',
    'Send the parameters themselves, without `request_uri`.',
  ),
  'registration.unsupported': because(
    'Self-issued registration was sent.',
    'Register the client and send its client_id, without `registration`.',
  ),
  'response_type.missing': because('response_type is missing.', 'Send response_type=code.'),
  'response_type.unknown': because('The response_type is not one that this server knows.', 'Send response_type=code.'),
  'response_type.client': because(
    'The client is not registered for this response_type.',
    'Send one of its registered response types, or add this one to the client if its kind may have it.',
  ),
  'response_mode.unknown': because(
    'The response_mode is not one that this server knows.',
    'Send query or form_post, or leave it out.',
  ),
  'response_mode.client': because(
    'The client may not use this response_mode.',
    'Send one of its registered response modes, or add this one to the client.',
  ),
  'response_mode.query_with_tokens': because(
    'Tokens were asked for in a query, where they would be logged.',
    'Leave response_mode out, or send form_post or fragment.',
  ),
  'scope.grammar': because(
    'scope has a character that no scope may have.',
    'Send scopes separated by single spaces, in printable ASCII without quotation marks and backslashes.',
  ),
  'scope.missing': because('No scope was sent, and the client has no scope of its own.', 'Send scope.'),
  'scope.nothing': because(
    'None of the scopes that were asked for may be given to the client.',
    'Add the scopes to the client, or ask for those that it has.',
  ),
  'scope.resource': because(
    'None of the scopes that were asked for belongs to the resource.',
    'Ask for a scope of that API, or leave `resource` out.',
  ),
  'prompt.unknown': because(
    'prompt has a value that this server does not know.',
    'Send none, login, consent or select_account.',
  ),
  'prompt.none_with_others': because('prompt=none was sent beside other values.', 'Send none alone.'),
  'max_age.grammar': because('max_age is not a number of seconds.', 'Send a whole number.'),
  'id_token_hint.invalid': because(
    'id_token_hint is not an ID token of this server.',
    'Send an ID token that this server issued to the client, whole.',
  ),
  'id_token_hint.client': because(
    'id_token_hint was issued to another client.',
    'Send an ID token that was issued to this very client.',
  ),
  'pkce.missing': because(
    'code_challenge is missing.',
    'Let the client use PKCE (RFC 7636): nearly every library does it when asked. Only a confidential client may be registered without.',
  ),
  'pkce.method': because('code_challenge_method is not S256.', 'Send code_challenge_method=S256.'),
  'pkce.challenge': because(
    'code_challenge does not have the form of one.',
    'Send the base64url of the SHA-256 of code_verifier, without padding: 43 characters.',
  ),
  'interaction.denied': because('The person did not allow it.', 'Nothing is wrong with the client. Ask the person.'),
  'consent.missing': because(
    'The person has not agreed yet, and prompt=none forbids to ask.',
    'Send the person through without prompt=none.',
  ),
  'sign_in.no_session': because(
    'Nobody is signed in, and prompt=none forbids to ask.',
    'Nothing is wrong: the client should send the person through without prompt=none.',
  ),
  'sign_in.prompt': because(
    'The person has to sign in again, and prompt=none forbids to ask.',
    'Send the person through without prompt=none.',
  ),
  'sign_in.max_age': because(
    'The last sign-in is older than max_age, and prompt=none forbids to ask.',
    'Send the person through without prompt=none.',
  ),
  'sign_in.other_account': because(
    'Somebody else is signed in than the one whom id_token_hint names, and prompt=none forbids to ask.',
    'Send the person through without prompt=none.',
  ),
  'account.disabled': because(`The person's account is disabled.`, 'Enable the account, if it may be used again.'),
  'post_logout_redirect_uri.unregistered': because(
    'The address to return to after signing out is not registered for the client.',
    `If the address is the client's own, add exactly this value to its post_logout_redirect_uris. Otherwise correct what the client sends.`,
  ),
  'client.unidentified': because(
    'An address to return to was sent, but not whose it is.',
    'Send id_token_hint or client_id beside post_logout_redirect_uri.',
  ),
  'resource.form': because(
    'resource is not an absolute URI without a fragment.',
    'Send the identifier of the API as it is registered.',
  ),
  'resource.unknown': because(
    'No API is registered under this resource.',
    'Compare resource with the identifiers of the APIs, byte for byte; a slash at the end counts.',
  ),
  'resource.client': because('The client has no scope of this resource.', 'Add a scope of the API to the client.'),
  'resource.not_granted': because(
    'The resource was not part of the authorization.',
    'Ask for it in the authorization request already.',
  ),
  'resource.unavailable': because(
    'An API of the authorization is disabled or was deleted.',
    'Enable the API, or let the person authorize the client anew.',
  ),
};
