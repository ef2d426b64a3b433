/** What a sweep of one kind of rows has to know how to do; when, how fast and who does it is decided elsewhere. */
import type { Connection, Gateway } from '../gateway/gateway';
import type { SettingValues } from './setting-definitions';

export const SWEEP_KINDS = [
  'token',
  'authorization_code',
  'family',
  'session',
  'consent',
  'sign_in_attempt',
  'one_time',
  'idempotency',
  'client_redirect_uri',
  'revocation',
  'revocation_entry',
  'failure',
  'signing_key',
  'audit_event',
  'statistic',
] as const;
export type SweepKind = (typeof SWEEP_KINDS)[number];

export interface SweepPass {
  /** Epoch milliseconds: the same through a whole pass of a dry run. */
  readonly now: number;
  readonly settings: SettingValues;
  /** Where the step before came to; null at the beginning of a pass. */
  readonly position: Buffer | null;
  /** Rows to look at in this step, at most. */
  readonly rows: number;
  /** Nothing is removed, so the next step has to look beyond what this one found. */
  readonly counting?: true;
}

/** One small stretch of a pass, worked out by reading. */
export interface SweepPlan {
  /** Where the next step goes on; null when the pass is over. */
  readonly position: Buffer | null;
  /** Rows of the stretch that may go. */
  readonly due: number;
  /** Removes them in one transaction, as far as they still may go; answers how many went. Left out = nothing to do. */
  readonly remove?: (connection: Connection) => Promise<number>;
  /** The same for what brings transactions of its own; the pass is over when nothing went. */
  readonly removeApart?: () => Promise<number>;
}

export interface SweepTask {
  readonly kind: SweepKind;
  /** The settings that the outcome hangs on, as text: when it changes, a new pass begins at once. */
  basis(settings: SettingValues): string;
  /** Between the end of a pass and the next, milliseconds. */
  interval(settings: SettingValues): number;
  /** Looked at whenever something waits, whatever its interval. */
  readonly eager?: true;
  /** Since when something has been waiting, for kinds that can tell without looking at every row. */
  waitingSince?(reads: Connection, now: number, settings: SettingValues): Promise<number | undefined>;
  /** Called when the basis has changed, before the pass. */
  rebase?(gateway: Gateway): Promise<void>;
  plan(reads: Connection, pass: SweepPass): Promise<SweepPlan>;
}
