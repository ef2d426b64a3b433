/**
 * How many guessable pieces a whole password is made of. A common word, a word of the context, a run ("qwerty", "4321",
 * "aaaa") and a year are one piece each; any other character is one by itself. The password as a whole is judged, as
 * NIST SP 800-63B-4 §3.1.1.2 asks: a common word inside a long sentence does no harm.
 */
import { COMMON_PASSWORDS } from './common-passwords';

export interface GuessablePieces {
  readonly count: number;
  /** True when a word of the context is among them. */
  readonly fromContext: boolean;
}

// What lies beyond cannot make a password easier.
const LONGEST_TEXT = 256;
const LONGEST_WORD = 40;
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujm',
].flatMap((run) => [run, [...run].reverse().join('')]);
const SHORTEST_RUN = 3;
const YEAR = /^(?:19|20)[0-9]{2}$/;
// What people write instead of a letter.
const DISGUISES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
};

/** @param password and @param context both in one case: see `foldCase` */
export function guessablePieces(password: string, context: ReadonlySet<string>): GuessablePieces {
  const text = repeatedUnit([...password].slice(0, LONGEST_TEXT));
  const plain = text.map((character) => DISGUISES[character] ?? character);
  // best[end]: the fewest pieces that make the first `end` characters; at a tie, those of the context.
  const best: GuessablePieces[] = [{ count: 0, fromContext: false }];
  for (let end = 1; end <= text.length; end++) {
    let least = withOneMore(best[end - sameCharacters(text, end)]);
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start++) {
      const kind = pieceKind(text.slice(start, end), plain.slice(start, end), context);
      if (kind === undefined) continue;
      const candidate = withOneMore(best[start], kind === 'context');
      if (candidate.count < least.count || (candidate.count === least.count && candidate.fromContext))
        least = candidate;
    }
    best.push(least);
  }
  return best[text.length] ?? { count: 0, fromContext: false };
}

function withOneMore(before: GuessablePieces | undefined, fromContext = false): GuessablePieces {
  return before
    ? { count: before.count + 1, fromContext: before.fromContext || fromContext }
    : { count: Infinity, fromContext: false };
}

function pieceKind(
  characters: readonly string[],
  withoutDisguise: readonly string[],
  context: ReadonlySet<string>,
): 'context' | 'common' | undefined {
  const piece = characters.join('');
  const plain = withoutDisguise.join('');
  if (context.has(piece) || context.has(plain)) return 'context';
  if (characters.length === 1 || COMMON_PASSWORDS.has(piece) || COMMON_PASSWORDS.has(plain)) return 'common';
  if (characters.length < SHORTEST_RUN) return undefined;
  return YEAR.test(piece) || RUNS.some((run) => run.includes(piece)) ? 'common' : undefined;
}

/** Length of the run of one character that stops before `end`. */
function sameCharacters(text: readonly string[], end: number): number {
  let start = end - 1;
  while (start > 0 && text[start - 1] === text[end - 1]) start--;
  return end - start;
}

/** "abcabcab" → "abc": what is repeated from the first character to the last counts once. */
function repeatedUnit(text: readonly string[]): readonly string[] {
  const border: number[] = [0];
  for (let at = 1, length = 0; at < text.length; at++) {
    while (length > 0 && text[at] !== text[length]) length = border[length - 1] ?? 0;
    if (text[at] === text[length]) length++;
    border.push(length);
  }
  const period = text.length - (border.at(-1) ?? 0);
  return period * 2 <= text.length ? text.slice(0, period) : text;
}
