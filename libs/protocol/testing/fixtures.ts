/** Records with sensible values; each maker takes what the test cares about and fills in the rest. */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { digestOf, newOpaqueSecret, type OpaqueSecret } from '../src/crypto/opaque-secret';
import { newTimeOrderedId } from '../src/crypto/time-ordered-id';
import type { KeyRing } from '../src/ports/key-ring';
import type { AccountRecord } from '../src/records/account';
import type { ApiRecord } from '../src/records/api';
import type { AuthorizationCodeRecord } from '../src/records/authorization-code';
import type { ClientRecord, ClientSecretRecord } from '../src/records/client';
import type { FamilyRecord } from '../src/records/family';
import type { SigningKeyRecord } from '../src/records/signing-key';
import type { TokenRecord } from '../src/records/token';
import { START } from './fixed-clock';

/** The person and the browser session that exist in every new memory store. */
export const ACCOUNT_ID = '019b4000-0000-7000-8000-00000000acc0';
export const SESSION_ID = '019b4000-0000-7000-8000-000000005e55';
export const CLIENT_ID = 'web-shop';
export const REDIRECT_URI = 'https://shop.example/callback';
export const API_IDENTIFIER = 'https://api.example/orders';

/** A confidential web client with the code flow and refresh tokens, PKCE and consent required, and no secret yet. */
export function client(overrides: Partial<ClientRecord> = {}): ClientRecord {
  return {
    clientId: CLIENT_ID,
    clientName: 'Web shop',
    applicationType: 'web',
    redirectUris: [REDIRECT_URI],
    postLogoutRedirectUris: ['https://shop.example/'],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    responseTypes: ['code'],
    scope: ['openid', 'profile', 'email', 'offline_access', 'orders:read', 'orders:write'],
    tokenEndpointAuthMethod: 'client_secret_basic',
    idTokenSignedResponseAlg: 'RS256',
    requirePkce: true,
    consent: 'required',
    assertionAudience: 'any',
    secrets: [],
    disabledAt: null,
    createdAt: START,
    updatedAt: START,
    ...overrides,
  };
}

/** A public single-page client. RFC 6749 §2.1. */
export function publicClient(overrides: Partial<ClientRecord> = {}): ClientRecord {
  return client({
    clientId: 'single-page',
    clientName: 'Single page',
    applicationType: 'spa',
    grantTypes: ['authorization_code', 'refresh_token'],
    tokenEndpointAuthMethod: 'none',
    ...overrides,
  });
}

const neverUsed = { lastUsedAt: null, lastUsedIp: null, lastUsedMethod: null };

/** A client secret: the text, and the record that belongs into `client({ secrets: [record] })`. */
export function clientSecret(
  keys: KeyRing,
  overrides: Partial<ClientSecretRecord> = {},
): { readonly value: string; readonly record: ClientSecretRecord } {
  const { id, value } = newOpaqueSecret('clientSecret', START);
  const digest = createHmac('sha256', keys.secretKey('client-secret')).update(value).digest();
  const record = { id, clientId: CLIENT_ID, digest, createdAt: START, expiresAt: null, ...neverUsed, ...overrides };
  return { value, record };
}

/** An API with the scopes `orders:read` and `orders:write` and JWT access tokens signed with ES256. */
export function api(overrides: Partial<ApiRecord> = {}): ApiRecord {
  return {
    identifier: API_IDENTIFIER,
    name: 'Orders',
    accessTokenFormat: 'jwt',
    signingAlgorithm: 'ES256',
    accessTokenLifetime: 600,
    scopes: [
      { name: 'orders:read', description: 'See orders' },
      { name: 'orders:write', description: 'Place orders' },
    ],
    disabledAt: null,
    createdAt: START,
    updatedAt: START,
    ...overrides,
  };
}

export function account(overrides: Partial<AccountRecord> = {}): AccountRecord {
  return {
    id: ACCOUNT_ID,
    username: 'ada',
    email: 'ada@example.test',
    emailVerified: true,
    claims: { name: 'Ada Example', given_name: 'Ada', family_name: 'Example' },
    disabledAt: null,
    updatedAt: START,
    ...overrides,
  };
}

/** An approval by the person of `account()` in the session `SESSION_ID`, bound to that session. */
export function family(overrides: Partial<FamilyRecord> = {}): FamilyRecord {
  return {
    id: newTimeOrderedId(START),
    clientId: CLIENT_ID,
    accountId: ACCOUNT_ID,
    sessionId: SESSION_ID,
    consentId: null,
    scope: ['openid', 'orders:read'],
    resources: [],
    offline: false,
    authTime: START - 60_000,
    acr: 'urn:gatehouse:acr:password',
    amr: ['pwd'],
    createdAt: START,
    expiresAt: START + 30 * 86_400_000,
    revokedAt: null,
    revocationReason: null,
    ...overrides,
  };
}

/** A code of that family; `value` is the text a client would present. */
export function authorizationCode(overrides: Partial<AuthorizationCodeRecord> = {}): {
  readonly value: string;
  readonly record: AuthorizationCodeRecord;
} {
  const secret = newOpaqueSecret('authorizationCode', START);
  const record: AuthorizationCodeRecord = {
    id: secret.id,
    digest: secret.digest,
    familyId: newTimeOrderedId(START),
    clientId: CLIENT_ID,
    redirectUri: REDIRECT_URI,
    redirectUriSent: true,
    nonce: null,
    bindings: {},
    issuedAt: START,
    expiresAt: START + 60_000,
    consumedAt: null,
    ...overrides,
  };
  return { value: secret.value, record };
}

function row(secret: OpaqueSecret, overrides: Partial<TokenRecord>): TokenRecord {
  return {
    id: secret.id,
    kind: 'access_token',
    format: 'opaque',
    digest: secret.digest,
    familyId: null,
    parentId: null,
    clientId: CLIENT_ID,
    subject: overrides.familyId ? ACCOUNT_ID : CLIENT_ID,
    sessionId: overrides.familyId ? SESSION_ID : null,
    grantType: overrides.familyId ? 'authorization_code' : 'client_credentials',
    scope: ['orders:read'],
    audience: [API_IDENTIFIER],
    keyId: null,
    bindings: {},
    issuedAt: START,
    expiresAt: START + 600_000,
    ip: '192.0.2.1',
    userAgent: 'test',
    revokedAt: null,
    revocationReason: null,
    generation: 0,
    rotatedAt: null,
    successorId: null,
    successorSealed: null,
    lastUsedAt: null,
    reusedAt: null,
    ...overrides,
  };
}

/** An opaque access token of client credentials, or of a family when one is named; `value` is its text. */
export function token(overrides: Partial<TokenRecord> = {}): { readonly value: string; readonly record: TokenRecord } {
  const secret = newOpaqueSecret('accessToken', START);
  return { value: secret.value, record: row(secret, overrides) };
}

/** The first refresh token of a family, good for 14 days. */
export function refreshToken(overrides: Partial<TokenRecord> = {}): {
  readonly value: string;
  readonly record: TokenRecord;
} {
  const secret = newOpaqueSecret('refreshToken', START);
  const defaults = { familyId: newTimeOrderedId(START), expiresAt: START + 14 * 86_400_000 };
  return { value: secret.value, record: row(secret, { kind: 'refresh_token', ...defaults, ...overrides }) };
}

/** A stored ES256 key; its sealed half is bytes that nothing can open. */
export function signingKey(overrides: Partial<SigningKeyRecord> = {}): SigningKeyRecord {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    id: newTimeOrderedId(START),
    algorithm: 'ES256',
    generation: 1,
    state: 'next',
    publicJwk: publicKey.export({ format: 'jwk' }),
    privateKeySealed: digestOf('sealed'),
    createdAt: START,
    activatedAt: null,
    retiringAt: null,
    retiredAt: null,
    revokedAt: null,
    ...overrides,
  };
}
