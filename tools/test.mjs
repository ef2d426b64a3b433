// npm test: the whole suite. Arguments go to Jest: npm test -- --selectProjects protocol
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, nx, quietEnvironment, root } from './install.mjs';
import { provideServices, startMariadb } from './test-services.mjs';

// What each project needs besides its sources; a project that is not named needs nothing.
const needs = {
  persistence: ['mariadb'],
  'api-e2e': ['mariadb', 'build'],
  pages: ['mariadb', 'chromium', 'build'],
  'console-e2e': ['mariadb', 'chromium', 'build'],
  cli: ['build'],
};

/** The projects named by --selectProjects, or undefined for all. */
function selectedProjects(args) {
  const at = args.indexOf('--selectProjects');
  if (at === -1) return undefined;
  const rest = args.slice(at + 1);
  const end = rest.findIndex((argument) => argument.startsWith('-'));
  return end === -1 ? rest : rest.slice(0, end);
}

const args = process.argv.slice(2);
const selected = selectedProjects(args) ?? Object.keys(needs);
const wants = new Set(selected.flatMap((project) => needs[project] ?? []));

let mariadb;
let jest;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    // Without Jest there is nothing to wait for, and MariaDB ends with this process.
    if (jest === undefined) process.exit(1);
    jest.kill('SIGTERM');
  });
}

await install();
const environment = { ...quietEnvironment };
if (wants.has('mariadb') || wants.has('chromium')) {
  const services = provideServices();
  if (services.chromium) environment.GATEHOUSE_TEST_CHROMIUM = services.chromium;
  else environment.GATEHOUSE_TEST_CHROMIUM_MISSING = services.missing.chromium;
  if (!services.mariadb) environment.GATEHOUSE_TEST_MARIADB_MISSING = services.missing.mariadb;
  else if (wants.has('mariadb') && !environment.GATEHOUSE_TEST_MARIADB_URL) mariadb = await startMariadb();
}
if (mariadb) environment.GATEHOUSE_TEST_MARIADB_URL = mariadb.url;
if (wants.has('build') && (await nx('build', { quiet: true })) !== 0) {
  await mariadb?.stop();
  console.error('The build failed, so no test was run; the reason is above.');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
const summary = join(folder, 'summary.txt');
environment.GATEHOUSE_TEST_SUMMARY_FILE = summary;
jest = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: environment,
});
const code = await new Promise((resolve) => jest.once('exit', resolve));
await mariadb?.stop();
// The reporter leaves the closing lines to us, so that nothing can come after them.
if (existsSync(summary)) process.stdout.write(`\n${readFileSync(summary, 'utf8')}`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = interrupted ? 1 : (code ?? 1);
