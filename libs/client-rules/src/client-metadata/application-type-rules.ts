/** C04 to C06 and C13: what the kind of client, and whether it can keep a secret, allow. RFC 6749 §2.1, RFC 8252 §8.4. */
import type { RuleFinding } from '../rule-finding';
import { grantTypes, wordsOf } from '../vocabulary';
import { isAlwaysPublic, isConfidential, type EffectiveClientMetadata } from './effective-client-metadata';

export function applicationTypeRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  return [...kindRules(metadata), ...proofRules(metadata)];
}

function error(rule: string, path: (string | number)[], message: string, fix: string): RuleFinding {
  return { rule, level: 'error', path, message, fix };
}

function warning(rule: string, path: (string | number)[], message: string, fix: string): RuleFinding {
  return { rule, level: 'warning', path, message, fix };
}

/** C04 and C05: what the kind of client allows. */
function kindRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const { application_type: type, token_endpoint_auth_method: method } = metadata;
  if (type === 'machine') {
    const personal: readonly string[] = [
      grantTypes.authorizationCode,
      grantTypes.implicit,
      grantTypes.deviceCode,
      grantTypes.backchannelAuthentication,
      grantTypes.refreshToken,
    ];
    for (const [index, grantType] of metadata.grant_types.entries()) {
      if (!personal.includes(grantType)) continue;
      findings.push(
        error(
          'C04',
          ['grant_types', index],
          `A machine acts for itself; “${grantType}” is for people.`,
          'Use client_credentials, or register another kind of client.',
        ),
      );
    }
  }
  if (type === 'device' && !metadata.grant_types.includes(grantTypes.deviceCode)) {
    findings.push(
      error(
        'C04',
        ['grant_types'],
        'A device client signs people in with the device grant, which is missing.',
        `Add ${grantTypes.deviceCode} to grant_types.`,
      ),
    );
  }
  if (isAlwaysPublic(type) && method !== 'none') {
    const where = { spa: 'in every visitor’s browser', native: 'on every person’s device', device: 'on every device' }[
      type
    ];
    findings.push(
      error(
        'C05',
        ['token_endpoint_auth_method'],
        `The client’s code is ${where}, so a secret in it is none.`,
        'Use “none”; PKCE protects the code instead.',
      ),
    );
  }
  if (type === 'machine' && method === 'none') {
    findings.push(
      error(
        'C05',
        ['token_endpoint_auth_method'],
        'A machine has to prove who it is.',
        'Use private_key_jwt, or client_secret_basic.',
      ),
    );
  }
  if (type === 'web' && method === 'none') {
    findings.push(
      warning(
        'C05',
        ['token_endpoint_auth_method'],
        'A client on a server can keep a secret, and this one has none.',
        'Use private_key_jwt or client_secret_basic, or choose the kind that it is (spa, native).',
      ),
    );
  }
  return findings;
}

/** C06 and C13: what only a client that proves itself may do. RFC 6749 §4.4, RFC 9700 §2.1.1. */
function proofRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  if (isConfidential(metadata)) return [];
  const findings: RuleFinding[] = [];
  const index = metadata.grant_types.indexOf(grantTypes.clientCredentials);
  if (index >= 0) {
    findings.push(
      error(
        'C06',
        ['grant_types', index],
        'Anybody could use the client credentials of a client that has none.',
        'Remove client_credentials, or choose an authentication method.',
      ),
    );
  }
  const ciba = metadata.grant_types.indexOf(grantTypes.backchannelAuthentication);
  if (ciba >= 0) {
    findings.push(
      error(
        'C06',
        ['grant_types', ciba],
        'Back-channel authentication needs a client that proves who it is.',
        'Choose an authentication method.',
      ),
    );
  }
  if (
    !metadata.require_pkce &&
    metadata.response_types.some((responseType) => wordsOf(responseType).includes('code'))
  ) {
    findings.push(
      error(
        'C13',
        ['require_pkce'],
        'Without a secret, PKCE is all that keeps a stolen code from being used.',
        'Leave require_pkce on.',
      ),
    );
  }
  return findings;
}
