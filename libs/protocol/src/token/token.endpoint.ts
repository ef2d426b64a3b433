/**
 * The token endpoint, step by step: receive → authenticate → select → prove → claim and issue → respond.
 * RFC 6749 §3.2; RFC 9700 §2.
 */
import { authenticateClient } from '../client-authentication/authenticate-client';
import type { ClientAuthenticationRequest } from '../client-authentication/client-authentication-method';
import { OAuthError, printable } from '../errors/oauth-error';
import {
  invalidRequest,
  temporarilyUnavailable,
  unauthorizedClient,
  unsupportedGrantType,
} from '../errors/oauth-errors';
import type { ProtocolEvent } from '../events/events';
import type { Extension } from '../extensions/extension';
import { refuseDoubleClaims } from '../extensions/refuse-double-claims';
import type { Grant, GrantRequest } from '../grants/grant';
import type { ProtocolContext, RequestOrigin } from '../protocol-context';
import { type ClientRecord, isPublicClient } from '../records/client';
import { Parameters } from '../vocabulary/parameters';
import { issueTokens, type IssuedTokens, type TokenResponse } from './issue/issue-tokens';
import type { ProvenAuthorization, RefusedAuthorization } from './proven-authorization';

export type TokenRequest = ClientAuthenticationRequest & { readonly origin: RequestOrigin };

type ServedRequest = Pick<TokenRequest, 'parameters' | 'origin'>;

/** A grant that lost its claim judges the new state; more rounds than this mean that the store is failing. */
const MAXIMUM_ROUNDS = 4;

/** A grant with the names of every parameter that it or an extension declares; it sees no others. */
interface SelectableGrant {
  readonly grant: Grant;
  readonly parameters: ReadonlySet<string>;
}

export class TokenEndpoint {
  private readonly grants: ReadonlyMap<string, SelectableGrant>;
  private readonly repeatable: readonly string[];

  constructor(
    private readonly context: ProtocolContext,
    grants: readonly Grant[],
    private readonly extensions: readonly Extension[],
  ) {
    refuseDoubleClaims(extensions, context.options);
    const added = extensions.flatMap((extension) => extension.tokenParameters ?? []);
    this.grants = new Map(
      grants.map((grant) => [grant.type, { grant, parameters: new Set([...grant.parameters, ...added]) }]),
    );
    this.repeatable = extensions.flatMap((extension) => extension.repeatable ?? []);
  }

  /**
   * Answers one token request with the body of a 200.
   * @throws OAuthError with a code of RFC 6749 §5.2
   */
  async answer(request: TokenRequest): Promise<TokenResponse> {
    const now = this.context.clock.now();
    let clientId: string | undefined;
    try {
      this.receive(request);
      const client = await authenticateClient(request, this.context);
      clientId = client.clientId;
      return await this.serve(client, request, now);
    } catch (error) {
      this.reportRefusal(error, clientId, request.origin, now);
      throw error;
    }
  }

  /**
   * The steps behind authentication, for a client that is known to be who it says.
   * @throws OAuthError with a code of RFC 6749 §5.2
   */
  async serve(client: ClientRecord, request: ServedRequest, now: number): Promise<TokenResponse> {
    const { grant, parameters: declared } = this.select(request.parameters);
    if (!client.grantTypes.includes(grant.type)) {
      throw unauthorizedClient('This client is not registered for this grant_type.', { check: 'grant_type.client' });
    }
    if (isPublicClient(client) && !grant.allowsPublicClients) {
      throw unauthorizedClient('This grant_type needs a client with a credential.', { check: 'grant_type.public' });
    }
    const parameters = new Parameters(request.parameters.list.filter(([name]) => declared.has(name)));
    return this.redeem(grant, { client, parameters, origin: request.origin, now });
  }

  /** RFC 6749 §3.2: parameters must not be repeated. */
  private receive(request: TokenRequest): void {
    const repeated = request.parameters.repeated(this.repeatable);
    if (repeated !== undefined) {
      throw invalidRequest('A parameter was sent more than once.', {
        check: 'parameter.repeated',
        detail: { repeated: printable(repeated) },
      });
    }
  }

  private select(parameters: Parameters): SelectableGrant {
    const type = parameters.get('grant_type');
    if (type === undefined) throw invalidRequest('grant_type is missing.', { check: 'grant_type.missing' });
    const grant = this.grants.get(type);
    if (!grant) throw unsupportedGrantType('This grant_type is not supported.', { check: 'grant_type.unknown' });
    return grant;
  }

  private async redeem(grant: Grant, request: GrantRequest): Promise<TokenResponse> {
    for (let round = 1; round <= MAXIMUM_ROUNDS; round++) {
      const proof = await grant.prove(request, this.context, this.extensions);
      if (proof.outcome === 'refused') throw await this.refuse(proof, request);
      const issued = await issueTokens(proof, request, this.context);
      if ((await this.store(proof, issued, request)) === 'claimed') return issued.response;
    }
    throw temporarilyUnavailable('Too many requests for the same token at once.', { check: 'claim.contended' });
  }

  /** The claim comes first; without one the rows share a commit with whatever else is waiting. */
  private async store(
    proof: ProvenAuthorization,
    issued: IssuedTokens,
    request: GrantRequest,
  ): Promise<'claimed' | 'lost'> {
    const { claim } = proof;
    const event = issueEvent(proof, issued, request);
    if (!claim) {
      await this.context.unitOfWork.record(issued.records, [event]);
      return 'claimed';
    }
    return this.context.unitOfWork.run(async (stores) => {
      const verdict = await claim(stores, issued.refreshToken);
      if (verdict === 'lost') return verdict;
      await stores.tokens.insert(issued.records);
      await stores.audit.append(event);
      return verdict;
    });
  }

  /** A replay must leave its mark and still be refused, so the mark is committed before the error goes out. */
  private async refuse(refusal: RefusedAuthorization, request: GrantRequest): Promise<OAuthError> {
    await this.context.unitOfWork.run(async (stores) => {
      await refusal.mark(stores);
      await stores.audit.append({
        id: refusal.event,
        at: request.now,
        clientId: request.client.clientId,
        subject: refusal.subject,
        familyId: refusal.familyId,
        ip: request.origin.ip,
        userAgent: request.origin.userAgent,
        target: { kind: 'token', id: refusal.tokenId },
      });
    });
    return refusal.error;
  }

  private reportRefusal(error: unknown, clientId: string | undefined, origin: RequestOrigin, now: number): void {
    const check = error instanceof OAuthError ? error.check : 'server_error';
    const client = clientId === undefined ? {} : { clientId };
    this.context.events.report({ id: 'token.refused', at: now, ...client, ...origin, check });
  }
}

function issueEvent(proof: ProvenAuthorization, issued: IssuedTokens, request: GrantRequest): ProtocolEvent {
  return {
    id: proof.event,
    at: request.now,
    clientId: request.client.clientId,
    subject: proof.subject,
    ip: request.origin.ip,
    userAgent: request.origin.userAgent,
    ...(proof.family ? { familyId: proof.family.id, sessionId: proof.family.sessionId } : {}),
    detail: { tokens: issued.records.map((record) => record.id) },
  };
}
