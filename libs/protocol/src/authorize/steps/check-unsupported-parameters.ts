/** Parameters that change the meaning of a request and are not supported must not be passed over. OpenID Connect Core §3.1.2.6. */
import {
  invalidRequest,
  registrationNotSupported,
  requestNotSupported,
  requestUriNotSupported,
} from '../../errors/oauth-errors';
import type { AuthorizeContext } from '../authorize.context';

/** @throws OAuthError `request_not_supported`, `request_uri_not_supported`, `registration_not_supported` */
export function checkUnsupportedParameters({ parameters }: AuthorizeContext): void {
  const [request, requestUri] = [parameters.has('request'), parameters.has('request_uri')];
  // OpenID Connect Core §6.1: the two exclude each other.
  if (request && requestUri) {
    throw invalidRequest('request and request_uri were both sent.', { check: 'request.both' });
  }
  if (request) throw requestNotSupported('Request objects are not supported.', { check: 'request.unsupported' });
  if (requestUri) throw requestUriNotSupported('request_uri is not supported.', { check: 'request_uri.unsupported' });
  if (parameters.has('registration')) {
    throw registrationNotSupported('The registration parameter is not supported.', {
      check: 'registration.unsupported',
    });
  }
}
checkUnsupportedParameters.checks = [
  'request.both',
  'request.unsupported',
  'request_uri.unsupported',
  'registration.unsupported',
];
