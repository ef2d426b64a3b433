import type { FilterField } from '../../ui/filter-bar';
import { methodName } from '../../ui/session-words';

const METHODS = ['pwd', 'otp', 'mfa', 'hwk', 'swk'];

/** What sessions can be searched by, as the page and the admin API name it. */
export const SESSION_FILTERS: readonly FilterField[] = [
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [
      { value: 'live', label: 'Live' },
      { value: 'ended', label: 'Ended by somebody' },
      { value: 'expired', label: 'Expired' },
    ],
  },
  { name: 'user_id', label: 'User', kind: 'text', placeholder: 'User id' },
  { name: 'client_id', label: 'Client', kind: 'text', placeholder: 'Client id' },
  { name: 'ip', label: 'Address', kind: 'text', placeholder: '203.0.113.7' },
  {
    name: 'amr',
    label: 'Method',
    kind: 'choice',
    options: METHODS.map((method) => ({ value: method, label: methodName(method) })),
  },
  { name: 'acr', label: 'Strength (acr)', kind: 'text', placeholder: 'Exactly as it stands in the session' },
  { name: 'started_from', label: 'Started from', kind: 'time' },
  { name: 'started_to', label: 'Started until', kind: 'time' },
];
