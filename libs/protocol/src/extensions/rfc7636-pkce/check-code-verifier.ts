/** The verifier's half: whoever exchanges the code is who asked for it. RFC 7636 §4.5, §4.6; RFC 9700 §2.1.1, §4.8.2. */
import type { OAuthError } from '../../errors/oauth-error';
import { invalidGrant } from '../../errors/oauth-errors';
import type { Bindings } from '../../records/authorization-code';
import { isPublicClient } from '../../records/client';
import type { Exchange } from '../extension';
import { answersChallenge, isCodeText, PKCE_BINDING } from './code-challenge';

/** @throws OAuthError `invalid_grant` */
export function checkCodeVerifier({ request, bindings }: Exchange): void {
  const codeVerifier = request.parameters.get('code_verifier');
  const codeChallenge = codeChallengeOf(bindings);
  if (codeChallenge === undefined) {
    // RFC 9700 §4.8.2: a verifier without a challenge is a downgrade under way.
    if (codeVerifier !== undefined) throw refused('pkce.unexpected');
    if (isPublicClient(request.client)) throw refused('pkce.unbound');
    return;
  }
  if (codeVerifier === undefined) throw refused('pkce.verifier_missing');
  if (!isCodeText(codeVerifier)) throw refused('pkce.verifier_form');
  if (!answersChallenge(codeVerifier, codeChallenge)) throw refused('pkce.verifier');
}

/** The challenge that is tied to a code, if any. A binding that is not of our making ties it to nothing presentable. */
export function codeChallengeOf(bindings: Bindings): string | undefined {
  if (!(PKCE_BINDING in bindings)) return undefined;
  const binding = bindings[PKCE_BINDING] as { readonly codeChallenge?: unknown } | null;
  return typeof binding?.codeChallenge === 'string' ? binding.codeChallenge : '';
}

function refused(check: string): OAuthError {
  return invalidGrant('code_verifier does not fit this authorization code.', { check });
}
