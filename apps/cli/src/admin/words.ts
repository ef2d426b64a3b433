/** Words that options take. Written out, so that help needs none of the libraries that define them; a spec compares. */

export const APPLICATION_TYPES = ['web', 'spa', 'native', 'machine', 'device', 'agent'] as const;
export const TOKEN_KIND_WORDS = ['authorization_code', 'access_token', 'refresh_token', 'id_token'] as const;
export const TOKEN_STATE_WORDS = ['active', 'used', 'rotated', 'expired', 'revoked', 'reused'] as const;
export const SESSION_STATE_WORDS = ['live', 'ended', 'expired'] as const;
export const OUTCOME_WORDS = ['success', 'refused', 'failed'] as const;
export const ACTOR_KIND_WORDS = ['person', 'client', 'operator', 'system', 'anonymous'] as const;
export const REVOCATION_CAUSE_WORDS = [
  'compromised',
  'suspicious_activity',
  'lost_device',
  'left_organization',
  'person_asked',
  'no_longer_needed',
  'policy',
  'test',
  'other',
] as const;
