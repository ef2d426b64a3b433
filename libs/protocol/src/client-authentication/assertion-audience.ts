/** Which `aud` of a client assertion means us: a policy of each client. RFC 7523 §3 (3), FAPI 2.0 §5.3.2.1. */
import type { ProtocolOptions } from '../protocol-options';
import type { ClientRecord } from '../records/client';

const TOKEN_ENDPOINT = '/oauth/token';

export interface AcceptedAudiences {
  readonly names: readonly string[];
  /** An array that holds one of the names will do; otherwise only the name as a string. */
  readonly inArray: boolean;
}

/** Strict clients name the issuer and nothing else; others may name the endpoint they call or the token endpoint. */
export function acceptedAudiences(
  client: Pick<ClientRecord, 'assertionAudience'>,
  endpoint: string,
  { issuer }: ProtocolOptions,
): AcceptedAudiences {
  if (client.assertionAudience === 'issuer') return { names: [issuer], inArray: false };
  return { names: [issuer, endpoint, issuer.replace(/\/$/, '') + TOKEN_ENDPOINT], inArray: true };
}

export function isForUs(audience: unknown, { names, inArray }: AcceptedAudiences): boolean {
  if (typeof audience === 'string') return names.includes(audience);
  return inArray && Array.isArray(audience) && audience.some((name) => names.includes(name as string));
}
