/** Proof Key for Code Exchange: the challenge at the authorization endpoint, the verifier at the token endpoint. RFC 7636. */
import type { Extension } from '../extension';
import { checkCodeVerifier, codeChallengeOf } from './check-code-verifier';
import { requireCodeChallenge } from './require-code-challenge';

export const pkce: Extension = {
  name: 'rfc7636-pkce',
  authorizeParameters: ['code_challenge', 'code_challenge_method'],
  tokenParameters: ['code_verifier'],
  steps: { check: [requireCodeChallenge] },
  checkCodeExchange: checkCodeVerifier,
  bindsCodeToSender: (bindings) => codeChallengeOf(bindings) !== undefined,
  metadata: () => ({ code_challenge_methods_supported: ['S256'] }),
};
