// Control H: how many passwords one core can verify, argon2id with 19 MiB and two passes, one at a time.
import { hash, verify } from '@node-rs/argon2';

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

process.on('message', async ({ seconds }) => {
  const stored = await hash('correct horse battery staple', PARAMETERS);
  const start = performance.now();
  const end = start + seconds * 1000;
  let verified = 0;
  while (performance.now() < end) {
    if (!(await verify(stored, 'correct horse battery staple'))) throw new Error('The password was not recognised.');
    verified += 1;
  }
  process.send({ perSecond: verified / ((performance.now() - start) / 1000) });
});
process.on('disconnect', () => process.exit(0));

// Ready, as the other servers are.
const { createServer } = await import('node:http');
createServer((_request, response) => response.end('ready')).listen(Number(process.env.PORT), '127.0.0.1');
