/** What each parameter of an authorization request is for, who says so, and what this server makes of it. */
export interface ParameterMeaning {
  readonly meaning: string;
  readonly section: string;
  /** What is looked at, and what becomes of it. */
  readonly checked: string;
}

const means = (section: string, meaning: string, checked: string): ParameterMeaning => ({ meaning, section, checked });

/** In the order in which a person would write a request. */
export const PARAMETER_MEANINGS: Readonly<Record<string, ParameterMeaning>> = {
  client_id: means(
    'RFC 6749 §2.2',
    'Which client asks.',
    'It must be sent once and name a client that is registered and enabled. Until that is known, every error is a page.',
  ),
  response_type: means(
    'RFC 6749 §3.1.1',
    'What the client wants back: `code` is an authorization code, to be exchanged for tokens.',
    'This server must know it, and the client must be registered for it and for the grant type behind it.',
  ),
  redirect_uri: means(
    'RFC 6749 §3.1.2',
    'Where the browser is sent with the answer.',
    'It must be one of the registered redirect URIs, letter by letter. A URI that was registered for a while counts until its time is over. Only for native clients the port of a loopback address may differ. It may be left out only without `openid` and with a single registered URI.',
  ),
  scope: means(
    'RFC 6749 §3.3',
    'What the client asks to be allowed, in words between spaces; `openid` makes it a sign-in.',
    'Words that nobody knows or that the client is not registered for are left out. When nothing remains, the request is refused.',
  ),
  state: means(
    'RFC 6749 §4.1.1',
    'A value of the client’s own that comes back unchanged, so that it can tell its own request from a forged one.',
    'It must not be repeated. It is sent back exactly, with errors too.',
  ),
  nonce: means(
    'OpenID Connect Core §3.1.2.1',
    'A value that ties the ID token to this request, against tokens that are played back.',
    'It is repeated exactly in the ID token; the client has to compare it.',
  ),
  code_challenge: means(
    'RFC 7636 §4.3',
    'PKCE: the SHA-256 of a secret that the client keeps, in base64url. A code that is stolen is worth nothing without that secret.',
    'It must have 43 to 128 unreserved characters. Public clients, and all that are registered so, must send it.',
  ),
  code_challenge_method: means(
    'RFC 7636 §4.3',
    'PKCE: how `code_challenge` was made.',
    'It must be `S256` beside a code_challenge: `plain` would put the secret itself into the address.',
  ),
  resource: means(
    'RFC 8707 §2',
    'For which API the access token is meant. It may be repeated.',
    'Each must be the identifier of an enabled API. Scopes of other APIs are then left out.',
  ),
  response_mode: means(
    'OAuth 2.0 Multiple Response Types §2.1',
    'How the answer travels: in the query, in the fragment, or posted as a form.',
    'This server must know it, and the client must be allowed to use it. Left out, a code comes in the query.',
  ),
  prompt: means(
    'OpenID Connect Core §3.1.2.1',
    'Whether the person is to be asked: `none`, `login`, `consent`, `select_account`.',
    'Only these values are known, and `none` stands alone. With `none` the client gets an error where a page would be needed.',
  ),
  max_age: means(
    'OpenID Connect Core §3.1.2.1',
    'How many seconds ago the person may have signed in at most.',
    'It must be a whole number. An older sign-in is asked for again. Left out, the default_max_age of the client counts.',
  ),
  login_hint: means(
    'OpenID Connect Core §3.1.2.1',
    'The name that the person will probably sign in with.',
    'It fills in the sign-in form, and decides nothing.',
  ),
  id_token_hint: means(
    'OpenID Connect Core §3.1.2.1',
    'An earlier ID token: who the client expects to be signed in.',
    'It must be an ID token of this server for this client; it may have expired. Somebody else is asked to sign in as that person.',
  ),
  ui_locales: means(
    'OpenID Connect Core §3.1.2.1',
    'Languages in which the person would like to see the pages.',
    'The first one that there are pages in is used. It never fails a request.',
  ),
  acr_values: means(
    'OpenID Connect Core §3.1.2.1',
    'How strong a sign-in the client would like.',
    'It is read as a wish and never fails a request. The `acr` of the ID token says what it was.',
  ),
  display: means(
    'OpenID Connect Core §3.1.2.1',
    'What kind of window the pages are shown in.',
    'It is ignored: the pages fit every window.',
  ),
  claims_locales: means(
    'OpenID Connect Core §5.2',
    'Languages in which the client would like to have claims.',
    'It is ignored: claims are kept in one language.',
  ),
  claims: means(
    'OpenID Connect Core §5.5',
    'Single claims that the client asks for.',
    'It is ignored, as the metadata of this server says. Ask for scopes instead.',
  ),
  request: means(
    'OpenID Connect Core §6.1',
    'The whole request as a signed JWT.',
    'It is not supported, and refused: it would change the meaning of the request.',
  ),
  request_uri: means(
    'OpenID Connect Core §6.2',
    'An address under which the request is found.',
    'It is not supported, and refused: it would change the meaning of the request.',
  ),
  registration: means(
    'OpenID Connect Core §7.2.1',
    'Metadata of a client that registers itself with the request.',
    'It is not supported, and refused. Register the client first.',
  ),
  client_secret: means(
    'RFC 6749 §2.3.1',
    'The credential of a client, which belongs into token requests only.',
    'It is ignored here. Whatever was in an address is in logs and histories: roll this secret.',
  ),
};

/** Any other parameter. RFC 6749 §3.1. */
export const UNKNOWN_PARAMETER: ParameterMeaning = means(
  'RFC 6749 §3.1',
  'No standard that this server follows names it.',
  'It is ignored, as unknown parameters have to be.',
);
