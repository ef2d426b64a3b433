/**
 * Says in one sentence, and shows letter by letter, how a redirect URI that a client sent differs from a registered
 * one. For admins only: a public page never shows registered values.
 */
import { explainUriDifferences, type UriDifferenceKind } from './uri-difference-kinds';
import { differenceOfTexts, editDistance, joinedSegments, type DifferenceSegment } from './text-difference';
import { uriParts, uriPieces } from './uri-parts';
import { maximumUriLength } from './uri-syntax';

export interface UriDifference {
  /** Segments in reading order; those not `received` join to the expected URI, those not `expected` to the received. */
  segments: DifferenceSegment[];
  /** What differs, the most telling first; empty when nothing does. */
  kinds: UriDifferenceKind[];
  /** One sentence for a person. Contains text that the client sent: escape it. */
  explanation: string;
  /** True when a URI was too long and only its first 2,048 characters were compared. */
  truncated: boolean;
}

const pieceNames = ['scheme', 'host', 'port', 'path', 'query', 'fragment'] as const;

/** The difference between a registered URI and the one that was received. */
export function differenceOfUris(expected: string, received: string): UriDifference {
  const shortExpected = expected.slice(0, maximumUriLength);
  const shortReceived = received.slice(0, maximumUriLength);
  const before = uriPieces(shortExpected);
  const after = uriPieces(shortReceived);
  return {
    segments: joinedSegments(pieceNames.flatMap((name) => differenceOfTexts(before[name], after[name]))),
    ...explainUriDifferences(shortExpected, shortReceived),
    truncated: shortExpected !== expected || shortReceived !== received,
  };
}

/** The registered URI most like the received one (same host before same path before fewest edits), or undefined. */
export function nearestRedirectUri(registered: readonly string[], received: string): string | undefined {
  let nearest: { uri: string; cost: number } | undefined;
  for (const uri of registered) {
    const cost = costOf(uri, received.slice(0, maximumUriLength));
    if (nearest === undefined || cost < nearest.cost) nearest = { uri, cost };
  }
  return nearest?.uri;
}

export interface RedirectUriMismatch extends UriDifference {
  nearest: string;
}

/** The nearest registered URI and how the received one differs from it; undefined when none is registered. */
export function explainRedirectUriMismatch(request: {
  registered: readonly string[];
  received: string;
}): RedirectUriMismatch | undefined {
  const nearest = nearestRedirectUri(request.registered, request.received);
  return nearest === undefined ? undefined : { nearest, ...differenceOfUris(nearest, request.received) };
}

function costOf(uri: string, received: string): number {
  const [before, after] = [uriParts(uri), uriParts(received)];
  const sameHost = before.host?.toLowerCase() === after.host?.toLowerCase();
  const samePath = before.path === after.path;
  return editDistance(uri, received) + (sameHost ? 0 : 1000) + (samePath ? 0 : 20);
}
