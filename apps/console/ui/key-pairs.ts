/** Key pairs made in the browser. The private half leaves it only as a file on the admin's own computer. */
import type { JsonWebKey as PublicKey } from '@gatehouse/client-rules';

export type KeyAlgorithm = 'ES256' | 'EdDSA';

const PARAMETERS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  EdDSA: { name: 'Ed25519' },
} as const satisfies Record<KeyAlgorithm, object>;

export interface KeyPair {
  readonly publicKey: PublicKey;
  /** Not exported before it is downloaded. */
  readonly privateKey: CryptoKey;
}

/** @throws DOMException where the browser does not know the algorithm */
export async function makeKeyPair(algorithm: KeyAlgorithm): Promise<KeyPair> {
  const made = (await crypto.subtle.generateKey(PARAMETERS[algorithm], true, ['sign', 'verify'])) as CryptoKeyPair;
  const exported = await crypto.subtle.exportKey('jwk', made.publicKey);
  const { kty = '', crv = '', x = '', y } = exported;
  // Each member by name: nothing that is private can slip in.
  const bare: PublicKey = { kty, crv, x, ...(y === undefined ? {} : { y }) };
  return {
    publicKey: { ...bare, kid: await thumbprintOf(bare), use: 'sig', alg: algorithm },
    privateKey: made.privateKey,
  };
}

/** What this browser can make; the first is the one to suggest. */
export async function supportedAlgorithms(): Promise<KeyAlgorithm[]> {
  const known = Object.keys(PARAMETERS) as KeyAlgorithm[];
  const tried = await Promise.allSettled(known.map(makeKeyPair));
  return known.filter((_algorithm, index) => tried[index]?.status === 'fulfilled');
}

/** SHA-256 of the key's obligatory members in their fixed order. RFC 7638 §3, RFC 8037 §2. */
export async function thumbprintOf({ crv, kty, x, y }: PublicKey): Promise<string> {
  const canonical = JSON.stringify({ crv, kty, x, y });
  return base64(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** The private key as a JSON Web Key: what most client libraries take. */
export async function privateJwkOf({ privateKey, publicKey }: KeyPair): Promise<string> {
  const { d } = await crypto.subtle.exportKey('jwk', privateKey);
  return `${JSON.stringify({ ...publicKey, d }, undefined, 2)}\n`;
}

/** The private key as PKCS #8 in PEM: what OpenSSL and most servers take. RFC 7468 §10. */
export async function privatePemOf({ privateKey }: KeyPair): Promise<string> {
  const encoded = base64(await crypto.subtle.exportKey('pkcs8', privateKey));
  return `-----BEGIN PRIVATE KEY-----\n${encoded.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

function base64(bytes: ArrayBuffer): string {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
}
