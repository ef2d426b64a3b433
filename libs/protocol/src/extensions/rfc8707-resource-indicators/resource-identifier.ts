/** One `resource` value and the API behind it. RFC 8707 §2, RFC 3986 §6.2.2, §6.2.3. */
import { printable } from '../../errors/oauth-error';
import { invalidTarget } from '../../errors/oauth-errors';
import type { ProtocolContext } from '../../protocol-context';

const ABSOLUTE_URI = /^([A-Za-z][A-Za-z0-9+.-]*:)(\/\/[^/?]*)?([!$%&'()*+,\-./0-9:;=?@A-Z_a-z~[\]]*)$/;

/**
 * The identifiers, as registered, of the APIs that these values name; each once.
 * @throws OAuthError `invalid_target` for a value that is no absolute URI, has a fragment, or names no enabled API
 */
export async function identifiersOf(values: readonly string[], context: ProtocolContext): Promise<string[]> {
  const identifiers: string[] = [];
  for (const value of values) {
    const identifier = await identifierOf(value, context);
    if (!identifiers.includes(identifier)) identifiers.push(identifier);
  }
  return identifiers;
}

async function identifierOf(value: string, context: ProtocolContext): Promise<string> {
  const detail = { resource: printable(value) };
  const spellings = equivalents(value);
  if (!spellings) {
    throw invalidTarget('resource must be an absolute URI without a fragment.', { check: 'resource.form', detail });
  }
  for (const spelling of spellings) {
    const api = await context.apis.find(spelling);
    if (api && api.disabledAt === null) return api.identifier;
  }
  throw invalidTarget('This resource is not known here.', { check: 'resource.unknown', detail });
}

/**
 * The value and its equivalents: scheme and host in lower case, and for the bare host of a hierarchical URI with or
 * without the slash, as libraries add it. Any other slash counts. Undefined when it is no absolute URI.
 */
function equivalents(value: string): string[] | undefined {
  const parts = ABSOLUTE_URI.exec(value);
  if (!parts) return undefined;
  const [, scheme = '', authority = '', rest = ''] = parts;
  if (authority === '' && rest === '') return undefined;
  const origin = `${scheme}${authority}`.toLowerCase();
  const spellings = [value, origin + rest];
  if (authority !== '' && rest === '/') spellings.push(origin);
  if (authority !== '' && rest === '') spellings.push(`${origin}/`);
  return [...new Set(spellings)];
}
