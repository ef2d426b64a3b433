/**
 * What people type above the log: `actor:ana event:client.* outcome:refused ref:7K2… since:24h` and any other words. Pure:
 * names are looked up and secrets recognised by whoever calls it.
 */
import type { AuditFilters } from './audit-api';
import { EVENT_GROUPS, isEventWord } from './event-sentences';

export interface ParsedQuery {
  readonly filters: AuditFilters;
  /** What was not understood, in sentences. */
  readonly faults: readonly string[];
}

/** Reads a value; a fault is an Error with a sentence. */
type Read = (value: string, now: number) => string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SPANS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const OUTCOMES: Readonly<Record<string, string>> = {
  success: 'success',
  ok: 'success',
  refused: 'refused',
  denied: 'refused',
  failed: 'failed',
};

const asItIs: Read = (value) => value;
const id: Read = (value) => {
  if (UUID.test(value)) return value.toLowerCase();
  throw new Error(`“${value}” is not an id.`);
};
const outcome: Read = (value) => {
  const known = Object.hasOwn(OUTCOMES, value.toLowerCase()) ? OUTCOMES[value.toLowerCase()] : undefined;
  if (known !== undefined) return known;
  throw new Error(`“${value}” is no outcome: success, refused or failed.`);
};
const events: Read = (value) =>
  value
    .split(',')
    .filter((word) => word !== '')
    .map((word) => (EVENT_GROUPS.includes(word) ? `${word}.*` : word))
    .map((word) => {
      if (isEventWord(word)) return word;
      throw new Error(`There is no event “${word}”. Try one such as client.updated, or client.* for all of them.`);
    })
    .join(',');
const time: Read = (value, now) => {
  const span = /^(\d{1,4})([mhdw])$/.exec(value);
  if (span) return String(now - Number(span[1]) * (SPANS[span[2] ?? ''] ?? 0));
  if (/^\d{12,14}$/.test(value)) return value;
  // A day without a time begins at midnight here, not in Greenwich.
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00` : value).getTime();
  if (Number.isFinite(at)) return String(at);
  throw new Error(`“${value}” is no time. Try 24h, 7d, 2026-01-31 or 2026-01-31T08:00.`);
};

interface Key {
  /** The filter's name in the address. */
  readonly filter: string;
  readonly read: Read;
}

const KEYS: Readonly<Record<string, Key>> = {
  event: { filter: 'type', read: events },
  action: { filter: 'type', read: events },
  outcome: { filter: 'outcome', read: outcome },
  actor: { filter: 'actor', read: asItIs },
  by: { filter: 'actor', read: asItIs },
  actor_kind: { filter: 'actor_kind', read: asItIs },
  target: { filter: 'target', read: asItIs },
  target_kind: { filter: 'target_kind', read: asItIs },
  client: { filter: 'client_id', read: asItIs },
  client_id: { filter: 'client_id', read: asItIs },
  user: { filter: 'subject', read: asItIs },
  subject: { filter: 'subject', read: asItIs },
  session: { filter: 'session_id', read: id },
  family: { filter: 'family_id', read: id },
  ip: { filter: 'ip', read: asItIs },
  address: { filter: 'ip', read: asItIs },
  check: { filter: 'check', read: asItIs },
  ref: { filter: 'reference', read: (value) => value.replace(/-/g, '').toUpperCase() },
  reference: { filter: 'reference', read: (value) => value.replace(/-/g, '').toUpperCase() },
  since: { filter: 'from', read: time },
  from: { filter: 'from', read: time },
  until: { filter: 'to', read: time },
  to: { filter: 'to', read: time },
  mentions: { filter: 'mentions', read: asItIs },
};

/** What can be typed, for the hint below the box. */
export const QUERY_EXAMPLES: readonly string[] = [
  'outcome:refused',
  'event:client.*',
  'event:sign_in.failed',
  'actor:',
  'target:',
  'client:',
  'user:',
  'ip:',
  'ref:',
  'since:24h',
  'until:2026-01-31',
];

const PIECE = /([a-z_]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/gi;

/** @param now for times such as `24h`, epoch milliseconds */
export function parseQuery(text: string, now: number): ParsedQuery {
  const filters: Record<string, string> = {};
  const faults: string[] = [];
  const words: string[] = [];
  for (const [whole, name = '', quoted, plain, phrase, word] of text.matchAll(PIECE)) {
    const key = Object.hasOwn(KEYS, name.toLowerCase()) ? KEYS[name.toLowerCase()] : undefined;
    const value = quoted ?? plain ?? '';
    if (!key) {
      // A URI has a colon as well; what is no filter is looked for as it stands.
      words.push(phrase ?? word ?? whole);
      continue;
    }
    if (value === '') continue;
    try {
      filters[key.filter] = key.read(value, now);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  const mentions = words.join(' ').trim();
  if (mentions !== '') {
    if (mentions.length < 3) faults.push('Words to look for need three letters at least.');
    else filters['mentions'] = mentions;
  }
  return { filters, faults };
}
