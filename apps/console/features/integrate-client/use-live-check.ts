'use client';
/** Follows what a client does, as the audit log, the ledger and the kept refusals tell it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Shape } from '../../ui/admin-api';
import { clientKey } from '../../ui/use-client';
import { freshFailures, liveSteps, newestOf, type LiveStep } from './live-steps';

/** Milliseconds between two looks, while something is waited for and when nothing is. */
const LOOK_EVERY = 1_500;
const LOOK_SELDOM = 10_000;

export interface LiveCheck {
  readonly steps: readonly LiveStep[];
  readonly failures: readonly Shape<'FailureAnswer'>[];
  readonly isDone: boolean;
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** Waits for the next sign-in, whatever was seen before. */
  readonly startOver: () => void;
}

async function look(clientId: string) {
  const events = new URLSearchParams({ client_id: clientId, event: 'authorization.granted,token.issued', limit: '20' });
  const [audit, tokens, failures] = await Promise.all([
    answer(api.GET('/admin/v1/audit', { querySerializer: () => events.toString() })),
    answer(api.GET('/admin/v1/tokens', { params: { query: { client_id: clientId, kind: 'access_token', limit: 1 } } })),
    answer(api.GET('/admin/v1/failures', { params: { query: { client_id: clientId, limit: 3 } } })),
  ]);
  return { events: audit.items, tokens: tokens.items, failures: failures.items };
}

const NOTHING = { events: [], tokens: [], failures: [] };

export function useLiveCheck(clientId: string, signsIn: boolean): LiveCheck {
  const [since, setSince] = useState<number>();
  const query = useQuery({
    queryKey: [...clientKey(clientId), 'live'],
    queryFn: () => look(clientId),
    refetchInterval: ({ state: { data } }) =>
      data && liveSteps(signsIn, { ...data, since }).every(({ at }) => at !== undefined) ? LOOK_SELDOM : LOOK_EVERY,
  });
  const data = query.data ?? NOTHING;
  const seen = { ...data, since };
  const steps = liveSteps(signsIn, seen);
  return {
    steps,
    failures: freshFailures(data.failures, seen),
    isDone: steps.every(({ at }) => at !== undefined),
    isLoading: query.isPending,
    error: query.error,
    startOver: () => setSince(newestOf(seen, data.failures)),
  };
}
