/**
 * Which passwords may be set. Long rather than complicated, and none that is guessed first: NIST SP 800-63B-4 §3.1.1.2
 * (15 characters where the password is the only factor, no composition rules, a blocklist), OWASP ASVS 6.2.
 */
import { foldCase } from '../canonical-identifier';
import { guessablePieces } from './guessable-pieces';
import { normalisePassword } from './password-hasher';

/** In characters (Unicode code points). 256 of them always fit the 1,024 bytes that are hashed at most. */
export const PASSWORD_BOUNDS = { minimum: 15, maximum: 256 } as const;
/** What an operator may set by configuration file; below PASSWORD_BOUNDS.minimum with a warning. */
export const OPERATOR_PASSWORD_MINIMUM = 8;

export type PasswordProblemCode = 'missing' | 'too-short' | 'too-long' | 'too-common' | 'too-similar';
export interface PasswordProblem {
  readonly code: PasswordProblemCode;
  readonly sentence: string;
}

/** What a password must not be made of, beside the product's own name. */
export interface PasswordContext {
  readonly username?: string | undefined;
  readonly email?: string | null | undefined;
  readonly name?: string | undefined;
}

/** For a password that a person chooses: the first rule it breaks, or undefined. */
export function passwordProblem(password: string, context: PasswordContext): PasswordProblem | undefined {
  return formProblem(password, PASSWORD_BOUNDS.minimum) ?? guessableProblem(password, context);
}

/**
 * For a password that an operator puts into a configuration file: only its length is refused; what a person would be
 * refused is a warning.
 */
export function operatorPasswordProblem(
  password: string,
  context: PasswordContext,
): { readonly problem?: PasswordProblem; readonly warning?: PasswordProblem } {
  const problem = formProblem(password, OPERATOR_PASSWORD_MINIMUM);
  if (problem) return { problem };
  const warning = passwordProblem(password, context);
  return warning ? { warning } : {};
}

function formProblem(password: string, minimum: number): PasswordProblem | undefined {
  if (password === '') return { code: 'missing', sentence: 'The password is missing.' };
  const normalised = normalisePassword(password);
  const length = normalised === undefined ? Infinity : [...normalised].length;
  if (length > PASSWORD_BOUNDS.maximum) {
    return { code: 'too-long', sentence: `The password has more than ${PASSWORD_BOUNDS.maximum} characters.` };
  }
  if (length < minimum) {
    return { code: 'too-short', sentence: `The password has fewer than ${minimum} characters.` };
  }
  return undefined;
}

// With 1,500 words and three pieces there are fewer than 2^32 such passwords; the context is known to whoever guesses.
const FEWEST_PIECES = 4;
const FEWEST_PIECES_WITH_CONTEXT = 5;

function guessableProblem(password: string, context: PasswordContext): PasswordProblem | undefined {
  const pieces = guessablePieces(foldCase(password), contextWords(context));
  if (pieces.fromContext && pieces.count < FEWEST_PIECES_WITH_CONTEXT) {
    const sentence = 'The password is little more than the username, the e-mail address, the name or the product.';
    return { code: 'too-similar', sentence };
  }
  if (pieces.count < FEWEST_PIECES) {
    return { code: 'too-common', sentence: 'The password is among those that attackers try first.' };
  }
  return undefined;
}

const SHORTEST_CONTEXT_WORD = 3;
// The fields may not have been checked yet.
const LONGEST_CONTEXT = 254;

function contextWords({ username = '', email, name = '' }: PasswordContext): ReadonlySet<string> {
  const given = ['gatehouse', username, email ?? '', email?.split('@')[0] ?? '', name];
  const whole = given.map((text) => foldCase(text.slice(0, LONGEST_CONTEXT)));
  const words = whole.flatMap((text) => [text, text.replace(/[^\p{L}\p{N}]/gu, ''), ...text.split(/[^\p{L}\p{N}]+/u)]);
  const turned = words.map((word) => [...word].reverse().join(''));
  return new Set([...words, ...turned].filter((word) => [...word].length >= SHORTEST_CONTEXT_WORD));
}
