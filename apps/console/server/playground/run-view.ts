/** A run of the playground as the browser sees it: what was sent and answered, never a token, code, verifier or secret. */

export type Flow = 'authorization_code' | 'client_credentials';

export type StepId =
  | 'request'
  | 'sign_in'
  | 'consent'
  | 'callback'
  | 'token_request'
  | 'tokens'
  | 'userinfo'
  | 'refresh'
  | 'introspection'
  | 'revocation'
  | 'sign_out';

/** `skipped` = this client or this run has no use for it. */
export type StepState = 'ahead' | 'waiting' | 'done' | 'failed' | 'skipped';

/** What can be done next. Each goes to a real endpoint. */
export type RunAction = 'token_request' | 'userinfo' | 'refresh' | 'introspection' | 'revocation' | 'sign_out';

/** Mistakes that can be made on purpose. */
export type Mistake =
  'wrong_redirect_uri' | 'wrong_state' | 'wrong_verifier' | 'wrong_credential' | 'reused_code' | 'reused_refresh_token';

/** Something that was looked at, and what came of it. */
export interface JudgedFact {
  readonly passed: boolean;
  readonly text: string;
}

/** A request to the server and its answer. Secret values stand as `$NAMES`. */
export interface ExchangeView {
  readonly curl: string;
  readonly status: number;
  /** Names the request in the server's log; of a refused one it opens the explanation. */
  readonly reference: string | null;
  /** The answer, with the tokens taken out. Null when it had no JSON. */
  readonly answer: Readonly<Record<string, unknown>> | null;
  readonly error: { readonly code: string; readonly description: string | null } | null;
}

export interface TokenView {
  readonly kind: 'access_token' | 'id_token' | 'refresh_token';
  readonly format: 'jwt' | 'opaque';
  /** As the ledger names it; null when the token does not say. */
  readonly id: string | null;
  /** SHA-256 in hexadecimal. */
  readonly digest: string;
  readonly header: Readonly<Record<string, unknown>> | null;
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly judged: readonly JudgedFact[];
}

export interface StepView {
  readonly id: StepId;
  readonly state: StepState;
  readonly note?: string;
  readonly judged?: readonly JudgedFact[];
  readonly exchange?: ExchangeView;
  readonly tokens?: readonly TokenView[];
}

export interface MistakeView {
  readonly mistake: Mistake;
  /** What was done. */
  readonly what: string;
  /** What protects against it, and what it means that it was refused. */
  readonly lesson: string;
  /** Whether it was refused, as it has to be. */
  readonly refused: boolean;
  readonly exchange: ExchangeView | null;
  readonly judged: readonly JudgedFact[];
}

export interface RunView {
  readonly id: string;
  readonly flow: Flow;
  readonly clientId: string;
  readonly clientName: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endsAt: number;
  /** Where the person signs in; null for machines, and once the answer is here. */
  readonly authorizationUrl: string | null;
  /** Values that were made for this run and may be seen. */
  readonly made: Readonly<Record<string, string>>;
  readonly steps: readonly StepView[];
  readonly next: RunAction | null;
  readonly mistakes: readonly Mistake[];
  readonly madeMistakes: readonly MistakeView[];
  /** Of the access token, for the tree of the family. */
  readonly tokenId: string | null;
  /** Grows whenever something was issued or ended. */
  readonly changes: number;
  readonly signOutUrl: string | null;
  /** A secret was made for this run, and is deleted at its end. */
  readonly temporarySecret: boolean;
}

/** How the client proves itself in a run. `temporary` = a secret is made for an hour. */
export type CredentialKind = 'none' | 'secret' | 'key' | 'temporary';

export interface RunOrder {
  readonly flow: Flow;
  readonly clientId: string;
  /** In the order in which they are sent. Without those that are made for the run. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly nonce: boolean;
  readonly pkce: boolean;
  readonly credential: { readonly kind: CredentialKind; readonly value?: string };
}
