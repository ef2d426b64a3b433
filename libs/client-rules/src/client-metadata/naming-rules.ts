/** C19 to C21, C22, C27 and C29: identifiers, names, scopes and what has to fit together. RFC 6749 §3.3 and appendix A.1. */
import type { RuleFinding } from '../rule-finding';
import { grantTypes, wordsOf } from '../vocabulary';
import type { ClientMetadata } from './client-metadata';
import type { EffectiveClientMetadata } from './effective-client-metadata';

// Controls, line separators and the characters that reverse or hide what a person reads on the consent page.
const deceptiveCharacters =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

export function namingRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  return [
    ...(metadata.client_id === undefined ? [] : clientIdRules(metadata.client_id)),
    ...scopeRules(metadata.scope),
    ...nameRules(metadata),
    ...companionRules(metadata),
  ];
}

function error(rule: string, path: (string | number)[], message: string, fix: string): RuleFinding {
  return { rule, level: 'error', path, message, fix };
}

/** C19 and C20 for a client_id that a person chose. */
export function clientIdRules(clientId: string): RuleFinding[] {
  const findings: RuleFinding[] = [];
  if (!/^[\u0020-\u007e]{1,255}$/.test(clientId)) {
    findings.push(
      error(
        'C19',
        ['client_id'],
        'A client_id has 1 to 255 visible ASCII characters.',
        'Use letters, digits, “-”, “_” and “.”.',
      ),
    );
  } else if (clientId !== clientId.trim()) {
    findings.push(error('C19', ['client_id'], 'The client_id begins or ends with a space.', 'Remove the space.'));
  }
  if (/^\s*https?:\/\//i.test(clientId)) {
    findings.push(
      error(
        'C20',
        ['client_id'],
        'A client_id that is an address is reserved for clients that publish their metadata there.',
        'Choose a plain name.',
      ),
    );
  }
  return findings;
}

function scopeRules(scope: string | undefined): RuleFinding[] {
  if (scope === undefined || scope === '') return [];
  if (!/^[\u0021\u0023-\u005b\u005d-\u007e]+(?: [\u0021\u0023-\u005b\u005d-\u007e]+)*$/.test(scope)) {
    return [
      error(
        'C21',
        ['scope'],
        'Scopes are separated by one space each, and are made of visible ASCII characters other than “"” and “\\”.',
        'Write them like “openid profile orders:read”.',
      ),
    ];
  }
  const words = wordsOf(scope);
  const repeated = words.find((word, index) => words.indexOf(word) !== index);
  return repeated === undefined
    ? []
    : [
        {
          rule: 'C21',
          level: 'warning',
          path: ['scope'],
          message: `The scope “${repeated}” is named twice.`,
          fix: 'Remove one.',
        },
      ];
}

function nameRules(metadata: ClientMetadata): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const name = metadata.client_name;
  if (name !== undefined) {
    if (name.trim() === '' || name.length > 255)
      findings.push(
        error('C29', ['client_name'], 'A client’s name has 1 to 255 characters.', 'Give the name that people know.'),
      );
    if (deceptiveCharacters.test(name))
      findings.push(
        error(
          'C29',
          ['client_name'],
          'The name has invisible characters, or ones that turn text around: people could not tell who is asking.',
          'Remove them.',
        ),
      );
  }
  for (const [index, contact] of (metadata.contacts ?? []).entries()) {
    if (contact.length === 0 || contact.length > 320 || deceptiveCharacters.test(contact)) {
      findings.push(
        error(
          'C29',
          ['contacts', index],
          'A contact is an address of 1 to 320 visible characters.',
          'Give an e-mail address.',
        ),
      );
    }
  }
  for (const member of ['software_id', 'software_version'] as const) {
    const value = metadata[member];
    if (value !== undefined && (value === '' || value.length > 255 || deceptiveCharacters.test(value))) {
      findings.push(error('C29', [member], `“${member}” has 1 to 255 visible characters.`, 'Shorten it.'));
    }
  }
  return findings;
}

/** C22 and C27: members that mean nothing, or something impossible, without another. */
function companionRules(metadata: EffectiveClientMetadata): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const { refresh_token_lifetime: lifetime, refresh_token_idle_lifetime: idle } = metadata;
  if (lifetime !== undefined && idle !== undefined && idle > lifetime) {
    findings.push(
      error(
        'C22',
        ['refresh_token_idle_lifetime'],
        'A refresh token may lie unused for longer than it lives at all.',
        'Make the idle lifetime the shorter one.',
      ),
    );
  }
  const isBackchannel = metadata.grant_types.includes(grantTypes.backchannelAuthentication);
  if (isBackchannel && metadata.backchannel_token_delivery_mode === undefined) {
    findings.push(
      error(
        'C27',
        ['backchannel_token_delivery_mode'],
        'Back-channel authentication needs a delivery mode.',
        'Use “poll” or “ping”.',
      ),
    );
  }
  if (
    metadata.backchannel_token_delivery_mode === 'ping' &&
    metadata.backchannel_client_notification_endpoint === undefined
  ) {
    findings.push(
      error(
        'C27',
        ['backchannel_client_notification_endpoint'],
        'The delivery mode “ping” needs an endpoint to call.',
        'Give backchannel_client_notification_endpoint, or use “poll”.',
      ),
    );
  }
  return findings;
}
