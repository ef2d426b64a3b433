/** The keys of the console, all from one seed: it proves itself to the API with one and seals its cookies with the other. */
import 'server-only';
import { createPrivateKey, createPublicKey, hkdfSync, webcrypto } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { consoleEnvironment } from './env';
import { onePerProcess } from './one-per-process';

export interface ConsoleKeys {
  /** Ed25519, for `private_key_jwt`. RFC 7523 §2.2. */
  readonly clientKey: CryptoKey;
  /** RFC 7638 thumbprint of its public half. */
  readonly kid: string;
  /** 32 bytes, for A256GCM. */
  readonly cookieKey: Uint8Array;
}

/** What stands before the 32 bytes of a seed in PKCS #8. RFC 8410 §7. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The console cannot sign anybody in: it was started without its key. */
export class ConsoleKeyMissing extends Error {}

/** @throws ConsoleKeyMissing when `CONSOLE_KEY` is not 32 bytes in base64 */
export function consoleKeys(): Promise<ConsoleKeys> {
  const held = onePerProcess<{ keys?: Promise<ConsoleKeys> }>('keys', () => ({}));
  return (held.keys ??= readKeys());
}

async function readKeys(): Promise<ConsoleKeys> {
  const seed = Buffer.from(consoleEnvironment().consoleKey ?? '', 'base64');
  if (seed.length !== 32) throw new ConsoleKeyMissing('CONSOLE_KEY is not 32 bytes in base64.');
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    clientKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']),
    kid: await calculateJwkThumbprint(createPublicKey(privateKey).export({ format: 'jwk' }) as JWK),
    cookieKey: new Uint8Array(hkdfSync('sha256', seed, '', 'gatehouse console cookies', 32)),
  };
}
