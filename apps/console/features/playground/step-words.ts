/** What the steps of a run, and the mistakes that can be made in it, are called. */
import type { Mistake, RunAction, StepId } from './run-api';

interface StepWords {
  readonly title: string;
  /** What happens in it. */
  readonly what: string;
}

export const STEP_WORDS: Readonly<Record<StepId, StepWords>> = {
  request: { title: 'Request', what: 'The client builds its request.' },
  sign_in: { title: 'Sign-in', what: 'The person proves who they are, at the issuer and nowhere else.' },
  consent: { title: 'Consent', what: 'The person allows what the client asks for.' },
  callback: { title: 'Callback', what: 'The browser brings the answer to the redirect URI, and the client judges it.' },
  token_request: { title: 'Token request', what: 'The client asks for tokens, and proves who it is.' },
  tokens: { title: 'Tokens', what: 'What came, taken apart.' },
  userinfo: { title: 'Userinfo', what: 'The client reads about the person, with the access token.' },
  refresh: { title: 'Refresh', what: 'The client gets a new access token, without the person.' },
  introspection: { title: 'Introspection', what: 'The server says what the access token is worth at this moment.' },
  revocation: { title: 'Revocation', what: 'The client gives back what it was given.' },
  sign_out: { title: 'Sign-out', what: 'The person ends their session at the issuer.' },
};

export const ACTION_WORDS: Readonly<Record<RunAction, { readonly first: string; readonly again: string }>> = {
  token_request: { first: 'Send the token request', again: '' },
  userinfo: { first: 'Read userinfo', again: 'Read it again' },
  refresh: { first: 'Refresh', again: 'Refresh once more' },
  introspection: { first: 'Introspect', again: 'Introspect again' },
  revocation: { first: 'Revoke', again: '' },
  sign_out: { first: 'Sign out', again: '' },
};

export const MISTAKE_WORDS: Readonly<Record<Mistake, string>> = {
  wrong_redirect_uri: 'Wrong redirect URI',
  wrong_state: 'Another state',
  wrong_verifier: 'Wrong code verifier',
  wrong_credential: 'Wrong credential',
  reused_code: 'Use the code again',
  reused_refresh_token: 'Use the old refresh token again',
};
