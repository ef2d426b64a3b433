/** A token that somebody holds: what is found of it here, so that the token itself never travels and is never shown. */
import { decodeJwt, digestOf, isId, readOpaqueSecret } from '@gatehouse/protocol';
import { standardInput } from '../arguments';
import { UsageError } from '../exit-codes';
import { hiddenLine } from './hidden-line';

export interface PastedToken {
  readonly id: string;
  /** SHA-256 of the whole token, in hexadecimal. */
  readonly digest: string;
}

const LONGEST = 16_384;

/** Reads a token from standard input, or from the terminal without showing it. @throws UsageError */
export async function readPastedToken(): Promise<PastedToken> {
  const text = process.stdin.isTTY
    ? await hiddenLine('Paste the token (it is not shown): ')
    : await standardInput(LONGEST);
  const token = pastedToken(text);
  if (!token) {
    throw new UsageError(
      'This is no token of Gatehouse: neither a JWT with a "jti" nor an opaque one (gh_at_, gh_rt_, gh_ac_).',
    );
  }
  return token;
}

/** Undefined for what cannot be one of ours. */
export function pastedToken(text: string): PastedToken | undefined {
  const value = text.trim().replace(/^Bearer +/i, '');
  for (const kind of ['accessToken', 'refreshToken', 'authorizationCode'] as const) {
    const opaque = readOpaqueSecret(kind, value);
    if (opaque) return { id: opaque.id, digest: opaque.digest.toString('hex') };
  }
  const id = decodeJwt(value)?.claims['jti'];
  return typeof id === 'string' && isId(id) ? { id, digest: digestOf(value).toString('hex') } : undefined;
}
