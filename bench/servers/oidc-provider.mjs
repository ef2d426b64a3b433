// Control O: oidc-provider, the fastest peer in TypeScript's world, with the clients and APIs that we get.
// STORAGE: memory, sqlite:<path> or mysql://…. By message, `{ refreshTokens: count }` mints as many, each in its own grant.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { CLIENT_SECRET, INTERACTIVE_CLIENT, JWT_API, MACHINE_CLIENT, OPAQUE_API, REDIRECT_URI } from './registry.mjs';
import { durableAdapter } from './oidc-provider-storage.mjs';

const { PORT, STORAGE = 'memory' } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const apis = {
  [JWT_API]: { scope: 'orders:read', accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'ES256' } } },
  [OPAQUE_API]: { scope: 'notes:read', accessTokenFormat: 'opaque', accessTokenTTL: 600 },
};

const provider = new Provider(issuer, {
  ...(STORAGE === 'memory' ? {} : { adapter: await durableAdapter(STORAGE) }),
  jwks: { keys: [{ ...key, kid: 'key-1', alg: 'ES256', use: 'sig' }] },
  scopes: ['openid', 'offline_access', 'orders:read', 'notes:read'],
  clients: [
    {
      client_id: MACHINE_CLIENT,
      client_secret: CLIENT_SECRET,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: INTERACTIVE_CLIENT,
      client_secret: CLIENT_SECRET,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [REDIRECT_URI],
    },
  ],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_ctx, identifier) => ({ ...apis[identifier], audience: identifier }),
      useGrantedResource: () => true,
    },
  },
  rotateRefreshToken: true,
  findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { Grant: 86_400, RefreshToken: 86_400, AccessToken: 600, ClientCredentials: 600, IdToken: 600 },
});

async function mintRefreshToken(client) {
  const accountId = `account-${Math.floor(performance.now() * 1e6)}`;
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(OPAQUE_API, 'notes:read');
  const token = new provider.RefreshToken({
    accountId,
    client,
    grantId: await grant.save(),
    gty: 'authorization_code',
    scope: 'openid offline_access notes:read',
    resource: OPAQUE_API,
    authTime: Math.floor(Date.now() / 1000),
    expiresWithSession: false,
  });
  return token.save();
}

process.on('message', async ({ refreshTokens }) => {
  try {
    const client = await provider.Client.find(INTERACTIVE_CLIENT);
    const minted = [];
    while (minted.length < refreshTokens) minted.push(await mintRefreshToken(client));
    process.send(minted);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});

createServer(provider.callback()).listen(Number(PORT), '127.0.0.1');
