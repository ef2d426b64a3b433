/** Runs the files of a Next.js snippet as Next would: with its own requests and responses, and real openid-client. */
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { build } from 'esbuild';

const ROOT = resolve(__dirname, '../../../..');

/** Calls the two route handlers one after the other; between them somebody signs in. */
const DRIVER = `import { NextRequest } from 'next/server';
import { GET as login } from './app/auth/login/route';
import { GET as callback } from './app/auth/callback/route';
const sent = await login();
if (sent.status !== 303) throw new Error('the login route answered ' + sent.status);
console.log('URL ' + sent.headers.get('location'));
const landing = await new Promise((arrived) => process.stdin.once('data', (chunk) => arrived(String(chunk).trim())));
const cookie = sent.cookies.getAll().map(({ name, value }) => name + '=' + encodeURIComponent(value)).join('; ');
const answer = await callback(new NextRequest(landing, { headers: { cookie } }));
console.log('ANSWER ' + (await answer.text()));
process.exit(0);
`;

/** @param signIn goes where the login route leads, and says where the browser ended */
export async function runNextSnippet(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
  signIn: (url: string) => Promise<string>,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-next-'));
  try {
    for (const [name, code] of Object.entries({ ...files, 'driver.ts': DRIVER })) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), code);
    }
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const outfile = join(folder, 'driver.mjs');
    await build({
      entryPoints: [join(folder, 'driver.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      alias: { '@': folder, 'next/server': 'next/server.js' },
      external: ['next/server.js'],
      logLevel: 'silent',
    });
    return JSON.parse(await drive(outfile, folder, environment, signIn));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function drive(
  file: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
  signIn: (url: string) => Promise<string>,
): Promise<string> {
  const child = spawn(process.execPath, [file], { cwd, env: { PATH: process.env['PATH'], ...environment } });
  let output = '';
  let asked = false;
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    const url = /^URL (\S+)$/m.exec(output)?.[1];
    if (asked || url === undefined) return;
    asked = true;
    void signIn(url).then((landing) => child.stdin.end(`${landing}\n`));
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  await new Promise((ended) => child.once('close', ended));
  const answer = /^ANSWER (.*)$/m.exec(output)?.[1];
  if (answer === undefined) throw new Error(`The snippet did not get to its end.\n${output}`);
  return answer;
}
