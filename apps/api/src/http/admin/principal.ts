/** Who sent a request to the admin API, as the guard has proven it. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { AuditActor } from '@gatehouse/audit';
import type { AdminRole, AdminScope } from '@gatehouse/contracts';
import { problem } from './problems';

export interface PrincipalFacts {
  readonly kind: 'person' | 'client';
  /** Account id of a person, client id of a client. */
  readonly id: string;
  /** The client through which a person acts; the client itself otherwise. */
  readonly clientId: string;
  /** What the access token, its client and the person's roles allow together, at this moment. */
  readonly scopes: ReadonlySet<AdminScope>;
  /** Current roles of a person; empty for a client. */
  readonly roles: readonly AdminRole[];
  /** The browser session behind the token, if there is one. */
  readonly sessionId: string | null;
  /** Id of the access token. */
  readonly tokenId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export class AdminPrincipal {
  constructor(private readonly facts: PrincipalFacts) {}

  get kind(): 'person' | 'client' {
    return this.facts.kind;
  }

  get id(): string {
    return this.facts.id;
  }

  get clientId(): string {
    return this.facts.clientId;
  }

  get scopes(): ReadonlySet<AdminScope> {
    return this.facts.scopes;
  }

  get roles(): readonly AdminRole[] {
    return this.facts.roles;
  }

  get sessionId(): string | null {
    return this.facts.sessionId;
  }

  get tokenId(): string {
    return this.facts.tokenId;
  }

  get ip(): string | null {
    return this.facts.ip;
  }

  get userAgent(): string | null {
    return this.facts.userAgent;
  }

  /** For the `actor` of an audit event. */
  actor(): AuditActor {
    return { kind: this.facts.kind, id: this.facts.id };
  }

  /** For the address and user agent of an audit event or a ledger row. */
  origin(): { readonly ip: string | null; readonly userAgent: string | null } {
    return { ip: this.facts.ip, userAgent: this.facts.userAgent };
  }

  /** @throws Problem `scope_not_held` when somebody would give away admin scopes that they do not have themselves */
  requireHeld(scopes: readonly AdminScope[]): void {
    const missing = scopes.filter((scope) => !this.facts.scopes.has(scope));
    if (missing.length > 0) throw problem('scope_not_held', { detail: `You do not have: ${missing.join(', ')}.` });
  }
}

/** A request that has passed the guard. */
export interface AdminRequest extends Request {
  adminPrincipal?: AdminPrincipal;
}

/** The principal of a request that has passed the guard. */
export function principalOf(request: AdminRequest): AdminPrincipal {
  // A route of the admin API that asks for it and is open to everybody is a mistake of ours.
  if (!request.adminPrincipal) throw new Error('this route has no principal');
  return request.adminPrincipal;
}

/** `@Principal() principal: AdminPrincipal` */
export const Principal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<AdminRequest>()),
);
