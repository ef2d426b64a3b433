/** What the authorization endpoint answers: a reply to the client, or a page for the person. */
import type { OAuthError } from '../errors/oauth-error';
import type { ResponseMode } from '../vocabulary/words';
import type { ClientRecord } from '../records/client';
import type { ApiRecord } from '../records/api';
import type { Interaction } from './authorize.context';

/** Parameters for the client, to be delivered by the browser. */
export interface AuthorizeReply {
  readonly kind: 'reply';
  readonly mode: ResponseMode;
  readonly redirectUri: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Set when the reply carries an error. */
  readonly error?: { readonly code: string; readonly description: string; readonly check: string };
  readonly clientId: string;
}

/** The request waits for a person. */
export interface AuthorizeInteraction {
  readonly kind: 'interaction';
  readonly interaction: Interaction;
  readonly client: ClientRecord;
  readonly redirectUri: string;
  readonly apis: readonly ApiRecord[];
  readonly loginHint: string | undefined;
  readonly uiLocales: readonly string[];
}

/** What would become of a request, as far as nobody has to be there. */
export type JudgedRequest =
  | {
      /** Undefined when the request names nobody we know. */
      readonly client: ClientRecord | undefined;
      readonly refusal: OAuthError;
      /** How the client would hear of it; undefined when it would be a page. */
      readonly reply: AuthorizeReply | undefined;
    }
  | { readonly client: ClientRecord; readonly refusal?: undefined; readonly person: PersonAsked };

/** What a person would be asked. */
export interface PersonAsked {
  /** False with `prompt=none`: where a page would be needed, the client gets an error instead. */
  readonly pagesAllowed: boolean;
  readonly signIn: 'every_time' | 'unless_signed_in';
  /** Seconds after which a sign-in is too old. */
  readonly maxAge: number | undefined;
  /** Also somebody who is signed in chooses with which account to go on. */
  readonly accountSelection: boolean;
  readonly consent: 'never' | 'first_time' | 'every_time';
  /** What would be agreed to: those words that were asked for and that the client may have. */
  readonly scope: readonly string[];
  readonly apis: readonly ApiRecord[];
}

export type AuthorizeOutcome = AuthorizeReply | AuthorizeInteraction;
