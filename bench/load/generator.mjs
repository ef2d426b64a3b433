// Our end of the load generator, which runs on a core of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LOAD_CORE, pinned } from '../measure/cores.mjs';

/**
 * Starts a load generator. `load(order)` resolves to what it saw.
 * `order`: `url` (origin), `request` (`{ method, path, headers, body }`), `connections`, `seconds`; `expect`: text that
 * every body must contain; `workload` and `state`: see workloads.mjs.
 */
export function startGenerator() {
  const file = fileURLToPath(new URL('load-generator.mjs', import.meta.url));
  const [program, args] = pinned(LOAD_CORE, process.execPath, [file]);
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map();
  let ids = 0;
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The load generator ended with code ${code}.`));
    waiting.clear();
  });
  return {
    load: (order) =>
      new Promise((resolve, reject) => {
        waiting.set(++ids, { resolve, reject });
        child.send({ id: ids, order });
      }),
    stop: () => child.disconnect(),
  };
}
