/** What a scope of an API may be called. The API decides; this says so while one types. RFC 6749 §3.3. */
import { isAdminScope } from '@gatehouse/contracts';

const WORD = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const OPENID = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** @param taken names that the API has */
export function scopeNameProblem(name: string, taken: readonly string[] = []): string | undefined {
  if (name === '') return 'Enter a name, such as orders:read.';
  if (!WORD.test(name)) return 'A scope is one word of printable characters, without quotes and backslashes.';
  if (name.length > 255) return 'The name has more than 255 characters.';
  if (OPENID.includes(name)) return `“${name}” belongs to OpenID Connect. Choose another name.`;
  if (isAdminScope(name)) return `“${name}” belongs to Gatehouse’s own API. Choose another name.`;
  if (taken.includes(name)) return 'This API has a scope of this name already.';
  return undefined;
}
