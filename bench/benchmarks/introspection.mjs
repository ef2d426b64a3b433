// An API asks whether a token stands. oidc-provider does not introspect JWTs. Goals 9 and 10.
import { throughputLines } from '../measure/report.mjs';
import { compare, runLoad } from '../measure/run-load.mjs';
import { ratio } from '../measure/statistics.mjs';
import { introspecting, newToken } from './contenders.mjs';

const peer = async (label, server, database) =>
  introspecting(label, server, '/token/introspection', await newToken(server, '/token', 'opaque'), database);
const ours = async (label, server, format, database) =>
  introspecting(label, server, '/oauth/introspect', await newToken(server, '/oauth/token', format), database);

export async function introspection(bench) {
  const mariadb = await bench.mariadb();
  const server = await bench.gatehouse();
  const contenders = {
    peer: await peer('O  oidc-provider opaque, SQLite', await bench.oidcProvider('sqlite')),
    opaque: await ours('Gatehouse opaque, SQLite', server, 'opaque'),
    jwt: await ours('Gatehouse JWT, SQLite', server, 'jwt'),
  };
  if (mariadb) {
    const other = await bench.oidcProvider(await mariadb.newDatabase());
    const second = await bench.gatehouse({ databaseUrl: await mariadb.newDatabase() });
    contenders.mariadbPeer = await peer('O  oidc-provider opaque, MariaDB', other, mariadb.pid);
    contenders.mariadbOpaque = await ours('Gatehouse opaque, MariaDB', second, 'opaque', mariadb.pid);
  }
  const figures = await runLoad(bench, contenders);
  return {
    lines: throughputLines(Object.values(figures)),
    figures,
    measured: {
      '9a': compare(figures.opaque, figures.peer),
      '9b': compare(figures.mariadbOpaque, figures.mariadbPeer),
      10: ratio(figures.jwt.cpuMicroseconds, figures.opaque.cpuMicroseconds),
    },
  };
}
