/** Verifies the whole log, step by step: a request for each stretch of it, so that a long log shows how far it is. */
import type { Shape } from '../../ui/admin-api';

export type Verification = Shape<'AuditVerificationAnswer'>;

/** What was found so far; with `done` it is the result. */
export interface VerifyState {
  readonly from: number;
  readonly through: number;
  readonly events: number;
  readonly unsealed: number;
  readonly checkpoints: number;
  readonly fault: Verification['fault'];
  readonly done: boolean;
}

/**
 * @param ask verifies one stretch, after a place of the chain
 * @returns what is known after each stretch; the last one is done
 */
export async function* verifySteps(ask: (after: number) => Promise<Verification>): AsyncGenerator<VerifyState> {
  let total: VerifyState | undefined;
  for (let after = 0; ;) {
    const answer = await ask(after);
    total = {
      from: total?.from ?? answer.from,
      through: answer.through,
      events: (total?.events ?? 0) + answer.events,
      unsealed: (total?.unsealed ?? 0) + answer.unsealed,
      checkpoints: (total?.checkpoints ?? 0) + answer.checkpoints,
      fault: answer.fault,
      done: answer.next_after === null,
    };
    yield total;
    // A server that does not get on must not be asked forever.
    if (answer.next_after === null || answer.next_after <= after) return;
    after = answer.next_after;
  }
}
