// Resident memory: idle, after many sign-ins, and after many grants beside the others after the same load. Goal 18.
import { setTimeout as delay } from 'node:timers/promises';
import { signInOften } from '../load/sign-ins.mjs';
import { residentMemory } from '../measure/process-usage.mjs';
import { tableLines } from '../measure/report.mjs';
import { ratio } from '../measure/statistics.mjs';
import { control, ourTokens, peerTokens } from './contenders.mjs';

const PEOPLE = 8;
/** What a process has let go by now, it will not keep. */
const REST = 2_000;
const SLICE_SECONDS = 2;

export async function memory(bench) {
  const { signIns, grants } = bench.timing;
  const rows = [];
  const look = async (label, server) => {
    await delay(REST);
    const { now, highest } = residentMemory(server.pid);
    rows.push({ label, now, highest });
    return now;
  };
  /** Grants until there are enough of them. */
  const grant = async (label, contender) => {
    const { server, request, expect, verify } = contender;
    await look(`${label}, idle`, server);
    for (let done = 0; done < grants;) {
      bench.progress(`${label}: ${done} of ${grants} grants`);
      const order = { url: server.origin, request, expect, connections: 32, seconds: SLICE_SECONDS };
      const { completed, samples, statuses } = await bench.generator.load(order);
      if (statuses['200'] !== completed) throw new Error(`${label}: ${JSON.stringify(statuses)}`);
      await verify?.({ samples, completed });
      done += completed;
    }
    return look(`${label}, after ${grants} grants`, server);
  };

  const house = await bench.gatehouse({ people: PEOPLE });
  await look('Gatehouse, idle', house);
  bench.progress(`${signIns} sign-ins`);
  await signInOften(house, { times: signIns, people: PEOPLE });
  await look(`Gatehouse, after ${signIns} sign-ins`, house);
  await bench.stop(house);

  const nest = await grant('N  bare Nest', control('N', await bench.bareNest()));
  // Its memory adapter keeps the last 1,000 rows only; a database of its own would take ten times as long.
  const peer = await grant('O  oidc-provider, memory', peerTokens('O', await bench.oidcProvider('memory'), 'opaque'));
  const ours = await grant('Gatehouse, SQLite', ourTokens('Gatehouse', await bench.gatehouse(), 'opaque'));
  return {
    lines: tableLines(
      [
        { title: 'process', of: (row) => row.label },
        { title: 'RSS MB', of: (row) => row.now },
        { title: 'highest', of: (row) => row.highest },
      ],
      rows,
    ),
    figures: rows,
    measured: { '18a': ratio(ours, nest), '18b': ratio(ours, peer), '18c': ours },
  };
}
