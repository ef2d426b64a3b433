/** From what is stored to the words of the file: the way back from `client-record.ts` and `account-draft.ts`. */
import type { IdentityAccount } from '@gatehouse/identity';
import type { ApiRecord, ClientRecord } from '@gatehouse/protocol';

/** Members in the order in which a file shows them; absent ones are left out, and so are secrets. */
export type Entry = Readonly<Record<string, unknown>>;

export function apiEntry(api: ApiRecord): Entry {
  const { createdAt: _created, updatedAt: _updated, disabledAt, ...settings } = api;
  return present({
    identifier: settings.identifier,
    name: settings.name,
    access_token_format: settings.accessTokenFormat,
    access_token_lifetime: settings.accessTokenLifetime,
    access_token_signing_alg: settings.signingAlgorithm,
    scopes: settings.scopes.map(({ name, description }) => ({ name, ...(description === '' ? {} : { description }) })),
    disabled: flag(disabledAt),
  } satisfies Record<string, unknown>);
}

/** What applying never looks at: times, marks of use, what was revoked and what expires by itself. */
type NotConfigured = 'secrets' | 'expiringRedirectUris' | 'createdAt' | 'updatedAt' | 'tokensRevokedBefore';

/** A member of the record that is missing here would be lost by export and apply, so the type asks for every one. */
const CLIENT_MEMBERS: {
  readonly [Member in Exclude<keyof ClientRecord, NotConfigured>]-?: (value: ClientRecord[Member]) => Entry;
} = {
  clientId: (value) => ({ client_id: value }),
  clientName: (value) => ({ client_name: value }),
  applicationType: (value) => ({ application_type: value }),
  disabledAt: (value) => ({ disabled: flag(value) }),
  redirectUris: (value) => ({ redirect_uris: unlessEmpty(value) }),
  postLogoutRedirectUris: (value) => ({ post_logout_redirect_uris: unlessEmpty(value) }),
  grantTypes: (value) => ({ grant_types: value }),
  responseTypes: (value) => ({ response_types: value }),
  responseModes: (value) => ({ response_modes: value }),
  scope: (value) => ({ scope: unlessEmpty(value)?.join(' ') }),
  tokenEndpointAuthMethod: (value) => ({ token_endpoint_auth_method: value }),
  tokenEndpointAuthSigningAlg: (value) => ({ token_endpoint_auth_signing_alg: value }),
  jwks: (value) => ({ jwks: value }),
  assertionAudience: (value) => ({ assertion_audience: value === 'any' ? undefined : value }),
  idTokenSignedResponseAlg: (value) => ({ id_token_signed_response_alg: value }),
  requirePkce: (value) => ({ require_pkce: value }),
  consent: (value) => ({ consent: value }),
  accessTokenLifetime: (value) => ({ access_token_lifetime: value }),
  refreshTokenRotation: (value) => ({
    refresh_token_rotation: value === undefined ? undefined : value ? 'rotate' : 'keep',
  }),
  refreshTokenGrace: (value) => ({ refresh_token_grace: value }),
  refreshTokenLifetime: (value) => ({ refresh_token_lifetime: value }),
  refreshTokenIdleLifetime: (value) => ({ refresh_token_idle_lifetime: value }),
  defaultMaxAge: (value) => ({ default_max_age: value }),
  contacts: (value) => ({ contacts: value }),
  clientUri: (value) => ({ client_uri: value }),
  logoUri: (value) => ({ logo_uri: value }),
  policyUri: (value) => ({ policy_uri: value }),
  tosUri: (value) => ({ tos_uri: value }),
  introspects: (value) => ({ introspects: value }),
};

export function clientEntry(client: ClientRecord): Entry {
  const entries = Object.entries(CLIENT_MEMBERS).map(([member, toEntry]) =>
    // The table pairs each member with a function of its type.
    (toEntry as (value: unknown) => Entry)(client[member as keyof ClientRecord]),
  );
  return present(Object.assign({}, ...entries) as Record<string, unknown>);
}

export type PortableAccount = Pick<
  IdentityAccount,
  'username' | 'email' | 'emailVerified' | 'roles' | 'claims' | 'disabledAt'
>;

export function userEntry(account: PortableAccount): Entry {
  return present({
    username: account.username,
    email: account.email ?? undefined,
    email_verified: account.email === null ? undefined : account.emailVerified,
    roles: unlessEmpty(account.roles),
    claims: Object.keys(account.claims).length === 0 ? undefined : account.claims,
    disabled: flag(account.disabledAt),
  });
}

/** True or left out: a file without it leaves what is stored as it is. */
function flag(disabledAt: number | null): true | undefined {
  return disabledAt === null ? undefined : true;
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function present(entry: Record<string, unknown>): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
