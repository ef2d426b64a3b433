/**
 * Turns a reply into what a browser can carry. The registered URI is kept byte for byte and only added to.
 * RFC 6749 §3.1.2, §4.1.2; OAuth 2.0 Multiple Response Type Encoding Practices §2.1; OAuth 2.0 Form Post Response Mode §2.
 */
import type { AuthorizeReply } from '../authorize.reply';
import { formPostDelivery } from './form-post';
import { fragmentLocation } from './fragment';
import { queryLocation } from './query';

export type Delivery =
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'form_post'; readonly action: string; readonly fields: Readonly<Record<string, string>> };

/** How to send the browser back to the client. Pure. */
export function deliver(reply: Pick<AuthorizeReply, 'mode' | 'redirectUri' | 'parameters'>): Delivery {
  const { mode, redirectUri, parameters } = reply;
  switch (mode) {
    case 'query':
      return { kind: 'redirect', location: queryLocation(redirectUri, parameters) };
    case 'fragment':
      return { kind: 'redirect', location: fragmentLocation(redirectUri, parameters) };
    case 'form_post':
      return formPostDelivery(redirectUri, parameters);
  }
}
