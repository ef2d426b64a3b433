/** The last thing that happens to whatever leaves the playground: nothing in it may be a token or a secret. */

/** A JWT, or anything that we issue. */
const TOKEN = /\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*|\bgh_[a-z]{2}_[\w-]{16,}/g;
export const HIDDEN = '(not shown)';
/** Shorter texts are no secrets, and would be found everywhere. */
const SHORTEST = 8;

/** JSON of a view. @param secrets values of this run that no pattern knows */
export function jsonWithoutSecrets(view: unknown, secrets: readonly string[]): string {
  return JSON.stringify(view, (_name, value: unknown) =>
    typeof value === 'string' ? withoutSecrets(value, secrets) : value,
  );
}

export function withoutSecrets(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter(({ length }) => length >= SHORTEST);
  return known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text).replace(TOKEN, HIDDEN);
}
