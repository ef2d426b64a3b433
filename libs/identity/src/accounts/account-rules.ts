/** What a username, an e-mail address and a display name may look like. Each refusal has a stable code and a sentence. */
import { IDENTIFIER_MAXIMUM_LENGTH, readIdentifier } from '../canonical-identifier';
import { type PasswordProblem } from '../passwords/password-policy';

export type AccountField = 'username' | 'email' | 'name' | 'password' | 'roles' | 'claims';
export type AccountProblemCode =
  PasswordProblem['code'] | 'malformed' | 'taken' | 'unknown-role' | 'unknown-claim' | 'wrong-type';

export interface AccountProblem {
  readonly field: AccountField;
  readonly code: AccountProblemCode;
  /** For people; English. Never repeats what was entered. */
  readonly sentence: string;
}

export const USERNAME_MAXIMUM_LENGTH = 64;
export const NAME_MAXIMUM_LENGTH = 200;

const USERNAME = /^(?=.*[\p{L}\p{N}])[\p{L}\p{M}\p{N}._-]+$/u;
// Alphabets with letters that look alike; a name may use one of them. Unicode TR 39 §5.2 (single script).
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
];

/** @param username trimmed */
export function usernameProblem(username: string): AccountProblem | undefined {
  if (username === '') return problem('username', 'missing', 'The username is missing.');
  const canonical = readIdentifier(username) ?? '';
  if (
    username.length > USERNAME_MAXIMUM_LENGTH ||
    !USERNAME.test(username) ||
    !USERNAME.test(canonical) ||
    ALPHABETS.filter((alphabet) => alphabet.test(username)).length > 1
  ) {
    return problem(
      'username',
      'malformed',
      `A username has 1 to ${USERNAME_MAXIMUM_LENGTH} letters (of one alphabet), digits, dots, hyphens and underscores.`,
    );
  }
  return undefined;
}

// The dot-atom of RFC 5322 §3.2.3, and letters beyond ASCII (RFC 6531 §3.3). No comments, no quotes: two spellings of one mailbox.
const LOCAL_PART = /^(?!\.)(?!.*\.\.)(?!.*\.$)[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}$/u;

/** @param email trimmed */
export function emailProblem(email: string): AccountProblem | undefined {
  const local = email.slice(0, email.indexOf('@'));
  if (email.length > IDENTIFIER_MAXIMUM_LENGTH || !LOCAL_PART.test(local) || !readIdentifier(email)?.includes('@')) {
    return problem('email', 'malformed', 'This does not look like an e-mail address.');
  }
  return undefined;
}

/** @param name trimmed */
export function nameProblem(name: string): AccountProblem | undefined {
  if ([...name].length > NAME_MAXIMUM_LENGTH) {
    return problem('name', 'too-long', `The name has more than ${NAME_MAXIMUM_LENGTH} characters.`);
  }
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) {
    return problem('name', 'malformed', 'The name holds a control character.');
  }
  return undefined;
}

export function problem(field: AccountField, code: AccountProblemCode, sentence: string): AccountProblem {
  return { field, code, sentence };
}
