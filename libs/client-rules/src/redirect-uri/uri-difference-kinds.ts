/** Names the kinds of difference between two URIs, in the words that solve the puzzle. */
import { hasDotSegment } from './path-and-query-rules';
import { isLoopbackHost, uriParts, type UriParts } from './uri-parts';
import { withoutControlsAndSpaces } from './uri-syntax';

export type UriDifferenceKind =
  | 'whitespace'
  | 'scheme'
  | 'user-information'
  | 'host'
  | 'port'
  | 'path'
  | 'trailing-slash'
  | 'case'
  | 'encoding'
  | 'query'
  | 'query-order'
  | 'fragment';

interface Difference {
  kind: UriDifferenceKind;
  sentence: string;
}

/** Every kind of difference and one sentence: the first in full, the others by name. */
export function explainUriDifferences(
  expected: string,
  received: string,
): { kinds: UriDifferenceKind[]; explanation: string } {
  if (expected === received) return { kinds: [], explanation: 'The two URIs are the same.' };
  const differences = differencesOf(expected, received);
  const [first, ...others] = differences;
  const kinds = [...new Set(differences.map(({ kind }) => kind))];
  if (first === undefined) return { kinds: ['encoding'], explanation: 'The two URIs are written differently.' };
  const names = [...new Set(others.map(({ kind }) => kind.replace('-', ' ')))].filter((name) => name !== first.kind);
  const rest =
    names.length === 0
      ? ''
      : ` (and ${names.length === 1 ? 'another difference' : 'other differences'}: ${names.join(', ')})`;
  return { kinds, explanation: `${first.sentence}${rest}.` };
}

function differencesOf(expected: string, received: string): Difference[] {
  if (withoutControlsAndSpaces(received) === withoutControlsAndSpaces(expected)) {
    return [{ kind: 'whitespace', sentence: 'A space, a line break or an invisible character was sent along' }];
  }
  const [before, after] = [uriParts(expected), uriParts(received)];
  return [
    schemeDifference(before, after),
    before.userinfo === after.userinfo
      ? undefined
      : {
          kind: 'user-information' as const,
          sentence: 'The URI sent has a user name before “@”, so its real host is what follows the “@”',
        },
    hostDifference(before, after),
    portDifference(before, after),
    pathDifference(before.path, after.path),
    queryDifference(before.query, after.query),
    fragmentDifference(before.fragment, after.fragment),
  ].filter((difference) => difference !== undefined);
}

function schemeDifference(before: UriParts, after: UriParts): Difference | undefined {
  if (before.scheme === after.scheme) return undefined;
  if (after.scheme === undefined)
    return { kind: 'scheme', sentence: `The URI sent has no scheme; “${before.scheme ?? ''}:” is registered` };
  if (before.scheme?.toLowerCase() === after.scheme.toLowerCase())
    return { kind: 'case', sentence: 'The scheme is written with other capital letters' };
  return { kind: 'scheme', sentence: `“${after.scheme}” was sent, “${before.scheme ?? ''}” is registered` };
}

function hostDifference(before: UriParts, after: UriParts): Difference | undefined {
  const [expected = '', received = ''] = [before.host, after.host];
  if (expected === received) return undefined;
  if (expected.toLowerCase() === received.toLowerCase())
    return { kind: 'case', sentence: 'The host is written with other capital letters' };
  if (isLoopbackHost(expected) && isLoopbackHost(received)) {
    return {
      kind: 'host',
      sentence: `“${received}” was sent, “${expected}” is registered: both mean this machine, but they are different URIs`,
    };
  }
  if (`${expected}.` === received || `${received}.` === expected)
    return { kind: 'host', sentence: 'The dot at the end of the host differs' };
  if (`www.${expected}` === received || `www.${received}` === expected)
    return { kind: 'host', sentence: 'The “www.” before the host differs' };
  return { kind: 'host', sentence: `Another host was sent: “${received}” instead of “${expected}”` };
}

function portDifference(before: UriParts, after: UriParts): Difference | undefined {
  if (before.port === after.port) return undefined;
  const name = (port: string | undefined) => (port === undefined ? 'no port' : `port “${port}”`);
  return {
    kind: 'port',
    sentence: `The URI sent has ${name(after.port)}, the registered one has ${name(before.port)}`,
  };
}

function pathDifference(expected: string, received: string): Difference | undefined {
  if (expected === received) return undefined;
  if (`${expected}/` === received)
    return { kind: 'trailing-slash', sentence: 'The path sent ends in a slash, the registered one does not' };
  if (`${received}/` === expected)
    return { kind: 'trailing-slash', sentence: 'The registered path ends in a slash, the one sent does not' };
  if (expected.toLowerCase() === received.toLowerCase())
    return { kind: 'case', sentence: 'The path is written with other capital letters' };
  if (hasDotSegment(received))
    return { kind: 'path', sentence: 'The path sent has a “.” or “..” segment that leads elsewhere' };
  if (decodedFully(expected) === decodedFully(received))
    return { kind: 'encoding', sentence: 'The path is percent-encoded differently' };
  if (expected.replace(/\/+/g, '/') === received.replace(/\/+/g, '/'))
    return { kind: 'path', sentence: 'The path sent has another number of slashes' };
  if (received.startsWith(expected))
    return { kind: 'path', sentence: `The path sent goes on with “${received.slice(expected.length)}”` };
  return { kind: 'path', sentence: `Another path was sent: “${received}” instead of “${expected}”` };
}

function queryDifference(expected: string | undefined, received: string | undefined): Difference | undefined {
  if (expected === received) return undefined;
  if (!expected)
    return {
      kind: 'query',
      sentence: received ? `A query was added: “?${received}”` : 'A question mark was added or left out',
    };
  if (!received) return { kind: 'query', sentence: `The registered query “?${expected}” is missing` };
  const sorted = (query: string) => query.split('&').sort().join('&');
  if (sorted(expected) === sorted(received))
    return { kind: 'query-order', sentence: 'The query parameters are in another order' };
  if (expected.toLowerCase() === received.toLowerCase())
    return { kind: 'case', sentence: 'The query is written with other capital letters' };
  if (decodedFully(expected) === decodedFully(received))
    return { kind: 'encoding', sentence: 'The query is percent-encoded differently' };
  return { kind: 'query', sentence: `Another query was sent: “?${received}” instead of “?${expected}”` };
}

function fragmentDifference(expected: string | undefined, received: string | undefined): Difference | undefined {
  if (expected === received) return undefined;
  return { kind: 'fragment', sentence: 'The URI sent has a fragment (“#…”), which no redirect URI may have' };
}

function decodedFully(text: string): string {
  let decoded = text;
  for (let round = 0; round < 4; round += 1) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      return decoded;
    }
  }
  return decoded;
}
