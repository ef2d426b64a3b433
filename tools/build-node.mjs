// Builds one Node application: node tools/build-node.mjs api|cli|demo
// Our own code becomes one CommonJS file, dist/apps/<name>/main.js; packages stay in node_modules. Files named
// *.worker.ts become files of their own beside it, for worker_threads.
import { existsSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { transform } from '@swc/core';

const root = join(import.meta.dirname, '..');
const name = process.argv[2];
if (!name) throw new Error('usage: node tools/build-node.mjs <application>');
const source = join(root, 'apps', name, 'src');
const outdir = join(root, 'dist/apps', name);

/** esbuild forgets the types that decorators need at run time (Nest, TypeORM, class-validator); swc writes them down. */
const decoratorMetadata = {
  name: 'decorator-metadata',
  setup(builder) {
    builder.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!/(?:^|[\s(,])@[A-Za-z]/m.test(text)) return undefined;
      const { code } = await transform(text, {
        filename: path,
        swcrc: false,
        configFile: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', tsx: path.endsWith('.tsx'), decorators: true, dynamicImport: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
            react: { runtime: 'automatic', importSource: 'preact' },
          },
        },
        module: { type: 'es6' },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

/** Our own libraries by the paths of tsconfig.base.json. One that is missing must not pass for a package. */
const ownLibraries = {
  name: 'own-libraries',
  async setup(builder) {
    const { paths } = JSON.parse(await readFile(join(root, 'tsconfig.base.json'), 'utf8')).compilerOptions;
    builder.onResolve({ filter: /^@gatehouse\// }, async ({ path }) => {
      const [file] = paths[path] ?? [];
      if (file && existsSync(join(root, file))) return { path: join(root, file) };
      return { errors: [{ text: `${path} is not a library of this repository (tsconfig.base.json)` }] };
    });
  },
};

const files = await readdir(source, { recursive: true });
const entryPoints = {
  main: join(source, 'main.ts'),
  ...Object.fromEntries(
    files
      .filter((file) => file.endsWith('.worker.ts'))
      .map((file) => [file.split(/[\\/]/).at(-1).replace(/\.ts$/, ''), join(source, file)]),
  ),
};

await rm(outdir, { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  tsconfig: join(root, 'tsconfig.base.json'),
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.css': 'text', '.svg': 'text', '.txt': 'text' },
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  plugins: [ownLibraries, decoratorMetadata],
}).catch((error) => {
  // esbuild has said what is wrong, and where.
  if (Array.isArray(error.errors)) process.exit(1);
  throw error;
});
// An installation without development packages must be enough to run what was built.
const { packages: locked } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
const isInstalled = (each) => `node_modules/${each}` in locked && !locked[`node_modules/${each}`].dev;
const packages = Object.values(result.metafile.outputs)
  .flatMap(({ imports }) => imports.filter(({ external, path }) => external && !isBuiltin(path)))
  .map(({ path }) => (path.startsWith('@') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]));
const missing = [...new Set(packages)].filter((each) => !isInstalled(each));
if (missing.length > 0) {
  console.error(
    `${name} needs packages that an installation without development packages lacks: ${missing.join(', ')}`,
  );
  process.exit(1);
}
for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
  if (file.endsWith('.js')) console.log(`${relative(root, join(root, file))}  ${(bytes / 1024).toFixed(0)} KB`);
}
