/** Filters of the log as conditions. Values are always bound; the texts are a fixed set of ours. */
import type { AuditFilter } from '@gatehouse/audit';
import { idToBytes, isId } from '@gatehouse/protocol';
import type { Value } from '../gateway/gateway';
import { firstIdAt } from './audit-id';

export interface Condition {
  /** Joined by AND; over `e`, the events. */
  readonly sql: readonly string[];
  readonly values: readonly Value[];
}

const TEXTS = {
  outcome: 'outcome',
  actorKind: 'actor_kind',
  actorId: 'actor_id',
  targetKind: 'target_kind',
  targetId: 'target_id',
  clientId: 'client_id',
  subject: 'subject',
  ip: 'ip',
  check: 'failed_check',
  reference: 'reference',
} as const satisfies Partial<Record<keyof AuditFilter, string>>;

const IDS = { familyId: 'family_id', sessionId: 'session_id' } as const;

/** Members that `mentions` looks into; the detail comes on top. */
const MENTIONED = ['actor_id', 'target_id', 'client_id', 'subject', 'ip', 'failed_check', 'reference', 'event'];

export function filterCondition(filter: AuditFilter): Condition {
  const sql: string[] = [];
  const values: Value[] = [];
  const add = (condition: string, ...bound: Value[]): void => {
    sql.push(condition);
    values.push(...bound);
  };
  for (const [member, column] of Object.entries(TEXTS) as [keyof typeof TEXTS, string][]) {
    const wanted = filter[member];
    if (wanted !== undefined) add(`e.${column} = ?`, wanted);
  }
  for (const [member, column] of Object.entries(IDS) as [keyof typeof IDS, string][]) {
    const wanted = filter[member];
    if (wanted !== undefined) add(`e.${column} = ?`, isId(wanted) ? idToBytes(wanted) : Buffer.alloc(0));
  }
  if (filter.events && filter.events.length > 0) addEvents(filter.events, add);
  // The id of an event begins with its time: bounding it spares the database the rows outside.
  if (filter.from !== undefined) add('e.id >= ?', firstIdAt(filter.from));
  if (filter.to !== undefined) add('e.id < ?', firstIdAt(filter.to));
  if (filter.mentions !== undefined) addMentions(filter.mentions, add);
  return { sql, values };
}

type Add = (condition: string, ...bound: Value[]) => void;

/** `client.*` is every id that begins with `client.`; the character after the full stop in ASCII is the slash. */
function addEvents(events: readonly string[], add: Add): void {
  const conditions = events.map((event) => (event.endsWith('.*') ? '(e.event >= ? AND e.event < ?)' : 'e.event = ?'));
  const bound = events.flatMap((event) =>
    event.endsWith('.*') ? [event.slice(0, -1), `${event.slice(0, -2)}/`] : [event],
  );
  add(`(${conditions.join(' OR ')})`, ...bound);
}

function addMentions(text: string, add: Add): void {
  const conditions = MENTIONED.map((column) => `e.${column} = ?`);
  const bound: Value[] = MENTIONED.map(() => text);
  if (isId(text)) {
    conditions.push('e.id = ?', 'e.family_id = ?', 'e.session_id = ?');
    bound.push(idToBytes(text), idToBytes(text), idToBytes(text));
  }
  // As it stands in JSON, so that a quote in the text is found too.
  conditions.push('INSTR(e.detail, ?) > 0');
  bound.push(JSON.stringify(text).slice(1, -1));
  add(`(${conditions.join(' OR ')})`, ...bound);
}
