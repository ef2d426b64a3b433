/** What is asked of the admin API about secrets. A secret that was made is in the answer of `makeSecret` and nowhere else. */
import { answer, api, tagged, type Shape } from '../../ui/admin-api';
import { clientPath } from '../../ui/use-client';

export type NewSecret = Shape<'NewSecretAnswer'>;

export interface SecretOrder {
  readonly expires_at: number | null;
  /** How long others go on working, in seconds; left out, they are not touched. */
  readonly overlap_seconds?: number;
}

/** Not through the query cache, which would keep it. @throws ApiProblem */
export function makeSecret(clientId: string, order: SecretOrder, idempotencyKey: string): Promise<NewSecret> {
  const params = { path: clientPath(clientId), header: { 'Idempotency-Key': idempotencyKey } };
  const { overlap_seconds, expires_at } = order;
  return overlap_seconds === undefined
    ? answer(api.POST('/admin/v1/clients/{client_id}/secrets', { params, body: { expires_at } }))
    : answer(api.POST('/admin/v1/clients/{client_id}/secrets/roll', { params, body: { expires_at, overlap_seconds } }));
}

/** @throws ApiProblem */
export async function changeEnd(
  clientId: string,
  secretId: string,
  expiresAt: number | null,
): Promise<Shape<'SecretAnswer'>> {
  const path = { ...clientPath(clientId), secret_id: secretId };
  const { etag } = await tagged(api.GET('/admin/v1/clients/{client_id}/secrets/{secret_id}', { params: { path } }));
  return answer(
    api.PATCH('/admin/v1/clients/{client_id}/secrets/{secret_id}', {
      params: { path, header: { 'If-Match': etag } },
      body: { expires_at: expiresAt },
    }),
  );
}

/** A time that has passed ends it at once. @throws ApiProblem, Error where the clocks differ */
export async function endNow(clientId: string, secretId: string): Promise<void> {
  const { state } = await changeEnd(clientId, secretId, Date.now());
  if (state === 'live') {
    throw new Error(
      'The clock of this computer is ahead of the server’s, so the secret has not ended. Delete it instead.',
    );
  }
}

/** @throws ApiProblem */
export async function deleteSecret(clientId: string, secretId: string): Promise<void> {
  const path = { ...clientPath(clientId), secret_id: secretId };
  const { etag } = await tagged(api.GET('/admin/v1/clients/{client_id}/secrets/{secret_id}', { params: { path } }));
  await answer(
    api.DELETE('/admin/v1/clients/{client_id}/secrets/{secret_id}', { params: { path, header: { 'If-Match': etag } } }),
  );
}
