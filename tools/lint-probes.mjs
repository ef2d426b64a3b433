// Lints pieces of text as if they were files of the project, for tools/fences.spec.mjs. Standard input is a JSON array of
// `{ file, text }`; standard output the array of what ESLint says of each, as `{ ruleId, message }`. ESLint loads its
// configuration with import(), which Jest on Node 20 cannot do, hence a process of its own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { quietEnvironment, root } from './install.mjs';

// The boundary rule reads Nx's project graph and says nothing when there is none.
spawnSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'], {
  cwd: root,
  env: quietEnvironment,
});

// Rules that need types need a real file; these probes are not about them.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ['**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked }],
});
const answers = [];
for (const probe of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(probe.text, { filePath: join(root, probe.file) });
  answers.push((result?.messages ?? []).map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(answers));
