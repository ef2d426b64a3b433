/** Response parameters in the fragment, which no server sees. OAuth 2.0 Multiple Response Type Encoding Practices §2.1. */
import { encodeParameters } from './encode-parameters';

/** The redirect URI, which has no fragment of its own (RFC 6749 §3.1.2), with `parameters` as its fragment. */
export function fragmentLocation(redirectUri: string, parameters: Readonly<Record<string, string>>): string {
  return `${redirectUri}#${encodeParameters(parameters)}`;
}
