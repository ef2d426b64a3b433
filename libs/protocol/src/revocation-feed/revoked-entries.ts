/** The entries that count, in the order in which they were recorded. */
import type { RevocationEntry } from '../records/revocation-entry';

export class RevokedEntries {
  private readonly byMark = new Map<string, RevocationEntry>();
  private ordered: RevocationEntry[] = [];
  /** Changes whenever a list of them would. */
  version = 0;

  /** Adds what is not known, or was recorded anew; answers that part of it. */
  add(entries: readonly RevocationEntry[]): RevocationEntry[] {
    const added = entries.filter((entry) => this.byMark.get(nameOf(entry))?.recordedAt !== entry.recordedAt);
    if (added.length === 0) return added;
    const replaced = new Set<RevocationEntry>();
    for (const entry of added) {
      const name = nameOf(entry);
      const before = this.byMark.get(name);
      if (before) replaced.add(before);
      this.byMark.set(name, entry);
    }
    if (replaced.size > 0) this.ordered = this.ordered.filter((entry) => !replaced.has(entry));
    const last = this.ordered.at(-1)?.recordedAt ?? 0;
    this.ordered.push(...added);
    // Committed later than something that was recorded after it.
    if (added.some(({ recordedAt }) => recordedAt < last)) this.ordered.sort((a, b) => a.recordedAt - b.recordedAt);
    this.version += 1;
    return added;
  }

  /** Drops what can hit nothing alive any more. */
  forgetExpired(now: number): void {
    const live = this.ordered.filter((entry) => entry.expiresAt > now);
    if (live.length === this.ordered.length) return;
    for (const entry of this.ordered) if (entry.expiresAt <= now) this.byMark.delete(nameOf(entry));
    this.ordered = live;
    this.version += 1;
  }

  /** Those recorded at `start` or later. */
  since(start: number): readonly RevocationEntry[] {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ordered[middle]?.recordedAt ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return this.ordered.slice(low);
  }
}

function nameOf({ kind, mark }: RevocationEntry): string {
  return `${kind} ${mark.toString('latin1')}`;
}
