/** Go with golang.org/x/oauth2 and go-oidc. */
import type { IntegrationFacts } from '../integration-facts';
import { environmentOf, isMachine, pathOf, quoted, runsOnServer, when, type Snippet } from './snippet';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const usesKey = ({ method }: IntegrationFacts): boolean => method === 'private_key_jwt';
const style = ({ method }: IntegrationFacts): string =>
  method === 'client_secret_basic' ? 'oauth2.AuthStyleInHeader' : 'oauth2.AuthStyleInParams';

function assertion(facts: IntegrationFacts): string {
  if (!usesKey(facts)) return '';
  const { algorithm, keyId, issuer, clientId } = facts;
  const [parser, signing] = algorithm.startsWith('Ed')
    ? ['ParseEdPrivateKeyFromPEM', 'SigningMethodEdDSA']
    : [
        algorithm.startsWith('ES') ? 'ParseECPrivateKeyFromPEM' : 'ParseRSAPrivateKeyFromPEM',
        `SigningMethod${algorithm}`,
      ];
  return `
// Proves who the client is: RFC 7523. A new one for each request.
func assertion() string {
	pem, err := os.ReadFile(os.Getenv("PRIVATE_KEY_FILE"))
	check(err)
	key, err := jwt.${parser}(pem)
	check(err)
	now := time.Now()
	token := jwt.NewWithClaims(jwt.${signing}, jwt.MapClaims{
		"iss": ${quoted(clientId)}, "sub": ${quoted(clientId)}, "aud": ${quoted(issuer)},
		"jti": rand.Text(), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
	})
${when(keyId !== undefined, `\ttoken.Header["kid"] = ${quoted(keyId ?? '')}\n`)}	signed, err := token.SignedString(key)
	check(err)
	return signed
}
`;
}

const CHECK = `
func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`;

const imports = (lines: readonly string[]): string =>
  `import (\n${[...lines].map((line) => (line === '' ? '' : `\t"${line}"`)).join('\n')}\n)\n`;

function signIn(facts: IntegrationFacts): string {
  const { issuer, clientId, redirectUri, scope } = facts;
  const key = usesKey(facts);
  return `package main

${imports([
  'context',
  ...(key ? ['crypto/rand'] : []),
  'encoding/json',
  'log',
  'net/http',
  'os',
  ...(key ? ['time'] : []),
  '',
  'github.com/coreos/go-oidc/v3/oidc',
  ...(key ? ['github.com/golang-jwt/jwt/v5'] : []),
  'golang.org/x/oauth2',
])}
func main() {
	provider, err := oidc.NewProvider(context.Background(), ${quoted(issuer)})
	check(err)
	config := oauth2.Config{
		ClientID:     ${quoted(clientId)},
${when(!key, '\t\tClientSecret: os.Getenv("CLIENT_SECRET"),\n')}		Endpoint:     provider.Endpoint(),
		RedirectURL:  ${quoted(redirectUri)},
		Scopes:       []string{${scope.split(' ').map(quoted).join(', ')}},
	}
	config.Endpoint.AuthStyle = ${style(facts)}
	verifier := provider.Verifier(&oidc.Config{ClientID: config.ClientID})

	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		state, nonce, pkce := oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
		for name, value := range map[string]string{"state": state, "nonce": nonce, "pkce": pkce} {
			http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: 600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: ${redirectUri.startsWith('https:')}})
		}
		http.Redirect(w, r, config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(pkce)), http.StatusSeeOther)
	})

	http.HandleFunc(${quoted(pathOf(facts))}, func(w http.ResponseWriter, r *http.Request) {
		pending := func(name string) string {
			cookie, err := r.Cookie(name)
			if err != nil {
				return ""
			}
			return cookie.Value
		}
		if pending("state") == "" || r.FormValue("state") != pending("state") {
			http.Error(w, "This sign-in was not begun here.", http.StatusBadRequest)
			return
		}
		tokens, err := config.Exchange(r.Context(), r.FormValue("code"), oauth2.VerifierOption(pending("pkce"))${when(
      key,
      `,
			oauth2.SetAuthURLParam("client_assertion_type", "${ASSERTION_TYPE}"),
			oauth2.SetAuthURLParam("client_assertion", assertion())`,
    )})
		if err != nil {
			http.Error(w, "The code could not be exchanged.", http.StatusBadGateway)
			return
		}
		raw, _ := tokens.Extra("id_token").(string)
		idToken, err := verifier.Verify(r.Context(), raw)
		if err != nil || idToken.Nonce != pending("nonce") {
			http.Error(w, "The ID token is not valid.", http.StatusBadGateway)
			return
		}
		// Begin a session of your own here, and keep the tokens on the server.
		json.NewEncoder(w).Encode(map[string]string{"signedIn": idToken.Subject})
	})

	log.Fatal(http.ListenAndServe("127.0.0.1:8080", nil))
}
${assertion(facts)}${CHECK}`;
}

function machine(facts: IntegrationFacts): string {
  const { issuer, clientId, scope, resource } = facts;
  const key = usesKey(facts);
  const parameters = [
    ...(resource === undefined ? [] : [`"resource": {${quoted(resource)}}`]),
    ...(key ? [`"client_assertion_type": {"${ASSERTION_TYPE}"}`, '"client_assertion": {assertion()}'] : []),
  ];
  return `package main

${imports([
  'context',
  ...(key ? ['crypto/rand'] : []),
  'log',
  ...(parameters.length > 0 ? ['net/url'] : []),
  'os',
  ...(key ? ['time'] : []),
  '',
  ...(key ? ['github.com/golang-jwt/jwt/v5'] : []),
  'golang.org/x/oauth2',
  'golang.org/x/oauth2/clientcredentials',
])}
func main() {
	config := clientcredentials.Config{
		ClientID:  ${quoted(clientId)},
${when(!key, '\t\tClientSecret: os.Getenv("CLIENT_SECRET"),\n')}		TokenURL:  ${quoted(`${issuer}/oauth/token`)},
		Scopes:    []string{${scope.split(' ').map(quoted).join(', ')}},
		AuthStyle: ${style(facts)},
${when(parameters.length > 0, `\t\tEndpointParams: url.Values{${parameters.join(', ')}},\n`)}	}
	token, err := config.Token(context.Background())
	check(err)
	log.Printf("The access token is valid until %s", token.Expiry)
}
${assertion(facts)}${CHECK}`;
}

export const go: Snippet = {
  id: 'go',
  name: 'Go',
  fits: runsOnServer,
  before: (facts) => {
    const modules = [
      'golang.org/x/oauth2',
      ...(isMachine(facts) ? [] : ['github.com/coreos/go-oidc/v3/oidc']),
      ...(usesKey(facts) ? ['github.com/golang-jwt/jwt/v5'] : []),
    ];
    return `go get ${modules.join(' ')}${usesKey(facts) ? ' (Go 1.24 or later)' : ''}. ${environmentOf(facts)}`;
  },
  files: (facts) => [{ name: 'main.go', code: isMachine(facts) ? machine(facts) : signIn(facts) }],
};
