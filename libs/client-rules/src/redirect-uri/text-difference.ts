/** A character-level difference of two short texts, for people to look at. */

/** A run of characters: in both texts, in the expected one only, or in the received one only. */
export interface DifferenceSegment {
  kind: 'equal' | 'expected' | 'received';
  text: string;
}

// Tables of more cells than this are not worth the memory: the middle is then shown as replaced.
const maximumCells = 1_000_000;

/** Segments in reading order. Those not `received` join to `expected`, those not `expected` join to `received`. */
export function differenceOfTexts(expected: string, received: string): DifferenceSegment[] {
  const before = Array.from(expected);
  const after = Array.from(received);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1;
  const middleBefore = before.slice(start, before.length - end);
  const middleAfter = after.slice(start, after.length - end);
  return joinedSegments([
    { kind: 'equal', text: before.slice(0, start).join('') },
    ...withoutIslands(middle(middleBefore, middleAfter)),
    { kind: 'equal', text: before.slice(before.length - end).join('') },
  ]);
}

/** Drops empty segments and joins neighbours of one kind. */
export function joinedSegments(segments: readonly DifferenceSegment[]): DifferenceSegment[] {
  const joined: DifferenceSegment[] = [];
  for (const { kind, text } of segments) {
    const last = joined.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) last.text += text;
    else joined.push({ kind, text });
  }
  return joined;
}

/** The number of characters to add, remove or replace. Both texts are cut to `limit` characters after their common ends. */
export function editDistance(left: string, right: string, limit = 256): number {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  const beyond = Math.max(a.length - limit, b.length - limit, 0);
  let row = Array.from({ length: Math.min(b.length, limit) + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a.slice(0, limit)).entries()) {
    const next = [i + 1];
    for (let j = 1; j < row.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) + beyond;
}

/** Longest common subsequence, walked forwards. */
function middle(before: readonly string[], after: readonly string[]): DifferenceSegment[] {
  const width = after.length + 1;
  if ((before.length + 1) * width > maximumCells || before.length === 0 || after.length === 0) {
    return [
      { kind: 'expected', text: before.join('') },
      { kind: 'received', text: after.join('') },
    ];
  }
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const same = (lengths[(i + 1) * width + j + 1] ?? 0) + 1;
      const skipped = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
      lengths[i * width + j] = before[i] === after[j] ? same : skipped;
    }
  }
  const segments: DifferenceSegment[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      segments.push({ kind: 'equal', text: before[i] ?? '' });
      i += 1;
      j += 1;
    } else if (
      j >= after.length ||
      (i < before.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      segments.push({ kind: 'expected', text: before[i++] ?? '' });
    } else {
      segments.push({ kind: 'received', text: after[j++] ?? '' });
    }
  }
  return joinedSegments(segments);
}

/** Chance matches of one or two letters inside a replaced word make it unreadable: they count as replaced. */
function withoutIslands(segments: readonly DifferenceSegment[]): DifferenceSegment[] {
  const result: DifferenceSegment[] = [];
  let expected = '';
  let received = '';
  const flush = () => {
    result.push({ kind: 'expected', text: expected }, { kind: 'received', text: received });
    expected = '';
    received = '';
  };
  for (const [index, { kind, text }] of segments.entries()) {
    const isInside = index > 0 && index < segments.length - 1;
    if (kind === 'equal' && !(isInside && text.length < 3)) {
      flush();
      result.push({ kind, text });
      continue;
    }
    if (kind !== 'received') expected += text;
    if (kind !== 'expected') received += text;
  }
  flush();
  return result;
}
