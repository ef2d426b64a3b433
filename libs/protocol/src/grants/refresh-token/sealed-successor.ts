/**
 * The successor of a rotated refresh token, readable only to who presents the old one: its key comes from the old token's
 * text, of which we keep no more than a digest. So a retry gets the same successor, and the database gives nothing away.
 */
import { deriveKey, seal, unseal } from '../../crypto/sealed-box';

const PURPOSE = 'refresh-token-successor';

/** @param id of the old token */
export function sealSuccessor(oldToken: string, id: string, successor: string): Buffer {
  return seal(deriveKey(Buffer.from(oldToken), PURPOSE), Buffer.from(successor), `${PURPOSE} ${id}`);
}

/** The successor's text, or undefined when the box does not belong to this token. */
export function openSuccessor(oldToken: string, id: string, sealed: Buffer): string | undefined {
  return unseal(deriveKey(Buffer.from(oldToken), PURPOSE), sealed, `${PURPOSE} ${id}`)?.toString('utf8');
}
