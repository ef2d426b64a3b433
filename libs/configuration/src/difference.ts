/** Which members differ between what is stored and what a file says. */
import { isDeepStrictEqual } from 'node:util';

export interface MemberDifference {
  readonly member: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Members of `after` whose value is not the stored one, and stored members that `after` leaves out. */
export function differences(before: object | undefined, after: object): MemberDifference[] {
  const old = (before ?? {}) as Record<string, unknown>;
  const wanted = after as Record<string, unknown>;
  const members = new Set([...Object.keys(old), ...Object.keys(wanted)]);
  return [...members]
    .filter((member) => !isDeepStrictEqual(old[member], wanted[member]))
    .map((member) => ({ member, before: old[member], after: wanted[member] }));
}
