/** The admin console as a client of ours: registered at every start, so that nobody has to. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { keyThumbprint } from '@gatehouse/audit';
import type { Configuration } from '@gatehouse/configuration';
import { CONSOLE_CALLBACK_PATH, CONSOLE_CLIENT_ID, CONSOLE_SCOPE, CONSOLE_SIGNED_OUT_PATH } from '@gatehouse/contracts';

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8. RFC 8410 §7. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * @param url the console's origin
 * @param key the seed of its key pair, of which only the public half is stored
 */
export function consoleConfiguration(url: string, key: Buffer): Configuration {
  return {
    apis: [],
    clients: [
      {
        client_id: CONSOLE_CLIENT_ID,
        client_name: 'Gatehouse console',
        application_type: 'web',
        // Whoever disabled the console may have locked everybody out: a start is the way back in.
        disabled: false,
        redirect_uris: [`${url}${CONSOLE_CALLBACK_PATH}`],
        post_logout_redirect_uris: [`${url}${CONSOLE_SIGNED_OUT_PATH}`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        scope: CONSOLE_SCOPE,
        token_endpoint_auth_method: 'private_key_jwt',
        assertion_audience: 'issuer',
        jwks: { keys: [publicKeyOf(key)] },
        require_pkce: true,
        consent: 'skip',
        client_uri: url,
      },
    ],
    users: [],
  };
}

function publicKeyOf(seed: Buffer) {
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kty: 'OKP', crv: jwk.crv, x: jwk.x, kid: keyThumbprint(jwk), use: 'sig' };
}
