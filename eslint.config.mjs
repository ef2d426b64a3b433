import js from '@eslint/js';
import nextPlugin from '@next/eslint-plugin-next';
import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { environmentReaders, projects } from './eslint.fences.mjs';
import { houseRules } from './tools/eslint-house-rules.mjs';

const source = ['apps/**/*.{ts,tsx}', 'libs/**/*.{ts,tsx}', 'bench/**/*.ts'];
const tests = [
  '**/*.spec.{ts,tsx}',
  '**/*.e2e-spec.{ts,tsx}',
  'apps/*/e2e/**/*.{ts,tsx}',
  'libs/*/testing/**',
  'bench/**/*.ts',
];

/** The table of eslint.fences.mjs as Nx wants it. */
const boundaries = (relaxed) => [
  'error',
  {
    // Nobody imports an application, but the console's flows run against the real API.
    allow: relaxed ? ['@gatehouse/api/testing'] : [],
    enforceBuildableLibDependency: false,
    allowCircularSelfDependency: true,
    depConstraints: [
      ...projects.map(({ project, may, testsMay = [], mustNotSee }) => ({
        sourceTag: `scope:${project}`,
        onlyDependOnLibsWithTags: [...may, ...(relaxed ? testsMay : [])].map((name) => `scope:${name}`),
        ...(relaxed ? {} : { bannedExternalImports: mustNotSee }),
      })),
      { sourceTag: 'scope:bench', onlyDependOnLibsWithTags: ['type:lib'] },
      { sourceTag: 'scope:tools', onlyDependOnLibsWithTags: [] },
    ],
  },
];

const redirects = [
  {
    selector: ':matches(Literal[value=307], Literal[value=308])',
    message: 'A 307 or 308 makes the browser send the credentials again, to somebody else. Answer 303.',
  },
  {
    selector: 'MemberExpression[property.name=/^(TEMPORARY|PERMANENT)_REDIRECT$/]',
    message: 'A 307 or 308 makes the browser send the credentials again, to somebody else. Answer 303.',
  },
];
const database = {
  selector:
    'MemberExpression[property.name=/^(query|manager)$/]:matches([object.name=/dataSource$/i], [object.property.name=/dataSource$/i])',
  message: 'Only libs/persistence speaks to the database directly; ask a store.',
};
const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'The environment is read in config only (eslint.fences.mjs, environmentReaders).',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      '.nx/',
      '**/.next/',
      'coverage/',
      'data/',
      'bench/results/',
      '**/next-env.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: source,
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] })],
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(false),
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-restricted-syntax': ['error', environment, database, ...redirects],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Not random enough for anything here: use the randomness port.',
        },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A step may answer at once or later: `void | Promise<void>` is what it says.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Nest modules are classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  // Our own rules look at every file, whatever it is written in.
  {
    files: [...source, '**/*.{mjs,cjs,js}'],
    plugins: { house: houseRules },
    rules: { 'house/fences': 'error', 'house/names': 'error', 'house/explained-disable': 'error' },
  },
  {
    files: environmentReaders,
    rules: { 'no-restricted-syntax': ['error', database, ...redirects], 'no-console': 'off' },
  },
  { files: ['libs/persistence/**'], rules: { 'no-restricted-syntax': ['error', environment, ...redirects] } },
  {
    files: ['libs/**/*.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }] },
  },
  // Tests look behind the curtain: they read the environment, the database and what they like of the packages.
  {
    files: tests,
    rules: {
      '@nx/enforce-module-boundaries': boundaries(true),
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['apps/cli/**', 'apps/demo/**', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  // Style sheets and icons arrive as default exports by nature; Next asks for them in its own files.
  { files: ['apps/console/**', '**/*.d.ts'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: ['apps/console/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended, nextPlugin.configs['core-web-vitals']],
    settings: { next: { rootDir: 'apps/console' } },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['process', 'console', 'Buffer', 'fetch', 'URL', 'URLSearchParams', 'AbortSignal', 'AbortController'],
          ...[
            'setTimeout',
            'clearTimeout',
            'setInterval',
            'clearInterval',
            'setImmediate',
            'performance',
            'structuredClone',
          ],
          ...['TextEncoder', 'TextDecoder', 'crypto', 'Headers', 'Request', 'Response', 'FormData', 'queueMicrotask'],
          ...['describe', 'it', 'test', 'expect', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach', 'jest'],
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    files: ['**/*.cjs', '**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', exports: 'writable', __dirname: 'readonly' },
    },
  },
);
