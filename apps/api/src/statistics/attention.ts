/** Collects what needs somebody's attention. Each source is bounded, so the whole is. */
import { Injectable } from '@nestjs/common';
import type { AdminScope } from '@gatehouse/contracts';
import { Persistence } from '@gatehouse/persistence';
import { Clock, DEFAULT_KEY_LIFECYCLE } from '@gatehouse/protocol';
import { auditItems, gradeItem, keyItems, refusalItem, SECRET_ENDED, SECRET_ENDS, secretItem } from './attention-items';
import { type AttentionItemAnswer, SEVERITIES } from './attention.dto';
import { ClientGrades } from './client-grades';
import { lastHours } from './stats-range';

const MOST_ITEMS = 50;
/** Of each source that is judged one by one. */
const LOOKED_AT = 200;

@Injectable()
export class Attention {
  constructor(
    private readonly persistence: Persistence,
    private readonly grades: ClientGrades,
    private readonly clock: Clock,
  ) {}

  /** The most urgent first; what is about keys only for who may read keys. */
  async items(scopes: ReadonlySet<AdminScope>): Promise<AttentionItemAnswer[]> {
    const now = this.clock.now();
    const items = [
      ...(await this.secrets(now)),
      ...(await this.refusals(now)),
      ...(await this.grades.poor()).slice(0, MOST_ITEMS).map(gradeItem),
      ...(scopes.has('keys:read') ? await this.keys(now) : []),
      ...auditItems(await this.persistence.statistics.verifications(), now),
    ];
    const rank = ({ severity }: AttentionItemAnswer): number => SEVERITIES.indexOf(severity);
    return items.sort((left, right) => rank(left) - rank(right)).slice(0, MOST_ITEMS);
  }

  private async secrets(now: number): Promise<AttentionItemAnswer[]> {
    const span = { from: now - SECRET_ENDED, to: now + SECRET_ENDS };
    const ending = await this.persistence.statistics.endingSecrets(span, LOOKED_AT);
    const items: AttentionItemAnswer[] = [];
    for (const secret of ending) {
      items.push(...secretItem(secret, await this.persistence.clients.find(secret.clientId), now));
    }
    return items;
  }

  private async refusals(now: number): Promise<AttentionItemAnswer[]> {
    const range = lastHours(24, now);
    const items: AttentionItemAnswer[] = [];
    for (const counts of (await this.persistence.statistics.clients(range)).slice(0, LOOKED_AT)) {
      const client = counts.clientId === null ? undefined : await this.persistence.clients.find(counts.clientId);
      items.push(...refusalItem(counts, client, range.from));
    }
    return items;
  }

  private async keys(now: number): Promise<AttentionItemAnswer[]> {
    return keyItems(await this.persistence.unitOfWork.reads.signingKeys.list(), DEFAULT_KEY_LIFECYCLE, now);
  }
}
