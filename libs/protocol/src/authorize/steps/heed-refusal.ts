/** The person pressed Cancel or Don't allow: that is the answer, whatever else has changed since. RFC 6749 §4.1.2.1. */
import { accessDenied } from '../../errors/oauth-errors';
import type { AuthorizeContext } from '../authorize.context';

/** @throws OAuthError `access_denied` */
export function heedRefusal({ request }: AuthorizeContext): void {
  if (request.progress?.denied === true) {
    throw accessDenied('The person did not allow it.', { check: 'interaction.denied' });
  }
}
