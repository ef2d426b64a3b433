/** C18, C24 and the R rules: every member that holds a URI which somebody will follow one day. RFC 7591 §5, RFC 9700 §4.11. */
import { checkRedirectUris } from '../redirect-uri/check-redirect-uris';
import { dangerousSchemeOf } from '../redirect-uri/dangerous-schemes';
import { isLoopbackHost, uriParts } from '../redirect-uri/uri-parts';
import { controlOrSpaceAt, illegalCharacter, maximumUriLength, structureFault } from '../redirect-uri/uri-syntax';
import type { RuleFinding } from '../rule-finding';
import type { ClientMetadata } from './client-metadata';
import type { EffectiveClientMetadata } from './effective-client-metadata';

interface UriMemberRule {
  member: keyof ClientMetadata;
  /** http is fine where the host is this machine: for development. */
  loopbackHttp: boolean;
  fragment: boolean;
}

const uriMembers: readonly UriMemberRule[] = [
  { member: 'client_uri', loopbackHttp: true, fragment: true },
  { member: 'logo_uri', loopbackHttp: true, fragment: true },
  { member: 'policy_uri', loopbackHttp: true, fragment: true },
  { member: 'tos_uri', loopbackHttp: true, fragment: true },
  { member: 'jwks_uri', loopbackHttp: true, fragment: false },
  { member: 'backchannel_logout_uri', loopbackHttp: true, fragment: false },
  { member: 'frontchannel_logout_uri', loopbackHttp: true, fragment: false },
  { member: 'backchannel_client_notification_endpoint', loopbackHttp: true, fragment: false },
  // OpenID Connect Core §4, Registration §5: https without exception.
  { member: 'initiate_login_uri', loopbackHttp: false, fragment: false },
  { member: 'sector_identifier_uri', loopbackHttp: false, fragment: false },
  // OpenID Connect Core §6.2: the fragment is a digest of what the address holds.
  { member: 'request_uris', loopbackHttp: false, fragment: true },
];

export function uriRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  const applicationType = metadata.application_type;
  return [
    ...checkRedirectUris(metadata.redirect_uris, { applicationType, path: ['redirect_uris'] }),
    ...checkRedirectUris(metadata.post_logout_redirect_uris ?? [], {
      applicationType,
      path: ['post_logout_redirect_uris'],
    }),
    ...uriMembers.flatMap((rule) => memberFindings(metadata, rule)),
    ...corsFindings(metadata.allowed_cors_origins ?? []),
    ...sectorFindings(metadata),
  ];
}

function memberFindings(metadata: ClientMetadata, rule: UriMemberRule): RuleFinding[] {
  const value = metadata[rule.member];
  if (typeof value === 'string') return uriFindings(value, [rule.member], rule);
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index) =>
    typeof entry === 'string' ? uriFindings(entry, [rule.member, index], rule) : [],
  );
}

function uriFindings(uri: string, path: (string | number)[], rule: UriMemberRule): RuleFinding[] {
  const fault = uriFault(uri, rule);
  return fault === undefined
    ? []
    : [
        {
          rule: 'C18',
          level: 'error',
          path,
          message: `“${rule.member}” ${fault}.`,
          fix: 'Give an absolute https URI, such as https://client.example/page.',
        },
      ];
}

function uriFault(uri: string, rule: UriMemberRule): string | undefined {
  const dangerous = dangerousSchemeOf(uri);
  if (dangerous !== undefined) return `has the scheme “${dangerous}:”, which can run code or open local files`;
  if (uri.length > maximumUriLength) return `is longer than ${maximumUriLength} characters`;
  if (controlOrSpaceAt(uri) >= 0) return 'has a space, a line break or an invisible character';
  const illegal = illegalCharacter(uri) ?? structureFault(uri, uriParts(uri));
  if (illegal !== undefined)
    return `is not an absolute URI: reading stopped at character ${illegal.at + 1}, ${illegal.reason}`;
  const parts = uriParts(uri);
  if (parts.userinfo !== undefined) return 'carries a user name before “@”';
  if (parts.fragment !== undefined && !rule.fragment) return 'may not have a fragment';
  const scheme = parts.scheme?.toLowerCase();
  if (scheme === 'https' || (scheme === 'http' && rule.loopbackHttp && isLoopbackHost(parts.host))) return undefined;
  return scheme === 'http' ? 'has to use https' : `has the scheme “${scheme ?? ''}:” instead of https`;
}

/** C18: an origin is scheme, host and port, and nothing behind them. RFC 6454 §6. */
function corsFindings(origins: readonly string[]): RuleFinding[] {
  return origins.flatMap((origin, index): RuleFinding[] => {
    const path = ['allowed_cors_origins', index];
    if (origin === '*') {
      return [
        {
          rule: 'C18',
          level: 'warning',
          path,
          message: 'Every site on the web may call the token endpoint as this client.',
          fix: 'Name the origins that serve the client.',
        },
      ];
    }
    const parts = uriParts(origin);
    const isOrigin =
      illegalCharacter(origin) === undefined &&
      structureFault(origin, parts) === undefined &&
      /^https?:\/\/[^/?#@A-Z]+$/.test(origin);
    if (!isOrigin) {
      return [
        {
          rule: 'C18',
          level: 'error',
          path,
          message: 'This is not an origin: scheme, host and port only, in lower case.',
          fix: 'Write it like https://client.example, without a slash at the end.',
        },
      ];
    }
    if (parts.scheme === 'http' && !isLoopbackHost(parts.host)) {
      return [
        {
          rule: 'C18',
          level: 'error',
          path,
          message: 'An origin over plain http can be forged by anybody on the way.',
          fix: 'Use https.',
        },
      ];
    }
    return [];
  });
}

/** C24: pairwise subjects are computed per sector, so there has to be exactly one. OpenID Connect Core §8.1. */
function sectorFindings(metadata: EffectiveClientMetadata): RuleFinding[] {
  if (metadata.subject_type !== 'pairwise' || metadata.sector_identifier_uri !== undefined) return [];
  const hosts = new Set(metadata.redirect_uris.map((uri) => uriParts(uri).host));
  if (hosts.size <= 1) return [];
  return [
    {
      rule: 'C24',
      level: 'error',
      path: ['sector_identifier_uri'],
      message:
        'Pairwise subjects with redirect URIs on several hosts need a sector, or each host would see another person.',
      fix: 'Give sector_identifier_uri.',
    },
  ];
}
