'use client';
import type { FilterField } from '../../ui/filter-bar';
import { EVENT_GROUPS, EVENT_IDS } from './event-sentences';

const ACTORS: Readonly<Record<string, string>> = {
  person: 'A person',
  client: 'A client',
  operator: 'An operator on the server',
  system: 'Gatehouse itself',
  anonymous: 'Nobody known',
};

/** Groups first, each before its own events. */
const EVENT_OPTIONS = EVENT_GROUPS.flatMap((group) => [
  { value: `${group}.*`, label: `${group}: all` },
  ...EVENT_IDS.filter((id) => id.startsWith(`${group}.`)).map((id) => ({ value: id, label: `\u2003${id}` })),
]);

/** Their names are those of the admin API; `type` is its `event`. */
export const AUDIT_FIELDS: readonly FilterField[] = [
  { name: 'type', label: 'Event', kind: 'choice', options: EVENT_OPTIONS },
  {
    name: 'outcome',
    label: 'Outcome',
    kind: 'choice',
    options: ['success', 'refused', 'failed'].map((value) => ({ value, label: value })),
  },
  {
    name: 'actor_kind',
    label: 'Done by',
    kind: 'choice',
    options: Object.entries(ACTORS).map(([value, label]) => ({ value, label })),
  },
  { name: 'actor', label: 'Actor', kind: 'text', placeholder: 'Account id or client id' },
  { name: 'target_kind', label: 'Kind of target', kind: 'text', placeholder: 'client, user, api, signing_key …' },
  { name: 'target', label: 'Target', kind: 'text', placeholder: 'Id of what it was done to' },
  { name: 'client_id', label: 'Client', kind: 'text', placeholder: 'Client id' },
  { name: 'subject', label: 'About', kind: 'text', placeholder: 'Account id or client id' },
  { name: 'session_id', label: 'Session', kind: 'text', placeholder: 'Session id' },
  { name: 'family_id', label: 'Family of tokens', kind: 'text', placeholder: 'Family id' },
  { name: 'ip', label: 'Address', kind: 'text', placeholder: '203.0.113.7' },
  { name: 'check', label: 'Refused by', kind: 'text', placeholder: 'Name of the check' },
  { name: 'reference', label: 'Reference', kind: 'text', placeholder: 'As the person saw it' },
  { name: 'mentions', label: 'Mentions', kind: 'text', placeholder: 'Any id or words' },
  { name: 'from', label: 'From', kind: 'time' },
  { name: 'to', label: 'To', kind: 'time' },
];
