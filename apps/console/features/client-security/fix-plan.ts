/** From a finding of the linter to what the console offers: a change that mends it, the field that does, or neither. */
import { gradeOf, type LintFinding } from '@gatehouse/client-rules';
import type { Shape } from '../../ui/admin-api';
import { duration } from '../../ui/time';
import type { Client, ClientPatch } from '../../ui/use-client';

export type Finding = Shape<'LintFindingAnswer'>;

interface Field {
  /** As people read it. */
  readonly name: string;
  /** The tab that it stands on; undefined = Settings, the first one. */
  readonly tab?: string;
}

/** Members that can be changed, and the secrets beside them. */
const FIELDS = {
  client_name: { name: 'Name' },
  redirect_uris: { name: 'Redirect URIs' },
  consent: { name: 'Consent', tab: 'advanced' },
  scope: { name: 'Scopes', tab: 'access' },
  grant_types: { name: 'Grant types', tab: 'advanced' },
  response_types: { name: 'Response types', tab: 'advanced' },
  require_pkce: { name: 'PKCE', tab: 'advanced' },
  access_token_lifetime: { name: 'Lifetime of access tokens', tab: 'advanced' },
  refresh_token_rotation: { name: 'Rotation of refresh tokens', tab: 'advanced' },
  token_endpoint_auth_method: { name: 'Authentication', tab: 'credentials' },
} as const satisfies Partial<Record<keyof ClientPatch, Field>>;

const ELSEWHERE: Readonly<Record<string, Field>> = {
  ...FIELDS,
  client_secret: { name: 'Secrets', tab: 'credentials' },
};

/** Where a finding can be mended by hand. */
export interface Place extends Field {
  readonly member: string;
}

export interface FixPlan {
  /** A body for PATCH that makes the finding go away. */
  readonly change: ClientPatch | undefined;
  /** Undefined when the client has no field for it: it is decided elsewhere. */
  readonly place: Place | undefined;
}

export function planOf({ change, pointer }: Pick<Finding, 'change' | 'pointer'>): FixPlan {
  const [, member = ''] = pointer.split('/');
  const field = Object.hasOwn(ELSEWHERE, member) ? ELSEWHERE[member] : undefined;
  const canChange = change !== undefined && Object.keys(change).every((name) => Object.hasOwn(FIELDS, name));
  return { change: canChange ? (change as ClientPatch) : undefined, place: field && { member, ...field } };
}

export interface Difference {
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a change would make of the client, setting by setting. */
export function differencesOf(client: Client, change: ClientPatch): Difference[] {
  return Object.entries(change).map(([member, value]) => ({
    name: ELSEWHERE[member]?.name ?? member,
    before: shown(member, client[member as keyof Client]),
    after: shown(member, value),
  }));
}

function shown(member: string, value: unknown): string[] {
  if (value === undefined || value === null) return ['the default'];
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : ['none'];
  if (member === 'require_pkce') return [value === true ? 'required' : 'not required'];
  return [typeof value === 'number' ? duration(value) : String(value)];
}

/** The grade once a finding is gone. */
export function gradeWithout(findings: readonly Finding[], gone: Finding): string {
  return gradeOf(findings.filter(({ rule }) => rule !== gone.rule) as unknown as LintFinding[]).grade;
}

const ORDER = ['critical', 'high', 'medium', 'low'];

/** The worst first. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
}
