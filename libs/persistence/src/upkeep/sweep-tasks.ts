/** Every kind of row that leaves, in the order in which a pass looks at them: tokens before what they hang on. */
import { AuditSweep, type AuditPruning } from './audit-sweep';
import { FailureSweep } from './failure-sweep';
import { IndexSweep } from './index-sweep';
import { RevocationSweep } from './revocation-sweep';
import { SigningKeySweep } from './signing-key-sweep';
import { StatisticSweep } from './statistic-sweep';
import type { SweepTask } from './sweep-task';
import { TokenSweep } from './token-sweep';
import { WalkSweep } from './walk-sweep';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A counter of sign-ins counts for a day at most; then it may go. */
const COUNTERS_KEPT = 25 * HOUR;

export function sweepTasks(audit: AuditPruning): readonly SweepTask[] {
  return [
    new TokenSweep(),
    new WalkSweep({
      kind: 'authorization_code',
      table: 'authorization_code',
      retention: ['retention.authorization_code'],
      interval: 5 * MINUTE,
      due: 'expires_at <= ?',
      values: (settings, now) => [now - settings['retention.authorization_code'] * 1000],
    }),
    new WalkSweep({
      kind: 'family',
      table: 'family',
      retention: ['retention.family', 'retention.revoked'],
      interval: HOUR,
      due: 'CASE WHEN revoked_at IS NULL THEN expires_at + ? ELSE revoked_at + ? END <= ?',
      values: (settings, now) => [settings['retention.family'] * 1000, settings['retention.revoked'] * 1000, now],
      orphaned: 'NOT EXISTS (SELECT 1 FROM token WHERE token.family_id = family.id)',
    }),
    new WalkSweep({
      kind: 'session',
      table: 'session',
      retention: ['retention.session'],
      interval: HOUR,
      due: 'COALESCE(ended_at, expires_at) <= ?',
      values: (settings, now) => [now - settings['retention.session'] * 1000],
      orphaned: 'NOT EXISTS (SELECT 1 FROM family WHERE family.session_id = session.id)',
    }),
    new WalkSweep({
      kind: 'consent',
      table: 'consent',
      retention: ['retention.consent'],
      interval: 6 * HOUR,
      due: 'revoked_at <= ?',
      values: (settings, now) => [now - settings['retention.consent'] * 1000],
      orphaned: 'NOT EXISTS (SELECT 1 FROM family WHERE family.consent_id = consent.id)',
    }),
    new IndexSweep({
      kind: 'sign_in_attempt',
      table: 'sign_in_attempt',
      keys: ['counted'],
      time: 'window_started_at',
      keptFor: COUNTERS_KEPT,
      interval: 5 * MINUTE,
    }),
    new IndexSweep({
      kind: 'one_time',
      table: 'one_time',
      keys: ['digest'],
      time: 'expires_at',
      // Clocks of replicas differ a little; a value that is forgotten early could be used twice.
      keptFor: MINUTE,
      interval: MINUTE,
    }),
    new IndexSweep({
      kind: 'idempotency',
      table: 'idempotency',
      keys: ['key_digest'],
      time: 'expires_at',
      keptFor: 0,
      interval: 5 * MINUTE,
    }),
    new IndexSweep({
      kind: 'client_redirect_uri',
      table: 'client_redirect_uri',
      keys: ['id'],
      time: 'expires_at',
      // For as long as somebody may wonder why it is refused.
      keptFor: 30 * 24 * HOUR,
      interval: HOUR,
    }),
    new RevocationSweep(),
    new IndexSweep({
      kind: 'revocation_entry',
      table: 'revocation_entry',
      keys: ['kind', 'mark'],
      time: 'expires_at',
      // Verifiers' clocks differ a little.
      keptFor: 5 * MINUTE,
      interval: MINUTE,
    }),
    new FailureSweep(),
    new SigningKeySweep(),
    new AuditSweep(audit),
    new StatisticSweep(),
  ];
}
