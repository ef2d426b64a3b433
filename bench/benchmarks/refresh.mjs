// Refresh with rotation: each of the connections redeems its token and goes on with the new one. Goal 11.
import { throughputLines } from '../measure/report.mjs';
import { compare, runLoad } from '../measure/run-load.mjs';
import { signInOften } from '../load/sign-ins.mjs';
import { interactiveHeaders, OPAQUE_API } from '../servers/registry.mjs';
import { isInLedger } from '../servers/ledger.mjs';

const CONNECTIONS = 32;
const PEOPLE = 8;
const body = `${new URLSearchParams({ grant_type: 'refresh_token', resource: OPAQUE_API })}`;

const rotating = (label, server, path, state, database) => ({
  label,
  server,
  database,
  workload: 'rotate-refresh-tokens',
  state,
  request: { method: 'POST', path, headers: interactiveHeaders, body },
  expect: '"refresh_token":"',
});

async function ours(label, server, database) {
  const flows = await signInOften(server, { times: CONNECTIONS, people: PEOPLE });
  return {
    ...rotating(
      label,
      server,
      '/oauth/token',
      flows.map(({ tokens }) => tokens.refresh_token),
      database,
    ),
    async verify({ samples }) {
      const { access_token: token } = JSON.parse(samples[0]);
      if (!(await isInLedger(server.databaseUrl, token))) throw new Error(`${label}: an answered token has no row`);
    },
  };
}

const peer = async (label, server, database) =>
  rotating(label, server, '/token', await server.ask({ refreshTokens: CONNECTIONS }), database);

export async function refresh(bench) {
  const mariadb = await bench.mariadb();
  const contenders = {
    memoryPeer: await peer('O  oidc-provider, memory', await bench.oidcProvider('memory')),
    peer: await peer('O  oidc-provider, SQLite', await bench.oidcProvider('sqlite')),
    ours: await ours('Gatehouse, SQLite', await bench.gatehouse({ people: PEOPLE })),
  };
  if (mariadb) {
    const other = await bench.oidcProvider(await mariadb.newDatabase());
    const server = await bench.gatehouse({ people: PEOPLE, databaseUrl: await mariadb.newDatabase() });
    contenders.mariadbPeer = await peer('O  oidc-provider, MariaDB', other, mariadb.pid);
    contenders.mariadbOurs = await ours('Gatehouse, MariaDB', server, mariadb.pid);
  }
  const figures = await runLoad(bench, contenders, { connections: CONNECTIONS });
  return {
    lines: throughputLines(Object.values(figures)),
    figures,
    measured: {
      '11a': compare(figures.ours, figures.peer),
      '11b': compare(figures.mariadbOurs, figures.mariadbPeer),
    },
  };
}
