/** Words of the ledger as people read them. The admin API speaks in identifiers; these are the sentences beside them. */
import type { Shape } from './admin-api';

type Token = Shape<'TokenAnswer'>;
export type TokenKind = Token['kind'];

/** One and many of each kind. */
export const KINDS: Readonly<Record<TokenKind, readonly [one: string, many: string]>> = {
  authorization_code: ['authorization code', 'authorization codes'],
  access_token: ['access token', 'access tokens'],
  refresh_token: ['refresh token', 'refresh tokens'],
  id_token: ['ID token', 'ID tokens'],
};

/** `3 refresh tokens`. */
export const counted = (count: number, [one, many]: readonly [string, string]): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `Refresh token`. */
export const kindName = (kind: TokenKind): string => capital(KINDS[kind][0]);

/** `Refresh token 2`: refresh tokens of one chain are told apart by their number. */
export const tokenName = ({ kind, generation }: Pick<Token, 'kind' | 'generation'>): string =>
  kind === 'refresh_token' ? `${kindName(kind)} ${generation}` : kindName(kind);

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
