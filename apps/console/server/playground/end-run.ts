/** What is left to tidy up when a run is over: nothing that was made for it goes on. */
import 'server-only';
import { toPathId } from '../../ui/path-ids';
import { adminFetch } from '../admin-api';
import { stateOf, type Run } from './run';
import { revoke } from './token-calls';

/** As far as it can; whatever fails here ends by itself within the hour. */
export async function endRun(run: Run): Promise<void> {
  const { refresh, access } = run.tokens;
  const token = refresh ?? access;
  if (token !== undefined && stateOf(run, 'revocation') !== 'done') {
    await revoke(run, token, refresh === undefined ? 'access_token' : 'refresh_token').catch(() => undefined);
  }
  await deleteTemporarySecret(run).catch(() => undefined);
  Object.assign(run.tokens, { access: undefined, refresh: undefined, previousRefresh: undefined, id: undefined });
  run.code = undefined;
}

async function deleteTemporarySecret({ temporarySecret, client, session }: Run): Promise<void> {
  if (!temporarySecret) return;
  const path = `/admin/v1/clients/${toPathId(client.client_id)}/secrets/${temporarySecret.id}`;
  await adminFetch(session, path, { method: 'DELETE', headers: { 'If-Match': '*' } });
}
