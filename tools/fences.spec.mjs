import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fences, projects, protocolFloors } from '../eslint.fences.mjs';
import { root } from './install.mjs';

const protocol = 'libs/protocol/src/';

/** For each fence: a file, an import that it must refuse, and one that it must let pass. */
const examples = {
  'protocol floor 0': [`${protocol}crypto/probe.ts`, '../records/probe', '../vocabulary/probe'],
  'protocol floor 1': [`${protocol}records/probe.ts`, '../keys/probe', '../crypto/probe'],
  'protocol floor 2': [`${protocol}token/issue/probe.ts`, '../../introspection/probe', '../proven-authorization'],
  'protocol floor 3': [`${protocol}grants/probe/probe.grant.ts`, '../../revocation/probe', '../../token/issue/probe'],
  'vocabulary imports nothing': [`${protocol}vocabulary/probe.ts`, 'node:crypto', './probe-two'],
  'authorize does not import token': [
    `${protocol}authorize/steps/probe.ts`,
    '../../token/probe',
    '../../token/issue/probe',
  ],
  'token does not import authorize': [`${protocol}token/probe.ts`, '../authorize/probe', '../grants/grant'],
  'no grant imports a grant': [`${protocol}grants/probe/probe.ts`, '../other/other.grant', './probe-two'],
  'no extension imports an extension': [`${protocol}extensions/probe/probe.ts`, '../other/other', '../extension'],
  'only the list names the grants': [
    `${protocol}metadata/probe.ts`,
    '../grants/probe/probe',
    '../grants/registered-grants',
  ],
  'only the list names the extensions': [
    `${protocol}token/probe.ts`,
    '../extensions/probe/probe',
    '../extensions/registered-extensions',
  ],
  'jose only in jws': [`${protocol}keys/probe.ts`, 'jose', '../crypto/jws'],
  'test fixtures stay in tests': [`${protocol}metadata/probe.ts`, '../../testing/index', '../records/probe'],
  'client rules run in a browser': ['libs/client-rules/src/probe.ts', 'node:url', './probe-two'],
  'no feature of the console imports a feature': [
    'apps/console/features/users/probe.tsx',
    '../keys/probe',
    './probe-two',
  ],
  'what the console shares knows no feature': [
    'apps/console/ui/probe.tsx',
    '../features/keys/probe',
    '../server/probe',
  ],
  'rooms of the API do not import each other': [
    'apps/api/src/token/token.controller.ts',
    '../authorization/probe',
    '../http/probe',
  ],
  'tokens are only names': ['apps/api/src/wiring/tokens.ts', '../token/probe', '@gatehouse/protocol'],
  'shared room http': ['apps/api/src/http/probe.ts', '../token/probe', '../config/probe'],
  'shared room config': ['apps/api/src/config/probe.ts', '../http/probe', './probe-two'],
  'shared room interaction/pages': ['apps/api/src/interaction/pages/probe.ts', '../browser/probe', './probe-two'],
  'shared room interaction/browser': ['apps/api/src/interaction/browser/probe.ts', '../probe', '../pages/probe'],
};

/** Imports that look like a breach and are none. */
const freedoms = [
  [`${protocol}grants/registered-grants.ts`, './probe/probe.grant'],
  [`${protocol}extensions/registered-extensions.ts`, './probe/probe.extension'],
  [`${protocol}grants/grant.ts`, '../extensions/extension'],
  [`${protocol}crypto/jws.ts`, 'jose'],
  [`${protocol}metadata/probe.spec.ts`, '../../testing/index'],
  ['apps/api/src/wiring/probe.ts', '../token/probe'],
  ['apps/api/src/token/probe.ts', '../wiring/tokens'],
  ['apps/api/src/token/probe.spec.ts', '../authorization/probe'],
  ['apps/api/src/app.module.ts', './token/token.module'],
  ['apps/api/src/main.ts', './http/probe'],
];

/** Other house rules: a rule, a text that breaks it in a file, and the same or a better text that does not. */
const habits = [
  ['no-restricted-syntax', [`${protocol}keys/a.ts`, 'export const a = process.env;'], ['apps/api/src/config/a.ts']],
  [
    'no-restricted-syntax',
    ['apps/api/src/http/a.ts', "export const a = process.env['A'];"],
    ['apps/cli/src/config.ts'],
  ],
  [
    'no-restricted-syntax',
    ['apps/api/src/openid/a.ts', 'response.redirect(307, target);'],
    [undefined, 'response.redirect(303, target);'],
  ],
  [
    'no-restricted-syntax',
    ['apps/api/src/openid/a.ts', 'response.status(308).end();'],
    [undefined, 'response.status(303).end();'],
  ],
  [
    'no-restricted-syntax',
    ['apps/api/src/openid/a.ts', 'reply(HttpStatus.TEMPORARY_REDIRECT);'],
    [undefined, 'reply(HttpStatus.SEE_OTHER);'],
  ],
  ['no-restricted-syntax', ['apps/api/src/keys/a.ts', "this.dataSource.query('x');"], ['libs/persistence/src/a.ts']],
  ['no-restricted-syntax', ['apps/cli/src/a.ts', 'use(dataSource.manager);'], ['libs/persistence/src/a.ts']],
  [
    'no-restricted-properties',
    [`${protocol}crypto/a.ts`, 'export const a = Math.random();'],
    [undefined, 'export const a = Math.floor(1);'],
  ],
  ['max-lines', ['libs/identity/src/a.ts', 'export {};\n'.repeat(251)], [undefined, 'export {};\n'.repeat(250)]],
  ['house/names', ['apps/api/src/utils/a.ts', 'export {};'], ['apps/api/src/token/a.ts']],
  ['house/names', ['apps/api/src/token/index.ts', 'export {};'], ['libs/identity/src/index.ts']],
  [
    'house/explained-disable',
    [`${protocol}crypto/a.ts`, '// eslint-disable-next-line no-console\nconsole.log(1);'],
    [undefined, '// eslint-disable-next-line no-console -- shown to the operator\nconsole.log(1);'],
  ],
  [
    '@typescript-eslint/no-explicit-any',
    [`${protocol}crypto/a.ts`, 'export const a: any = 1;'],
    [undefined, 'export const a: unknown = 1;'],
  ],
];

/** Packages of the lock file: only these can be recognized. */
const installed = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
const sample = (project) =>
  existsSync(join(root, 'libs', project)) ? `libs/${project}/src/probe.ts` : `apps/${project}/src/probe.ts`;
const importing = (specifier) => `import { probe } from '${specifier}';\nexport const value = probe;\n`;

// Everything is asked in one run of ESLint, whose start costs seconds.
const questions = [];
const ask = (file, text) => questions.push({ file, text }) - 1;
let answers = [];
const rulesOf = (question) => answers[question].map(({ ruleId }) => ruleId);

beforeAll(() => {
  const probes = spawnSync(process.execPath, [join(root, 'tools/lint-probes.mjs')], {
    cwd: root,
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (probes.status !== 0) throw new Error(probes.stderr);
  answers = JSON.parse(probes.stdout);
  for (const [index, messages] of answers.entries()) {
    const broken = messages.find(({ ruleId }) => ruleId === null);
    if (broken) throw new Error(`${questions[index].file}: ${broken.message}`);
  }
});

describe('fences inside projects', () => {
  test('each has an example here', () => {
    expect(Object.keys(examples).sort()).toEqual(fences.map(({ name }) => name).sort());
    expect(protocolFloors).toHaveLength(4);
  });
  test.each(
    Object.entries(examples).map(([name, [file, denied, allowed]]) => [
      name,
      ask(file, importing(denied)),
      ask(file, importing(allowed)),
    ]),
  )('%s', (name, denied, allowed) => {
    expect(answers[denied].map(({ message }) => message).join('\n')).toContain(`[${name}]`);
    expect(answers[allowed].filter(({ ruleId }) => ruleId === 'house/fences')).toEqual([]);
  });
  test.each(freedoms.map(([file, allowed]) => [file, allowed, ask(file, importing(allowed))]))(
    '%s may import %s',
    (_file, _allowed, question) => {
      expect(answers[question].filter(({ ruleId }) => ruleId === 'house/fences')).toEqual([]);
    },
  );
  test.each([
    ['export … from', ask(`${protocol}crypto/probe.ts`, "export { probe } from '../records/probe';")],
    ['export * from', ask(`${protocol}crypto/probe.ts`, "export * from '../records/probe';")],
    [
      'import type',
      ask(`${protocol}crypto/probe.ts`, "import type { A } from '../records/probe';\nexport type B = A;"),
    ],
    ['import()', ask(`${protocol}crypto/probe.ts`, "export const probe = import('../records/probe');")],
    ['type of an import()', ask(`${protocol}crypto/probe.ts`, "export type B = import('../records/probe').A;")],
    ['require()', ask(`${protocol}crypto/probe.ts`, "export const probe = require('../records/probe');")],
  ])('%s is an import too', (_name, question) => {
    expect(rulesOf(question)).toContain('house/fences');
  });
});

describe('fences between projects', () => {
  const boundary = '@nx/enforce-module-boundaries';
  const libraries = [
    'client-rules',
    'configuration',
    'environment',
    'contracts',
    'identity',
    'persistence',
    'protocol',
    'resource-server',
  ];
  const cases = projects.map(({ project, may, mustNotSee }) => {
    const others = libraries.filter((name) => name !== project).map((name) => `@gatehouse/${name}`);
    const packages = mustNotSee.filter((name) => !name.includes('*') && `node_modules/${name}` in installed);
    if (mustNotSee.includes('@nestjs/*')) packages.push('@nestjs/common');
    const questions = [...others, ...packages, 'node:crypto'].map((specifier) => [
      specifier,
      ask(sample(project), importing(specifier)),
    ]);
    const allowed = [...others.filter((name) => may.includes(name.replace('@gatehouse/', ''))), 'node:crypto'];
    return [project, questions, allowed];
  });
  test.each(cases)('%s sees only what it may', (_project, questions, allowed) => {
    const passed = questions.filter(([, question]) => !rulesOf(question).includes(boundary));
    expect(passed.map(([specifier]) => specifier)).toEqual(allowed);
  });
  test('the boundaries name every project', () => {
    const folders = ['apps', 'libs'].flatMap((folder) => readdirSync(join(root, folder)));
    expect(projects.map(({ project }) => project).sort()).toEqual(folders.sort());
  });
  const sideways = ask('libs/identity/src/probe.ts', importing('../../protocol/src/index'));
  test('a relative path is no way round', () => {
    expect(rulesOf(sideways)).toContain(boundary);
  });
});

describe('other rules of the house', () => {
  test.each(
    habits.map(([rule, [file, text], [otherFile = file, otherText = text]]) => [
      rule,
      `${file}: ${text.slice(0, 40).trim()}`,
      ask(file, text),
      ask(otherFile, otherText),
    ]),
  )('%s: %s', (rule, _example, denied, allowed) => {
    expect(rulesOf(denied)).toContain(rule);
    expect(rulesOf(allowed)).not.toContain(rule);
  });
  // Two real files, the second of which imports the first.
  const cycle = ask(
    `${protocol}errors/oauth-error.ts`,
    "import { serverError } from './oauth-errors';\nexport const a = serverError;",
  );
  const line = ask(
    `${protocol}errors/oauth-errors.ts`,
    "import { OAuthError } from './oauth-error';\nexport const a = OAuthError;",
  );
  test('no cycles', () => {
    expect(rulesOf(cycle)).toContain('import-x/no-cycle');
    expect(rulesOf(line)).not.toContain('import-x/no-cycle');
  });
});
