/** Clients of which the linter thinks little. Judged when somebody asks, and again when anything was changed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LintGrade } from '@gatehouse/client-rules';
import { lintClientRecord } from '@gatehouse/configuration';
import { Persistence } from '@gatehouse/persistence';
import type { ProtocolContext } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';

export interface GradedClient {
  readonly clientId: string;
  readonly clientName: string;
  readonly grade: LintGrade;
  /** One sentence that says where the grade comes from. */
  readonly reason: string;
  readonly updatedAt: number;
}

/** Clients that are judged, in the order of their ids; more are looked at one by one. */
const JUDGED = 500;
const AT_ONCE = 50;
/** Milliseconds: secrets grow old without anything being changed. */
const GOOD_FOR = 600_000;

const WORSE_THAN_C: readonly LintGrade[] = ['F', 'E', 'D'];

@Injectable()
export class ClientGrades implements OnModuleDestroy {
  private known: { readonly at: number; readonly clients: Promise<readonly GradedClient[]> } | undefined;
  private readonly stop: () => void;

  constructor(
    private readonly persistence: Persistence,
    @Inject(PROTOCOL_CONTEXT) private readonly protocol: ProtocolContext,
  ) {
    this.stop = persistence.catalogueWatch.subscribe(() => (this.known = undefined));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** Enabled clients with grade D or worse, the worst first. */
  poor(): Promise<readonly GradedClient[]> {
    const now = this.protocol.clock.now();
    if (!this.known || now - this.known.at >= GOOD_FOR) {
      const clients = this.judge(now);
      const known = { at: now, clients };
      this.known = known;
      clients.catch(() => (this.known === known ? (this.known = undefined) : undefined));
    }
    return this.known.clients;
  }

  private async judge(now: number): Promise<readonly GradedClient[]> {
    const { clients } = this.persistence.unitOfWork.registryReads;
    const poor: GradedClient[] = [];
    let after: string | undefined;
    for (let judged = 0; judged < JUDGED; judged += AT_ONCE) {
      const page = await clients.list({ limit: AT_ONCE, ...(after === undefined ? {} : { after }) });
      for (const client of page) {
        if (client.disabledAt !== null) continue;
        const { grade, reason } = lintClientRecord(client, { options: this.protocol.options, now });
        const { clientId, clientName, updatedAt } = client;
        if (WORSE_THAN_C.includes(grade)) poor.push({ clientId, clientName, grade, reason, updatedAt });
      }
      after = page.at(-1)?.clientId;
      if (page.length < AT_ONCE) break;
      await nextTurn();
    }
    return poor.sort((left, right) => WORSE_THAN_C.indexOf(left.grade) - WORSE_THAN_C.indexOf(right.grade));
  }
}
