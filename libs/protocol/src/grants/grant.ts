/**
 * The contract of a grant type: it proves what may be issued and never mints a token itself. A grant declares the
 * parameters that it reads; the endpoint hands it nothing else. RFC 6749 §4, §6.
 */
import type { Extension } from '../extensions/extension';
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import type { ClientRecord } from '../records/client';
import type { Redemption } from '../token/proven-authorization';
import type { Parameters } from '../vocabulary/parameters';

export interface GrantRequest {
  readonly client: ClientRecord;
  /** Only the parameters that the grant or an extension declares. */
  readonly parameters: Parameters;
  readonly origin: RequestOrigin;
  /** Epoch milliseconds: one reading of the clock for the whole request. */
  readonly now: number;
}

export interface Grant {
  /** The `grant_type` value. */
  readonly type: string;
  readonly parameters: readonly string[];
  /** Public clients (RFC 6749 §2.1) may use it. */
  readonly allowsPublicClients: boolean;
  /**
   * Reads and judges; writes nothing. An ordinary refusal is thrown, one that must leave a mark is returned.
   * @throws OAuthError with a code of RFC 6749 §5.2
   */
  prove(request: GrantRequest, context: ProtocolContext, extensions: readonly Extension[]): Promise<Redemption>;
}
