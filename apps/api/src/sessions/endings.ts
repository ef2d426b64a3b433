/** Ends a session or revokes a consent through the one revocation engine: who may, and what is said of it. */
import { Injectable } from '@nestjs/common';
import { IdentityUnitOfWork } from '@gatehouse/identity';
import { Clock, RevocationEngine, RevocationUnitOfWork, type RevocationEvent } from '@gatehouse/protocol';
import type { AdminPrincipal } from '../http/admin/principal';
import { reachOf, requireWithinReach } from '../http/admin/reach';
import type { EndingBody } from './endings.dto';

@Injectable()
export class Endings {
  private readonly engine = new RevocationEngine();

  constructor(
    private readonly revocations: RevocationUnitOfWork,
    private readonly identity: IdentityUnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Carries the event out, in one transaction with the audit event.
   * @param accountId whose it is
   * @returns the id of the revocation
   * @throws Problem `target_holds_more`
   */
  async end(
    event: RevocationEvent,
    accountId: string,
    { cause, reason }: EndingBody,
    principal: AdminPrincipal,
  ): Promise<string> {
    await this.requireReach(accountId, principal);
    const by = { actor: principal.actor(), ...principal.origin() };
    const { id } = await this.revocations.runRevocation((stores) =>
      this.engine.carryOut(stores, {
        event,
        at: this.clock.now(),
        by,
        cause: cause ?? 'other',
        reason: reason ?? null,
      }),
    );
    return id;
  }

  private async requireReach(accountId: string, principal: AdminPrincipal): Promise<void> {
    const { identityAccounts } = this.identity.identityReads;
    const actor = principal.kind === 'person' ? await identityAccounts.find(principal.id) : undefined;
    const reach = reachOf(principal, actor, ['tokens:revoke']);
    const target = await identityAccounts.find(accountId);
    if (target) requireWithinReach(reach, target);
  }
}
