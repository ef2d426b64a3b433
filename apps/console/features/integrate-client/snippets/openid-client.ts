/** Parts that every snippet with openid-client shares. */
import type { IntegrationFacts } from '../integration-facts';
import { isPlainHttp, quoted, when } from './snippet';

const PARAMETERS: Readonly<Record<string, string>> = {
  ES256: "{ name: 'ECDSA', namedCurve: 'P-256' }",
  ES384: "{ name: 'ECDSA', namedCurve: 'P-384' }",
  EdDSA: "{ name: 'Ed25519' }",
  Ed25519: "{ name: 'Ed25519' }",
  RS256: "{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }",
  PS256: "{ name: 'RSA-PSS', hash: 'SHA-256' }",
};

/** Imports beyond openid-client. */
export const keyImports = ({ method }: IntegrationFacts): string =>
  when(
    method === 'private_key_jwt',
    `import { createPrivateKey } from 'node:crypto';\nimport { readFile } from 'node:fs/promises';\n`,
  );

/** A function `discover` that reads the issuer's metadata, and how the client proves who it is. */
export function discoverFunction(facts: IntegrationFacts): string {
  const { issuer, clientId, method, algorithm, keyId } = facts;
  const proof = {
    none: 'oidc.None()',
    client_secret_basic: 'oidc.ClientSecretBasic(process.env.CLIENT_SECRET)',
    client_secret_post: 'oidc.ClientSecretPost(process.env.CLIENT_SECRET)',
    private_key_jwt: `oidc.PrivateKeyJwt({ key${keyId === undefined ? '' : `, kid: ${quoted(keyId)}`} })`,
  }[method];
  const key = when(
    method === 'private_key_jwt',
    `  const pem = await readFile(process.env.PRIVATE_KEY_FILE ?? '', 'utf8');
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
  const key = await crypto.subtle.importKey('pkcs8', der, ${PARAMETERS[algorithm] ?? PARAMETERS['ES256']}, false, ['sign']);
`,
  );
  // Only for a server that is tried out: openid-client refuses plain http by itself.
  const insecure = when(isPlainHttp(facts), ', {\n    execute: [oidc.allowInsecureRequests],\n  }');
  return `async function discover() {
${key}  const issuer = new URL(${quoted(issuer)});
  return oidc.discovery(issuer, ${quoted(clientId)}, undefined, ${proof}${insecure});
}`;
}

/** A call for a token of the client itself. */
export const clientCredentialsCall = ({ scope, resource }: IntegrationFacts): string =>
  `oidc.clientCredentialsGrant(await configuration, {
    scope: ${quoted(scope)},${when(resource !== undefined, `\n    resource: ${quoted(resource ?? '')},`)}
  })`;
