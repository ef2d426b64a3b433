/** Python with Authlib. */
import type { IntegrationFacts } from '../integration-facts';
import { environmentOf, isMachine, pathOf, quoted, runsOnServer, when, type Snippet } from './snippet';

const usesKey = ({ method }: IntegrationFacts): boolean => method === 'private_key_jwt';

const family = ({ algorithm }: IntegrationFacts): string =>
  algorithm.startsWith('ES') ? 'ECKey' : algorithm.startsWith('Ed') ? 'OKPKey' : 'RSAKey';

const keyImports = (facts: IntegrationFacts): string =>
  when(usesKey(facts), `from authlib.oauth2.rfc7523 import PrivateKeyJWT\nfrom joserfc.jwk import ${family(facts)}\n`);

/** The credential, and how it is shown. */
const credential = (facts: IntegrationFacts): string =>
  usesKey(facts)
    ? `key = ${family(facts)}.import_key(Path(os.environ["PRIVATE_KEY_FILE"]).read_bytes())
# The audience of the assertion is the issuer (RFC 7523).
proof = PrivateKeyJWT(${quoted(facts.issuer)}, alg=${quoted(facts.algorithm)}${when(facts.keyId !== undefined, `, headers={"kid": ${quoted(facts.keyId ?? '')}}`)})
`
    : '';
const secret = (facts: IntegrationFacts): string => (usesKey(facts) ? 'key' : 'os.environ["CLIENT_SECRET"]');
const system = (facts: IntegrationFacts): string => `import os\n${when(usesKey(facts), 'from pathlib import Path\n')}`;

const signIn = (facts: IntegrationFacts): string => `${system(facts)}
from authlib.integrations.flask_client import OAuth
${keyImports(facts)}from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SESSION_KEY"]
${credential(facts)}oauth = OAuth(app)
oauth.register(
    "gatehouse",
    server_metadata_url=${quoted(`${facts.issuer}/.well-known/openid-configuration`)},
    client_id=${quoted(facts.clientId)},
    client_secret=${secret(facts)},
${when(usesKey(facts), '    client_auth_methods=[proof],\n')}    client_kwargs={
        "scope": ${quoted(facts.scope)},
        "code_challenge_method": "S256",
        "token_endpoint_auth_method": ${quoted(facts.method)},
    },
)


@app.get("/login")
def login():
    return oauth.gatehouse.authorize_redirect(${quoted(facts.redirectUri)})


@app.get(${quoted(pathOf(facts))})
def callback():
    tokens = oauth.gatehouse.authorize_access_token()
    # Begin a session of your own here, and keep the tokens on the server.
    return {"signedIn": tokens["userinfo"]}
`;

const machine = (facts: IntegrationFacts): string => `${system(facts)}
from authlib.integrations.requests_client import OAuth2Session
${keyImports(facts)}
${credential(facts)}session = OAuth2Session(
    ${quoted(facts.clientId)},
    ${secret(facts)},
    scope=${quoted(facts.scope)},
    token_endpoint_auth_method=${quoted(facts.method)},
)
${when(usesKey(facts), 'session.register_client_auth_method(proof)\n')}token = session.fetch_token(
    ${quoted(`${facts.issuer}/oauth/token`)},
    grant_type="client_credentials",
${when(facts.resource !== undefined, `    resource=${quoted(facts.resource ?? '')},\n`)})
print(f"The access token is valid for {token['expires_in']} seconds.")
`;

export const python: Snippet = {
  id: 'python',
  name: 'Python',
  fits: runsOnServer,
  before: (facts) =>
    `pip install "Authlib>=1.7" ${isMachine(facts) ? 'requests' : 'flask requests'}. ${environmentOf(facts)}${isMachine(facts) ? '' : ' Set SESSION_KEY to a random text of your own.'}`,
  files: (facts) => [
    { name: isMachine(facts) ? 'token.py' : 'app.py', code: isMachine(facts) ? machine(facts) : signIn(facts) },
  ],
};
