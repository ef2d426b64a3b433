// The process that asks: takes one order at a time from its parent, puts a server under load with autocannon and sends
// back what it saw. It lives as long as the run, so that its own code is warm.
import autocannon from 'autocannon';
import { percentile } from '../measure/statistics.mjs';
import { workloads } from './workloads.mjs';

/** Beyond the time of an order; a server that hangs must not hang the run. */
const PATIENCE_SECONDS = 20;
const SAMPLES = 20;

/** `order`: `{ url, request, connections, seconds, workload?, state?, expect? }`; see generator.mjs. */
function load(order) {
  const { url, request, connections, seconds, expect } = order;
  const { path, ...rest } = request;
  const workload = workloads[order.workload ?? 'same-request'](order);
  const durations = [];
  const samples = [];
  let seen = 0;
  let unexpected;
  const statuses = {};
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1000;
  let last = start;
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url: new URL(path, url).href,
        ...rest,
        ...workload.options,
        connections,
        duration: seconds + PATIENCE_SECONDS,
        timeout: 10,
        sampleInt: 100,
        // autocannon takes a mismatch where this is false, and the body is there for nothing.
        verifyBody(body) {
          samples[seen++ % SAMPLES] = body;
          const good = expect === undefined || body.includes(expect);
          if (!good) unexpected ??= body;
          return good;
        },
      },
      (error, result) => {
        if (error) return reject(error);
        durations.sort((one, other) => one - other);
        const { user, system } = process.cpuUsage(cpuBefore);
        const elapsed = (last - start) / 1000;
        resolve({
          completed: durations.length,
          errors: result.errors,
          statuses,
          unexpected,
          seconds: elapsed,
          perSecond: durations.length / elapsed,
          p50: percentile(durations, 0.5),
          p90: percentile(durations, 0.9),
          p99: percentile(durations, 0.99),
          slowest: durations.at(-1),
          generatorLoad: (user + system) / 1e6 / elapsed,
          samples,
          state: workload.state?.(),
        });
      },
    );
    instance.on('response', (client, status, _bytes, milliseconds) => {
      durations.push(milliseconds);
      statuses[status] = (statuses[status] ?? 0) + 1;
      last = performance.now();
      // The client ends after an answer, never in the middle: whatever was asked was also answered.
      if (last >= end) client.responseMax = client.reqsMade;
    });
  });
}

process.on('message', async ({ id, order }) => {
  try {
    process.send({ id, result: await load(order) });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.on('disconnect', () => process.exit(0));
