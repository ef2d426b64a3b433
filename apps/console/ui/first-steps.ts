'use client';
/** How far a new installation has come, judged from what is there: nothing of it is stored. */
import { useQuery } from '@tanstack/react-query';
import { CONSOLE_CLIENT_ID } from '@gatehouse/contracts';
import { answer, api, ApiProblem } from './admin-api';

/** What comes with an installation: the console itself, and the demo of `npm start`. */
const BUILT_IN: readonly string[] = [CONSOLE_CLIENT_ID, 'demo'];
/** Clients that are asked for sign-ins; one is enough. */
const ASKED = 5;
const FRESH = 30_000;

export interface NamedClient {
  readonly id: string;
  readonly name: string;
}

export interface FirstClient {
  /** A client that somebody registered, one for people where there is one. */
  readonly client: NamedClient | undefined;
  /** A client through which a person has signed in. */
  readonly signedIn: NamedClient | undefined;
}

async function findFirstClient(signal: AbortSignal): Promise<FirstClient> {
  const { items } = await answer(api.GET('/admin/v1/clients', { params: { query: { limit: 50 } }, signal }));
  const own = items.filter(({ client_id: id }) => !BUILT_IN.includes(id));
  const forPeople = own.filter(({ response_types: types }) => types.length > 0);
  const named = ({ client_id: id, client_name: name }: (typeof items)[number]) => ({ id, name });
  const first = forPeople[0] ?? own[0];
  const client = first && named(first);
  for (const one of forPeople.slice(0, ASKED)) {
    const query = { client_id: one.client_id, limit: 20 };
    const tokens = await answer(api.GET('/admin/v1/tokens', { params: { query }, signal }));
    if (tokens.items.some(({ session_id: session }) => session !== null)) return { client, signedIn: named(one) };
  }
  return { client, signedIn: undefined };
}

/** The first client of one's own, and whether it has been used. */
export function useFirstClient(enabled = true) {
  return useQuery({
    queryKey: ['first-client'],
    queryFn: ({ signal }) => findFirstClient(signal),
    enabled,
  });
}

/** One thing about where this installation runs, as the console's server found it. */
export interface EnvironmentCheck {
  readonly id: string;
  readonly level: 'good' | 'doubt' | 'bad';
  readonly title: string;
  /** What was found. */
  readonly text: string;
  /** What to do about it, where something is to be done. */
  readonly fix?: string;
}

async function readChecks(signal: AbortSignal): Promise<readonly EnvironmentCheck[]> {
  const failed = (title: string) => new ApiProblem(0, 'checks_failed', title, undefined, undefined, [], {});
  const response = await fetch('/setup/checks', { signal, headers: { accept: 'application/json' } }).catch(() => {
    throw failed('The console does not answer');
  });
  if (!response.ok) throw failed(`The checks could not be made: the console answered ${response.status}`);
  return ((await response.json()) as { checks: EnvironmentCheck[] }).checks;
}

/** The checks of addresses, time and database. For `settings:read`. */
export function useEnvironmentChecks(enabled = true) {
  return useQuery({
    queryKey: ['environment-checks'],
    queryFn: ({ signal }) => readChecks(signal),
    staleTime: FRESH,
    retry: false,
    enabled,
  });
}

/** Nothing that has to be put right; doubts may stay. */
export function havePassed(checks: readonly EnvironmentCheck[]): boolean {
  return checks.every(({ level }) => level !== 'bad');
}

export interface FirstStep {
  readonly id: 'owner' | 'checks' | 'client' | 'sign-in';
  readonly title: string;
  readonly done: boolean;
}

/** The four things that make an installation ready. */
export function firstStepsOf(checks: readonly EnvironmentCheck[], { client, signedIn }: FirstClient): FirstStep[] {
  return [
    // Whoever reads this has signed in, and only an owner can have made that possible.
    { id: 'owner', title: 'Owner account made', done: true },
    { id: 'checks', title: 'Addresses and environment checked', done: havePassed(checks) },
    { id: 'client', title: 'First client registered', done: client !== undefined },
    { id: 'sign-in', title: 'First sign-in through it', done: signedIn !== undefined },
  ];
}
