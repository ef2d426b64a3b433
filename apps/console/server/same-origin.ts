/** Who may send what to the console's own addresses: only its own pages. */
import 'server-only';
import { consoleEnvironment } from './env';

/** Sent with every request by our own scripts; a form or an image of another site cannot. */
export const OWN_REQUEST_HEADER = 'x-gh-csrf';

/** Whether a request comes from a page of the console. Saying nothing about where it comes from counts as no. */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return headers.get('origin') === consoleEnvironment().consoleUrl;
}

/** For requests that scripts send: the header makes a browser ask first, and we never say yes to another site. */
export function isOwnRequest(headers: Headers): boolean {
  return headers.get(OWN_REQUEST_HEADER) === '1' && isSameOrigin(headers);
}
