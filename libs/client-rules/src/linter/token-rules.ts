/** L07 to L12 and L15 to L17: tokens, credentials and housekeeping. RFC 9700 §2.2 to §2.5 and §4.14. */
import { isConfidential, type EffectiveClientMetadata } from '../client-metadata/effective-client-metadata';
import { grantTypes, wordsOf } from '../vocabulary';
import type { LintRule } from './lint-finding';

const hour = 3600;
const dayMilliseconds = 24 * hour * 1000;

export const tokenRules: readonly LintRule[] = [
  {
    id: 'L07',
    severity: 'high',
    section: 'RFC 9700 §2.2.2, §4.14',
    why: 'A stolen refresh token of a public client works for anybody until it expires.',
    check: (metadata, { traffic }) => {
      if (isConfidential(metadata) || !metadata.grant_types.includes(grantTypes.refreshToken)) return undefined;
      if (metadata.refresh_token_rotation !== 'keep' || !isBearerOnly(metadata)) return undefined;
      return {
        path: ['refresh_token_rotation'],
        message: 'Refresh tokens of this public client are neither used once nor bound to it.',
        fix: 'Rotate refresh tokens, or bind them with DPoP.',
        change: { refresh_token_rotation: 'rotate' },
        ...(traffic?.peopleSignedIn !== undefined && {
          effect: `${traffic.peopleSignedIn} people stay signed in; a client that reuses old tokens would lose its access.`,
        }),
      };
    },
  },
  {
    id: 'L08',
    severity: 'medium',
    section: 'RFC 9700 §2.3',
    why: 'One API can use the token that it received at another.',
    check: (_metadata, { audienceRestricted }) =>
      audienceRestricted === false
        ? {
            path: ['scope'],
            message: 'Access tokens do not name the API they are for.',
            fix: 'Give the client scopes of named APIs, or have it send “resource”.',
          }
        : undefined,
  },
  {
    id: 'L09',
    severity: 'medium',
    section: 'RFC 9700 §2.2.1',
    why: 'A leaked token works for as long as it lives, for anybody.',
    check: (metadata, { defaultLifetimes }) => {
      const lifetime = metadata.access_token_lifetime ?? defaultLifetimes?.accessToken;
      if (lifetime === undefined || lifetime <= hour || !isBearerOnly(metadata)) return undefined;
      return {
        path: ['access_token_lifetime'],
        message: `Access tokens live ${lifetime} seconds and are not bound to the client.`,
        fix: 'Let them live an hour at most, or bind them with DPoP or mutual TLS.',
        change: { access_token_lifetime: hour },
      };
    },
  },
  {
    id: 'L10',
    severity: 'low',
    section: 'RFC 9700 §2.5',
    why: 'A shared secret can leak from either side; a private key never leaves the client.',
    check: (metadata) =>
      metadata.token_endpoint_auth_method.startsWith('client_secret_')
        ? {
            path: ['token_endpoint_auth_method'],
            message: 'The client proves itself with a shared secret.',
            fix: 'Give its public keys and use private_key_jwt.',
          }
        : undefined,
  },
  {
    id: 'L11',
    severity: 'medium',
    section: 'RFC 6819 §5.2.3.6',
    why: 'The longer a secret lives, and the more of them, the more places it has leaked to.',
    check: (_metadata, { secrets, now }) => {
      if (secrets === undefined || now === undefined) return undefined;
      const active = secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
      if (active.some(({ createdAt }) => now - createdAt > 180 * dayMilliseconds)) {
        return { path: ['client_secret'], message: 'A secret is older than 180 days.', fix: 'Roll the secret.' };
      }
      const older = active.map(({ createdAt }) => createdAt).sort((left, right) => right - left)[1];
      const newest = Math.max(...active.map(({ createdAt }) => createdAt));
      if (older === undefined || now - newest <= 7 * dayMilliseconds) return undefined;
      return {
        path: ['client_secret'],
        message: 'Two secrets have been active for more than 7 days.',
        fix: 'End the overlap.',
      };
    },
  },
  {
    id: 'L12',
    severity: 'low',
    section: 'RFC 9700 §2.3',
    why: 'Whoever takes over the client gets everything that it may do, used or not.',
    check: (metadata, { traffic }) => {
      const scopes = wordsOf(metadata.scope ?? '');
      const unusedScopes = scopes.filter((scope) => traffic?.unusedScopes?.includes(scope));
      const unusedGrantTypes = metadata.grant_types.filter((grantType) =>
        traffic?.unusedGrantTypes?.includes(grantType),
      );
      if (unusedScopes.length + unusedGrantTypes.length === 0) return undefined;
      return {
        path: [unusedScopes.length > 0 ? 'scope' : 'grant_types'],
        message: `Never used: ${[...unusedScopes, ...unusedGrantTypes].join(', ')}.`,
        fix: 'Remove what is not needed.',
        change: {
          ...(unusedScopes.length > 0 && { scope: scopes.filter((scope) => !unusedScopes.includes(scope)).join(' ') }),
          ...(unusedGrantTypes.length > 0 && {
            grant_types: metadata.grant_types.filter((grantType) => !unusedGrantTypes.includes(grantType)),
          }),
        },
      };
    },
  },
  {
    id: 'L15',
    severity: 'medium',
    section: 'RFC 9700 §2.6',
    why: 'Any page that a person opens may talk to the token endpoint as this client.',
    check: (metadata) => {
      const origins = metadata.allowed_cors_origins ?? [];
      const index = origins.indexOf('*');
      if (index < 0) return undefined;
      return {
        path: ['allowed_cors_origins', index],
        message: 'Every origin may call the token endpoint from a browser.',
        fix: 'Name the origins that serve the client.',
        change: { allowed_cors_origins: origins.filter((origin) => origin !== '*') },
      };
    },
  },
  {
    id: 'L16',
    severity: 'low',
    section: 'OpenID Connect Back-Channel Logout §2',
    why: 'When somebody signs out elsewhere, or is blocked, this client does not hear of it.',
    check: (metadata, { defaultLifetimes }) => {
      const session = defaultLifetimes?.session;
      const isWebSignIn = metadata.application_type === 'web' && metadata.response_types.length > 0;
      if (
        !isWebSignIn ||
        metadata.backchannel_logout_uri !== undefined ||
        session === undefined ||
        session <= 12 * hour
      )
        return undefined;
      return {
        path: ['backchannel_logout_uri'],
        message: 'Sessions last longer than 12 hours, and the client is not told when they end.',
        fix: 'Give a back-channel logout URI.',
      };
    },
  },
  {
    id: 'L17',
    severity: 'medium',
    section: 'RFC 7591 §5',
    why: 'Anybody can register a client under any name and picture.',
    check: (_metadata, { registration }) =>
      registration?.source === 'dynamic' && !registration.verified
        ? {
            path: ['client_name'],
            message: 'The client registered itself, and nobody has looked at it.',
            fix: 'Check who runs it, then mark it verified.',
          }
        : undefined,
  },
];

/** True when nothing but possession protects a token of this client. */
function isBearerOnly(metadata: EffectiveClientMetadata): boolean {
  return metadata.dpop_bound_access_tokens !== true && metadata.tls_client_certificate_bound_access_tokens !== true;
}
