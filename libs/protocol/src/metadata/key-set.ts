/** The public keys under which our tokens verify: published before their first signature, kept after their last. RFC 7517 §5. */
import type { JwsVerificationKey } from '../crypto/jws';
import { SIGNING_ALGORITHMS } from '../vocabulary/words';

export interface PublishedKey {
  readonly kty: string;
  readonly use: 'sig';
  readonly alg: string;
  readonly kid: string;
  readonly n?: string;
  readonly e?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
}

/** Members of a public key, RFC 7518 §6.2.1 and §6.3.1: named one by one, so that no private one can ever slip through. */
const PUBLIC_MEMBERS = ['n', 'e', 'crv', 'x', 'y'] as const;

/** The JWK Set document. Keys come in order of algorithm, then as given. */
export function keySet(keys: readonly JwsVerificationKey[]): { readonly keys: readonly PublishedKey[] } {
  const rank = (key: JwsVerificationKey) => SIGNING_ALGORITHMS.indexOf(key.algorithm);
  return { keys: [...keys].sort((left, right) => rank(left) - rank(right)).map(publishedKey) };
}

function publishedKey({ kid, algorithm, publicKey }: JwsVerificationKey): PublishedKey {
  if (publicKey.type !== 'public') throw new TypeError('only public keys are published');
  const jwk = publicKey.export({ format: 'jwk' });
  const members = PUBLIC_MEMBERS.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]]));
  return { kty: jwk.kty ?? '', use: 'sig', alg: algorithm, kid, ...Object.fromEntries(members) };
}
