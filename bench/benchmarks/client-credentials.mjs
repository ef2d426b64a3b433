// Tokens for machines: the token endpoint at its plainest. Goals 1 to 7 and 21.
import { throughputLines } from '../measure/report.mjs';
import { compare, runLoad } from '../measure/run-load.mjs';
import { ratio } from '../measure/statistics.mjs';
import { control, ourTokens, peerTokens } from './contenders.mjs';

export async function clientCredentials(bench) {
  const mariadb = await bench.mariadb();
  const ours = await bench.gatehouse();
  const memoryPeer = await bench.oidcProvider('memory');
  const sqlitePeer = await bench.oidcProvider('sqlite');
  const contenders = {
    bare: control('F  bare node:http', await bench.bareHttp()),
    nest: control('N  bare Nest', await bench.bareNest()),
    lean: control('L  Nest on the lean adapter', await bench.leanNest()),
    memoryPeerJwt: peerTokens('O  oidc-provider JWT, memory', memoryPeer, 'jwt'),
    memoryPeerOpaque: peerTokens('O  oidc-provider opaque, memory', memoryPeer, 'opaque'),
    peerJwt: peerTokens('O  oidc-provider JWT, SQLite', sqlitePeer, 'jwt'),
    peerOpaque: peerTokens('O  oidc-provider opaque, SQLite', sqlitePeer, 'opaque'),
    jwt: ourTokens('Gatehouse JWT, SQLite', ours, 'jwt'),
    opaque: ourTokens('Gatehouse opaque, SQLite', ours, 'opaque'),
  };
  if (mariadb) {
    const peer = await bench.oidcProvider(await mariadb.newDatabase());
    const server = await bench.gatehouse({ databaseUrl: await mariadb.newDatabase() });
    contenders.mariadbPeer = peerTokens('O  oidc-provider opaque, MariaDB', peer, 'opaque', mariadb.pid);
    contenders.mariadbJwt = ourTokens('Gatehouse JWT, MariaDB', server, 'jwt', mariadb.pid);
    contenders.mariadbOpaque = ourTokens('Gatehouse opaque, MariaDB', server, 'opaque', mariadb.pid);
  }
  const figures = await runLoad(bench, contenders);
  const faster = (one, other) => compare(figures[one], figures[other]);
  const percent = (one, other) => compare(figures[one], figures[other], 100);
  return {
    lines: throughputLines(Object.values(figures)),
    figures,
    measured: {
      1: faster('opaque', 'peerOpaque'),
      '2a': faster('mariadbOpaque', 'mariadbPeer'),
      '2b': ratio(figures.mariadbOpaque?.cpuMicroseconds, figures.mariadbPeer?.cpuMicroseconds),
      3: faster('jwt', 'peerJwt'),
      4: percent('opaque', 'bare'),
      5: percent('jwt', 'bare'),
      '6a': faster('jwt', 'nest'),
      '6b': faster('opaque', 'nest'),
      '7a': ratio(figures.jwt.p99, figures.bare.p99),
      '7b': ratio(figures.opaque.p99, figures.bare.p99),
      21: faster('lean', 'nest'),
    },
  };
}
