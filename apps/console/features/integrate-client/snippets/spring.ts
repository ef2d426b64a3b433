/** Spring Boot with Spring Security's OAuth 2.0 client. */
import type { IntegrationFacts } from '../integration-facts';
import { environmentOf, isMachine, quoted, runsOnServer, when, type Snippet } from './snippet';

const settings = (facts: IntegrationFacts): string => {
  const { issuer, clientId, method, scope, redirectUri } = facts;
  const scopes = scope.split(' ').map(quoted).join(', ');
  return `spring:
  security:
    oauth2:
      client:
        registration:
          gatehouse:
            client-id: ${quoted(clientId)}
${when(method !== 'private_key_jwt', '            client-secret: ${CLIENT_SECRET}\n')}            client-authentication-method: ${method}
            authorization-grant-type: ${isMachine(facts) ? 'client_credentials' : 'authorization_code'}
${when(!isMachine(facts), `            redirect-uri: ${quoted(redirectUri)}\n`)}            scope: [${scopes}]
        provider:
          gatehouse:
            issuer-uri: ${quoted(issuer)}
`;
};

const FAMILIES: Readonly<Record<string, string>> = { ES: 'ECKey', Ed: 'OctetKeyPair', RS: 'RSAKey', PS: 'RSAKey' };

/** Spring signs assertions itself, once it knows the key. */
function keys(facts: IntegrationFacts): string {
  const { keyId, algorithm } = facts;
  const family = FAMILIES[algorithm.slice(0, 2)] ?? 'ECKey';
  const [client, request] = isMachine(facts)
    ? ['RestClientClientCredentialsTokenResponseClient', 'OAuth2ClientCredentialsGrantRequest']
    : ['RestClientAuthorizationCodeTokenResponseClient', 'OAuth2AuthorizationCodeGrantRequest'];
  return `import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.${family};
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.${request};
import org.springframework.security.oauth2.client.endpoint.${client};

@Configuration
class ClientKey {
  @Bean
  OAuth2AccessTokenResponseClient<${request}> tokenResponseClient() throws Exception {
    // The key as JWK: save it in this form under Credentials.
    String json = Files.readString(Path.of(System.getenv("PRIVATE_KEY_FILE")));
    JWK key = new ${family}.Builder(${family}.parse(json)).algorithm(JWSAlgorithm.${algorithm})${when(keyId !== undefined, `.keyID(${quoted(keyId ?? '')})`)}.build();
    var client = new ${client}();
    client.addParametersConverter(new NimbusJwtClientAuthenticationParametersConverter<>(registration -> key));
    return client;
  }
}
`;
}

export const spring: Snippet = {
  id: 'spring',
  name: 'Spring',
  fits: runsOnServer,
  before: (facts) =>
    `Needs spring-boot-starter-oauth2-client (Spring Security 6.4 or later). ${environmentOf(facts).replace('(PEM)', '(JWK)')}${isMachine(facts) ? '' : ' Enable .oauth2Login() in your security filter chain.'}`,
  files: (facts) => [
    { name: 'application.yaml', code: settings(facts) },
    ...(facts.method === 'private_key_jwt' ? [{ name: 'ClientKey.java', code: keys(facts) }] : []),
  ],
};
