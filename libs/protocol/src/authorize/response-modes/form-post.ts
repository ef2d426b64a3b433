/** Response parameters in the body of a form that the browser posts to the client. OAuth 2.0 Form Post Response Mode §2. */
import type { Delivery } from './deliver';

/** What the page that posts itself needs: where to, and which fields. The page escapes them. */
export function formPostDelivery(redirectUri: string, parameters: Readonly<Record<string, string>>): Delivery {
  return { kind: 'form_post', action: redirectUri, fields: parameters };
}
