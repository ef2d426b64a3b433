/** Every authorization response names its issuer, so that a client with several cannot be mixed up. RFC 9207 §2, §3. */
import type { Extension } from '../extension';

export const issuerIdentification: Extension = {
  name: 'rfc9207-issuer-identification',
  replyParameters: ({ options }) => ({ iss: options.issuer }),
  metadata: () => ({ authorization_response_iss_parameter_supported: true }),
};
