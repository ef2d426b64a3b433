// npm run gatehouse -- <command>: the operator's command line, built first when it is stale.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFresh, prepare, requireNode, root, run } from './install.mjs';

// Standard output is the command's answer; what is said on the way to it must not get into a pipe.
console.log = console.error;
requireNode();
if (!isFresh('cli')) await prepare(['cli']);
const environmentFile = join(root, '.env');
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);
// Ctrl-C reaches the command itself through the terminal; we only wait for its answer.
process.on('SIGINT', () => {});
process.exitCode = await run(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...process.argv.slice(2)]);
