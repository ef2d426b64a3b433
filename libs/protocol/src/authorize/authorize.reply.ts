/** What the authorization endpoint answers: a reply to the client, or a page for the person. */
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

export type AuthorizeOutcome = AuthorizeReply | AuthorizeInteraction;
