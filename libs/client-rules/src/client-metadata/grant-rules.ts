/** C02, C03 and C14 to C17: grant types, response types and what goes with them. RFC 7591 §2.1, OpenID Connect Registration §2. */
import type { RuleFinding } from '../rule-finding';
import { grantTypes, wordsOf } from '../vocabulary';
import type { ClientMetadataCheckOptions } from './check-client-metadata-options';
import { canonicalResponseType, type EffectiveClientMetadata } from './effective-client-metadata';

const yieldsRefreshToken: readonly string[] = [
  grantTypes.authorizationCode,
  grantTypes.deviceCode,
  grantTypes.backchannelAuthentication,
  grantTypes.tokenExchange,
  grantTypes.jwtBearer,
];

export function grantRules(
  metadata: EffectiveClientMetadata,
  options: Required<ClientMetadataCheckOptions>,
): RuleFinding[] {
  return [...supportRules(metadata, options), ...coherenceRules(metadata), ...redirectRules(metadata)];
}

function error(rule: string, path: (string | number)[], message: string, fix: string): RuleFinding {
  return { rule, level: 'error', path, message, fix };
}

function warning(rule: string, path: (string | number)[], message: string, fix: string): RuleFinding {
  return { rule, level: 'warning', path, message, fix };
}

function supportRules(metadata: EffectiveClientMetadata, options: Required<ClientMetadataCheckOptions>): RuleFinding[] {
  const findings: RuleFinding[] = [];
  for (const [index, grantType] of metadata.grant_types.entries()) {
    if (grantType === 'password') {
      findings.push(
        error(
          'C02',
          ['grant_types', index],
          'The password grant hands people’s passwords to the client; it is not supported (RFC 9700 §2.4).',
          'Use authorization_code, or the device grant.',
        ),
      );
    } else if (!options.grantTypes.includes(grantType)) {
      findings.push(
        error(
          'C02',
          ['grant_types', index],
          `The grant type “${grantType}” is not supported.`,
          `Use some of: ${options.grantTypes.join(', ')}.`,
        ),
      );
    }
  }
  const supported = options.responseTypes.map(canonicalResponseType);
  for (const [index, responseType] of metadata.response_types.entries()) {
    if (supported.includes(responseType)) continue;
    findings.push(
      error(
        'C02',
        ['response_types', index],
        `The response type “${responseType}” is not supported.`,
        `Use some of: ${supported.join(', ')}.`,
      ),
    );
  }
  if (metadata.grant_types.length === 0) {
    findings.push(
      error(
        'C03',
        ['grant_types'],
        'Without a grant type the client can get no token.',
        'Name at least one grant type.',
      ),
    );
  }
  return findings;
}

/** C03: each response type needs its grant types, and the other way round. */
function coherenceRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const has = (grantType: string) => metadata.grant_types.includes(grantType);
  for (const [index, responseType] of metadata.response_types.entries()) {
    const words = wordsOf(responseType);
    if (words.includes('code') && !has(grantTypes.authorizationCode)) {
      findings.push(
        error(
          'C03',
          ['response_types', index],
          `The response type “${responseType}” gives a code, which only the grant type authorization_code can exchange.`,
          'Add authorization_code to grant_types.',
        ),
      );
    }
    if ((words.includes('token') || words.includes('id_token')) && !has(grantTypes.implicit)) {
      findings.push(
        error(
          'C03',
          ['response_types', index],
          `The response type “${responseType}” gives tokens directly, which is the implicit grant type.`,
          'Use the response type “code”, or add implicit to grant_types.',
        ),
      );
    }
  }
  const words = metadata.response_types.flatMap(wordsOf);
  if (has(grantTypes.authorizationCode) && !words.includes('code')) {
    findings.push(
      error(
        'C03',
        ['grant_types'],
        'The grant type authorization_code needs a response type with “code”.',
        'Add “code” to response_types.',
      ),
    );
  }
  if (has(grantTypes.implicit) && !words.includes('token') && !words.includes('id_token')) {
    findings.push(
      error(
        'C03',
        ['grant_types'],
        'The grant type implicit needs a response type with “token” or “id_token”.',
        'Remove implicit from grant_types.',
      ),
    );
  }
  if (
    has(grantTypes.refreshToken) &&
    !metadata.grant_types.some((grantType) => yieldsRefreshToken.includes(grantType))
  ) {
    findings.push(
      error(
        'C14',
        ['grant_types'],
        'No other grant type of this client gives refresh tokens, so there is nothing to refresh.',
        'Remove refresh_token: a machine asks for a new access token instead.',
      ),
    );
  }
  if (wordsOf(metadata.scope ?? '').includes('offline_access') && !has(grantTypes.refreshToken)) {
    findings.push(
      warning(
        'C15',
        ['scope'],
        'The scope offline_access asks for refresh tokens, but the grant type refresh_token is missing.',
        'Add refresh_token to grant_types, or remove offline_access.',
      ),
    );
  }
  return findings;
}

/** C16 and C17: redirect URIs where, and only where, somebody comes back. */
function redirectRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  const needsRedirect = metadata.response_types.length > 0;
  if (needsRedirect && metadata.redirect_uris.length === 0) {
    return [
      error(
        'C16',
        ['redirect_uris'],
        'People come back to the client with the answer, so it needs at least one redirect URI.',
        'Add the URI at which the client takes the answer.',
      ),
    ];
  }
  if (!needsRedirect && metadata.redirect_uris.length > 0) {
    return [
      warning(
        'C17',
        ['redirect_uris'],
        'None of the client’s grant types sends anybody back, so its redirect URIs are never used.',
        'Remove them.',
      ),
    ];
  }
  return [];
}
