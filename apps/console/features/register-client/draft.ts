/** What somebody has chosen so far. All of it stands in the address, and nothing of it is a secret. */
import { applicationTypes, defaultsFor, grantTypes, type ClientMetadata } from '@gatehouse/client-rules';
import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs';
import type { Shape } from '../../ui/admin-api';
import { kindOf } from './kinds';

export const METHODS = ['private_key_jwt', 'client_secret_basic'] as const;
export type Method = (typeof METHODS)[number];

/** Settings that experts may unlock on the last screen. */
export const OVERRIDES = {
  refresh: parseAsStringLiteral(['off']),
  require_pkce: parseAsStringLiteral(['false']),
  consent: parseAsStringLiteral(['required', 'skip']),
  refresh_token_rotation: parseAsStringLiteral(['rotate', 'keep']),
  access_token_lifetime: parseAsInteger,
  refresh_token_lifetime: parseAsInteger,
  refresh_token_idle_lifetime: parseAsInteger,
} as const;
export type Override = keyof typeof OVERRIDES;

export const DRAFT = {
  kind: parseAsStringLiteral(applicationTypes),
  name: parseAsString.withDefault(''),
  place: parseAsString,
  uri: parseAsArrayOf(parseAsString).withDefault([]),
  /** Null = those that its kind begins with. */
  scope: parseAsString,
  method: parseAsStringLiteral(METHODS).withDefault('private_key_jwt'),
  /** The API that an agent is for. */
  resource: parseAsString,
  ...OVERRIDES,
} as const;
export type Draft = inferParserType<typeof DRAFT>;

/** What belongs to one kind only, and is forgotten with it. */
export const FORGOTTEN_WITH_KIND = {
  place: null,
  scope: null,
  resource: null,
  ...Object.fromEntries(Object.keys(OVERRIDES).map((name) => [name, null])),
};

export function scopesOf({ kind, scope }: Pick<Draft, 'kind' | 'scope'>): readonly string[] {
  return scope === null ? (kindOf(kind)?.scopes ?? []) : scope.split(' ').filter((word) => word !== '');
}

export type ClientBody = Shape<'CreateClientBody'>;

/** What is sent. Everything that is left out gets the safe default of its kind. @param publicKey of a pair made here */
export function bodyOf(draft: Draft, publicKey?: Readonly<Record<string, unknown>>): ClientBody | undefined {
  const kind = kindOf(draft.kind);
  if (!kind) return undefined;
  const { metadata } = defaultsFor(kind.type);
  const { consent, refresh_token_rotation: rotation } = draft;
  const withoutRefresh = draft.refresh === 'off';
  const lifetimes = {
    access_token_lifetime: draft.access_token_lifetime,
    ...(withoutRefresh
      ? {}
      : {
          refresh_token_lifetime: draft.refresh_token_lifetime,
          refresh_token_idle_lifetime: draft.refresh_token_idle_lifetime,
        }),
  };
  const scope = scopesOf(draft).join(' ');
  return {
    client_name: draft.name.trim(),
    application_type: kind.type,
    ...(kind.returns ? { redirect_uris: [...draft.uri] } : {}),
    ...(scope === '' ? {} : { scope }),
    ...(kind.proves ? { token_endpoint_auth_method: draft.method } : {}),
    ...(kind.proves && draft.method === 'private_key_jwt' && publicKey
      ? { jwks: { keys: [publicKey] }, token_endpoint_auth_signing_alg: 'ES256' }
      : {}),
    ...(withoutRefresh
      ? { grant_types: (metadata.grant_types ?? []).filter((type) => type !== grantTypes.refreshToken) }
      : {}),
    ...(draft.require_pkce === null ? {} : { require_pkce: false }),
    ...(consent === null ? {} : { consent }),
    ...(rotation === null || withoutRefresh ? {} : { refresh_token_rotation: rotation }),
    ...Object.fromEntries(Object.entries(lifetimes).filter(([, value]) => value !== null)),
  };
}

/** The client as it would be, worked out here: for the rules and the linter that run while somebody types. */
export function metadataOf(draft: Draft, publicKey?: Readonly<Record<string, unknown>>): ClientMetadata {
  const body = bodyOf(draft, publicKey);
  if (!body) return {};
  return { ...defaultsFor(body.application_type).metadata, ...body } as ClientMetadata;
}
