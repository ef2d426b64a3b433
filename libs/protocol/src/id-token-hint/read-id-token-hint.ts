/**
 * An ID token that comes back to us as a hint about a person. Only our own signature makes it believable; it may have
 * expired long ago. OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2.
 */
import { verifyOwnJwt } from '../crypto/jws';
import type { ProtocolContext } from '../protocol-context';

export interface IdTokenHint {
  /** The account's id. */
  readonly subject: string;
  /** The clients that it was issued to: one, as we issue them. */
  readonly audience: readonly string[];
  /** `sid`: the browser session that it came from. */
  readonly sessionId: string | undefined;
}

/** What the hint says, or undefined when it is not an ID token that this issuer signed. */
export function readIdTokenHint(
  token: string,
  { options, keys }: Pick<ProtocolContext, 'options' | 'keys'>,
): IdTokenHint | undefined {
  const claims = verifyOwnJwt(token, 'JWT', (kid) => keys.verificationKey(kid));
  if (!claims || claims['iss'] !== options.issuer || typeof claims['sub'] !== 'string') return undefined;
  const { aud, sid } = claims;
  const audience = (Array.isArray(aud) ? aud : [aud]).filter((value): value is string => typeof value === 'string');
  return { subject: claims['sub'], audience, sessionId: typeof sid === 'string' ? sid : undefined };
}
