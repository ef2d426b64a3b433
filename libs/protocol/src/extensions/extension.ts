/**
 * The contract of an extension: steps per phase, checks at the token endpoint, metadata. It may only add; two extensions
 * that claim one key are refused at start.
 */
import type { OpenPhase } from '../authorize/phases';
import type { AuthorizeStep } from '../authorize/authorize.context';
import type { GrantRequest } from '../grants/grant';
import type { ProtocolContext } from '../protocol-context';
import type { Bindings } from '../records/authorization-code';
import type { ClientRecord } from '../records/client';
import type { ProtocolOptions } from '../protocol-options';

/** A code or refresh token that is being exchanged, seen by extensions. */
export interface Exchange {
  readonly request: GrantRequest;
  /** What the extensions bound to the code or token. */
  readonly bindings: Bindings;
  /** Resource indicators that were granted. */
  readonly resources: readonly string[];
}

export interface Extension {
  /** Folder name, such as `rfc7636-pkce`. */
  readonly name: string;
  /** Parameters it reads at the authorization endpoint, and at the token endpoint. */
  readonly authorizeParameters?: readonly string[];
  readonly tokenParameters?: readonly string[];
  /** Those of its parameters that may be repeated. */
  readonly repeatable?: readonly string[];
  readonly steps?: Partial<Record<OpenPhase, readonly AuthorizeStep[]>>;
  /** Judges the exchange of an authorization code. @throws OAuthError */
  readonly checkCodeExchange?: (exchange: Exchange) => void;
  /** True when `checkCodeExchange` ties this code to whoever asked for it; redirect_uri need not be repeated then. OAuth 2.1 §4.1.3. */
  readonly bindsCodeToSender?: (bindings: Bindings) => boolean;
  /** Resources of one token request, taken from its parameters: RFC 8707 §2.2. @throws OAuthError `invalid_target` */
  readonly resourcesOf?: (
    request: GrantRequest,
    granted: readonly string[] | undefined,
    context: ProtocolContext,
  ) => Promise<readonly string[] | undefined>;
  /** Parameters added to every authorization response, errors too. */
  readonly replyParameters?: (context: ProtocolContext, client: ClientRecord) => Readonly<Record<string, string>>;
  /** Members of the discovery documents. */
  readonly metadata?: (options: ProtocolOptions) => Readonly<Record<string, unknown>>;
}
