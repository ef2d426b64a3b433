/** May this API be registered? Rules A01 to A06, for the file and for the admin API alike. RFC 8707 §2, RFC 6749 §3.3. */
import type { RuleFinding } from '@gatehouse/client-rules';
import { isOpenidScope, parseScope } from '@gatehouse/protocol';
import { isReservedApi, isReservedScope } from './built-in-apis';

/** An empty name is for whoever read it to report. */
export interface ApiToCheck {
  readonly identifier: string;
  readonly scopes: readonly { readonly name: string }[];
}

/** Everything that is wrong with an API. */
export function checkApi({ identifier, scopes }: ApiToCheck): RuleFinding[] {
  const names = scopes.map(({ name }) => name);
  return [
    ...(identifier === '' ? [] : identifierFindings(identifier)),
    ...names.flatMap((name, index) => (name === '' ? [] : scopeFindings(name, index, names))),
  ];
}

function identifierFindings(identifier: string): RuleFinding[] {
  const at = ['identifier'];
  if (!isAbsoluteUri(identifier)) {
    const message = 'An API identifier is an absolute URI without fragment.';
    return [error('A01', at, message, 'Use something like https://api.example.com/orders.')];
  }
  if (!isReservedApi(identifier)) return [];
  const message = 'Names that begin with urn:gatehouse: are Gatehouse’s own.';
  return [error('A04', at, message, 'Choose another, or remove the entry.')];
}

function scopeFindings(name: string, index: number, names: readonly string[]): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const add = (rule: string, message: string, fix: string): unknown =>
    findings.push(error(rule, ['scopes', index, 'name'], message, fix));
  if (parseScope(name)?.length !== 1) {
    add('A02', 'A scope is one word of printable characters.', 'Such as orders:read.');
  }
  if (isOpenidScope(name)) add('A03', `"${name}" belongs to OpenID Connect.`, 'Choose another name.');
  if (isReservedScope(name)) {
    const message = `"${name}" is a scope of the admin API: clients that may use it here could administer Gatehouse.`;
    add('A05', message, 'Choose another name.');
  }
  if (names.indexOf(name) !== index) add('A06', `The scope "${name}" stands here twice.`, 'Remove one.');
  return findings;
}

/** RFC 8707 §2: an absolute URI, no fragment. */
function isAbsoluteUri(value: string): boolean {
  return URL.canParse(value) && /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value) && !value.includes('#');
}

function error(rule: string, path: (string | number)[], message: string, fix: string): RuleFinding {
  return { rule, level: 'error', path, message, fix };
}
