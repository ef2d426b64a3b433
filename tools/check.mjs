// npm run check: formatting, lint with module boundaries, types, and generated documents. Arguments go to nx.
import { join } from 'node:path';
import { install, nx, quietEnvironment, root, run } from './install.mjs';

await install();
const extra = process.argv.slice(2);
const node = (...args) => run(process.execPath, args, { env: quietEnvironment });
// Lint goes through nx: without its project graph the boundary rule says nothing at all.
const steps = [
  ['format', () => node(join(root, 'node_modules/prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.')],
  ['lint', () => nx('lint', { extra })],
  ['types', () => nx('typecheck', { extra })],
  ['admin API', () => node(join(root, 'tools/openapi.mjs'), '--check')],
  ['spec map', () => node(join(root, 'tools/spec-map.mjs'), '--check')],
];
const failed = [];
for (const [name, step] of steps) {
  if ((await step()) !== 0) failed.push(name);
}
console.log(failed.length === 0 ? 'check passed' : `check failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
