/** The same request once more, by GET. OpenID Connect Core §3.1.2.1 wants both methods to be worth the same. */
import type { ParameterList } from '@gatehouse/protocol';
import { PageRefusal } from './page-refusal';

/** What fits beside the other headers into the server's limit for all of them. */
const MAXIMUM_TARGET = 12_288;

/** Path and query. @throws PageRefusal when they would be too long to be sent */
export function repeatAsGet(path: string, parameters: ParameterList): string {
  const query = parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const target = query === '' ? path : `${path}?${query}`;
  if (target.length > MAXIMUM_TARGET) throw new PageRefusal('request-too-large', { check: 'request.too_large' });
  return target;
}
