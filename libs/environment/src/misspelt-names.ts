/**
 * Names in the environment that look like ours but are not: an unknown `GATEHOUSE_…`, or one or two letters away from a
 * known name. They would otherwise be ignored without a word.
 */
export function misspeltNames(names: readonly string[], known: readonly string[]): string[] {
  const given = new Set(names);
  const warnings: string[] = [];
  for (const name of names) {
    if (known.includes(name)) continue;
    // A known name that is itself set has not been mistyped.
    const meant = known.find((other) => !given.has(other) && isNear(name.toUpperCase(), other));
    if (meant !== undefined) warnings.push(`${name}: It is not a variable of Gatehouse. Did you mean ${meant}?`);
    else if (name.startsWith('GATEHOUSE_'))
      warnings.push(`${name}: It is not a variable of Gatehouse, and is ignored.`);
  }
  return warnings;
}

/** Short names are everywhere in an environment (POST, HOSTS): only the same letters in another case count for those. */
function isNear(name: string, known: string): boolean {
  const allowed = known.length >= 10 ? 2 : known.length >= 7 ? 1 : 0;
  return Math.abs(name.length - known.length) <= allowed && distance(name, known) <= allowed;
}

/** Insertions, deletions, substitutions and swaps of neighbours between two words. */
function distance(left: string, right: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) best = Math.min(best, (older[column - 2] ?? 0) + 1);
      current.push(best);
    }
    older = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
