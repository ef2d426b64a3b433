/**
 * Lets a request of the admin API in, or not: the token is looked up each time, and so is everything that it hangs on, so
 * that a revocation, a changed role or a changed client counts at once. Without `@AdminRoute` nobody gets in. RFC 6750.
 */
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import {
  ADMIN_RESOURCE,
  type AdminRole,
  type AdminScope,
  ADMIN_ROLES,
  isAdminScope,
  scopesOfRoles,
} from '@gatehouse/contracts';
import { IdentityUnitOfWork } from '@gatehouse/identity';
import {
  bearerError,
  type ClientRecord,
  findPresentedToken,
  OAuthError,
  presentedBearerToken,
  type ProtocolContext,
  tokenEnded,
  type TokenEntry,
} from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../../wiring/tokens';
import type { Problem } from '../errors/problem';
import { clientAddressOf, userAgentOf } from '../request-context';
import { AdminPrincipal, type AdminRequest } from './principal';
import { problem } from './problems';
import { reportRefusal } from './report-refusal';
import { routeOf, scopesNeeded } from './route-metadata';

/** Why a request is not let in. */
interface Refusal {
  readonly problem: Problem;
  /** Short and stable, for the audit log. */
  readonly check: string;
  readonly principal?: AdminPrincipal;
}

@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    @Inject(PROTOCOL_CONTEXT) private readonly protocol: ProtocolContext,
    private readonly identity: IdentityUnitOfWork,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AdminRequest>();
    const route = routeOf(context.getHandler());
    if (route?.public === true) return true;
    const judged = await this.judge(request, route === undefined ? undefined : scopesNeeded(route));
    if (judged instanceof AdminPrincipal) {
      request.adminPrincipal = judged;
      return true;
    }
    reportRefusal(this.protocol, request, judged.check, judged.principal);
    throw judged.problem;
  }

  /** Whether a request that was let in still would be; for answers that stay open. */
  async stillAllows(request: AdminRequest, needed: readonly AdminScope[]): Promise<boolean> {
    return (await this.judge(request, needed)) instanceof AdminPrincipal;
  }

  /** @param needed undefined for a handler that says nothing of who may call it */
  private async judge(
    request: AdminRequest,
    needed: readonly AdminScope[] | undefined,
  ): Promise<AdminPrincipal | Refusal> {
    const presented = readBearerToken(request.headers.authorization);
    if (typeof presented !== 'string') return presented;
    const { tokens } = this.protocol.unitOfWork.reads;
    const found = await findPresentedToken(presented, tokens);
    // An ID token or a refresh token is no access token, whoever holds it.
    if (!found || found.token.kind !== 'access_token') return invalidToken('token.unknown');
    const client = await this.protocol.clients.find(found.token.clientId);
    if (!client) return invalidToken('token.client_unknown');
    const ended = tokenEnded(found, client, this.protocol.keys, this.protocol.clock.now());
    if (ended) return invalidToken(`token.${ended}`);
    // One that is good elsewhere too may be in the hands of that other API.
    if (found.token.audience.length !== 1 || found.token.audience[0] !== ADMIN_RESOURCE) {
      return invalidToken('token.audience');
    }
    const principal = await this.principalOf(found, client, request);
    if (!principal) return invalidToken('token.account_unknown');
    if (needed === undefined) return forbidden('route.undeclared', [], principal);
    const missing = needed.filter((scope) => !principal.scopes.has(scope));
    if (missing.length > 0 || principal.scopes.size === 0) return forbidden('scope.missing', missing, principal);
    return principal;
  }

  /** What the token says, cut down to what its client may have and its person's roles allow now. */
  private async principalOf(
    { token, entry }: TokenEntry,
    client: ClientRecord,
    request: AdminRequest,
  ): Promise<AdminPrincipal | undefined> {
    const allowed = token.scope.filter((word) => client.scope.includes(word)).filter(isAdminScope);
    const facts = {
      clientId: client.clientId,
      tokenId: token.id,
      sessionId: token.sessionId,
      ip: clientAddressOf(request),
      userAgent: userAgentOf(request) ?? null,
    };
    if (token.familyId === null) {
      // Of a person without a family nothing is left that could have been approved.
      if (token.subject !== client.clientId) return undefined;
      return new AdminPrincipal({ ...facts, kind: 'client', id: client.clientId, scopes: new Set(allowed), roles: [] });
    }
    const account = entry && (await this.identity.identityReads.identityAccounts.find(entry.family.accountId));
    if (!account) return undefined;
    const roles = ADMIN_ROLES.filter((role): role is AdminRole => account.roles.includes(role));
    const ofRoles = scopesOfRoles(roles);
    const scopes = new Set(allowed.filter((scope) => ofRoles.has(scope)));
    return new AdminPrincipal({ ...facts, kind: 'person', id: account.id, scopes, roles });
  }
}

function readBearerToken(authorization: string | undefined): string | Refusal {
  try {
    return presentedBearerToken(authorization, undefined);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const code = error.status === 400 ? 'malformed_request' : 'unauthenticated';
    return { problem: problem(code, { detail: error.description, headers: error.headers }), check: error.check };
  }
}

function invalidToken(check: string): Refusal {
  const { headers } = bearerError('invalid_token', 'The access token is not valid for the admin API.');
  return { problem: problem('token_invalid', { headers }), check };
}

function forbidden(check: string, missing: readonly AdminScope[], principal: AdminPrincipal): Refusal {
  const scope = missing.length > 0 ? { scope: missing.join(' ') } : {};
  const { headers } = bearerError('insufficient_scope', 'The access token does not allow this.', scope);
  const detail = missing.length > 0 ? { detail: `Needed: ${missing.join(', ')}.` } : {};
  return { problem: problem('scope_missing', { ...detail, headers }), check, principal };
}
