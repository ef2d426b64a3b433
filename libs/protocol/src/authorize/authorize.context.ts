/** The state of one authorization request on its way through the phases. Each field names the step that sets it. */
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import type { ApiRecord } from '../records/api';
import type { ClientRecord } from '../records/client';
import type { ConsentRecord } from '../records/consent';
import { Parameters, type ParameterList } from '../vocabulary/parameters';
import type { Prompt, ResponseMode } from '../vocabulary/words';

/** A signed-in browser, as data. */
export interface SignedInSession {
  readonly id: string;
  readonly accountId: string;
  /** When the person last proved who they are; epoch milliseconds. */
  readonly authTime: number;
  readonly acr: string;
  readonly amr: readonly string[];
}

/** What has happened since the request first arrived and a page took over. */
export interface InteractionProgress {
  /** When the request first arrived; a later sign-in answers it. Epoch milliseconds. */
  readonly startedAt: number;
  /** The person pressed Don't allow or Cancel. */
  readonly denied?: boolean;
  /** The person chose to go on with the account that is signed in. */
  readonly accountSelected?: boolean;
  /** The account whose person pressed Allow for this very request; an answer to another request is none. */
  readonly consentedBy?: string;
}

/** A request as it reaches the endpoint: parameters as sent, session as data. */
export interface AuthorizeRequest {
  readonly parameters: ParameterList;
  readonly session: SignedInSession | undefined;
  readonly progress: InteractionProgress | undefined;
  readonly origin: RequestOrigin;
}

/** Where and how we may answer. Set once by the trust phase; from then on errors are replies. */
export interface ReplyTo {
  readonly redirectUri: string;
  readonly mode: ResponseMode;
  readonly state: string | undefined;
}

/** A person is needed; each page does its one job and sends the browser back to the authorization endpoint. */
export type Interaction =
  | { readonly need: 'sign_in'; readonly reason: 'no_session' | 'prompt' | 'max_age' | 'other_account' }
  | { readonly need: 'account_selection' }
  | { readonly need: 'consent'; readonly consent: ConsentQuestion };

export interface ConsentQuestion {
  readonly scope: readonly string[];
  /** Those words of `scope` that were not allowed before. */
  readonly newScope: readonly string[];
  /** What is stored when the person agrees: see `consentedScope`. */
  readonly asked: readonly string[];
  /** Identifiers of the APIs that it reaches, named in the request or not. */
  readonly resources: readonly string[];
}

export class AuthorizeContext {
  readonly parameters: Parameters;
  /** identify phase */
  client!: ClientRecord;
  /** trust phase */
  replyTo: ReplyTo | undefined;
  /** Registered URI that `replyTo.redirectUri` matched was named in the request. */
  redirectUriSent = false;
  responseType = '';
  scope: readonly string[] = [];
  resources: readonly string[] = [];
  /** The APIs that `scope` or `resources` reach. */
  apis: readonly ApiRecord[] = [];
  prompts: readonly Prompt[] = [];
  maxAge: number | undefined;
  nonce: string | null = null;
  /** Whom `id_token_hint` names. */
  expectedAccountId: string | undefined;
  /** Set by the interact phase once a willing person is there. */
  session: SignedInSession | undefined;
  consent: ConsentRecord | undefined;
  bindings: Record<string, unknown> = {};
  /** Parameters of the response, filled by issue and respond. */
  readonly response: Record<string, string> = {};

  constructor(
    readonly request: AuthorizeRequest,
    readonly protocol: ProtocolContext,
    /** One reading of the clock for the whole request. */
    readonly now: number,
    readonly repeatableParameters: readonly string[],
  ) {
    this.parameters = new Parameters(request.parameters);
    this.session = request.session;
  }
}

/** A step either passes, asks for a person, or throws an OAuthError. */
export interface AuthorizeStep {
  (context: AuthorizeContext): Promise<Interaction | void> | Interaction | void;
  /** Names of its checks, in the order in which it makes them: `OAuthError.check` is one of them. */
  readonly checks?: readonly string[];
}
