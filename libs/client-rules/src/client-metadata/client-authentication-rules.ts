/** C02, C07 to C09, C23, C26 and C28: secrets, keys and algorithms. RFC 7591 §2, RFC 8705 §2, OpenID Connect Core §9 and §10.1. */
import type { RuleFinding } from '../rule-finding';
import { asymmetricAlgorithms, secretAlgorithms } from '../vocabulary';
import type { ClientMetadata } from './client-metadata';
import type { ClientMetadataCheckOptions } from './check-client-metadata-options';
import type { EffectiveClientMetadata } from './effective-client-metadata';

const certificateSubjects = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const satisfies readonly (keyof ClientMetadata)[];

export function clientAuthenticationRules(
  metadata: EffectiveClientMetadata,
  options: Required<ClientMetadataCheckOptions>,
): RuleFinding[] {
  const method = metadata.token_endpoint_auth_method;
  const findings: RuleFinding[] = [];
  const error = (rule: string, member: keyof ClientMetadata, message: string, fix: string) =>
    findings.push({ rule, level: 'error', path: [member], message, fix });

  if (!options.tokenEndpointAuthMethods.includes(method)) {
    error(
      'C02',
      'token_endpoint_auth_method',
      `The authentication method “${method}” is not supported.`,
      `Use one of: ${options.tokenEndpointAuthMethods.join(', ')}.`,
    );
  }
  const hasKeys = metadata.jwks !== undefined || metadata.jwks_uri !== undefined;
  if (metadata.jwks !== undefined && metadata.jwks_uri !== undefined) {
    error(
      'C08',
      'jwks',
      'Keys are given both directly and by address; nobody can tell which are meant.',
      'Keep jwks or jwks_uri, not both.',
    );
  }
  if ((method === 'private_key_jwt' || method === 'self_signed_tls_client_auth') && !hasKeys) {
    error(
      'C09',
      'token_endpoint_auth_method',
      `The method “${method}” needs the client’s public keys.`,
      'Give jwks or jwks_uri.',
    );
  }
  if (method === 'tls_client_auth') {
    const given = certificateSubjects.filter((member) => metadata[member] !== undefined);
    if (given.length !== 1) {
      error(
        'C09',
        'token_endpoint_auth_method',
        'The method “tls_client_auth” needs exactly one name to look for in the certificate.',
        `Give one of: ${certificateSubjects.join(', ')}.`,
      );
    }
  }
  if (metadata.require_signed_request_object === true && !hasKeys) {
    error(
      'C26',
      'require_signed_request_object',
      'Signed request objects need the client’s public keys.',
      'Give jwks or jwks_uri.',
    );
  }
  secretRules(metadata, findings);
  algorithmRules(metadata, options, findings);
  return findings;
}

/** True when the client proves itself with, or has tokens signed with, a shared secret. */
export function needsClientSecret(
  metadata: Pick<
    EffectiveClientMetadata,
    'token_endpoint_auth_method' | 'id_token_signed_response_alg' | 'userinfo_signed_response_alg'
  >,
): boolean {
  const algorithms = [metadata.id_token_signed_response_alg, metadata.userinfo_signed_response_alg];
  return (
    metadata.token_endpoint_auth_method.startsWith('client_secret_') ||
    algorithms.some((algorithm) => (secretAlgorithms as readonly (string | undefined)[]).includes(algorithm))
  );
}

function secretRules(metadata: EffectiveClientMetadata, findings: RuleFinding[]): void {
  const secret = metadata.client_secret;
  if (secret === undefined) return;
  const add = (rule: string, level: 'error' | 'warning', message: string, fix: string) =>
    findings.push({ rule, level, path: ['client_secret'], message, fix });
  if (!needsClientSecret(metadata)) {
    add(
      'C07',
      'error',
      `The authentication method “${metadata.token_endpoint_auth_method}” uses no secret, but one is given.`,
      'Remove client_secret, or choose a method that uses it.',
    );
  }
  if (!/^[\u0020-\u007e]+$/.test(secret) || secret !== secret.trim()) {
    add(
      'C28',
      'error',
      'A secret is made of visible ASCII characters, without spaces at its ends.',
      'Use letters and digits.',
    );
  } else if (secret.length < 16) {
    add(
      'C28',
      'error',
      'The secret is shorter than 16 characters and can be guessed.',
      'Use 43 random characters (256 bits).',
    );
  } else if (secret.length < 32) {
    add(
      'C28',
      'warning',
      'The secret is shorter than 32 characters; keyed signatures need 256 bits.',
      'Use 43 random characters (256 bits).',
    );
  }
}

function algorithmRules(
  metadata: EffectiveClientMetadata,
  options: Required<ClientMetadataCheckOptions>,
  findings: RuleFinding[],
): void {
  const method = metadata.token_endpoint_auth_method;
  const signedByServer = options.idTokenSigningAlgorithms;
  const assertionAlgorithms: readonly string[] =
    method === 'client_secret_jwt' ? secretAlgorithms : asymmetricAlgorithms;
  const table: [keyof ClientMetadata, unknown, readonly string[]][] = [
    ['id_token_signed_response_alg', metadata.id_token_signed_response_alg, signedByServer],
    ['userinfo_signed_response_alg', metadata.userinfo_signed_response_alg, signedByServer],
    ['request_object_signing_alg', metadata.request_object_signing_alg, asymmetricAlgorithms],
    [
      'backchannel_authentication_request_signing_alg',
      metadata.backchannel_authentication_request_signing_alg,
      asymmetricAlgorithms,
    ],
    ['token_endpoint_auth_signing_alg', metadata.token_endpoint_auth_signing_alg, assertionAlgorithms],
  ];
  for (const [member, value, allowed] of table) {
    if (value === undefined) continue;
    const isSecretForPublic = method === 'none' && (secretAlgorithms as readonly unknown[]).includes(value);
    if (typeof value === 'string' && allowed.includes(value) && !isSecretForPublic) continue;
    const message =
      value === 'none'
        ? `“${member}” may not be “none”: anybody could write such a token.`
        : isSecretForPublic
          ? `“${member}” is keyed by a secret, and this client has none.`
          : `The algorithm “${String(value)}” is not supported for “${member}”.`;
    findings.push({
      rule: 'C23',
      level: 'error',
      path: [member],
      message,
      fix: `Use one of: ${allowed.filter((name) => method !== 'none' || !name.startsWith('HS')).join(', ')}.`,
    });
  }
}
