/** The whole flow with curl and openssl: to see every request, and to try a client without any code. */
import type { IntegrationFacts } from '../integration-facts';
import { environmentOf, shellWord, when, type Snippet } from './snippet';

/** How the token endpoint is told who asks. */
function credential({ method }: IntegrationFacts): string {
  switch (method) {
    case 'none':
      return `--data-urlencode "client_id=$CLIENT_ID"`;
    case 'client_secret_basic':
      return `--user "$CLIENT_ID:$CLIENT_SECRET"`;
    case 'client_secret_post':
      return `--data-urlencode "client_id=$CLIENT_ID" --data-urlencode "client_secret=$CLIENT_SECRET"`;
    case 'private_key_jwt':
      return [
        '--data-urlencode "client_assertion=$(assertion)"',
        "--data-urlencode 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
      ].join(' \\\n  ');
  }
}

/** Signs a client assertion (RFC 7523) with nothing but Node.js. */
function assertion({ method, keyId, algorithm }: IntegrationFacts): string {
  if (method !== 'private_key_jwt') return '';
  const digest = /^Ed/.test(algorithm) ? 'null' : `"sha${algorithm.slice(2)}"`;
  const header = JSON.stringify({ alg: algorithm, ...(keyId === undefined ? {} : { kid: keyId }) });
  const padding = when(
    algorithm.startsWith('PS'),
    ', padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST',
  );
  return `
# Proves who the client is: a JSON Web Token, signed with the private key in PRIVATE_KEY_FILE.
assertion() {
  ISSUER="$ISSUER" CLIENT_ID="$CLIENT_ID" node -e '
    const crypto = require("node:crypto");
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const { ISSUER: aud, CLIENT_ID: iss, PRIVATE_KEY_FILE: file } = process.env;
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss, sub: iss, aud, iat, exp: iat + 60, jti: crypto.randomUUID() };
    const input = encode(${header}) + "." + encode(claims);
    const key = { key: require("node:fs").readFileSync(file), dsaEncoding: "ieee-p1363"${padding} };
    console.log(input + "." + crypto.sign(${digest}, Buffer.from(input), key).toString("base64url"));
  '
}
`;
}

function head({ issuer, clientId }: IntegrationFacts): string {
  return `ISSUER=${shellWord(issuer)}\nCLIENT_ID=${shellWord(clientId)}\n`;
}

function machine(facts: IntegrationFacts): string {
  const { scope, resource } = facts;
  return `${head(facts)}${assertion(facts)}
curl --silent --show-error --fail-with-body "$ISSUER/oauth/token" \\
  ${credential(facts)} \\
  --data grant_type=client_credentials \\
${when(resource !== undefined, `  --data-urlencode resource=${shellWord(resource ?? '')} \\\n`)}  --data-urlencode scope=${shellWord(scope)}
`;
}

function signIn(facts: IntegrationFacts): string {
  const { redirectUri, scope, resource, kind } = facts;
  const forResource = kind === 'agent' && resource !== undefined;
  const hasUserinfo = scope.split(' ').includes('openid') && !forResource;
  const parameters = [
    'response_type=code',
    'client_id=$(encode "$CLIENT_ID")',
    'redirect_uri=$(encode "$REDIRECT_URI")',
    'scope=$(encode "$SCOPE")',
    'code_challenge=$CHALLENGE',
    'code_challenge_method=S256',
    'state=$STATE',
    ...(forResource ? ['resource=$(encode "$RESOURCE")'] : []),
  ].join('&');
  return `${head(facts)}REDIRECT_URI=${shellWord(redirectUri)}
SCOPE=${shellWord(scope)}
${when(forResource, `RESOURCE=${shellWord(resource ?? '')}\n`)}${assertion(facts)}
encode() { printf %s "$1" | od -An -v -tx1 | tr -d '\\n' | sed 's/ /%/g'; }

# 1. A secret for this one sign-in (PKCE), and the address to sign in at.
VERIFIER=$(openssl rand -hex 32)
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')
STATE=$(openssl rand -hex 16)
echo "Open: $ISSUER/oauth/authorize?${parameters}"

# 2. The browser ends at the redirect URI. Its page may be missing: only its address matters.
echo 'Paste the whole address where the browser ended:'
read -r ANSWER
CODE=$(printf %s "$ANSWER" | sed -n 's/.*[?&]code=\\([^&#]*\\).*/\\1/p')
case "$ANSWER" in *"state=$STATE"*) ;; *) echo 'The state is not ours: stop here.' >&2; exit 1 ;; esac

# 3. The code becomes tokens. It works once.
TOKENS=$(curl --silent --show-error --fail-with-body "$ISSUER/oauth/token" \\
  ${credential(facts)} \\
  --data grant_type=authorization_code \\
  --data-urlencode "code=$CODE" \\
  --data-urlencode "code_verifier=$VERIFIER" \\
${when(forResource, `  --data-urlencode "resource=$RESOURCE" \\\n`)}  --data-urlencode "redirect_uri=$REDIRECT_URI")
echo "$TOKENS"
${when(
  hasUserinfo,
  `
# 4. Who signed in.
ACCESS_TOKEN=$(printf %s "$TOKENS" | sed -n 's/.*"access_token": *"\\([^"]*\\)".*/\\1/p')
curl --silent --show-error --fail-with-body --oauth2-bearer "$ACCESS_TOKEN" "$ISSUER/oauth/userinfo"
`,
)}`;
}

export const curl: Snippet = {
  id: 'curl',
  name: 'curl',
  fits: () => true,
  before: (facts) =>
    `A shell script for bash, with curl and openssl${facts.method === 'private_key_jwt' ? ' and Node.js' : ''}. ${environmentOf(facts)}`,
  files: (facts) => [
    { name: facts.signsIn ? 'sign-in.sh' : 'token.sh', code: facts.signsIn ? signIn(facts) : machine(facts) },
  ],
};
