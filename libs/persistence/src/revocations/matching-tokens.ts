/** Filters of the token search, as revoking asks them. */
import type { Connection } from '../gateway/gateway';
import { readTokenFilter } from '../queries/token-filter';
import { TokenSearch } from '../queries/token-search';

/**
 * Ids of a page of tokens that match and are active, newest first.
 * @throws TypeError for a filter that is none
 */
export async function matchingTokens(
  connection: Connection,
  words: Readonly<Record<string, unknown>>,
  after: string | undefined,
  limit: number,
  now: number,
): Promise<{ readonly ids: readonly string[]; readonly next: string | undefined }> {
  const asked = readTokenFilter(words);
  // Whoever asks for the dead finds nothing to revoke; without a word on it, only the living are looked for.
  const filter = { ...asked, state: asked.state ?? 'active' };
  const page = await new TokenSearch(connection).find({ filter, direction: 'newest-first', limit, after, now });
  return { ids: page.tokens.map(({ token }) => token.id), next: page.next ?? undefined };
}
