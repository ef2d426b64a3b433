import type { AuditRecord } from '../audit-record';
import type { AuditFilter } from './audit-filter';

/** Members that are compared as they are. */
const EQUAL = [
  'outcome',
  'actorKind',
  'actorId',
  'targetKind',
  'targetId',
  'clientId',
  'subject',
  'familyId',
  'sessionId',
  'ip',
  'check',
  'reference',
] as const satisfies readonly (keyof AuditFilter & keyof AuditRecord)[];

/** Members that `mentions` looks into; the detail comes on top. */
export const MENTIONED = [
  'id',
  'event',
  'actorId',
  'targetId',
  'clientId',
  'subject',
  'familyId',
  'sessionId',
  'ip',
  'check',
  'reference',
] as const satisfies readonly (keyof AuditRecord)[];

/** Whether a record is what a filter asks for. The database judges by the same rules. */
export function matchesFilter(record: AuditRecord, filter: AuditFilter): boolean {
  if (EQUAL.some((member) => filter[member] !== undefined && filter[member] !== record[member])) return false;
  if (filter.from !== undefined && record.at < filter.from) return false;
  if (filter.to !== undefined && record.at >= filter.to) return false;
  if (filter.events && filter.events.length > 0 && !filter.events.some((wanted) => names(wanted, record.event))) {
    return false;
  }
  return filter.mentions === undefined || mentions(record, filter.mentions);
}

/** `client.*` is every id that begins with `client.`. */
function names(wanted: string, event: string): boolean {
  return wanted.endsWith('.*') ? event.startsWith(wanted.slice(0, -1)) : event === wanted;
}

function mentions(record: AuditRecord, text: string): boolean {
  if (MENTIONED.some((member) => record[member] === text)) return true;
  return record.detail.includes(JSON.stringify(text).slice(1, -1));
}
