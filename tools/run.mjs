// node tools/run.mjs <target> [nx arguments]: installs if needed, then runs a target of every project that has it.
import { install, nx } from './install.mjs';

const [target, ...extra] = process.argv.slice(2);
if (!target) {
  console.error('usage: node tools/run.mjs <target>');
  process.exit(1);
}
await install();
process.exitCode = await nx(target, { extra });
