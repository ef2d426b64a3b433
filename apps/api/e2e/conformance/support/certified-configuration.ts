/** What is registered by hand for a certification run: three confidential clients without PKCE, and a person with every claim. */
import { randomBytes } from 'node:crypto';

export const CALLBACK = 'https://suite.example/test/callback';
export const CALLBACK_WITH_QUERY = `${CALLBACK}?dummy1=lorem&dummy2=ipsum`;
export const POST_LOGOUT = 'https://suite.example/test/post_logout_redirect';
export const PERSON = { username: 'certified', password: 'a long password for certification' };

export interface RegisteredClient {
  readonly clientId: string;
  readonly secret: string;
  readonly method: 'client_secret_basic' | 'client_secret_post';
}

const secret = () => randomBytes(32).toString('base64url');
export const CLIENT: RegisteredClient = { clientId: 'suite-1', secret: secret(), method: 'client_secret_basic' };
export const CLIENT_2: RegisteredClient = { clientId: 'suite-2', secret: secret(), method: 'client_secret_basic' };
export const CLIENT_POST: RegisteredClient = { clientId: 'suite-post', secret: secret(), method: 'client_secret_post' };

const registration = ({ clientId, secret: value, method }: RegisteredClient) => `
  - client_id: ${clientId}
    client_name: Certification ${clientId}
    application_type: web
    redirect_uris: ["${CALLBACK}", "${CALLBACK_WITH_QUERY}"]
    post_logout_redirect_uris: [${POST_LOGOUT}]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: openid profile email address phone offline_access
    token_endpoint_auth_method: ${method}
    client_secret: ${value}
    require_pkce: false`;

/** Every claim of each scope, as OpenID Connect Core §5.4 lists them. */
export const CLAIMS_OF_SCOPE: Readonly<Record<'profile' | 'email' | 'address' | 'phone', readonly string[]>> = {
  profile: [
    ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'profile', 'picture', 'website', 'gender'],
    ...['birthdate', 'zoneinfo', 'locale', 'updated_at', 'preferred_username'],
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
};

export const CERTIFIED_CONFIGURATION = `version: 1
clients:${[CLIENT, CLIENT_2, CLIENT_POST].map(registration).join('')}
users:
  - username: ${PERSON.username}
    email: certified@example.com
    email_verified: true
    password: ${PERSON.password}
    roles: [owner]
    claims:
      name: Certa M. Fied
      given_name: Certa
      family_name: Fied
      middle_name: M.
      nickname: Cert
      profile: https://people.example/certa
      picture: https://people.example/certa.png
      website: https://certa.example/
      gender: female
      birthdate: "1990-02-28"
      zoneinfo: Europe/Paris
      locale: en-GB
      phone_number: "+44 20 7946 0000"
      phone_number_verified: true
      address: { formatted: "1 Gate Street, London", street_address: 1 Gate Street, locality: London, postal_code: W1, country: GB }
`;
