/**
 * Token introspection, step by step: receive → authenticate → find → may the caller know → does it stand → describe.
 * Whatever fails on the way, the answer is the same `{"active":false}`. RFC 7662.
 */
import { authenticateClient } from '../client-authentication/authenticate-client';
import type { ClientAuthenticationRequest } from '../client-authentication/client-authentication-method';
import { OAuthError } from '../errors/oauth-error';
import { invalidClient, invalidRequest } from '../errors/oauth-errors';
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import { isPublicClient, type ClientRecord } from '../records/client';
import { tokenEnded, type TokenEntry } from '../records/standing';
import { findPresentedToken } from '../token/find-presented-token';
import { describeToken, type ActiveToken } from './describe-token';

export type IntrospectionRequest = ClientAuthenticationRequest & { readonly origin: RequestOrigin };
export type IntrospectionResponse = ActiveToken | { readonly active: false };

const INACTIVE: IntrospectionResponse = Object.freeze({ active: false });

export class IntrospectionEndpoint {
  constructor(private readonly context: ProtocolContext) {}

  /**
   * Answers one introspection request with the body of a 200.
   * @throws OAuthError `invalid_request`, or `invalid_client` (401) for callers without a credential
   */
  async answer(request: IntrospectionRequest): Promise<IntrospectionResponse> {
    const caller = await this.receive(request);
    const token = request.parameters.get('token');
    if (token === undefined) throw invalidRequest('token is missing.', { check: 'token.missing' });
    // token_type_hint only helps where tokens do not say what they are; ours do. RFC 7662 §2.1.
    const found = await findPresentedToken(token, this.context.unitOfWork.reads.tokens);
    if (!found || !mayKnow(caller, found)) return INACTIVE;
    return (await this.stands(found)) ? describeToken(found, this.context.options.issuer) : INACTIVE;
  }

  /** RFC 7662 §2.1: whoever cannot prove who they are must not be able to scan for tokens. */
  private async receive(request: IntrospectionRequest): Promise<ClientRecord> {
    try {
      if (request.parameters.repeated([]) !== undefined) {
        throw invalidRequest('A parameter was sent more than once.', { check: 'parameter.repeated' });
      }
      const caller = await authenticateClient(request, this.context);
      if (isPublicClient(caller)) {
        throw invalidClient('Introspection needs a client with a credential.', { check: 'client.public' });
      }
      return caller;
    } catch (error) {
      if (error instanceof OAuthError && error.code === 'invalid_client') {
        const { check } = error;
        const at = this.context.clock.now();
        this.context.events.report({ id: 'client_authentication.failed', at, ...request.origin, check });
      }
      throw error;
    }
  }

  private async stands(found: TokenEntry): Promise<boolean> {
    const client = await this.context.clients.find(found.token.clientId);
    if (!(await this.reachesOnlyLiveApis(found))) return false;
    // A rotated refresh token is spent, even while a retry would still be answered.
    return (
      client !== undefined &&
      !tokenEnded(found, client, this.context.keys, this.context.clock.now()) &&
      found.token.rotatedAt === null
    );
  }

  /** A disabled API accepts nothing any more, whoever asks. */
  private async reachesOnlyLiveApis({ token }: TokenEntry): Promise<boolean> {
    if (token.kind !== 'access_token') return true;
    const { issuer } = this.context.options;
    const apis = await this.context.apis.all();
    return token.audience.every((name) => name === issuer || apis.some((api) => api.identifier === name));
  }
}

/** Its own tokens, and access tokens for the APIs that it answers for. ID tokens are no credentials: RFC 7662 §1. */
function mayKnow(caller: ClientRecord, { token }: TokenEntry): boolean {
  if (token.kind === 'id_token') return false;
  if (token.clientId === caller.clientId) return true;
  if (token.kind !== 'access_token' || caller.introspects === undefined) return false;
  return token.audience.some((identifier) => caller.introspects?.includes(identifier));
}
