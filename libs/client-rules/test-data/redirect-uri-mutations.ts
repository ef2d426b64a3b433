/**
 * Variants of a registered redirect URI that a server must refuse: every trick that once got a code delivered to
 * somebody else, and every small slip that looks harmless. One list for every place that takes a redirect URI.
 */
import { encodings, invisibleCharacters, wildcards } from './character-mutations';
import { hosts, invalidPorts, schemes, userInformation, validPorts } from './origin-mutations';
import { fragments, pathSlips, pathTraversals, queries } from './path-mutations';
import { piecesOf, type NamedUris } from './registered-uri-pieces';

export interface RedirectUriMutation {
  /** Unique within one list; fit for a test title. */
  name: string;
  uri: string;
  /**
   * The port alone was changed, to a valid one: for a native client's loopback address (and only there) this one has
   * to be accepted. RFC 8252 §7.3.
   */
  changesPortOnly: boolean;
}

/** At least 150 variants, all different from `registered` and from each other. `registered`: scheme://host[:port]path[?query]. */
export function redirectUriMutations(registered: string): RedirectUriMutation[] {
  const pieces = piecesOf(registered);
  const seen = new Set([registered]);
  const mutations: RedirectUriMutation[] = [];
  const add = (group: NamedUris, changesPortOnly = false) => {
    for (const [name, uri] of Object.entries(group)) {
      if (seen.has(uri)) continue;
      seen.add(uri);
      mutations.push({ name, uri, changesPortOnly });
    }
  };
  add(validPorts(pieces), true);
  add(invalidPorts(pieces));
  add(schemes(pieces));
  add(userInformation(pieces));
  add(hosts(pieces));
  add(pathTraversals(pieces));
  add(pathSlips(pieces));
  add(queries(pieces));
  add(fragments(pieces));
  add(invisibleCharacters(pieces));
  add(encodings(pieces));
  add(wildcards(pieces));
  return mutations;
}
