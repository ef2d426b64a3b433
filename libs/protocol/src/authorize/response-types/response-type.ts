/** The contract of a response type: which grant it belongs to and what it issues. RFC 6749 §3.1.1. */
import type { AuthorizeContext } from '../authorize.context';

export interface ResponseType {
  /** Its words in canonical order, such as `code`. */
  readonly name: string;
  /** The grant type that a client must be registered for. RFC 7591 §2.1. */
  readonly grantType: string;
  /** Stores what is issued and puts it into `context.response`. */
  issue(context: AuthorizeContext): Promise<void>;
}

/** Response types are sets of words: `id_token code` is `code id_token`. OAuth 2.0 Multiple Response Types §3. */
export function canonicalResponseType(value: string): string {
  return [...new Set(value.split(' ').filter((word) => word !== ''))].sort().join(' ');
}
