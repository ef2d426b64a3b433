/** A small relying party and a protected API, to try Gatehouse with. */
import { createServer } from 'node:http';
import { readConfig } from './config';
import { createDemo } from './demo';

const config = readConfig();
const server = createServer(createDemo(config));

server.listen(config.port, config.host, () => {
  process.stdout.write(`Demo on ${config.url}, signing in at ${config.issuer}\n`);
});
server.on('error', (error) => {
  process.stderr.write(`The demo cannot listen on ${config.host}:${config.port}: ${error.message}\n`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
