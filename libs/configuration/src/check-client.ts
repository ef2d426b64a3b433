/** May this client be registered here? The client rules and S01 to S04, for the file and for the admin API alike. RFC 7591 §2. */
import { checkClientMetadata, type ClientMetadata, type RuleFinding } from '@gatehouse/client-rules';
import { isOpenidScope, parseScope } from '@gatehouse/protocol';
import { SUPPORTED_METADATA, UNSUPPORTED_MEMBERS } from './supported-metadata';

/** Shorter secrets can be guessed; `openssl rand -hex 32` makes a good one. */
const MINIMUM_SECRET_LENGTH = 32;

/** What there is beside the client. */
export interface ClientSurroundings {
  /** Identifiers of APIs. */
  readonly apis: readonly string[];
  /** Scopes of those APIs. */
  readonly scopes: ReadonlySet<string>;
  /** Where those were looked for: `in this file`. */
  readonly place: string;
}

/**
 * Everything that is wrong with a client, and what deserves a second look. No `error` among it means that `clientSettings`
 * can be made of it.
 * @param entry RFC 7591 metadata, and our `introspects`; anything that a parser may give
 */
export function checkClient(entry: Readonly<Record<string, unknown>>, surroundings: ClientSurroundings): RuleFinding[] {
  const { introspects, ...metadata } = entry;
  return [
    ...checkClientMetadata(metadata, SUPPORTED_METADATA).filter((finding) => finding.level !== 'info'),
    ...supportFindings(metadata),
    ...scopeFindings(metadata['scope'], surroundings),
    ...introspectionFindings(introspects, surroundings),
  ];
}

function supportFindings(metadata: ClientMetadata): RuleFinding[] {
  const findings: RuleFinding[] = [];
  for (const member of UNSUPPORTED_MEMBERS) {
    const value = metadata[member];
    if (value === undefined || value === null || value === false) continue;
    findings.push(error('S04', [member], `"${member}" is not supported by this version.`, 'Remove it.'));
  }
  if (metadata.subject_type === 'pairwise') {
    const fix = 'Remove it, or use public.';
    findings.push(error('S04', ['subject_type'], 'Pairwise subjects are not supported by this version.', fix));
  }
  if (typeof metadata.client_secret === 'string' && metadata.client_secret.length < MINIMUM_SECRET_LENGTH) {
    const message = `A client secret needs at least ${MINIMUM_SECRET_LENGTH} characters.`;
    findings.push(error('S01', ['client_secret'], message, 'Make one with: openssl rand -hex 32'));
  }
  return findings;
}

function scopeFindings(scope: unknown, { scopes, place }: ClientSurroundings): RuleFinding[] {
  const words = parseScope(typeof scope === 'string' ? scope : '') ?? [];
  return words
    .filter((word) => !isOpenidScope(word) && !scopes.has(word))
    .map((word) => ({
      rule: 'S02',
      level: 'warning',
      path: ['scope'],
      message: `No API ${place} has the scope "${word}".`,
      fix: `Add it to an API ${place}, or correct the spelling.`,
    }));
}

function introspectionFindings(introspects: unknown, { apis, place }: ClientSurroundings): RuleFinding[] {
  if (!Array.isArray(introspects)) return [];
  return introspects.flatMap((identifier: unknown, index) =>
    typeof identifier !== 'string' || apis.includes(identifier)
      ? []
      : [error('S03', ['introspects', index], `No API ${place} is called "${identifier}".`)],
  );
}

function error(rule: string, path: (string | number)[], message: string, fix?: string): RuleFinding {
  return { rule, level: 'error', path, message, ...(fix === undefined ? {} : { fix }) };
}
