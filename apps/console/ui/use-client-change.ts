'use client';
/** One change of a client outside of a form: what is not typed but decided, such as a key removed or a fix applied. */
import { ApiProblem } from './admin-api';
import { useLoadedClient, type ClientPatch } from './use-client';

/**
 * Sends a change by If-Match and tells the page what is stored then. When somebody was faster, theirs is shown before the
 * change can be tried again. @throws ApiProblem
 */
export function useClientChange(): (body: ClientPatch) => Promise<void> {
  const { stored, send, read, onStored } = useLoadedClient();
  return async (body) => {
    try {
      onStored(await send(body, stored.etag));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) onStored(await read());
      throw error;
    }
  };
}
