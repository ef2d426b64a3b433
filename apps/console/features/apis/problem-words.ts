/** What a refusal means here, in words: the API names each with a code. */
import { ApiProblem } from '../../ui/admin-api';

const WORDS: Readonly<Record<string, string>> = {
  api_exists: 'An API with this identifier is registered already. Open it in the list instead.',
  api_not_found: 'It was deleted in the meantime, or the address is wrong.',
  api_built_in: 'It is part of Gatehouse and the same on every server.',
  precondition_failed: 'The page now shows the newest state. Look at it again, then decide.',
};

/** The same problem with a sentence that says what to do, where the API gave none. */
export function explained(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const { status, code, title, reference, errors, body } = error;
  return new ApiProblem(status, code, title, error.detail ?? WORDS[code], reference, errors, body);
}

/** What is wrong with one member: what the API said at the end of a JSON pointer, such as `/name`. */
export function errorAt(error: unknown, end: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const found = error.errors.find(({ pointer }) => pointer?.endsWith(end));
  return found && [found.detail, found.fix].filter(Boolean).join(' ');
}

/** The clients that a refusal names: those that would lose something. Undefined when it was refused for another reason. */
export function clientsInUse(error: unknown): string[] | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'api_in_use') return undefined;
  return error.errors.map(({ detail }) => /^the client (.+) uses it$/.exec(detail)?.[1] ?? detail);
}
