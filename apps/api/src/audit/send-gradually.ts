import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Milliseconds after which it is asked again whether the reader may read. */
const ASK_AGAIN = 2_000;

/**
 * Sends a long answer as it is made, no faster than its reader takes it.
 * @param allowed whether the reader still may read
 * @returns false when the reader has left or may not read any more; the answer is cut off then
 */
export async function sendGradually(
  response: ServerResponse,
  chunks: AsyncGenerator<string>,
  allowed: () => Promise<boolean>,
): Promise<boolean> {
  let askedAt = performance.now();
  for await (const chunk of chunks) {
    if (response.destroyed) return false;
    if (performance.now() - askedAt >= ASK_AGAIN) {
      if (!(await allowed())) {
        response.destroy();
        return false;
      }
      askedAt = performance.now();
    }
    if (chunk === '' || response.write(chunk)) continue;
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  if (response.destroyed) return false;
  response.end();
  return true;
}
