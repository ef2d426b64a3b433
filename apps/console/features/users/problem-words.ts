/** What a refusal means here, in words: the API names each with a code. */
import { ApiProblem } from '../../ui/admin-api';

const WORDS: Readonly<Record<string, string>> = {
  last_owner:
    'Gatehouse always keeps one owner who can sign in. Give another user the role “owner” first, then try again.',
  role_not_held:
    'You can give only roles that allow no more than you may do yourself. Only an owner can make somebody an owner.',
  target_holds_more:
    'The roles of this user allow more than yours, so you cannot change them. Only an owner can change an owner.',
  user_exists: 'Another user has this username or email address. Each belongs to one user only.',
  user_not_found: 'They were deleted in the meantime, or the address is wrong.',
  precondition_failed: 'The page now shows the newest state. Look at it again, then decide.',
};

/** The same problem with a sentence that says what to do, where the API gave none. */
export function explained(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const { status, code, title, reference, errors, body } = error;
  return new ApiProblem(status, code, title, error.detail ?? WORDS[code], reference, errors, body);
}

/** What is wrong with one member: what the API said at this JSON pointer. */
export function errorAt(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.errors.find((found) => found.pointer === pointer)?.detail;
}
