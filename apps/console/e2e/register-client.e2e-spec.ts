/** From "what is it?" to a real sign-in: the wizard, the snippets that it leads to, and the check that follows the client live. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOOKS, ORDERS, PASSWORD, picture, UserAgent, violations, type Person } from '@gatehouse/api/testing';
import type { Page } from 'playwright-core';
import { runNextSnippet } from './support/next-snippet';
import { ConsoleStage, describeInBrowser } from './support/stage';

const SECRET = /gh_cs_[\w-]{20,}/;
const CALLBACK = 'https://shop.example/auth/callback';

/** The screen that is shown, as a screen reader hears it. */
const onStep = (page: Page, step: number): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: `Step ${step} of 4` })
    .waitFor({ state: 'attached' });

const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Continue' }).click();

/** First screen: name and kind. */
async function begin(stage: ConsoleStage, page: Page, name: string, kind: string): Promise<void> {
  await page.goto(`${stage.url}/clients/new`);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('radio', { name: kind, exact: true }).check();
  await next(page);
  await onStep(page, 2);
}

async function addUri(page: Page, uri: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a redirect URI' }).click();
  await page.getByLabel('Redirect URI 1', { exact: true }).fill(uri);
  // The verdict comes when the typing has settled, and moves what stands below.
  await page
    .getByText(/^(Follows every rule|Fine, with a remark|Can be saved|Cannot be saved)/)
    .first()
    .waitFor();
}

/** From the second screen to the last; defaults everywhere. */
async function toReview(page: Page, scopes: readonly string[] = []): Promise<void> {
  await next(page);
  await onStep(page, 3);
  for (const scope of scopes) await page.getByRole('checkbox', { name: scope, exact: true }).check();
  await next(page);
  await onStep(page, 4);
  await page.getByText('Security grade A.').waitFor();
}

/** Presses Register; saves the credential, if there is one, and returns the new client's id and what was saved. */
async function register(page: Page): Promise<{ clientId: string; privateKey?: string; secret?: string }> {
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await Promise.race([dialog.waitFor(), page.waitForURL('**/integrate**')]);
  const saved: { privateKey?: string; secret?: string } = {};
  if (await dialog.isVisible()) {
    const keyButton = dialog.getByRole('button', { name: 'Save private key as PEM' });
    if (await keyButton.isVisible()) {
      const download = page.waitForEvent('download');
      await keyButton.click();
      saved.privateKey = await readFile(await (await download).path(), 'utf8');
    } else {
      saved.secret = (await dialog.locator('[data-secret]').textContent())?.trim() ?? '';
    }
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
  }
  await page.waitForURL('**/integrate**');
  await page.getByRole('heading', { name: 'Live check' }).waitFor();
  await page.getByRole('group', { name: 'Language or framework' }).waitFor();
  return { clientId: new URL(page.url()).pathname.split('/')[2] ?? '', ...saved };
}

/** The code of the snippet that is shown, by file. */
async function snippetFiles(page: Page, name: string): Promise<Record<string, string>> {
  await page.getByRole('group', { name: 'Language or framework' }).getByRole('button', { name, exact: true }).click();
  const files: Record<string, string> = {};
  for (const figure of await page.locator('figure').all()) {
    const file = (await figure.locator('figcaption').textContent())?.trim() ?? '';
    files[file] = (await figure.locator('pre').textContent()) ?? '';
  }
  return files;
}

const ticks = (page: Page, count: number): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: `${count} of 3 steps seen` })
    .waitFor({ state: 'attached' });

/** Runs a shell snippet; `answer` is given what it printed until it waits, and says what to type. */
async function runShell(
  script: string,
  environment: Readonly<Record<string, string>>,
  answer: (printed: string) => Promise<string>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-snippet-'));
  try {
    await writeFile(join(folder, 'snippet.sh'), script);
    const child = spawn('bash', ['snippet.sh'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment },
    });
    let output = '';
    let asked = false;
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (asked || !output.includes('Paste the whole address')) return;
      asked = true;
      void answer(output).then((text) => child.stdin.end(`${text}\n`));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const code = await new Promise<number | null>((ended) => child.once('close', ended));
    return { code, output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describeInBrowser('[browser] registering a client', () => {
  let stage: ConsoleStage;
  let owner: Person;
  let page: Page;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    owner = await stage.signIn('owner', '/settings', { acceptDownloads: true, viewport: { width: 1280, height: 900 } });
    page = owner.page;
    await owner.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.url });
  });
  afterAll(async () => {
    await owner?.context.close();
    await stage?.stop();
  });

  /** Somebody signs in at the address, as a browser without the console's cookies would. */
  const landAt = async (url: string, username = 'nobody'): Promise<string> =>
    (await new UserAgent(stage.issuer).authorize(url, username, PASSWORD)).url.href;

  const gradeOf = async (clientId: string): Promise<string> =>
    ((await stage.admin.get(`/clients/${clientId}/lint`)).body as { grade: string }).grade;

  describe('W1 the defaults of each kind give grade A', () => {
    it.each([
      ['Web application', 'web', 'https://w1.example/callback', []],
      ['Single-page application', 'spa', 'https://spa.example/callback', []],
      ['Native application', 'native', 'http://127.0.0.1/callback', []],
      ['Machine', 'machine', undefined, ['orders:read']],
      ['MCP client or agent', 'agent', 'https://agent.example/callback', []],
    ] as const)('%s', async (kind, type, uri, scopes) => {
      await begin(stage, page, `First ${type}`, kind);
      if (uri !== undefined) await addUri(page, uri);
      await toReview(page, scopes);
      const { clientId, privateKey } = await register(page);
      expect(await gradeOf(clientId)).toBe('A');
      const { body } = await stage.admin.get(`/clients/${clientId}`);
      expect(body.application_type).toBe(type);
      expect(body.redirect_uris).toEqual(uri === undefined ? [] : [uri]);
      if (type === 'web' || type === 'machine') {
        expect(body.token_endpoint_auth_method).toBe('private_key_jwt');
        expect(privateKey).toContain('BEGIN PRIVATE KEY');
      } else {
        expect(body.token_endpoint_auth_method).toBe('none');
        expect(body.require_pkce).toBe(true);
      }
    });

    it('says of the device grant that this server does not have it yet', async () => {
      await page.goto(`${stage.url}/clients/new`);
      await page.getByText('this server does not have the device grant').waitFor();
      expect(await page.getByRole('radio', { name: /^Device/ }).isDisabled()).toBe(true);
    });
  });

  it('J-1 sends only the public half of a key pair that was made in the browser', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/admin/v1/clients'))
        sent.push(request.postData() ?? '');
    });
    await begin(stage, page, 'Nightly report', 'Machine');
    await toReview(page, ['orders:read']);
    await register(page);
    const withKeys = sent.map((body) => JSON.parse(body) as { jwks?: { keys: object[] } }).filter(({ jwks }) => jwks);
    expect(withKeys.length).toBeGreaterThan(0);
    for (const { jwks } of withKeys) {
      expect(Object.keys(jwks?.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    }
  });

  it('W2 recommends a server first for a single-page application, and offers no implicit or password grant', async () => {
    await begin(stage, page, 'Dashboard', 'Single-page application');
    await page.getByText('let a small server of yours hold the tokens').waitFor();
    const seen: string[] = [];
    const look = async () => seen.push(...(await page.locator('main').allInnerTexts()));
    await look();
    await addUri(page, 'https://dashboard.example/callback');
    await toReview(page);
    const locked = page.getByRole('button', { name: /^Unlock/ });
    while ((await locked.count()) > 0) await locked.first().click();
    const options = await page.locator('main option').allTextContents();
    await look();
    expect([...seen, ...options].join('\n')).not.toMatch(/implicit|password/i);
    // Neither can PKCE be turned off, nor can it be given a secret.
    expect(await page.getByRole('button', { name: /PKCE/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /Proves who it is/ }).count()).toBe(0);
    // The way to the safer kind is one press.
    await page.goBack();
    await page.goBack();
    await page.getByRole('button', { name: /I have a server/ }).click();
    await page.getByText('How does the server prove who it is?').waitFor();
    expect(new URL(page.url()).searchParams.get('kind')).toBe('web');
  });

  it('W5 is completed by keyboard alone, and each screen announces itself and takes the focus', async () => {
    await page.goto(`${stage.url}/clients/new`);
    await page.getByLabel('Name').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    /** Presses Tab until the element that is wanted has the focus. */
    const tabTo = async (wanted: string) => {
      for (let press = 0; press < 60; press++) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const { activeElement } = document;
          // Behind the last element comes the page itself, which holds every text.
          if (activeElement === document.body) return '';
          const labels = (activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? '';
          return `${activeElement?.getAttribute('aria-label') ?? ''}|${labels}|${activeElement?.textContent ?? ''}`;
        });
        if (here.includes(wanted)) return;
      }
      throw new Error(`Tab never reached “${wanted}”`);
    };
    await onStep(page, 1);
    // Enter on an empty form says what is missing, and goes to it.
    await tabTo('Continue');
    await page.keyboard.press('Enter');
    await page.getByText('Give it a name.').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    await page.keyboard.type('Keyboard machine');
    await page.keyboard.press('Tab');
    // One group of radio buttons: arrows move in it.
    for (let press = 0; press < 6; press++) {
      const value = await page.evaluate(() => (document.activeElement as HTMLInputElement).value);
      const isChecked = await page.evaluate(() => (document.activeElement as HTMLInputElement).checked);
      if (value === 'machine' && isChecked) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await onStep(page, 2);
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
    expect(await focused()).toContain('Step 2 of 4');
    await tabTo('A private key');
    await page.keyboard.press('Enter');
    await onStep(page, 3);
    await page.getByRole('checkbox', { name: 'orders:read', exact: true }).waitFor();
    await tabTo('orders:read');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await onStep(page, 4);
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');
    await page.getByText('Security grade A.').waitFor();
    await tabTo('Register');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    await download;
    await tabTo('I have stored the private key');
    await page.keyboard.press('Space');
    await tabTo('Done');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/integrate**');
    await page.getByRole('heading', { name: 'Live check' }).waitFor();
  });

  it('W6 a reload on the third screen keeps everything, and Back keeps it too', async () => {
    await begin(stage, page, 'Reloaded shop', 'Web application');
    await page.getByLabel('Framework').selectOption('spring');
    await addUri(page, 'https://reloaded.example/login/oauth2/code/gatehouse');
    await page.getByRole('radio', { name: /^A secret/ }).check();
    await next(page);
    await onStep(page, 3);
    await page.getByRole('checkbox', { name: 'orders:read', exact: true }).check();
    await page.getByRole('checkbox', { name: 'email', exact: true }).uncheck();
    await page.waitForFunction(() => location.search.includes('orders'));
    await page.reload();
    await onStep(page, 3);
    expect(await page.getByRole('checkbox', { name: 'orders:read', exact: true }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'email', exact: true }).isChecked()).toBe(false);
    await page.goBack();
    await onStep(page, 2);
    expect(await page.getByLabel('Framework').inputValue()).toBe('spring');
    expect(await page.getByLabel('Redirect URI 1', { exact: true }).inputValue()).toContain('reloaded.example');
    expect(await page.getByRole('radio', { name: /^A secret/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Back' }).click();
    await onStep(page, 1);
    expect(await page.getByLabel('Name').inputValue()).toBe('Reloaded shop');
    expect(page.url()).not.toMatch(/BEGIN|"d"|gh_cs/);
  });

  it('judges redirect URIs while they are typed, and lets nobody go on with a wrong one', async () => {
    await begin(stage, page, 'Wrong address', 'Web application');
    await addUri(page, 'http://shop.example/callback');
    await page.getByText('R06').waitFor();
    await next(page);
    await page.getByText('One of the redirect URIs cannot be registered.').waitFor();
    await page.getByLabel('Redirect URI 1', { exact: true }).fill('https://shop.example/callback');
    await page.getByText('Follows every rule').waitFor();
    await next(page);
    await onStep(page, 3);
  });

  it('lets an expert unlock a setting, shows what the linter thinks, and brings the default back', async () => {
    await begin(stage, page, 'Expert shop', 'Web application');
    await addUri(page, 'https://expert.example/callback');
    await toReview(page);
    await page.getByRole('button', { name: 'Unlock: PKCE' }).click();
    await page.getByRole('combobox', { name: 'PKCE', exact: true }).selectOption('false');
    await page.getByText('Security grade D.').waitFor();
    await page.getByRole('button', { name: 'Back to the default: PKCE' }).click();
    await page.getByText('Security grade A.').waitFor();
    await page.getByRole('button', { name: 'Unlock: Access tokens live' }).click();
    await page.getByLabel('Access tokens live, in seconds').fill('120');
    await page.getByText('2 min', { exact: false }).first().waitFor();
    const { clientId } = await register(page);
    const { body } = await stage.admin.get(`/clients/${clientId}`);
    expect(body).toMatchObject({ access_token_lifetime: 120, require_pkce: true });
  });

  describe('a client with a secret', () => {
    let clientId = '';
    let secret = '';

    beforeAll(async () => {
      await begin(stage, page, 'Example shop', 'Web application');
      await addUri(page, CALLBACK);
      await page.getByRole('radio', { name: /^A secret/ }).check();
      await toReview(page);
      const made = await register(page);
      clientId = made.clientId;
      secret = made.secret ?? '';
    });

    it('W3 snippets name the client and never its secret, on the page and on the clipboard', async () => {
      expect(secret.length).toBeGreaterThan(30);
      const group = page.getByRole('group', { name: 'Language or framework' });
      const names = await group.getByRole('button').allTextContents();
      expect(names).toEqual(['curl', 'Next.js', 'NestJS', 'Spring', 'Go', 'Python', '.NET', 'Any library']);
      for (const name of names) {
        const files = Object.values(await snippetFiles(page, name));
        expect(files.join('\n')).toContain(clientId);
        if (name !== 'Any library') expect(files.join('\n')).toContain('CLIENT_SECRET');
        for (const button of await page.locator('figure').getByRole('button').all()) {
          await button.click();
          const copied = await page.evaluate(() => navigator.clipboard.readText());
          expect(files).toContain(copied);
          expect(copied).not.toContain(secret);
          expect(copied).not.toMatch(SECRET);
        }
        const html = await page.content();
        expect(html).not.toContain(secret);
        expect(html).not.toMatch(SECRET);
      }
    });

    it('explains a refused request on the spot, with the way to the failure', async () => {
      const wrong = new URL(`${stage.issuer}/oauth/authorize`);
      wrong.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: `${CALLBACK}/`,
        response_type: 'code',
        scope: 'openid',
      }).toString();
      expect((await fetch(wrong)).status).toBe(400);
      const alert = page.getByRole('alert').filter({ hasText: 'not registered for the client' });
      await alert.waitFor();
      expect(await alert.textContent()).toContain(`${CALLBACK}/`);
      expect(await alert.getByRole('link').getAttribute('href')).toMatch(/^\/errors\/[0-9A-Z]{10}$/);
    });

    it('W4 the Next.js snippet signs somebody in, and the live check reaches three ticks without a reload', async () => {
      await page.evaluate(() => ((window as unknown as Record<string, boolean>)['notReloaded'] = true));
      const files = await snippetFiles(page, 'Next.js');
      expect(Object.keys(files)).toEqual(['lib/oidc.ts', 'app/auth/login/route.ts', 'app/auth/callback/route.ts']);
      const signedIn = await runNextSnippet(files, { CLIENT_SECRET: secret }, (url) => landAt(url));
      expect(signedIn).toMatchObject({ signedIn: { email: 'nobody@example.com' } });
      await ticks(page, 3);
      await page.getByText('It works. This is what was seen last.').waitFor();
      // The refusal of before is history now.
      await page.getByRole('alert').filter({ hasText: 'not registered' }).waitFor({ state: 'detached' });
      expect(await page.evaluate(() => (window as unknown as Record<string, boolean>)['notReloaded'])).toBe(true);
      await page.getByRole('button', { name: 'Start over' }).click();
      await ticks(page, 0);
    });

    it('W4 the curl snippet signs somebody in', async () => {
      const { 'sign-in.sh': script = '' } = await snippetFiles(page, 'curl');
      const { code, output } = await runShell(script, { CLIENT_SECRET: secret }, async (printed) =>
        landAt(/Open: (\S+)/.exec(printed)?.[1] ?? ''),
      );
      expect(output).toContain('"access_token"');
      expect(output).toContain('nobody@example.com');
      expect(code).toBe(0);
      await ticks(page, 3);
    });
  });

  it('W4 snippets of a client with a private key work: curl and Next.js', async () => {
    await begin(stage, page, 'Key shop', 'Web application');
    await addUri(page, CALLBACK);
    await toReview(page);
    const { privateKey = '' } = await register(page);
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-key-'));
    try {
      const file = join(folder, 'key.pem');
      await writeFile(file, privateKey);
      const { 'sign-in.sh': script = '' } = await snippetFiles(page, 'curl');
      const shell = await runShell(script, { PRIVATE_KEY_FILE: file }, async (printed) =>
        landAt(/Open: (\S+)/.exec(printed)?.[1] ?? ''),
      );
      expect(shell.output).toContain('nobody@example.com');
      const next = await runNextSnippet(await snippetFiles(page, 'Next.js'), { PRIVATE_KEY_FILE: file }, landAt);
      expect(next).toMatchObject({ signedIn: { email: 'nobody@example.com' } });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('the curl snippet of a machine gets a token for its API, and the live check sees it', async () => {
    await begin(stage, page, 'Courier', 'Machine');
    await page.getByRole('radio', { name: /^A secret/ }).check();
    await toReview(page, ['orders:read']);
    const { secret = '' } = await register(page);
    const { 'token.sh': script = '' } = await snippetFiles(page, 'curl');
    expect(script).toContain(ORDERS);
    const { output } = await runShell(script, { CLIENT_SECRET: secret }, () => Promise.resolve(''));
    expect(JSON.parse(output)).toMatchObject({ token_type: 'Bearer', scope: 'orders:read' });
    await page.getByRole('status').filter({ hasText: '2 of 2 steps seen' }).waitFor({ state: 'attached' });
  });

  it('X7 shows an auditor the way and lets nothing be registered', async () => {
    const { page: auditor, context, faults } = await stage.signIn('auditor', '/clients/new');
    await auditor.getByRole('heading', { name: 'You may not see this' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('X1 axe finds nothing on any screen: $colorScheme, $viewport.width', async (look) => {
    const person = await stage.signIn('owner', '/clients/new', look);
    const name = `${look.colorScheme}-${look.viewport.width}`;
    const check = async (what: string) => {
      expect(await violations(person.page)).toEqual([]);
      const isWider = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
      expect(await person.page.evaluate(isWider)).toBe(false);
      await picture(person.page, `register-${what}-${name}`);
    };
    await person.page.getByText('this server does not have the device grant').waitFor();
    await next(person.page);
    await person.page.getByText('Give it a name.').waitFor();
    await check('1');
    await begin(stage, person.page, `Looked at ${name}`, 'Web application');
    await addUri(person.page, 'http://shop.example/');
    await person.page.getByText('R06').waitFor();
    await check('2');
    await person.page.getByLabel('Redirect URI 1', { exact: true }).fill(CALLBACK);
    await next(person.page);
    await onStep(person.page, 3);
    await person.page.getByRole('checkbox', { name: 'orders:read', exact: true }).waitFor();
    await check('3');
    await next(person.page);
    await onStep(person.page, 4);
    await person.page.getByText('Security grade A.').waitFor();
    await person.page.getByRole('button', { name: 'Unlock: PKCE' }).click();
    await person.page.getByRole('button', { name: 'Unlock: Access tokens live' }).click();
    await check('4');
    await register(person.page);
    await check('integrate');
    expect(person.faults).toEqual([]);
    await person.context.close();
  });
});
