/** `nonce` is kept exactly as sent, to be repeated in the ID token. OpenID Connect Core §3.1.2.1, §15.5.2. */
import type { AuthorizeContext } from '../authorize.context';

/** Sets `context.nonce`. */
export function checkNonce(context: AuthorizeContext): void {
  context.nonce = context.parameters.get('nonce') ?? null;
}
