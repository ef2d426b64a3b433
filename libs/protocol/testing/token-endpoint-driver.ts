/** Speaks to the direct endpoints as a client would, and seeds what a person approved before. */
import { createHash } from 'node:crypto';
import { decodeJwt } from '../src/crypto/jws';
import type { OAuthError } from '../src/errors/oauth-error';
import { registeredExtensions } from '../src/extensions/registered-extensions';
import { registeredGrants } from '../src/grants/registered-grants';
import type { ProtocolOptions } from '../src/protocol-options';
import type { AuthorizationCodeRecord } from '../src/records/authorization-code';
import type { ClientRecord } from '../src/records/client';
import type { FamilyRecord } from '../src/records/family';
import type { TokenRecord } from '../src/records/token';
import type { TokenResponse } from '../src/token/issue/issue-tokens';
import { TokenEndpoint, type TokenRequest } from '../src/token/token.endpoint';
import { Parameters } from '../src/vocabulary/parameters';
import { authorizationCode, client, clientSecret, family, publicClient, refreshToken, token } from './fixtures';
import { ISSUER, protocolContext, type TestContext } from './test-context';

export const CODE_VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CODE_CHALLENGE = createHash('sha256').update(CODE_VERIFIER).digest('base64url');

export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/** A form as ordered pairs; an array repeats the parameter. */
export function form(fields: FormFields): Parameters {
  return new Parameters(
    Object.entries(fields).flatMap(([name, values]) =>
      (typeof values === 'string' ? [values] : values).map((value) => [name, value] as const),
    ),
  );
}

export function basic(clientId: string, secret: string): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`;
}

export interface DirectRequestOptions {
  readonly authorization?: string | undefined;
  /** Path of the endpoint; default that of the token endpoint. */
  readonly path?: string;
}

/** A request to a direct endpoint, from 192.0.2.7. */
export function directRequest(fields: FormFields, options: DirectRequestOptions = {}): TokenRequest {
  return {
    parameters: form(fields),
    authorization: options.authorization,
    endpoint: `${ISSUER}${options.path ?? '/oauth/token'}`,
    origin: { ip: '192.0.2.7', userAgent: 'spec' },
  };
}

/** What `promise` was refused with; fails when it was not. */
export async function refusal(promise: Promise<unknown>): Promise<OAuthError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: OAuthError) => ({ error }),
  );
  if ('error' in outcome) return outcome.error;
  throw new Error(`expected a refusal, but got ${JSON.stringify(outcome.value)}`);
}

export function claimsOf(token: string | undefined): Readonly<Record<string, unknown>> {
  const decoded = decodeJwt(token ?? '');
  if (!decoded) throw new Error('expected a JWT');
  return decoded.claims;
}

export interface DriverOverrides {
  readonly options?: Partial<ProtocolOptions>;
  readonly client?: Partial<ClientRecord>;
  readonly publicClient?: Partial<ClientRecord>;
}

/** The token endpoint over memory, with `web-shop` (secret in `secret`) and the public `single-page`. */
export class TokenEndpointDriver {
  readonly context: TestContext;
  readonly endpoint: TokenEndpoint;
  readonly secret: string;
  readonly authorization: string;

  constructor(overrides: DriverOverrides = {}) {
    this.context = protocolContext(overrides.options === undefined ? {} : { options: overrides.options });
    const { value, record } = clientSecret(this.context.keys);
    this.secret = value;
    this.context.clients.put(client({ secrets: [record], ...overrides.client }));
    this.context.clients.put(publicClient(overrides.publicClient));
    this.authorization = basic('web-shop', value);
    this.endpoint = new TokenEndpoint(this.context, registeredGrants, registeredExtensions);
  }

  /** As the confidential client. */
  post(fields: FormFields): Promise<TokenResponse> {
    return this.endpoint.answer(directRequest(fields, { authorization: this.authorization }));
  }

  /** As the public client. */
  postPublic(fields: FormFields): Promise<TokenResponse> {
    return this.endpoint.answer(directRequest({ client_id: 'single-page', ...fields }));
  }

  exchangeCode(code: string, fields: FormFields = {}): Promise<TokenResponse> {
    const redirect_uri = 'https://shop.example/callback';
    return this.post({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: CODE_VERIFIER, ...fields });
  }

  /** Another confidential client that can authenticate; returns its header. */
  addClient(overrides: Partial<ClientRecord> & { readonly clientId: string }): string {
    const { value, record } = clientSecret(this.context.keys, { clientId: overrides.clientId });
    this.context.clients.put(client({ secrets: [record], ...overrides }));
    return basic(overrides.clientId, value);
  }

  /** A code that a person approved, with PKCE unless the bindings say otherwise. */
  async approve(
    familyOverrides: Partial<FamilyRecord> = {},
    codeOverrides: Partial<AuthorizationCodeRecord> = {},
  ): Promise<{ readonly code: string; readonly codeId: string; readonly familyId: string }> {
    const approved = family(familyOverrides);
    const bindings = { pkce: { codeChallenge: CODE_CHALLENGE } };
    const { clientId, id: familyId } = approved;
    const { value, record } = authorizationCode({ familyId, clientId, bindings, ...codeOverrides });
    await this.context.unitOfWork.run(async (stores) => {
      await stores.families.insert(approved);
      await stores.authorizationCodes.insert(record);
      const { id, digest, issuedAt, expiresAt } = record;
      const row = token({ id, digest, issuedAt, expiresAt, kind: 'authorization_code', familyId, clientId });
      await stores.tokens.insert([row.record]);
    });
    return { code: value, codeId: record.id, familyId };
  }

  /** A refresh token of a new approval. */
  async grantRefreshToken(
    familyOverrides: Partial<FamilyRecord> = {},
    tokenOverrides: Partial<TokenRecord> = {},
  ): Promise<{ readonly value: string; readonly id: string; readonly familyId: string }> {
    const approved = family(familyOverrides);
    const { clientId, id: familyId, scope } = approved;
    const { value, record } = refreshToken({ familyId, clientId, scope, ...tokenOverrides });
    await this.context.unitOfWork.run(async (stores) => {
      await stores.families.insert(approved);
      await stores.tokens.insert([record]);
    });
    return { value, id: record.id, familyId };
  }

  /** Ledger rows in order of issue, codes apart. */
  get tokens(): TokenRecord[] {
    return [...this.context.unitOfWork.state.tokens.values()].filter((row) => row.kind !== 'authorization_code');
  }

  family(id: string): FamilyRecord | undefined {
    return this.context.unitOfWork.state.families.get(id);
  }
}
