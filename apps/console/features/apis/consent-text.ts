/** The words of a scope as the consent page shows them. The browser test compares this with the real page. */

// Characters that are not seen but change what is: controls, direction marks and overrides, joiners without a letter.
const INVISIBLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** What people see of a sentence at most, in characters. */
export const LONGEST_SENTENCE = 200;

/** A text without what cannot be seen, and not longer than people read. */
export function visibleText(text: string, longest: number = LONGEST_SENTENCE): string {
  const clean = text.replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...clean];
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join('')}…`;
}

/** What people read for one scope: its sentence, or the bare name where there is none. */
export function consentText({ name, description }: { readonly name: string; readonly description: string }): string {
  return description.trim() === ''
    ? `${visibleText(name, Infinity)} (no description given)`
    : visibleText(description.trim());
}

/** What is wrong with a sentence before it is saved; undefined when it can be. */
export function sentenceProblem(sentence: string): string | undefined {
  if (visibleText(sentence) === '')
    return 'Enter the sentence that people read. Without one they cannot know what they allow.';
  if (sentence.length > 500) return 'The sentence has more than 500 characters.';
  return undefined;
}
