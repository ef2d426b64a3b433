/** What the ledger can be searched by, as the page and the admin API name it. */
import type { FilterField, FilterValues } from '../../ui/filter-bar';
import { kindName, KINDS, type TokenKind } from '../../ui/ledger-words';

const STATES = ['active', 'rotated', 'used', 'expired', 'revoked', 'reused'] as const;
const GRANT_TYPES: readonly (readonly [string, string])[] = [
  ['authorization_code', 'Authorization code'],
  ['refresh_token', 'Refresh token'],
  ['client_credentials', 'Client credentials'],
];

export const TOKEN_FILTERS: readonly FilterField[] = [
  {
    name: 'kind',
    label: 'Kind',
    kind: 'choice',
    options: (Object.keys(KINDS) as TokenKind[]).map((kind) => ({ value: kind, label: kindName(kind) })),
  },
  { name: 'state', label: 'State', kind: 'choice', options: STATES.map((state) => ({ value: state, label: state })) },
  { name: 'subject', label: 'User', kind: 'text', placeholder: 'User id, or client id' },
  { name: 'client_id', label: 'Client', kind: 'text', placeholder: 'Client id' },
  { name: 'scope', label: 'Scope', kind: 'text', placeholder: 'One scope, such as orders:read' },
  { name: 'audience', label: 'Audience', kind: 'text', placeholder: 'Identifier of an API' },
  {
    name: 'grant_type',
    label: 'Grant type',
    kind: 'choice',
    options: GRANT_TYPES.map(([value, label]) => ({ value, label })),
  },
  { name: 'ip', label: 'Address', kind: 'text', placeholder: '203.0.113.7' },
  { name: 'session_id', label: 'Session', kind: 'text', placeholder: 'Session id' },
  { name: 'family_id', label: 'Family', kind: 'text', placeholder: 'Id of the approval' },
  { name: 'consent_id', label: 'Consent', kind: 'text', placeholder: 'Consent id' },
  { name: 'token_id', label: 'Token', kind: 'text', placeholder: 'Token id (jti)' },
  { name: 'issued_from', label: 'Issued from', kind: 'time' },
  { name: 'issued_to', label: 'Issued until', kind: 'time' },
  { name: 'expires_from', label: 'Expires from', kind: 'time' },
  { name: 'expires_to', label: 'Expires until', kind: 'time' },
  { name: 'sort', label: 'Order', kind: 'choice', options: [{ value: 'issued_at', label: 'Oldest first' }] },
];

const TIMES = new Set(TOKEN_FILTERS.filter(({ kind }) => kind === 'time').map(({ name }) => name));

/** The filter of a revocation: the same words with numbers as numbers, and no order. */
export function revocationFilter(values: FilterValues): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || name === 'sort' ? [] : [[name, TIMES.has(name) ? Number(value) : value]],
    ),
  );
}

/** Every filter away but these. */
export function onlyFilter(values: FilterValues): FilterValues {
  return { ...Object.fromEntries(TOKEN_FILTERS.map(({ name }) => [name, undefined])), ...values };
}
