// From starting the process to the first good answer. Goal 19.
import { tableLines } from '../measure/report.mjs';
import { inTurn } from '../measure/run-load.mjs';
import { cpuSeconds, residentMemory } from '../measure/process-usage.mjs';
import { median, ratio } from '../measure/statistics.mjs';

export async function coldStart(bench) {
  const directory = bench.newDirectory();
  // Made once: the existing database, as the API itself left it.
  const first = await bench.gatehouse({ directory, people: undefined });
  const { environment } = first;
  await bench.stop(first);

  const used = {};
  const timed = (name, start) => async () => {
    const server = await start();
    (used[name] ??= []).push({ cpu: cpuSeconds(server.pid) * 1000, memory: residentMemory(server.pid).now });
    await bench.stop(server);
    return server.readyAfter;
  };
  const starts = {
    'F  bare node:http': () => bench.bareHttp(),
    'N  bare Nest': () => bench.bareNest(),
    'O  oidc-provider, memory': () => bench.oidcProvider('memory'),
    'Gatehouse, fresh SQLite': () => bench.gatehouse({ people: undefined }),
    'Gatehouse, existing SQLite': () => bench.gatehouse({ directory, people: undefined, environment }),
  };
  const mariadb = await bench.mariadb();
  if (mariadb) {
    starts['Gatehouse, fresh MariaDB'] = async () =>
      bench.gatehouse({ people: undefined, databaseUrl: await mariadb.newDatabase() });
  }
  const actions = Object.fromEntries(Object.entries(starts).map(([name, start]) => [name, timed(name, start)]));
  const figures = await inTurn(bench, actions, bench.timing.starts);
  const cpuOf = (name) => median(used[name].map(({ cpu }) => cpu));
  const against = (name) => ({
    value: ratio(figures[name].median, figures['N  bare Nest'].median),
    byCpu: ratio(cpuOf(name), cpuOf('N  bare Nest')),
  });
  const rows = Object.entries(figures).map(([label, { values, median: middle }]) => ({
    label,
    middle,
    slowest: Math.max(...values),
    cpu: cpuOf(label),
    memory: median(used[label].map(({ memory }) => memory)),
  }));
  return {
    lines: tableLines(
      [
        { title: 'contender', of: (row) => row.label },
        { title: 'ready ms', of: (row) => row.middle },
        { title: 'slowest', of: (row) => row.slowest },
        { title: 'CPU ms', of: (row) => row.cpu },
        { title: 'RSS MB', of: (row) => row.memory },
      ],
      rows,
    ),
    figures: { starts: figures, used },
    measured: { '19a': against('Gatehouse, fresh SQLite'), '19b': against('Gatehouse, existing SQLite') },
  };
}
