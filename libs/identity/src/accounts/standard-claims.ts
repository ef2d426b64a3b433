/** The claims of OpenID Connect Core §5.1 that an account may carry, with their JSON types. */
import { problem, type AccountProblem } from './account-rules';

const TEXTS = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
];
/** OpenID Connect Core §5.1.1. */
const ADDRESS_TEXTS = ['formatted', 'street_address', 'locality', 'region', 'postal_code', 'country'];
const CLAIM_MAXIMUM_LENGTH = 2048;

const isText = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= CLAIM_MAXIMUM_LENGTH;

function isAddress(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([member, text]) => ADDRESS_TEXTS.includes(member) && isText(text));
}

const RULES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ...TEXTS.map((name) => [name, isText] as const),
  ['phone_number_verified', (value: unknown) => typeof value === 'boolean'],
  ['address', isAddress],
]);

/** Names that an account's `claims` may hold; username, e-mail address and `updated_at` come from the account itself. */
export const ACCOUNT_CLAIMS: readonly string[] = [...RULES.keys()];

/** Unknown names are refused, so that no claim of an account can pass for one that we vouch for (`sub`, `acr`, `roles` …). */
export function claimProblems(claims: Readonly<Record<string, unknown>>): AccountProblem[] {
  return Object.entries(claims).flatMap(([name, value]) => {
    const fits = RULES.get(name);
    if (!fits)
      return [problem('claims', 'unknown-claim', `"${name.slice(0, 64)}" is no claim that an account can carry.`)];
    return fits(value)
      ? []
      : [problem('claims', 'wrong-type', `The claim "${name}" has not the form of its standard.`)];
  });
}
