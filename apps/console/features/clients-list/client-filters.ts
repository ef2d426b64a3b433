/** What the list of clients can be narrowed by: the parameters of the admin API, under their own names. */
import type { FilterField, FilterValues } from '../../ui/filter-bar';
import { GRANTS, KINDS } from './words';

const choices = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const CLIENT_FILTERS: readonly FilterField[] = [
  { name: 'search', label: 'Find by name or client id', kind: 'search', placeholder: 'The beginning of a name or id' },
  { name: 'application_type', label: 'Kind', kind: 'choice', options: choices(KINDS) },
  { name: 'state', label: 'State', kind: 'choice', options: choices({ enabled: 'Enabled', disabled: 'Disabled' }) },
  {
    name: 'authentication',
    label: 'Authentication',
    kind: 'choice',
    options: choices({ public: 'Public: proves nothing', confidential: 'Confidential: proves who it is' }),
  },
  { name: 'grant_type', label: 'Grant', kind: 'choice', options: choices(GRANTS) },
  { name: 'scope', label: 'May ask for scope', kind: 'text', placeholder: 'orders:read' },
  { name: 'redirect_host', label: 'Redirect host contains', kind: 'text', placeholder: '127.0.0.1' },
  { name: 'redirect_uri', label: 'Redirect URI is', kind: 'text', placeholder: 'https://…/callback' },
];

/** The address says what somebody typed there; what the admin API does not know is left out. */
export function clientQuery({ application_type: kind, ...others }: FilterValues): Readonly<Record<string, unknown>> {
  return { ...others, ...(kind === undefined ? {} : { application_type: [kind] }) };
}
