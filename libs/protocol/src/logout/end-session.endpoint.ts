/**
 * The end-session endpoint. A client may end the session that its ID token names; anybody else has to be confirmed by the
 * person. The browser leaves only for an address that the identified client registered. OpenID Connect RP-Initiated Logout §2, §3.
 */
import { invalidRequest } from '../errors/oauth-errors';
import { readIdTokenHint, type IdTokenHint } from '../id-token-hint/read-id-token-hint';
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import type { ClientRecord } from '../records/client';
import { Parameters, type ParameterList } from '../vocabulary/parameters';
import { postLogoutReturn, type PostLogoutReturn } from './post-logout-return';

export interface EndSessionRequest {
  readonly parameters: ParameterList;
  /** The browser's session, if it has one. */
  readonly session: { readonly id: string; readonly accountId: string } | undefined;
  /** The person answered the question of an earlier `confirm`, and the answer is proven to be theirs. */
  readonly confirmed: boolean;
  /** Where the request came from, for the audit log. */
  readonly origin?: RequestOrigin;
}

export type EndSessionOutcome =
  /** Ask the person first. */
  | {
      readonly kind: 'confirm';
      readonly client: ClientRecord | undefined;
      /** Where a Yes leads, if anywhere: the page's policy has to let it. */
      readonly location: string | undefined;
    }
  /** Nothing is left to end; send the browser to `location`. */
  | { readonly kind: 'redirect'; readonly location: string }
  | {
      readonly kind: 'signed_out';
      /** There was no session to end. */
      readonly already: boolean;
      /** Why the browser was not sent on although an address was given: a stable name for the log. */
      readonly refused: string | undefined;
      /** A registered address that may be offered as a link. */
      readonly back: { readonly location: string; readonly client: ClientRecord } | undefined;
    };

export class EndSessionEndpoint {
  /** @param endSession ends the browser session and, through it, every family that hangs on it */
  constructor(
    private readonly context: Pick<ProtocolContext, 'options' | 'keys' | 'clients'>,
    private readonly endSession: (sessionId: string, origin: RequestOrigin | undefined) => Promise<void>,
  ) {}

  /** @throws OAuthError `invalid_request` for a repeated parameter, to be shown as a page */
  async answer(request: EndSessionRequest): Promise<EndSessionOutcome> {
    const parameters = new Parameters(request.parameters);
    if (parameters.repeated([]) !== undefined) {
      throw invalidRequest('A parameter was sent more than once.', { check: 'parameter.repeated' });
    }
    const { session, confirmed } = request;
    const token = parameters.get('id_token_hint');
    const hint = token === undefined ? undefined : readIdTokenHint(token, this.context);
    const back = await postLogoutReturn(parameters, hint, this.context);
    // A hint issued to another client than `client_id`, or to one that is gone, speaks for nobody.
    const believed = back.client === undefined ? undefined : hint;
    if (session && !confirmed && !names(believed, session)) {
      return { kind: 'confirm', client: back.client, location: back.location };
    }
    if (session) await this.endSession(session.id, request.origin);
    return leave(back, believed !== undefined || (session !== undefined && confirmed), session === undefined);
  }
}

/** True when the hint is about this very session. */
function names(hint: IdTokenHint | undefined, session: { readonly id: string; readonly accountId: string }): boolean {
  if (hint === undefined || hint.subject !== session.accountId) return false;
  return hint.sessionId === undefined || hint.sessionId === session.id;
}

/**
 * @param vouched a valid hint or the person vouches for the request; without either the address is offered, not followed,
 *   because anybody can write a link with somebody else's `client_id`
 */
function leave(back: PostLogoutReturn, vouched: boolean, already: boolean): EndSessionOutcome {
  const { location, client, refused } = back;
  if (location !== undefined && vouched) return { kind: 'redirect', location };
  const offered = location === undefined || client === undefined ? undefined : { location, client };
  return { kind: 'signed_out', already, refused, back: offered };
}
