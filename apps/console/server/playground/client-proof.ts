/** How the client of a run proves who it is at the token endpoint, with what an admin lent it for this run. RFC 6749 §2.3. */
import 'server-only';
import { randomUUID } from 'node:crypto';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** What a proof adds to a request. In `shown` secrets stand as names. */
export interface Proven {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly shownHeaders: readonly string[];
  readonly shownFields: Readonly<Record<string, string>>;
}

export interface ClientProof {
  readonly method: string;
  /** Values that must not leave. */
  readonly secrets: readonly string[];
  prove(clientId: string, audience: string): Promise<Proven>;
  /** The same with a credential that is not the client's; undefined for clients without one. */
  readonly forge: (() => Promise<ClientProof>) | undefined;
}

/** The key that was pasted cannot be used. The message says why and quotes nothing. */
export class UnusableKey extends Error {}

export function publicProof(): ClientProof {
  return {
    method: 'none',
    secrets: [],
    prove: (clientId) =>
      Promise.resolve({ ...NOTHING, fields: { client_id: clientId }, shownFields: { client_id: clientId } }),
    forge: undefined,
  };
}

const NOTHING: Proven = { headers: {}, fields: {}, shownHeaders: [], shownFields: {} };

/** @param method `client_secret_basic` or `client_secret_post` */
export function secretProof(method: string, secret: string): ClientProof {
  const forge = () => Promise.resolve(secretProof(method, `${secret.slice(0, -1)}${secret.endsWith('x') ? 'y' : 'x'}`));
  const prove = (clientId: string): Promise<Proven> => {
    if (method === 'client_secret_post') {
      const fields = { client_id: clientId, client_secret: secret };
      return Promise.resolve({
        ...NOTHING,
        fields,
        shownFields: { client_id: clientId, client_secret: '$CLIENT_SECRET' },
      });
    }
    // RFC 6749 §2.3.1: both are form-encoded first, so that a colon in them does no harm.
    const pair = `${formEncoded(clientId)}:${formEncoded(secret)}`;
    const headers = { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
    return Promise.resolve({ ...NOTHING, headers, shownHeaders: [`--user "${formEncoded(clientId)}:$CLIENT_SECRET"`] });
  };
  return { method, secrets: [secret, formEncoded(secret)], prove, forge };
}

const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

/**
 * `private_key_jwt`. RFC 7523 §2.2.
 * @param pasted a private JWK, or a set with one
 * @param registered `token_endpoint_auth_signing_alg` of the client
 * @throws UnusableKey
 */
export async function keyProof(pasted: string, registered: string | undefined): Promise<ClientProof> {
  const jwk = readKey(pasted);
  const algorithm = registered ?? jwk.alg ?? usualAlgorithm(jwk);
  if (algorithm === undefined) throw new UnusableKey('Nothing says with which algorithm this key signs: add its alg.');
  const key = await importJWK(jwk, algorithm).catch(() => {
    throw new UnusableKey(`This is no private key for ${algorithm}.`);
  });
  if (key instanceof Uint8Array || key.type !== 'private') throw new UnusableKey('This is not a private key.');
  const secrets = [jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi].filter((each) => each !== undefined);
  return assertionProof(key, algorithm, jwk.kid, secrets);
}

function assertionProof(
  key: CryptoKey,
  algorithm: string,
  kid: string | undefined,
  secrets: readonly string[],
): ClientProof {
  return {
    method: 'private_key_jwt',
    secrets,
    async prove(clientId, audience) {
      const assertion = await new SignJWT()
        .setProtectedHeader({ alg: algorithm, ...(kid === undefined ? {} : { kid }) })
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(audience)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(key);
      const fields = { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
      return { ...NOTHING, fields, shownFields: { ...fields, client_assertion: '$CLIENT_ASSERTION' } };
    },
    forge: async () => {
      const { privateKey } = await generateKeyPair(algorithm);
      return assertionProof(privateKey, algorithm, kid, []);
    },
  };
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function readKey(pasted: string): JWK {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pasted);
  } catch {
    throw new UnusableKey('This is no JSON. Paste the private JWK, from its first brace to its last.');
  }
  const keys = isRecord(parsed) && Array.isArray(parsed['keys']) ? (parsed['keys'] as unknown[]) : [parsed];
  const found = keys.filter(isRecord).find((key) => typeof key['d'] === 'string');
  if (!found) throw new UnusableKey('There is no private key in it: a private JWK has a member d.');
  return found;
}

function usualAlgorithm({ kty, crv }: JWK): string | undefined {
  if (kty === 'RSA') return 'RS256';
  if (kty === 'OKP') return 'EdDSA';
  return { 'P-256': 'ES256', 'P-384': 'ES384' }[crv ?? ''];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
