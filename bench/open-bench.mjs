// What every benchmark works with: its timing, the load generator, and servers that are stopped for it.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startGenerator } from './load/generator.mjs';
import { buildControl } from './servers/build-controls.mjs';
import { openMariadb } from './servers/databases.mjs';
import { keepBuild, startGatehouse } from './servers/gatehouse.mjs';
import { startServer } from './servers/start-server.mjs';
import { LOAD_CORE, pin } from './measure/cores.mjs';
import { root } from '../tools/install.mjs';

const TIMING = {
  full: {
    rounds: 5,
    seconds: 4,
    warmUpSeconds: 4,
    starts: 9,
    signIns: 1000,
    grants: 200_000,
    soak: { tokens: 2_000_000, tokensOfMariadb: 400_000, sliceSeconds: 8, rounds: 7 },
    search: { size: 'full', samples: 40, pages: 31_000 },
  },
  quick: {
    rounds: 2,
    seconds: 1,
    warmUpSeconds: 1,
    starts: 3,
    signIns: 20,
    grants: 5_000,
    soak: { tokens: 60_000, tokensOfMariadb: 30_000, sliceSeconds: 4, rounds: 2 },
    search: { size: 'quick', samples: 3, pages: 100 },
  },
};

/** @param directory for databases, logs and other files of the run */
export async function openBench({ directory, quick }) {
  // This process drives browsers and reads databases: work of the load's side.
  pin(LOAD_CORE, process.pid);
  const generator = startGenerator();
  const running = new Set();
  const built = new Map();
  let mariadb;
  const own = async (starting) => {
    const server = await starting;
    running.add(server);
    return server;
  };
  const script = (name) => join(root, 'bench/servers', `${name}.mjs`);
  const newDirectory = () => mkdtempSync(join(directory, 'server-'));
  const control = (name) => {
    // Beside the other things that are built, from where packages are found.
    if (!built.has(name)) built.set(name, buildControl(name, join(root, 'dist/bench')));
    return built.get(name);
  };
  mkdirSync(join(root, 'dist/bench'), { recursive: true });
  keepBuild();

  return {
    timing: quick ? TIMING.quick : TIMING.full,
    generator,
    newDirectory,
    progress: (text) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K  ${text}`),

    /** The durable MariaDB of this run; undefined where there is none. */
    async mariadb() {
      mariadb ??= openMariadb();
      return mariadb;
    },
    bareHttp: () => own(startServer({ program: script('bare-http'), directory: newDirectory() })),
    bareNest: async () => own(startServer({ program: await control('bare-nest'), directory: newDirectory() })),
    leanNest: async () => own(startServer({ program: await control('lean-nest'), directory: newDirectory() })),
    argon2: () => own(startServer({ program: script('argon2'), directory: newDirectory(), messages: true })),
    /** @param storage `memory`, `sqlite` or the URL of a MySQL database */
    oidcProvider(storage) {
      const home = newDirectory();
      const environment = { STORAGE: storage === 'sqlite' ? `sqlite:${join(home, 'peer.sqlite')}` : storage };
      const program = script('oidc-provider');
      return own(startServer({ program, directory: home, environment, readyPath: '/jwks', messages: true }));
    },
    gatehouse: (options = {}) => own(startGatehouse({ directory: newDirectory(), ...options })),

    async stop(server) {
      running.delete(server);
      await server.stop();
    },
    async stopServers() {
      await Promise.all([...running].map((server) => server.stop()));
      running.clear();
    },
    async close() {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      generator.stop();
      await (await mariadb)?.stop();
    },
  };
}
