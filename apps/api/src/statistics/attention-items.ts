/** What needs somebody, judged from what is known; and in which words it is said. Pure. */
import { type ClientCounts, DAY, type EndingSecret, HOUR } from '@gatehouse/persistence';
import {
  type ClientRecord,
  dueKeySteps,
  type KeyLifecycle,
  SIGNING_ALGORITHMS,
  type SigningKeyRecord,
} from '@gatehouse/protocol';
import type { AttentionItemAnswer, AttentionTargetAnswer, Severity } from './attention.dto';
import type { GradedClient } from './client-grades';

/** Secrets are looked at from so long after their end to so long before it. */
export const SECRET_ENDED = 30 * DAY;
export const SECRET_ENDS = 14 * DAY;
const SECRET_URGENT = 3 * DAY;
/** A secret that was used within this is in use. */
const IN_USE = 7 * DAY;

/** A key that will sign so soon is worth knowing of; a step that is so late will not come by itself. */
const KEY_SOON = 7 * DAY;
const KEY_LATE = 2 * DAY;

/** Refusals in a day, and their share of all requests, from which a client needs somebody. */
const REFUSED = 20;
const REFUSED_SHARE = 0.25;
const REFUSED_URGENT = 100;

const VERIFIED_EVERY = 30 * DAY;

/** @param client whose secret it is; undefined when it is gone */
export function secretItem(secret: EndingSecret, client: ClientRecord | undefined, now: number): AttentionItemAnswer[] {
  if (!client || client.disabledAt !== null || !client.tokenEndpointAuthMethod.startsWith('client_secret_')) return [];
  const { id, expiresAt, lastUsedAt } = secret;
  const outlived = client.secrets.some(
    (other) => other.id !== id && (other.expiresAt === null || other.expiresAt > Math.max(expiresAt, now)),
  );
  const inUse = lastUsedAt !== null && lastUsedAt >= Math.min(expiresAt, now) - IN_USE;
  const { clientId, clientName: name } = client;
  const target = { kind: 'client_secret', id, name } as const;
  if (expiresAt <= now) {
    if (outlived || !inUse) return [];
    const message = `The secret that ${name} used has expired, and the client has no other: its requests are refused. Make a new secret.`;
    const item = { kind: 'secret_expired', severity: 'critical', since: expiresAt, until: null } as const;
    return [{ ...item, target, client_id: clientId, message }];
  }
  if (outlived && !inUse) return [];
  const message = outlived
    ? `A secret of ${name} expires soon and is still in use. Let the client use its other secret before.`
    : `The secret of ${name} expires soon, and the client has no other that lives longer. Make a new secret.`;
  const severity = expiresAt - now <= SECRET_URGENT ? 'critical' : 'warning';
  return [{ kind: 'secret_expires', severity, target, client_id: clientId, message, since: null, until: expiresAt }];
}

/** @param keys all that are not retired */
export function keyItems(
  keys: readonly SigningKeyRecord[],
  lifecycle: KeyLifecycle,
  now: number,
): AttentionItemAnswer[] {
  // What was due that long ago, and is still to be done, is not being done.
  const late = dueKeySteps(keys, SIGNING_ALGORITHMS, lifecycle, now - KEY_LATE);
  return SIGNING_ALGORITHMS.flatMap((algorithm): AttentionItemAnswer[] => {
    const [active, next] = (['active', 'next'] as const).map((state) =>
      keys.find((key) => key.algorithm === algorithm && key.state === state),
    );
    const overdue = late.some((step) => algorithm === (step.step === 'create' ? step.algorithm : step.key.algorithm));
    if (overdue) {
      const message = `The ${algorithm} keys should have been rotated days ago, and have not been. Look into the log for "key maintenance failed".`;
      const target = keyTarget(active ?? next, algorithm);
      return [
        {
          kind: 'signing_key_overdue',
          severity: 'critical',
          target,
          client_id: null,
          message,
          since: null,
          until: null,
        },
      ];
    }
    if (!active || !next) return [];
    const signsFrom = Math.max(
      next.createdAt + lifecycle.announceFor,
      (active.activatedAt ?? active.createdAt) + lifecycle.signFor,
    );
    if (signsFrom - now > KEY_SOON) return [];
    const message = `A new ${algorithm} key begins to sign soon, by itself. Whoever keeps a copy of the key set by hand needs the new one before.`;
    const target = keyTarget(next, algorithm);
    return [
      {
        kind: 'signing_key_due',
        severity: 'info',
        target,
        client_id: null,
        message,
        since: next.createdAt,
        until: signsFrom,
      },
    ];
  });
}

function keyTarget(key: SigningKeyRecord | undefined, algorithm: string): AttentionTargetAnswer {
  return { kind: 'signing_key', id: key?.id ?? algorithm, name: `${algorithm} key` };
}

/** A client of which the linter says that an important protection is missing. */
export function gradeItem({ clientId, clientName: name, grade, reason, updatedAt }: GradedClient): AttentionItemAnswer {
  return {
    kind: 'client_grade',
    severity: grade === 'F' ? 'critical' : 'warning',
    target: { kind: 'client', id: clientId, name },
    client_id: clientId,
    message: `The settings of ${name} have the security grade ${grade}. ${reason}`,
    since: updatedAt,
    until: null,
  };
}

/** @param counts of the last 24 hours */
export function refusalItem(
  counts: ClientCounts,
  client: ClientRecord | undefined,
  since: number,
): AttentionItemAnswer[] {
  const { refused, issued, top } = counts;
  if (!client || !top || refused < REFUSED || refused / (refused + issued) < REFUSED_SHARE) return [];
  const { clientId, clientName: name } = client;
  return [
    {
      kind: 'client_refusals',
      severity: issued === 0 && refused >= REFUSED_URGENT ? 'critical' : 'warning',
      target: { kind: 'client', id: clientId, name },
      client_id: clientId,
      message: `${refused} requests of ${name} were refused in the last 24 hours, most often by the check ${top.reason}; tokens were issued ${issued} times.`,
      since,
      until: null,
    },
  ];
}

export function auditItems(
  { soundAt, faultyAt }: { readonly soundAt: number | null; readonly faultyAt: number | null },
  now: number,
): AttentionItemAnswer[] {
  const item = (
    kind: 'audit_faulty' | 'audit_unverified',
    severity: Severity,
    message: string,
    since: number | null,
  ) => ({
    kind,
    severity,
    target: { kind: 'audit' as const, id: 'log', name: 'Audit log' },
    client_id: null,
    message,
    since,
    until: null,
  });
  if (faultyAt !== null && faultyAt > (soundAt ?? 0)) {
    const message =
      'A verification of the audit log found an event that is not as it was written. Verify it again to see which.';
    return [item('audit_faulty', 'critical', message, faultyAt)];
  }
  if (soundAt === null) {
    return [item('audit_unverified', 'info', 'The audit log has not been verified yet. Verify it now and then.', null)];
  }
  if (now - soundAt < VERIFIED_EVERY) return [];
  const days = Math.floor((now - soundAt) / (24 * HOUR));
  return [item('audit_unverified', 'info', `The audit log was last verified ${days} days ago.`, soundAt)];
}
