/** Clients that each break one rule of the security linter, and what they are like once it is mended. */
import type { ClientMetadata } from '../src/client-metadata/client-metadata';
import type { LintContext } from '../src/linter/lint-finding';

const day = 86_400_000;
const now = 1000 * day;
/** The moment at which the fixtures are looked at. */
export const LINT_NOW = now;

export const confidentialClient: ClientMetadata = {
  application_type: 'web',
  token_endpoint_auth_method: 'private_key_jwt',
  redirect_uris: ['https://client.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid orders:read',
};
export const publicClient: ClientMetadata = {
  ...confidentialClient,
  application_type: 'spa',
  token_endpoint_auth_method: 'none',
};

export interface LintFixture {
  rule: string;
  metadata: ClientMetadata;
  context?: LintContext;
  /** Facts after the fix, where metadata alone cannot fix it. */
  fixed?: { metadata?: ClientMetadata; context?: LintContext };
}

/** One client per rule that breaks only this rule. */
export const lintFixtures: readonly LintFixture[] = [
  {
    rule: 'L01',
    metadata: {
      ...confidentialClient,
      redirect_uris: ['https://client.example/callback', 'https://*.client.example/'],
    },
  },
  {
    rule: 'L02',
    metadata: {
      ...confidentialClient,
      redirect_uris: ['https://client.example/callback', 'https://client.example/cb?next=/a'],
    },
  },
  { rule: 'L03', metadata: { ...confidentialClient, require_pkce: false } },
  {
    rule: 'L04',
    metadata: confidentialClient,
    context: { server: { pkceDowngradePrevented: false } },
    fixed: { context: { server: { pkceDowngradePrevented: true } } },
  },
  { rule: 'L05', metadata: { ...confidentialClient, grant_types: ['implicit'], response_types: ['id_token token'] } },
  { rule: 'L06', metadata: { ...confidentialClient, grant_types: ['authorization_code', 'password'] } },
  { rule: 'L07', metadata: { ...publicClient, refresh_token_rotation: 'keep' } },
  {
    rule: 'L08',
    metadata: confidentialClient,
    context: { audienceRestricted: false },
    fixed: { context: { audienceRestricted: true } },
  },
  { rule: 'L09', metadata: { ...confidentialClient, access_token_lifetime: 7200 } },
  {
    rule: 'L10',
    metadata: { ...confidentialClient, token_endpoint_auth_method: 'client_secret_basic' },
    fixed: { metadata: confidentialClient },
  },
  {
    rule: 'L11',
    metadata: confidentialClient,
    context: { now, secrets: [{ createdAt: now - 181 * day }] },
    fixed: { context: { now, secrets: [{ createdAt: now }] } },
  },
  {
    rule: 'L12',
    metadata: confidentialClient,
    context: { traffic: { unusedScopes: ['orders:read'], unusedGrantTypes: ['refresh_token'] } },
  },
  {
    rule: 'L13',
    metadata: confidentialClient,
    context: { server: { issParameter: false } },
    fixed: { context: { server: { issParameter: true } } },
  },
  {
    rule: 'L14',
    metadata: {
      ...confidentialClient,
      redirect_uris: ['https://client.example/callback', 'http://localhost:3000/callback'],
    },
    context: { production: true },
  },
  { rule: 'L15', metadata: { ...publicClient, allowed_cors_origins: ['*'] } },
  {
    rule: 'L16',
    metadata: confidentialClient,
    context: { defaultLifetimes: { session: 86_400 } },
    fixed: { metadata: { ...confidentialClient, backchannel_logout_uri: 'https://client.example/out' } },
  },
  {
    rule: 'L17',
    metadata: confidentialClient,
    context: { registration: { source: 'dynamic', verified: false } },
    fixed: { context: { registration: { source: 'dynamic', verified: true } } },
  },
  { rule: 'L18', metadata: { ...confidentialClient, consent: 'skip' }, context: { firstParty: false } },
];
