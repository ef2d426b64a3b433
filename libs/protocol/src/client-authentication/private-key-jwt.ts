/**
 * A JWT that the client signed with its own key: single use, short-lived, for us. RFC 7521 §4.2, RFC 7523 §3,
 * OpenID Connect Core §9.
 */
import { decodeJwt, verifyForeignJwt } from '../crypto/jws';
import type { OAuthError } from '../errors/oauth-error';
import { invalidClient, invalidRequest } from '../errors/oauth-errors';
import type { ProtocolContext } from '../protocol-context';
import type { ClientRecord } from '../records/client';
import { ASSERTION_ALGORITHMS } from '../vocabulary/words';
import type { ClientAuthenticationStrategy } from './client-authentication-method';
import { acceptedAudiences, isForUs } from './assertion-audience';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** RFC 8725 §3.11: another kind of JWT by the same key is no assertion. Absent is what most libraries send. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'client-authentication+jwt'];

/** Milliseconds. */
const LONGEST_LIFE = 600_000;
const LATE = 10_000;
const EARLY = 60_000;

export const privateKeyJwt: ClientAuthenticationStrategy = {
  method: 'private_key_jwt',

  present({ parameters }) {
    const assertion = parameters.get('client_assertion');
    const type = parameters.get('client_assertion_type');
    if (assertion === undefined && type === undefined) return undefined;
    if (type !== ASSERTION_TYPE) {
      throw invalidRequest('client_assertion_type is missing or not supported.', { check: 'assertion.type' });
    }
    if (assertion === undefined) {
      throw invalidRequest('client_assertion is missing.', { check: 'assertion.missing' });
    }
    const subject = decodeJwt(assertion)?.claims['sub'];
    if (typeof subject !== 'string' || subject === '') throw refused('assertion.malformed');
    return { method: 'private_key_jwt', clientId: subject, secret: assertion };
  },

  async verify({ secret = '' }, client, request, context) {
    const claims = await verifiedClaims(secret, client);
    if (claims['iss'] !== client.clientId || claims['sub'] !== client.clientId) throw refused('assertion.issuer');
    if (!isForUs(claims['aud'], acceptedAudiences(client, request.endpoint, context.options))) {
      throw refused('assertion.audience');
    }
    const end = checkTimes(claims, context.clock.now());
    await useOnce(claims['jti'], end, client, context);
  },
};

/** The client's registration decides the algorithm; the header has to agree. RFC 8725 §3.1. */
async function verifiedClaims(assertion: string, client: ClientRecord): Promise<Readonly<Record<string, unknown>>> {
  const header = decodeJwt(assertion)?.header ?? {};
  const type = header['typ'];
  if (!TYPES.includes(typeof type === 'string' ? type.toLowerCase().replace(/^application\//, '') : type)) {
    throw refused('assertion.typ');
  }
  const registered = client.tokenEndpointAuthSigningAlg;
  const algorithms = registered === undefined ? ASSERTION_ALGORITHMS : [registered];
  const algorithm = ASSERTION_ALGORITHMS.find((known) => known === header['alg']);
  if (algorithm === undefined || !algorithms.includes(algorithm)) throw refused('assertion.algorithm');
  if (!client.jwks) throw refused('assertion.no_keys');
  try {
    return await verifyForeignJwt(assertion, client.jwks, [algorithm]);
  } catch (cause) {
    throw refused('assertion.signature', cause);
  }
}

/** Returns when the assertion ends. RFC 7523 §3 (4 to 6). */
function checkTimes(claims: Readonly<Record<string, unknown>>, now: number): number {
  const end = milliseconds(claims['exp']);
  if (end === undefined || end + LATE <= now) throw refused('assertion.expired');
  if (end > now + LONGEST_LIFE + EARLY) throw refused('assertion.too_long');
  for (const name of ['nbf', 'iat']) {
    if (!(name in claims)) continue;
    const start = milliseconds(claims[name]);
    if (start === undefined || start > now + EARLY) throw refused(`assertion.${name}`);
  }
  return end;
}

function milliseconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? Math.floor(value * 1000) : undefined;
}

/** RFC 7523 §3 (7). Remembered for as long as it would be accepted. */
async function useOnce(jti: unknown, end: number, client: ClientRecord, context: ProtocolContext): Promise<void> {
  if (typeof jti !== 'string' || jti === '') throw refused('assertion.jti');
  const verdict = await context.unitOfWork.run((stores) =>
    stores.oneTime.use('client_assertion', `${client.clientId} ${jti}`, end + LATE),
  );
  if (verdict === 'already-used') throw refused('assertion.replayed');
}

function refused(check: string, cause?: unknown): OAuthError {
  return invalidClient('Client authentication failed.', { check, ...(cause === undefined ? {} : { cause }) });
}
