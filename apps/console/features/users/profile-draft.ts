/** What the profile form edits, flat; and the merge patch (RFC 7396) that its changes make. */
import type { Shape } from '../../ui/admin-api';

export interface ProfileField {
  /** Name in the draft: of the claim, or `address.` and the part of it. */
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly type?: 'url' | 'tel' | 'date';
}

/** Claims of OpenID Connect Core §5.1 that most people have. */
export const COMMON_CLAIMS: readonly ProfileField[] = [
  { name: 'name', label: 'Full name' },
  { name: 'given_name', label: 'Given name' },
  { name: 'family_name', label: 'Family name' },
  { name: 'phone_number', label: 'Telephone', type: 'tel', description: 'With the country, such as +44 20 7946 0000.' },
];

/** The rest of them. */
export const MORE_CLAIMS: readonly ProfileField[] = [
  { name: 'middle_name', label: 'Middle name' },
  { name: 'nickname', label: 'Nickname' },
  { name: 'locale', label: 'Language', description: 'Such as en-GB.' },
  { name: 'zoneinfo', label: 'Time zone', description: 'Such as Europe/London.' },
  { name: 'birthdate', label: 'Date of birth', description: 'As 1990-04-30; 0000 for an unknown year.' },
  { name: 'gender', label: 'Gender' },
  { name: 'website', label: 'Website', type: 'url' },
  { name: 'profile', label: 'Profile page', type: 'url' },
  { name: 'picture', label: 'Picture', type: 'url', description: 'The address of an image.' },
  { name: 'address.street_address', label: 'Street address' },
  { name: 'address.locality', label: 'Town' },
  { name: 'address.region', label: 'Region' },
  { name: 'address.postal_code', label: 'Postal code' },
  { name: 'address.country', label: 'Country' },
];

const TEXTS = [...COMMON_CLAIMS, ...MORE_CLAIMS].map(({ name }) => name);

/** Texts are empty where nothing is known. */
export interface ProfileDraft {
  readonly username: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly phone_number_verified: boolean;
  readonly [claim: string]: string | boolean;
}

type Claims = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Claims => typeof value === 'object' && value !== null;

function textOf(claims: Claims, name: string): string {
  const [claim = '', part] = name.split('.');
  const value = part !== undefined && isRecord(claims[claim]) ? claims[claim][part] : claims[name];
  return typeof value === 'string' ? value : '';
}

/** What is stored, as the form shows it. */
export function profileOf({ username, email, email_verified, claims }: Shape<'UserAnswer'>): ProfileDraft {
  return {
    username,
    email: email ?? '',
    email_verified,
    phone_number_verified: claims['phone_number_verified'] === true,
    ...Object.fromEntries(TEXTS.map((name) => [name, textOf(claims, name)])),
  };
}

/**
 * The body of the PATCH: an emptied text removes its member, and with its last part an address goes whole.
 * @param present claims as they are stored
 */
export function profilePatch(part: Partial<ProfileDraft>, present: Claims): Shape<'UpdateUserBody'> {
  const { username, email, email_verified, ...rest } = part;
  const claims: Record<string, unknown> = {};
  const address: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name.startsWith('address.')) address[name.slice('address.'.length)] = valueOf(value) as string | null;
    else claims[name] = valueOf(value);
  }
  if (Object.keys(address).length > 0) {
    const now = { ...(isRecord(present['address']) ? present['address'] : {}), ...address };
    claims['address'] = Object.values(now).some((text) => text !== null) ? address : null;
  }
  return {
    ...(username === undefined ? {} : { username: username.trim() }),
    ...(email === undefined ? {} : { email: email.trim() === '' ? null : email.trim() }),
    ...(email_verified === undefined ? {} : { email_verified }),
    ...(Object.keys(claims).length === 0 ? {} : { claims }),
  };
}

/** False says no more than nothing. */
function valueOf(value: string | boolean | undefined): string | true | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return value === true ? true : null;
}
