import { isDeepStrictEqual } from 'node:util';

/** Changed members only, for the `detail` of an audit event. */
export interface Changes extends Record<string, unknown> {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** Members that say when, not what. */
const TIMES = new Set(['created_at', 'updated_at', 'self']);

/**
 * What differs between two representations; undefined when nothing does. Null stands for a member that is not there.
 * @param before undefined for what was made; `after` undefined for what was deleted. Neither may hold a secret.
 */
export function changesBetween(before: object | undefined, after: object | undefined): Changes | undefined {
  const [old, now] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (member) => !TIMES.has(member) && !isDeepStrictEqual(old.get(member) ?? null, now.get(member) ?? null),
  );
  if (changed.length === 0) return undefined;
  const of = (values: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(changed.map((member) => [member, values.get(member) ?? null]));
  return { before: of(old), after: of(now) };
}
