/** The contract of a client authentication method. RFC 6749 §2.3, OpenID Connect Core §9. */
import type { ClientRecord } from '../records/client';
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import type { ClientAuthenticationMethod } from '../vocabulary/words';
import type { Parameters } from '../vocabulary/parameters';

/** What a request presents, before anybody has looked the client up. */
export interface ClientCredentials {
  readonly method: ClientAuthenticationMethod;
  readonly clientId: string;
  /** The secret or assertion; absent for `none`. */
  readonly secret?: string;
}

export interface ClientAuthenticationRequest {
  readonly parameters: Parameters;
  /** The `Authorization` header as sent. */
  readonly authorization: string | undefined;
  /** URL of the endpoint that was called: an accepted audience of assertions, RFC 7523 §3. */
  readonly endpoint: string;
  readonly origin?: RequestOrigin;
}

export interface ClientAuthenticationStrategy {
  readonly method: ClientAuthenticationMethod;
  /** The credentials of this method in the request, or undefined when the request does not use it. @throws OAuthError when malformed */
  present(request: ClientAuthenticationRequest): ClientCredentials | undefined;
  /** Proves that the caller is the client. @throws OAuthError `invalid_client` */
  verify(
    credentials: ClientCredentials,
    client: ClientRecord,
    request: ClientAuthenticationRequest,
    context: ProtocolContext,
  ): Promise<void> | void;
}
