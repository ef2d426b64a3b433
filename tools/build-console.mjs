// Builds the console: Next's standalone server, with its static files beside it, into dist/apps/console.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { firstLoadSizes, LIMIT } from './console-sizes.mjs';
import { quietEnvironment, root, run } from './install.mjs';

const source = join(root, 'apps/console');
const target = join(root, 'dist/apps/console');
const next = join(root, 'node_modules/next/dist/bin/next');

const code = await run(process.execPath, [next, 'build', source], {
  env: { ...quietEnvironment, NODE_ENV: 'production' },
});
if (code !== 0) process.exit(code);
rmSync(target, { recursive: true, force: true });
cpSync(join(source, '.next/standalone'), target, { recursive: true, verbatimSymlinks: true });
cpSync(join(source, '.next/static'), join(target, 'apps/console/.next/static'), { recursive: true });
if (existsSync(join(source, 'public'))) {
  cpSync(join(source, 'public'), join(target, 'apps/console/public'), { recursive: true });
}

const sizes = firstLoadSizes(join(source, '.next'));
console.log('First-load JavaScript, gzipped:');
for (const { route, kilobytes } of sizes) console.log(`  ${kilobytes.toFixed(0).padStart(4)} kB  ${route}`);
const heavy = sizes.filter(({ kilobytes }) => kilobytes > LIMIT);
if (heavy.length > 0) {
  const names = heavy.map(({ route }) => route).join(', ');
  console.error(`Over ${LIMIT} kB: ${names}. Load what is not needed at once with next/dynamic.`);
  process.exit(1);
}
