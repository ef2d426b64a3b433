/** What holds tokens cannot come into a page by an import gone astray: the build refuses it. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const SERVER = join(ROOT, 'apps/console/server');
const NEXT = join(ROOT, 'node_modules/next/dist/bin/next');
/** Within the repository, from where packages are found. */
const HOME = join(ROOT, 'dist/test/server-only');

/** Builds an application of one page whose client part imports `module`. @returns the exit code and what was printed */
async function buildWith(module: string): Promise<{ code: number | null; output: string }> {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(join(HOME, 'app'), { recursive: true });
  const files = {
    'package.json': '{ "private": true }',
    'next.config.mjs': `export default ${JSON.stringify({
      turbopack: { root: ROOT },
      typescript: { ignoreBuildErrors: true },
    })};`,
    'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
    'app/page.jsx': `'use client';\nimport * as all from '${relative(join(HOME, 'app'), module)}';\nexport default () => <p>{Object.keys(all)}</p>;`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(HOME, name), text);
  const child = spawn(process.execPath, [NEXT, 'build', HOME], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { code, output };
}

describe('modules of the console for its server only', () => {
  afterAll(() => rmSync(HOME, { recursive: true, force: true }));

  it('BF7 importing one from a client file fails the build', async () => {
    const { code, output } = await buildWith(join(SERVER, 'sessions'));
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('server-only') });
    // Otherwise anything might have been the reason.
    const control = await buildWith(join(ROOT, 'apps/console/ui/path-ids'));
    expect(control).toEqual({ code: 0, output: expect.any(String) });
  }, 240_000);

  it('BF7 are all that touch sessions, tokens, cookies or keys', () => {
    const holding = /^import (?!type).*(sessions'|pending-sign-ins'|console-keys'|openid-client|next\/headers)/m;
    const open = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => ({ name, text: readFileSync(join(SERVER, name), 'utf8') }))
      .filter(({ text }) => holding.test(text) && !text.includes(`import 'server-only';`));
    expect(open.map(({ name }) => name)).toEqual([]);
  });
});
