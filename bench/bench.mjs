// npm run bench [-- --only NAME] [--quick]: measures the built API beside its controls and peers, and prints tables, the
// goals with what was measured for them, and the file that holds all figures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare, root } from '../tools/install.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (!options['no-build']) await prepare(['api', 'console']);

// Only now is everything installed that these import.
const { benchmarks } = await import('./benchmarks.mjs');
const { judge } = await import('./goals.mjs');
const { machine } = await import('./measure/cores.mjs');
const { goalLines } = await import('./measure/report.mjs');
const { openBench } = await import('./open-bench.mjs');

const names = benchmarks.map(({ name }) => name);
const unknown = (options.only ?? []).filter((name) => !names.includes(name));
if (options.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.`);
  console.log(`npm run bench -- [--quick] [--no-build] [--only NAME]…\n`);
  for (const { name, what } of benchmarks) console.log(`  ${name.padEnd(24)} ${what}`);
  process.exit(options.help ? 0 : 2);
}

const print = (lines) => console.log(`${lines.join('\n')}\n`);
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
const about = { ...machine(), at: new Date().toISOString(), quick: options.quick, loadBefore: loadavg()[0] };
const { processor, cores, node, pinned } = about;
print([
  `${processor}, ${cores} cores, Node ${node}, ${pinned ? 'pinned' : 'not pinned'}${options.quick ? ', quick' : ''}`,
]);
if (about.loadBefore > 0.5)
  print([`Something else is running here (load ${about.loadBefore.toFixed(1)}): figures will scatter.`]);

const bench = await openBench({ directory, quick: options.quick });
const results = {};
const failures = [];
for (const { name, what, run } of benchmarks) {
  if (options.only && !options.only.includes(name)) continue;
  print([`▸ ${name}: ${what}`]);
  try {
    const { lines, figures, measured = {} } = await run(bench);
    results[name] = { figures, measured };
    print(lines);
    if (Object.keys(measured).length > 0) print(goalLines(judge(measured)));
  } catch (error) {
    // The others are still worth measuring.
    failures.push(name);
    results[name] = { failed: error.message };
    console.error(`${name} failed: ${error.stack}\n`);
  } finally {
    await bench.stopServers();
  }
}
await bench.close();

const judged = judge(Object.assign({}, ...Object.values(results).map(({ measured }) => measured ?? {})));
if (judged.length > 0) print(['All goals of this run', ...goalLines(judged)]);
const file = join(root, 'bench/results', `${about.at.replaceAll(':', '').replace(/\..*/, '')}.json`);
mkdirSync(join(root, 'bench/results'), { recursive: true });
const goals = judged.map(({ goal, value, byCpu, verdict }) => ({ ...goal, measured: value, byCpu, verdict }));
writeFileSync(
  file,
  `${JSON.stringify({ about: { ...about, loadAfter: loadavg()[0] }, goals, results }, undefined, 2)}\n`,
);
console.log(`Figures: ${file}`);
// Logs of the servers are kept only where they may explain something.
if (failures.length === 0) rmSync(directory, { recursive: true, force: true });
else console.error(`Failed: ${failures.join(', ')}. Logs of the servers: ${directory}`);
process.exitCode = failures.length === 0 ? 0 : 1;
