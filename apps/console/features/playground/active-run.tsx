'use client';
/** A run that is under way: its steps light up as they happen, and each shows what was really sent and answered. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../../ui/admin-api';
import { announce } from '../../ui/announcer';
import { Card } from '../../ui/form-card';
import { Note, ProblemAlert } from '../../ui/problem-alert';
import { BlockSkeleton, EmptyState, LoadFailed } from '../../ui/states';
import { useNow } from '../../ui/use-now';
import { Family } from './family';
import { Mistakes } from './mistakes';
import { endRun, goOn, readRun, type RunView } from './run-api';
import { RunSteps } from './run-steps';
import { STEP_WORDS } from './step-words';

const POLL = 1_200;

/** Somebody is at the issuer’s pages, and we wait for them. */
const isWaiting = (run: RunView | undefined): boolean => run?.steps.some(({ state }) => state === 'waiting') ?? false;

export function ActiveRun({ id, onBack }: { readonly id: string; readonly onBack: (clientId?: string) => void }) {
  const queries = useQueryClient();
  const queryKey = ['playground-run', id];
  const end = useMutation({
    mutationFn: () => endRun(id),
    // Nobody asks for a run that is being ended.
    onMutate: () => queries.cancelQueries({ queryKey }),
    onSuccess: () => {
      onBack(queries.getQueryData<RunView>(queryKey)?.clientId);
      queries.removeQueries({ queryKey });
    },
  });
  const {
    data: run,
    error,
    refetch,
  } = useQuery({
    queryKey,
    queryFn: ({ signal }) => readRun(id, signal),
    enabled: !end.isPending && !end.isSuccess,
    refetchInterval: ({ state }) => (isWaiting(state.data) && !state.error ? POLL : false),
    refetchIntervalInBackground: true,
    retry: false,
  });
  const step = useMutation({
    mutationFn: (work: Parameters<typeof goOn>[1]) => goOn(id, work),
    onSuccess: (after) => queries.setQueryData(queryKey, after),
  });
  useAnnouncedSteps(run);
  useEffect(() => {
    document.querySelector<HTMLElement>('h1')?.focus();
  }, []);
  if (error instanceof ApiProblem && error.code === 'run_not_found') {
    return (
      <EmptyState
        title="This run is over"
        action={<Button onClick={() => onBack(run?.clientId)}>Begin a new one</Button>}
      >
        <p>A run is kept for fifteen minutes, and only for the session that began it.</p>
      </EmptyState>
    );
  }
  if (!run) return error ? <LoadFailed error={error} onRetry={() => void refetch()} /> : <BlockSkeleton height={420} />;
  return (
    <>
      <Card
        title={`Run of ${run.clientName}`}
        lead={<Remaining run={run} />}
        actions={
          <Button variant="default" size="xs" onClick={() => end.mutate()} loading={end.isPending}>
            End this run
          </Button>
        }
      >
        <ProblemAlert error={end.error ?? error} />
        <RunSteps run={run} busy={step.isPending} onAction={(action) => step.mutate({ action })} />
        <ProblemAlert error={step.error} />
        <CannotGoOn run={run} />
      </Card>
      <Mistakes run={run} busy={step.isPending} onMistake={(mistake) => step.mutate({ mistake })} />
      <Family run={run} />
    </>
  );
}

function Remaining({ run: { endsAt, temporarySecret } }: { readonly run: RunView }) {
  const minutes = Math.max(0, Math.ceil((endsAt - useNow(10_000)) / 60_000));
  return (
    <>
      Kept for {minutes} more {minutes === 1 ? 'minute' : 'minutes'}. When it ends, its tokens are revoked
      {temporarySecret ? ' and its secret is deleted' : ''}.
    </>
  );
}

function CannotGoOn({ run }: { readonly run: RunView }) {
  if (run.next !== null || !run.steps.some(({ state }) => state === 'failed')) return null;
  return (
    <Note tone="doubt" title="This run stops here">
      A failed answer or token request cannot be repeated with the same code. End the run, change what was wrong, and
      run it again.
    </Note>
  );
}

/** Says each step as it happens, also to those who do not see the page change. */
function useAnnouncedSteps(run: RunView | undefined): void {
  const told = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!run) return;
    const now = new Set(
      run.steps.flatMap(({ id, state }) => (state === 'done' || state === 'failed' ? [`${id} ${state}`] : [])),
    );
    const before = told.current;
    told.current = now;
    if (!before) return;
    const fresh = run.steps.filter(({ id, state }) => now.has(`${id} ${state}`) && !before.has(`${id} ${state}`));
    const words = fresh.map(({ id, state }) => `${STEP_WORDS[id].title}: ${state}`);
    if (words.length > 0) announce(words.join(', '), fresh.some(({ state }) => state === 'failed') ? 'bad' : 'plain');
  }, [run]);
}
