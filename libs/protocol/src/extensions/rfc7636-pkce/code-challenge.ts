/** The pair of challenge and verifier, S256 only. RFC 7636 §4.1, §4.2, §4.6. */
import { createHash } from 'node:crypto';
import { sameDigest } from '../../crypto/opaque-secret';

const UNRESERVED = /^[A-Za-z0-9\-._~]{43,128}$/;

/** Key of the binding that rides on the code. */
export const PKCE_BINDING = 'pkce';

export interface PkceBinding {
  readonly codeChallenge: string;
}

/** True for the form that challenge and verifier share: 43 to 128 unreserved characters. RFC 7636 §4.1, §4.2. */
export function isCodeText(value: string): boolean {
  return UNRESERVED.test(value);
}

/** True when the challenge was made from this verifier. RFC 7636 §4.6. */
export function answersChallenge(codeVerifier: string, codeChallenge: string): boolean {
  const digest = createHash('sha256').update(codeVerifier, 'ascii').digest('base64url');
  return sameDigest(Buffer.from(digest), Buffer.from(codeChallenge));
}
