/** Which steps of a first sign-in have been seen, worked out from what the audit log and the ledger say. */
import type { Shape } from '../../ui/admin-api';

export type LiveStepId = 'authorized' | 'exchanged' | 'stored';

export interface LiveStep {
  readonly id: LiveStepId;
  readonly title: string;
  /** What is waited for. */
  readonly waiting: string;
  /** When it was seen; undefined while it is waited for. */
  readonly at: number | undefined;
  /** Where to look at it. */
  readonly href?: string;
}

export interface Seen {
  readonly events: readonly Shape<'AuditEventAnswer'>[];
  readonly tokens: readonly Shape<'TokenAnswer'>[];
  /** Only what came later counts; undefined = everything. */
  readonly since: number | undefined;
}

export function liveSteps(signsIn: boolean, { events, tokens, since = 0 }: Seen): readonly LiveStep[] {
  const granted = events.find(({ event, at }) => event === 'authorization.granted' && at > since);
  const issued = events.find(({ event, at }) => event === 'token.issued' && at > since);
  const stored = tokens.find(({ issued_at: at }) => at > since);
  const exchanged: LiveStep = {
    id: 'exchanged',
    title: signsIn ? 'Code exchanged' : 'Client proved who it is, and got a token',
    waiting: signsIn ? 'The client sends the code to the token endpoint.' : 'The client asks the token endpoint.',
    at: issued?.at,
    ...(issued ? { href: `/audit?event=token.issued&client_id=${encodeURIComponent(issued.client_id ?? '')}` } : {}),
  };
  const inLedger: LiveStep = {
    id: 'stored',
    title: 'Access token in the ledger',
    waiting: 'From then on it can be found, explained and revoked.',
    at: stored?.issued_at,
    ...(stored ? { href: `/tokens/${stored.id}` } : {}),
  };
  if (!signsIn) return [exchanged, inLedger];
  return [
    {
      id: 'authorized',
      title: 'Authorize request received, and allowed',
      waiting: 'Somebody signs in through the client.',
      at: granted?.at,
      ...(granted
        ? { href: `/audit?event=authorization.granted&client_id=${encodeURIComponent(granted.client_id ?? '')}` }
        : {}),
    },
    exchanged,
    inLedger,
  ];
}

/** Refusals that still matter: those after the last success. The newest first. */
export function freshFailures(
  failures: readonly Shape<'FailureAnswer'>[],
  { events, since = 0 }: Seen,
): readonly Shape<'FailureAnswer'>[] {
  const success = Math.max(since, ...events.filter(({ event }) => event === 'token.issued').map(({ at }) => at));
  return failures.filter(({ at }) => at > success);
}

/** The moment of the newest thing that was seen: what is waited for next comes after it. */
export function newestOf({ events, tokens }: Seen, failures: readonly Shape<'FailureAnswer'>[]): number | undefined {
  const moments = [
    ...events.map(({ at }) => at),
    ...tokens.map(({ issued_at: at }) => at),
    ...failures.map(({ at }) => at),
  ];
  return moments.length === 0 ? undefined : Math.max(...moments);
}
