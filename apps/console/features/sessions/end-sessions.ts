/**
 * Ending many sessions: each has a preview and a commit of its own, so that exactly what was shown ends, and whatever
 * cannot be ended is named.
 */
import { answer, api, type Shape } from '../../ui/admin-api';
import type { FilterValues } from '../../ui/filter-bar';
import type { RevocationCause } from '../../ui/ending-words';
import type { Session } from './session-columns';

/** More at once would keep the server busy with previews; narrower filters are the better tool then. */
export const MOST_AT_ONCE = 200;
const AT_A_TIME = 4;

export interface Previewed {
  readonly session: Session;
  readonly preview: Shape<'RevocationAnswer'>;
}

export interface Matching {
  readonly sessions: readonly Session[];
  /** There are more than are taken at once. */
  readonly more: boolean;
  /** One's own is among them, and left out. */
  readonly own: boolean;
}

/** The living sessions that the filters match, but for one's own. */
export async function matchingSessions(filters: FilterValues, signal: AbortSignal): Promise<Matching> {
  const sessions: Session[] = [];
  let own = false;
  for (let cursor: string | undefined; ;) {
    const query = { ...filters, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await answer(api.GET('/admin/v1/sessions', { params: { query: query as never }, signal }));
    for (const session of page.items) {
      if (session.own) own = true;
      else if (session.state === 'live') sessions.push(session);
    }
    if (sessions.length > MOST_AT_ONCE) return { sessions: sessions.slice(0, MOST_AT_ONCE), more: true, own };
    if (page.next === null) return { sessions, more: false, own };
    cursor = page.next;
  }
}

/** Does the same with each, a few at a time, in order. @param done told after each */
export async function forEach<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
  done: (count: number) => void,
  signal: AbortSignal,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length && !signal.aborted) {
      const index = next++;
      results[index] = await act(items[index] as Item);
      done(results.filter((result) => result !== undefined).length);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return results;
}

export const previewSession = async (session: Session): Promise<Previewed> => ({
  session,
  preview: await answer(
    api.POST('/admin/v1/revocations/preview', { body: { event: 'session', session_id: session.id } }),
  ),
});

export interface Ended {
  readonly session: Session;
  readonly receipt?: Shape<'RevocationReceiptAnswer'>;
  /** Why it could not be ended. */
  readonly error?: Error;
}

export async function endSession(
  { session, preview }: Previewed,
  reason: { readonly code: RevocationCause; readonly text: string },
): Promise<Ended> {
  try {
    const body = { preview_id: preview.id, reason_code: reason.code, reason: reason.text };
    return { session, receipt: await answer(api.POST('/admin/v1/revocations', { body })) };
  } catch (failure) {
    return { session, error: failure instanceof Error ? failure : new Error(String(failure)) };
  }
}

/** Of many previews together. Users and clients of several sessions may be the same, so only what adds up is added. */
export function sumOf(previews: readonly Previewed[]) {
  const counts = previews.flatMap(({ preview }) => (preview.counts ? [preview.counts] : []));
  const add = (of: (each: (typeof counts)[number]) => number) => counts.reduce((sum, each) => sum + of(each), 0);
  return {
    sessions: previews.length,
    users: new Set(previews.map(({ session }) => session.user_id)).size,
    tokens: add(({ tokens }) => tokens),
    families: add(({ families }) => families),
    jwts: add(({ jwt_access_tokens: jwts }) => jwts.count),
    jwtsUntil: Math.max(0, ...counts.map(({ jwt_access_tokens: jwts }) => jwts.accepted_until ?? 0)),
  };
}
