/**
 * What makes a string a usable absolute URI, told with the place where reading stopped (RFC 3986 §2, §3). Shared by
 * redirect URIs and by every other URI in a client's metadata.
 */
import type { UriParts } from './uri-parts';

/** A place in the text (0-based) and what is wrong there. */
export interface SyntaxFault {
  at: number;
  reason: string;
}

export const maximumUriLength = 2048;

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const controlOrSpace = /[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/;
const notUriCharacter = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/;

/** The first control character, space or invisible formatting character. */
export function controlOrSpaceAt(text: string): number {
  return text.search(controlOrSpace);
}

/** The text without control characters, spaces and invisible characters: what a careless parser would see. */
export function withoutControlsAndSpaces(text: string): string {
  return Array.from(text)
    .filter((character) => !controlOrSpace.test(character))
    .join('');
}

/** The first character outside RFC 3986's alphabet, or the first `%` that encodes nothing. */
export function illegalCharacter(text: string): SyntaxFault | undefined {
  const at = text.search(notUriCharacter);
  if (at >= 0) return { at, reason: `the character ${JSON.stringify(text[at])} may not stand in a URI` };
  const percent = text.search(/%(?![0-9A-Fa-f]{2})/);
  if (percent >= 0) return { at: percent, reason: 'a “%” must be followed by two hexadecimal digits' };
  const encodedControl = text.search(/%(?:[01][0-9A-Fa-f]|7[Ff])/);
  if (encodedControl >= 0) return { at: encodedControl, reason: 'an encoded control character is not allowed' };
  return undefined;
}

/** Why the structure is not that of an absolute URI; assumes legal characters. */
export function structureFault(text: string, parts: UriParts): SyntaxFault | undefined {
  if (parts.scheme === undefined) {
    return { at: 0, reason: 'it has to begin with a scheme such as “https://”' };
  }
  const afterScheme = parts.scheme.length + 1;
  const isWeb = /^https?$/i.test(parts.scheme);
  if (isWeb && !parts.host) return { at: afterScheme, reason: 'a host name has to follow “//”' };
  if (!isWeb && !parts.host && parts.path === '' && parts.query === undefined) {
    return { at: afterScheme, reason: 'nothing follows the scheme' };
  }
  if (parts.host) {
    const at = text.indexOf(parts.host, afterScheme);
    const reason = hostFault(parts.host, isWeb) ?? portFault(parts.port);
    if (reason !== undefined) return { at, reason };
  }
  const bracket = (parts.path + (parts.query ?? '')).search(/[[\]]/);
  if (bracket >= 0) return { at: Math.max(text.lastIndexOf('['), 0), reason: 'brackets belong to IPv6 hosts only' };
  return undefined;
}

function hostFault(host: string, isWeb: boolean): string | undefined {
  if (host.startsWith('[')) return isIpv6Literal(host) ? undefined : 'the bracketed host is not an IPv6 address';
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name.length > 253) return 'the host name is longer than 253 characters';
  const labels = name.split('.');
  if (labels.some((label) => !/^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label))) {
    return 'the host name is not valid';
  }
  // Browsers read `2130706433`, `0x7f.1` and `0177.0.0.1` as IPv4 addresses; a person reading the form does not.
  const last = labels.at(-1) ?? '';
  if (isWeb && /^(?:[0-9]+|0[xX][0-9A-Fa-f]*)$/.test(last) && !isIpv4Literal(host)) {
    return 'an IPv4 address needs four decimal numbers from 0 to 255';
  }
  return undefined;
}

function portFault(port: string | undefined): string | undefined {
  if (port === undefined) return undefined;
  if (port === '') return 'a port number has to follow the colon';
  return /^[1-9][0-9]{0,4}$/.test(port) && Number(port) <= 65_535
    ? undefined
    : 'the port is not a number from 1 to 65535';
}

function isIpv4Literal(host: string): boolean {
  const numbers = host.split('.');
  return numbers.length === 4 && numbers.every((text) => /^(?:0|[1-9][0-9]{0,2})$/.test(text) && Number(text) <= 255);
}

function isIpv6Literal(host: string): boolean {
  const address = host.slice(1, -1);
  // The longest form has 45 characters: eight groups, the last two written as IPv4.
  if (!host.endsWith(']') || !/^[0-9A-Fa-f:.]{2,45}$/.test(address)) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const lastIsIpv4 = isIpv4Literal(groups.at(-1) ?? '') && !address.endsWith(':');
  const plain = lastIsIpv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (lastIsIpv4 ? 2 : 0);
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}
