/** What tokens can be searched by, in any combination, and how a row is held against it. */
import { idToBytes, isId, TOKEN_KINDS, type TokenKind, type TokenRecord } from '@gatehouse/protocol';
import type { Value } from '../gateway/gateway';
import { STATE_FILTERS, type StateFilter } from './token-state';

/** Times are epoch milliseconds, both ends included. Ids are ids: anything else finds nothing. */
export interface TokenFilter {
  readonly tokenId?: string | undefined;
  readonly clientId?: string | undefined;
  /** Account id, or client id where no person is involved. */
  readonly subject?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly familyId?: string | undefined;
  readonly consentId?: string | undefined;
  readonly kind?: TokenKind | undefined;
  readonly grantType?: string | undefined;
  /** One word of the scope. */
  readonly scope?: string | undefined;
  /** One of the audiences. */
  readonly audience?: string | undefined;
  readonly ip?: string | undefined;
  readonly state?: StateFilter | undefined;
  readonly issuedFrom?: number | undefined;
  readonly issuedTo?: number | undefined;
  readonly expiresFrom?: number | undefined;
  readonly expiresTo?: number | undefined;
}

/** A filter in words of the admin API. */
export const FILTER_WORDS = {
  token_id: 'tokenId',
  client_id: 'clientId',
  subject: 'subject',
  session_id: 'sessionId',
  family_id: 'familyId',
  consent_id: 'consentId',
  kind: 'kind',
  grant_type: 'grantType',
  scope: 'scope',
  audience: 'audience',
  ip: 'ip',
  state: 'state',
  issued_from: 'issuedFrom',
  issued_to: 'issuedTo',
  expires_from: 'expiresFrom',
  expires_to: 'expiresTo',
} as const satisfies Readonly<Record<string, keyof TokenFilter>>;

const NUMBERS: readonly (keyof TokenFilter)[] = ['issuedFrom', 'issuedTo', 'expiresFrom', 'expiresTo'];
const CHOICES: Readonly<Partial<Record<keyof TokenFilter, readonly string[]>>> = {
  kind: TOKEN_KINDS,
  state: STATE_FILTERS,
};

/**
 * Reads a filter as it was stored or sent as JSON.
 * @throws TypeError for an unknown word or a value that cannot be meant; the message names the word
 */
export function readTokenFilter(words: Readonly<Record<string, unknown>>): TokenFilter {
  const filter: Partial<Record<keyof TokenFilter, unknown>> = {};
  for (const [word, value] of Object.entries(words)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(FILTER_WORDS, word)) throw new TypeError(`tokens cannot be searched by ${word}`);
    const name = FILTER_WORDS[word as keyof typeof FILTER_WORDS];
    const fits = NUMBERS.includes(name) ? Number.isSafeInteger(value) : typeof value === 'string' && value !== '';
    if (!fits || CHOICES[name]?.includes(value as string) === false) throw new TypeError(`${word} is not valid`);
    filter[name] = value;
  }
  // Each member was just checked to be of its type.
  return filter as TokenFilter;
}

/** `undefined` where an id is none: no row has it. */
export function filterIds(filter: TokenFilter): readonly (Buffer | null)[] | undefined {
  const given = [filter.sessionId, filter.familyId, filter.consentId];
  if (![filter.tokenId, ...given].every((id) => id === undefined || isId(id))) return undefined;
  return given.map((id) => (id === undefined ? null : idToBytes(id)));
}

const EVERY_TIME = [0, Number.MAX_SAFE_INTEGER] as const;

/**
 * The whole filter but for its state, as one fixed text: a condition that is not asked for is null and always true. What
 * finds the rows is the range of ids in front of it, so this needs no index, and there is one statement instead of
 * thousands. COALESCE keeps an optimizer from beginning with the family.
 */
export const FILTER_SQL = `
  (? IS NULL OR token.client_id = ?) AND (? IS NULL OR token.subject = ?)
  AND (? IS NULL OR token.session_id = ?) AND (? IS NULL OR token.family_id = ?) AND (? IS NULL OR COALESCE(family.consent_id, X'') = ?)
  AND (? IS NULL OR token.kind = ?) AND (? IS NULL OR token.grant_type = ?) AND (? IS NULL OR token.ip = ?)
  AND (? IS NULL OR INSTR(token.scope, ?) > 0) AND (? IS NULL OR INSTR(token.audience, ?) > 0)
  AND token.issued_at >= ? AND token.issued_at <= ? AND token.expires_at >= ? AND token.expires_at <= ?`;

/** What `FILTER_SQL` asks for. @param ids from `filterIds` */
export function filterValues(filter: TokenFilter, ids: readonly (Buffer | null)[]): Value[] {
  const quoted = (word: string | undefined): string | null => (word === undefined ? null : JSON.stringify(word));
  const given: Value[] = [
    filter.clientId ?? null,
    filter.subject ?? null,
    ...ids,
    filter.kind ?? null,
    filter.grantType ?? null,
    filter.ip ?? null,
    quoted(filter.scope),
    quoted(filter.audience),
  ];
  return [
    ...given.flatMap((value) => [value, value]),
    filter.issuedFrom ?? EVERY_TIME[0],
    filter.issuedTo ?? EVERY_TIME[1],
    filter.expiresFrom ?? EVERY_TIME[0],
    filter.expiresTo ?? EVERY_TIME[1],
  ];
}

/** The database looks for a quoted word in a list; one that is made of quotes and commas may turn up between two others. */
export function hasWords(filter: TokenFilter, token: Pick<TokenRecord, 'scope' | 'audience'>): boolean {
  const { scope, audience } = filter;
  return (
    (scope === undefined || token.scope.includes(scope)) &&
    (audience === undefined || token.audience.includes(audience))
  );
}
