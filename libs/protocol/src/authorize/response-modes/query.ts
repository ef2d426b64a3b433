/** Response parameters in the query of the redirect URI, behind whatever query it has. RFC 6749 §3.1.2, §4.1.2. */
import { encodeParameters } from './encode-parameters';

/** The redirect URI with `parameters` added to its query. */
export function queryLocation(redirectUri: string, parameters: Readonly<Record<string, string>>): string {
  const added = encodeParameters(parameters);
  if (added === '') return redirectUri;
  if (!redirectUri.includes('?')) return `${redirectUri}?${added}`;
  return /[?&]$/.test(redirectUri) ? redirectUri + added : `${redirectUri}&${added}`;
}
