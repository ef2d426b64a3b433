/** Public clients in JavaScript: in the browser, and on somebody's computer. */
import type { IntegrationFacts } from '../integration-facts';
import { discoverFunction } from './openid-client';
import { environmentOf, isPlainHttp, quoted, when, type Snippet } from './snippet';

const resourceLine = ({ kind, resource }: IntegrationFacts, indent: string): string =>
  when(kind === 'agent' && resource !== undefined, `\n${indent}resource: ${quoted(resource ?? '')},`);

const inBrowser = (facts: IntegrationFacts): string => `import * as oidc from 'openid-client';

const redirectUri = ${quoted(facts.redirectUri)};
const configuration = await discover();

/** Sends the person to sign in. */
export async function signIn() {
  const pending = { codeVerifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() };
  sessionStorage.setItem('sign_in', JSON.stringify(pending));
  location.assign(
    oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: ${quoted(facts.scope)},
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
    }),
  );
}

/** Call it on the page of the redirect URI. Keep the tokens in memory: what is stored can be stolen by a script. */
export async function finishSignIn() {
  const pending = JSON.parse(sessionStorage.getItem('sign_in') ?? '{}');
  sessionStorage.removeItem('sign_in');
  const tokens = await oidc.authorizationCodeGrant(configuration, new URL(location.href), {
    pkceCodeVerifier: pending.codeVerifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  history.replaceState(null, '', location.pathname);
  const person = await oidc.fetchUserInfo(configuration, tokens.access_token, tokens.claims().sub);
  return { person, tokens };
}

${discoverFunction(facts)}
`;

const onComputer = (facts: IntegrationFacts): string => `import { createServer } from 'node:http';
import * as oidc from 'openid-client';

const configuration = await discover();
// Loopback addresses are accepted with any port: the system chooses a free one.
const registered = new URL(${quoted(facts.redirectUri)});
const server = createServer();
await new Promise((ready) => server.listen(Number(registered.port), '127.0.0.1', ready));
const redirectUri = new URL(registered);
redirectUri.port = String(server.address().port);

const codeVerifier = oidc.randomPKCECodeVerifier();
const state = oidc.randomState();
const url = oidc.buildAuthorizationUrl(configuration, {
  redirect_uri: redirectUri.href,
  scope: ${quoted(facts.scope)},${resourceLine(facts, '  ')}
  code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: 'S256',
  state,
});
console.log(\`Open in a browser: \${url.href}\`);

const answer = await new Promise((arrived) => {
  server.on('request', (request, response) => {
    const address = new URL(request.url, redirectUri);
    if (address.pathname !== redirectUri.pathname) return response.writeHead(404).end();
    response.end('Signed in. You can close this window.');
    arrived(address);
  });
});
server.close();
server.closeIdleConnections();
const tokens = await oidc.authorizationCodeGrant(
  configuration,
  answer,
  { pkceCodeVerifier: codeVerifier, expectedState: state },${when(
    facts.kind === 'agent' && facts.resource !== undefined,
    `\n  { resource: ${quoted(facts.resource ?? '')} },`,
  )}
);
console.log(\`Signed in. The access token is valid for \${tokens.expiresIn()} seconds.\`);

${discoverFunction(facts)}
`;

const isLoopback = ({ redirectUri }: IntegrationFacts): boolean =>
  URL.canParse(redirectUri) && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(redirectUri).hostname);

export const browser: Snippet = {
  id: 'browser',
  name: 'Browser',
  fits: ({ kind, method, signsIn }) => signsIn && method === 'none' && kind === 'spa',
  before: (facts) =>
    `npm install openid-client. ${environmentOf(facts)}${isPlainHttp(facts) ? ' Over plain http this is for trying out only.' : ''}`,
  files: (facts) => [{ name: 'sign-in.js', code: inBrowser(facts) }],
};

export const node: Snippet = {
  id: 'node',
  name: 'Node.js',
  fits: (facts) => facts.signsIn && facts.method === 'none' && facts.kind !== 'spa' && isLoopback(facts),
  before: (facts) => `npm install openid-client. ${environmentOf(facts)}`,
  files: (facts) => [{ name: 'sign-in.mjs', code: onComputer(facts) }],
};
