/** Disables or deletes several clients, one after the other: only what is still as it was when it was previewed. */
import { answer, api, ApiProblem, type Shape } from '../../ui/admin-api';
import { clientPath, readClient } from '../../ui/use-client';

export type BulkAction = 'disable' | 'delete';

/** Days without a new token after which a client counts as unused. */
export const UNUSED_DAYS = 30;
const DAY = 86_400_000;

/** A client as the person who confirms saw it. */
export interface Previewed {
  readonly client: Shape<'ClientAnswer'>;
  readonly etag: string;
  /** When the newest token in the ledger was issued to it; null when there is none. */
  readonly lastTokenAt: number | null;
  /** Why it is left alone; undefined when it is not. */
  readonly spared: string | undefined;
}

export interface Outcome {
  readonly client: Shape<'ClientAnswer'>;
  readonly done: boolean;
  /** Why nothing was done. */
  readonly reason?: string;
}

async function lastTokenAt(clientId: string): Promise<number | null> {
  const query = { client_id: clientId, limit: 1 };
  const { items } = await answer(api.GET('/admin/v1/tokens', { params: { query } }));
  return items[0]?.issued_at ?? null;
}

/** What would be done to each. @throws ApiProblem */
export async function preview(
  action: BulkAction,
  clients: readonly Shape<'ClientAnswer'>[],
  now: number = Date.now(),
): Promise<Previewed[]> {
  const found: Previewed[] = [];
  for (const { client_id: id } of clients) {
    const [{ value: client, etag }, at] = await Promise.all([readClient(id), lastTokenAt(id)]);
    found.push({ client, etag, lastTokenAt: at, spared: sparedFor(action, client, at, now) });
  }
  return found;
}

function sparedFor(
  action: BulkAction,
  client: Shape<'ClientAnswer'>,
  lastAt: number | null,
  now: number,
): string | undefined {
  if (action === 'disable') return client.state === 'disabled' ? 'Disabled already' : undefined;
  const isUsed = lastAt !== null && now - lastAt < UNUSED_DAYS * DAY;
  return isUsed ? 'In use: delete it on its own page, where you see what hangs on it' : undefined;
}

/** Does it to those that are not spared, and says for each what became of it. @param onOne told after each */
export async function carryOut(
  action: BulkAction,
  previewed: readonly Previewed[],
  onOne: (outcome: Outcome) => void,
): Promise<void> {
  for (const one of previewed) onOne(await carryOutOne(action, one));
}

async function carryOutOne(
  action: BulkAction,
  { client, etag, lastTokenAt: seen, spared }: Previewed,
): Promise<Outcome> {
  if (spared !== undefined) return { client, done: false, reason: spared };
  const params = { path: clientPath(client.client_id), header: { 'If-Match': etag } };
  try {
    if (action === 'disable') {
      await answer(api.POST('/admin/v1/clients/{client_id}/disable', { params }));
      return { client, done: true };
    }
    // The entity tag covers what was registered; whether it was used, only the ledger knows.
    if ((await lastTokenAt(client.client_id)) !== seen) {
      return { client, done: false, reason: 'It was used in the meantime' };
    }
    await answer(api.DELETE('/admin/v1/clients/{client_id}', { params }));
    return { client, done: true };
  } catch (error) {
    return { client, done: false, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ApiProblem && error.status === 412) return 'Somebody changed it in the meantime';
  if (error instanceof ApiProblem && error.status === 404) return 'Somebody deleted it in the meantime';
  return error instanceof Error ? error.message : String(error);
}
