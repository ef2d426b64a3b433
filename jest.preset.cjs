'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const root = __dirname;
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Jest loads everything through `require`, and on Node 20 its own `require` cannot load ES modules. So the packages that
 * ship nothing else are turned into CommonJS by swc. They are found, not listed: every installed package of the lock file
 * that says `"type": "module"`.
 */
function moduleOnlyPackages() {
  const names = new Set();
  for (const folder of Object.keys(readJson(join(root, 'package-lock.json')).packages)) {
    if (!folder.startsWith('node_modules/')) continue;
    const manifest = join(root, folder, 'package.json');
    if (!existsSync(manifest) || readJson(manifest).type !== 'module') continue;
    names.add(folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length));
  }
  return [...names].sort();
}

/** `paths` of tsconfig.base.json, as Jest's moduleNameMapper. */
function moduleNameMapper() {
  const { paths } = readJson(join(root, 'tsconfig.base.json')).compilerOptions;
  return Object.fromEntries(
    Object.entries(paths).map(([name, [file]]) => [`^${name}$`, join(root, file).replaceAll('\\', '/')]),
  );
}

/** swc options: TypeScript with decorator metadata; `jsxSource` is the package behind JSX. */
function swc(jsxSource) {
  return {
    swcrc: false,
    sourceMaps: 'inline',
    isModule: 'unknown',
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', tsx: true, decorators: true, dynamicImport: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: jsxSource },
      },
    },
    module: { type: 'commonjs' },
  };
}

// Angle-bracket casts and generic arrows are read differently in .tsx, so plain .ts is parsed without JSX.
function swcPlain() {
  const options = swc('preact');
  options.jsc.parser.tsx = false;
  return options;
}

const packages = moduleOnlyPackages().map((name) => name.replace(/[.+]/g, '\\$&'));

/** A Jest project: `folder` from the root, with the `overrides` that differ from the house's defaults. */
function project(displayName, folder, { jsx = 'preact', ...overrides } = {}) {
  const rootDir = join(root, folder);
  if (!existsSync(rootDir)) return undefined;
  return {
    displayName,
    rootDir,
    testEnvironment: 'node',
    testMatch: ['<rootDir>/**/*.spec.{ts,tsx}'],
    testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.next/'],
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.next/'],
    moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
    moduleNameMapper: moduleNameMapper(),
    transform: {
      '^.+\\.tsx$': ['@swc/jest', swc(jsx)],
      '^.+\\.ts$': ['@swc/jest', swcPlain()],
      '^.+\\.m?js$': ['@swc/jest', swcPlain()],
      '^.+\\.(css|svg|txt)$': join(root, 'tools/jest-text-transform.cjs'),
    },
    // The innermost node_modules decides: a dependency of an ES module may itself be CommonJS, and the reverse.
    transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(?:${packages.join('|')})/)`],
    setupFiles: [join(root, 'tools/jest-setup.cjs')],
    ...overrides,
  };
}

module.exports = { project };
