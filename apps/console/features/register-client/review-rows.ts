/** The last screen as data: every setting with its value in words, its reason, and what an expert may put instead. */
import { defaultsFor, grantTypes, isAlwaysPublic, type ClientMetadata } from '@gatehouse/client-rules';
import { duration } from '../../ui/time';
import type { Draft, Override } from './draft';
import { kindOf } from './kinds';

export type Unlocked =
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  /** Bounds are those of the admin API. */
  | { readonly kind: 'seconds'; readonly minimum: number; readonly maximum: number };

export interface ReviewRow {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly reason: string;
  /** The screen where it was chosen. */
  readonly step?: number;
  /** What experts may change here. */
  readonly override?: { readonly name: Override; readonly control: Unlocked; readonly current: string };
}

const DAY = 86_400;
const choice = (...options: readonly (readonly [value: string, label: string])[]): Unlocked => ({
  kind: 'choice',
  options: options.map(([value, label]) => ({ value, label })),
});
const seconds = (minimum: number, maximum: number): Unlocked => ({ kind: 'seconds', minimum, maximum });

const GRANT_NAMES: Readonly<Record<string, string>> = {
  [grantTypes.authorizationCode]: 'authorization code',
  [grantTypes.refreshToken]: 'refresh token',
  [grantTypes.clientCredentials]: 'client credentials',
  [grantTypes.deviceCode]: 'device code',
};
const METHOD_NAMES: Readonly<Record<string, string>> = {
  none: 'None: it is a public client',
  private_key_jwt: 'Private key (private_key_jwt, ES256)',
  client_secret_basic: 'Secret (client_secret_basic)',
};
const METHOD_REASONS: Readonly<Record<string, string>> = {
  private_key_jwt: 'The private key never leaves you, so there is nothing to leak from here.',
  client_secret_basic: 'A server can keep a secret; private_key_jwt is better still, as nothing secret is ever sent.',
};

type Settings = ReturnType<typeof defaultsFor>['settings'];
const reasonOf = (settings: Settings, member: string): string | undefined =>
  settings.find((setting) => setting.member === member)?.reason;

/** @param metadata the draft with every default under it */
export function reviewRows(draft: Draft, metadata: ClientMetadata): readonly ReviewRow[] {
  const kind = kindOf(draft.kind);
  if (!kind) return [];
  const { settings } = defaultsFor(kind.type);
  const grants = metadata.grant_types ?? [];
  const refreshes = grants.includes(grantTypes.refreshToken);
  const mayRefresh = (defaultsFor(kind.type).metadata.grant_types ?? []).includes(grantTypes.refreshToken);
  const method = metadata.token_endpoint_auth_method ?? 'none';
  const signsIn = (metadata.response_types ?? []).length > 0;
  const rows: (ReviewRow | undefined)[] = [
    { id: 'name', label: 'Name', value: draft.name, reason: 'What people read when they are asked.', step: 1 },
    {
      id: 'application_type',
      label: 'Kind',
      value: kind.name,
      reason: reasonOf(settings, 'application_type') ?? '',
      step: 1,
    },
    {
      id: 'redirect_uris',
      label: 'Redirect URIs',
      value: kind.returns ? draft.uri.join('\n') : 'None',
      reason:
        reasonOf(settings, 'redirect_uris') ?? 'Compared letter by letter, so that nobody can register a look-alike.',
      ...(kind.returns ? { step: 2 } : {}),
    },
    {
      id: 'scope',
      label: 'May ask for',
      value: metadata.scope || 'Nothing',
      reason: 'The least that does the work: whoever takes over the client gets all of it.',
      step: 3,
    },
    {
      id: 'token_endpoint_auth_method',
      label: 'Proves who it is with',
      value: METHOD_NAMES[method] ?? method,
      reason: METHOD_REASONS[method] ?? reasonOf(settings, 'token_endpoint_auth_method') ?? '',
      ...(kind.proves ? { step: 2 } : {}),
    },
    {
      id: 'grant_types',
      label: 'Grants',
      value: grants.map((grant) => GRANT_NAMES[grant] ?? grant).join(', '),
      reason: reasonOf(settings, 'grant_types') ?? '',
      ...(mayRefresh
        ? {
            override: {
              name: 'refresh',
              control: choice(['', 'With refresh tokens'], ['off', 'Without refresh tokens: people sign in again']),
              current: draft.refresh ?? '',
            },
          }
        : {}),
    },
    signsIn
      ? {
          id: 'require_pkce',
          label: 'PKCE',
          value: metadata.require_pkce === false ? 'Not required' : 'Required, S256',
          reason: reasonOf(settings, 'require_pkce') ?? '',
          // Without a credential of its own, PKCE is all that protects the code (RFC 9700 §2.1.1).
          ...(isAlwaysPublic(kind.type) || method === 'none'
            ? {}
            : {
                override: {
                  name: 'require_pkce',
                  control: choice(['', 'Required'], ['false', 'Not required, for an old library']),
                  current: draft.require_pkce ?? '',
                },
              }),
        }
      : undefined,
    metadata.consent === undefined
      ? undefined
      : {
          id: 'consent',
          label: 'Asking people',
          value: metadata.consent === 'skip' ? 'Never: it is ours' : 'Before the first access',
          reason: reasonOf(settings, 'consent') ?? '',
          ...(kind.type === 'agent'
            ? {}
            : {
                override: {
                  name: 'consent',
                  control: choice(['required', 'Before the first access'], ['skip', 'Never, for a client of your own']),
                  current: metadata.consent,
                },
              }),
        },
    refreshes
      ? {
          id: 'refresh_token_rotation',
          label: 'Refresh tokens',
          value: metadata.refresh_token_rotation === 'keep' ? 'Stay the same' : 'Work once, then a new one',
          reason: reasonOf(settings, 'refresh_token_rotation') ?? '',
          override: {
            name: 'refresh_token_rotation',
            control: choice(['rotate', 'Work once, then a new one'], ['keep', 'Stay the same']),
            current: metadata.refresh_token_rotation ?? 'rotate',
          },
        }
      : undefined,
    lifetime('access_token_lifetime', 'Access tokens live', seconds(30, DAY)),
    refreshes ? lifetime('refresh_token_lifetime', 'People sign in again after', seconds(60, 366 * DAY)) : undefined,
    refreshes ? lifetime('refresh_token_idle_lifetime', 'Unused access ends after', seconds(60, 366 * DAY)) : undefined,
  ];
  return rows.filter((row) => row !== undefined);

  function lifetime(
    name: 'access_token_lifetime' | 'refresh_token_lifetime' | 'refresh_token_idle_lifetime',
    label: string,
    control: Unlocked,
  ): ReviewRow | undefined {
    const value = metadata[name];
    if (value === undefined) return undefined;
    const reason = reasonOf(settings, name) ?? '';
    return { id: name, label, value: duration(value), reason, override: { name, control, current: String(value) } };
  }
}
