/** A path of the console to go back to; anything that could lead elsewhere becomes the first page. */
export function safeReturnTo(value: string | null | undefined): string {
  if (!value || value.length > 2000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(value) || value.includes('\\')) return '/';
  return value.startsWith('/auth/') || value.startsWith('/bff/') ? '/' : value;
}
