/** Users: found, added, changed and cut off in the console, and what it says to whoever may not. */
import { createHash, randomBytes } from 'node:crypto';
import {
  CONSOLE,
  LOOKS,
  ORDERS,
  PASSWORD,
  picture,
  runStatement,
  UserAgent,
  violations,
  type AdminAnswer,
  type Person,
} from '@gatehouse/api/testing';
import type { Locator, Page, Request } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const CALLBACK = 'https://shop.example/callback';
/** Milliseconds: one look at every page takes a while on a busy machine. */
const FOR_ALL_PAGES = 240_000;
const VERIFIER = randomBytes(32).toString('base64url');
const TABS = ['', '/sign-in', '/sessions', '/clients', '/tokens', '/activity'];

describeInBrowser('[browser] users', () => {
  let stage: ConsoleStage;
  let owner: Person;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    owner = await stage.signIn('owner', '/users');
  });
  afterAll(() => stage.stop());

  async function make(username: string, more: object = {}): Promise<{ id: string; etag: string }> {
    const { status, body, etag } = await stage.admin.post('/users', { body: { username, ...more } });
    expect(status).toBe(201);
    return { id: body.id, etag };
  }

  const stored = (id: string): Promise<AdminAnswer> => stage.admin.get(`/users/${id}`);

  async function idOf(username: string): Promise<string> {
    const { body } = await stage.admin.get(`/users?search=${username}`);
    return body.items.find((user: { username: string }) => user.username === username).id;
  }

  async function open({ page }: Person, id: string, tab = ''): Promise<void> {
    await page.goto(`${stage.url}/users/${id}${tab}`);
    await page.getByRole('navigation', { name: 'Parts of this user' }).waitFor();
  }

  /** What the browser asked of the admin API while something was done. */
  async function asked(page: Page, work: () => Promise<unknown>): Promise<string[]> {
    const seen: string[] = [];
    const note = (request: Request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/bff/')) seen.push(`${request.method()} ${pathname.slice('/bff'.length)}${search}`);
    };
    page.on('request', note);
    await work();
    await page.waitForLoadState('networkidle');
    page.off('request', note);
    return seen;
  }

  const firstCells = (page: Page): Promise<string[]> =>
    page.locator('tbody tr:not([aria-hidden]) td:first-child').allInnerTexts();

  async function confirm(page: Page, title: string, button: string): Promise<Locator> {
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.getByRole('button', { name: button, exact: true }).click();
    return dialog;
  }

  it('U1 asks for one page of rows, whatever the search, and never row by row', async () => {
    for (let made = 1; made <= 120; made++) await make(`person-${made}`, { email: `p${made}@people.example` });
    const { page } = owner;

    const first = await asked(page, () => page.goto(`${stage.url}/users`));
    expect(first).toEqual(['GET /admin/v1/users']);
    expect(await page.locator('tbody tr:not([aria-hidden])').count()).toBeLessThan(60);

    const further = await asked(page, async () => {
      const next = page.waitForRequest(/cursor=/);
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await next;
    });
    expect(further.length).toBeGreaterThan(0);
    for (const request of further) expect(request).toMatch(/^GET \/admin\/v1\/users\?cursor=/);

    await page.getByLabel('Find users').fill('person-11');
    const searched = await asked(page, async () => {
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'person-119' }).waitFor();
    });
    expect(searched).toEqual(['GET /admin/v1/users?search=person-11']);
    expect(await firstCells(page)).toEqual(['person-11', ...Array.from({ length: 10 }, (_, at) => `person-11${at}`)]);

    await page.reload();
    await page.getByRole('link', { name: 'person-119' }).waitFor();
    expect(await page.getByLabel('Find users').inputValue()).toBe('person-11');

    await page.getByLabel('Find users').fill('p7@peo');
    await page.keyboard.press('Enter');
    await page.getByText('p7@people.example').waitFor();
    expect(await firstCells(page)).toEqual(['person-7']);

    await page.getByLabel('Find users').fill('nobody-is-called-so');
    await page.keyboard.press('Enter');
    await page.getByText('No users match these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('link', { name: 'person-120' }).waitFor();
  });

  it('narrows the list by state, role and time, with a chip for each', async () => {
    const { page } = owner;
    const { id, etag } = await make('switched-off');
    await stage.admin.post(`/users/${id}/disable`, { ifMatch: etag });
    await page.goto(`${stage.url}/users?state=disabled`);
    await page.getByRole('link', { name: 'switched-off' }).waitFor();
    expect(await firstCells(page)).toEqual(['switched-off']);
    await page.getByRole('button', { name: 'Remove filter State: Disabled' }).click();

    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Role', { exact: true }).selectOption('auditor');
    await page.getByRole('button', { name: 'Remove filter Role: auditor' }).waitFor();
    await page.getByRole('link', { name: 'auditor' }).waitFor();
    await expect(firstCells(page)).resolves.toEqual(['auditor']);
    await page.goto(`${stage.url}/users?created_to=1000`);
    await page.getByText('No users match these filters').waitFor();
  });

  it('adds a user: refusals stand at their fields, a generated password is shown once and works', async () => {
    const { page } = owner;
    await page.goto(`${stage.url}/users/new`);
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByText('Enter a username.').waitFor();

    await page.getByLabel('Username').fill('owner');
    await page.getByLabel('Email address').fill('not an address');
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByText('This does not look like an e-mail address.').first().waitFor();
    expect(await page.getByLabel('Email address').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Email address').fill('grace@example.com');
    await page.getByRole('button', { name: 'Add user' }).click();
    const username = page.getByLabel('Username');
    await expect(page.locator('[aria-invalid="true"]').first().waitFor()).resolves.toBeUndefined();
    await page.getByRole('alert').getByText('This name is taken').waitFor();
    expect(await username.getAttribute('aria-invalid')).toBe('true');
    expect(await username.evaluate((field) => field === document.activeElement)).toBe(true);

    await username.fill('grace');
    await page.getByLabel('Full name').fill('Grace Example');
    await page.getByLabel('auditor').check();
    await page.getByRole('button', { name: 'Add user' }).click();
    const dialog = page.getByRole('dialog', { name: 'The new password of grace' });
    const password = (await dialog.locator('[data-secret]').innerText()).trim();
    expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    // It does not close by accident.
    await page.keyboard.press('Escape');
    await dialog.getByText('Close without storing it?').waitFor();
    await dialog.getByLabel('I have passed it on or stored it safely').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('heading', { level: 1, name: 'grace' }).waitFor();
    expect(await page.content()).not.toContain(password);
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href]))).not.toContain(
      password,
    );

    const id = await idOf('grace');
    const { body } = await stored(id);
    expect(body).toMatchObject({ email: 'grace@example.com', email_verified: false, roles: ['auditor'] });
    expect(body.claims).toEqual({ name: 'Grace Example' });
    await expect(signsIn('grace', password)).resolves.toBe(true);
  });

  it('saves what was changed in the profile, and shows theirs beside ours when somebody was faster', async () => {
    const { id } = await make('changing', { claims: { name: 'Before', address: { country: 'UK' } } });
    const { page } = owner;
    await open(owner, id);
    await page.getByLabel('Full name').fill('After');
    await page.getByText('More about this person').click();
    await page.getByLabel('Town').fill('London');
    await page.getByText('2 unsaved changes').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('2 unsaved changes').waitFor({ state: 'detached' });
    const saved = await stored(id);
    expect(saved.body.claims).toEqual({ name: 'After', address: { country: 'UK', locality: 'London' } });

    await page.getByLabel('Full name').fill('Mine');
    const theirs = await stage.admin.patch(`/users/${id}`, {
      ifMatch: saved.etag,
      body: { claims: { name: 'Theirs' } },
    });
    expect(theirs.status).toBe(200);
    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: /was changed in the meantime/ });
    await dialog.getByText('Theirs', { exact: true }).first().waitFor();
    expect((await stored(id)).body.claims.name).toBe('Theirs');
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('1 unsaved change').waitFor({ state: 'detached' });
    expect((await stored(id)).body.claims.name).toBe('Mine');
  });

  it('gives roles, and explains which it cannot give or take', async () => {
    const { id } = await make('promoted');
    const { page } = owner;
    await open(owner, id);
    await page.getByLabel('support', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('1 unsaved change').waitFor({ state: 'detached' });
    expect((await stored(id)).body.roles).toEqual(['support']);

    // There is one owner.
    await open(owner, await idOf('owner'));
    await page.getByText('this is you').waitFor();
    await page.getByLabel('owner', { exact: true }).uncheck();
    await page.getByText('You give up being an owner').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'This is the last owner' });
    await alert.getByText(/Give another user the role “owner” first/).waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();

    const admin = await stage.signIn('admin', `/users/${id}`);
    const ownerRole = admin.page.getByLabel('owner', { exact: true });
    await ownerRole.waitFor();
    expect(await ownerRole.isDisabled()).toBe(true);
    await admin.page.getByText(/Only an owner can give or take this role/).waitFor();
    await open(admin, await idOf('owner'));
    await admin.page.getByText('Only an owner can change an owner.').first().waitFor();
    expect(await admin.page.getByRole('button', { name: 'Disable user' }).getAttribute('aria-disabled')).toBe('true');
    await admin.context.close();
  });

  it('shows the sign-in lock with its cause and clock, and lifts it', async () => {
    const { id } = await make('locked', { password: PASSWORD });
    // So that this network has more of them than the user: it must not be locked itself.
    await signsIn('nobody', 'a wrong password, surely');
    for (let attempt = 0; attempt < 5; attempt++) await signsIn('locked', 'a wrong password, surely');
    await runStatement(stage.admin.instance, 'UPDATE sign_in_attempt SET attempts = 30 WHERE attempts = 5');
    const { page } = owner;
    await open(owner, id, '/sign-in');
    await page.getByText('Nobody can sign in as this user at the moment').waitFor();
    await page.getByText(/30 attempts within an hour were too many/).waitFor();
    expect(await page.getByRole('timer').innerText()).toMatch(/^\d{1,2}:\d\d$/);
    await page.getByRole('button', { name: 'Lift the lock' }).click();
    await page.getByText('0 within the last hour').waitFor();
    expect((await stored(id)).body.sign_in).toEqual({ attempts: 0, locked_until: null });
  });

  it('sets a generated password, and takes a password away', async () => {
    const { id } = await make('forgetful', { password: PASSWORD });
    const { page } = owner;
    await open(owner, id, '/sign-in');
    await page.getByRole('button', { name: 'Set a new password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set a password for forgetful' });
    await dialog.getByLabel('Type one').check();
    await dialog.getByLabel('New password').fill('too short');
    await dialog.getByRole('button', { name: 'Set password' }).click();
    await dialog.getByText('The password has fewer than 15 characters.').first().waitFor();
    await dialog.getByLabel('Generate one').check();
    await dialog.getByRole('button', { name: 'Set password' }).click();
    const shown = page.getByRole('dialog', { name: 'The new password of forgetful' });
    const password = (await shown.locator('[data-secret]').innerText()).trim();
    await shown.getByLabel('I have passed it on or stored it safely').check();
    await shown.getByRole('button', { name: 'Done' }).click();
    expect(await signsIn('forgetful', PASSWORD)).toBe(false);
    expect(await signsIn('forgetful', password)).toBe(true);

    await page.getByRole('button', { name: 'Remove password' }).click();
    await confirm(page, 'Remove the password of forgetful', 'Remove password');
    await page.getByText('none: cannot sign in').waitFor();
    expect((await stored(id)).body.has_password).toBe(false);
  });

  it('shows connected clients, and revokes one with a preview and a receipt', async () => {
    await make('connected', { password: PASSWORD });
    const client = await shop();
    await authorize('connected', PASSWORD, client);
    const id = await idOf('connected');
    const { page } = owner;
    await open(owner, id, '/clients');
    await page.getByRole('link', { name: client, exact: true }).waitFor();
    await page.getByText('orders:read').first().waitFor();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Revoke what connected allows ${client}` });
    await dialog.getByRole('region', { name: 'What would end' }).waitFor();
    await dialog.getByLabel('Reason').selectOption('person_asked');
    await dialog.getByLabel('In a sentence').fill('They asked us to.');
    await dialog.getByRole('button', { name: /^Revoke/ }).click();
    await dialog.getByRole('region', { name: 'Receipt' }).waitFor();
    const { body } = await stage.admin.get(`/consents?user_id=${id}`);
    expect(body.items).toMatchObject([{ client_id: client, state: 'revoked' }]);
  });

  it('U4 counts what disabling ends; then the sessions are ended and the tokens listed as revoked', async () => {
    const { id } = await make('leaving', { password: PASSWORD });
    const tokens = await exchange('leaving', PASSWORD);
    const before = await stage.admin.get(`/tokens?subject=${id}&state=active`);
    expect(before.body.items.length).toBeGreaterThan(1);

    const { page } = owner;
    await open(owner, id);
    await page.getByRole('button', { name: 'Disable user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable leaving' });
    const impact = dialog.getByRole('region', { name: 'What would end' });
    await impact.getByText(`${before.body.items.length} living tokens`).waitFor();
    await impact.getByText('1 browser').waitFor();
    expect(
      await dialog.getByRole('button', { name: 'Cancel' }).evaluate((cancel) => cancel === document.activeElement),
    ).toBe(true);
    await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByText('This user is disabled').waitFor();
    expect(tokens.refresh_token).toBeDefined();

    await page.getByRole('link', { name: 'Sessions', exact: true }).last().click();
    await page.getByText('The user was disabled').waitFor();
    const sessions = page.getByRole('table', { name: 'Sessions of leaving' });
    await sessions.getByText('ended', { exact: true }).waitFor();
    expect(await sessions.getByText('live', { exact: true }).count()).toBe(0);

    await open(owner, id, '/tokens');
    const list = page.getByRole('table', { name: 'Newest tokens of leaving' });
    await list.getByText('revoked', { exact: true }).first().waitFor();
    expect(await list.getByText('active', { exact: true }).count()).toBe(0);
    expect((await stage.admin.get(`/sessions?user_id=${id}&state=live`)).body.items).toEqual([]);

    await open(owner, id);
    await page.getByRole('button', { name: 'Enable user' }).click();
    await confirm(page, 'Enable leaving', 'Enable');
    await page.getByText('This user is disabled').waitFor({ state: 'detached' });
    expect((await stage.admin.get(`/tokens?subject=${id}&state=active`)).body.items).toEqual([]);
  });

  it('signs a user out everywhere', async () => {
    const { id } = await make('everywhere', { password: PASSWORD });
    await exchange('everywhere', PASSWORD);
    const { page } = owner;
    await open(owner, id, '/sessions');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign everywhere out everywhere' });
    await dialog.getByLabel('Reason').selectOption('lost_device');
    await dialog.getByLabel('In a sentence').fill('The laptop is gone.');
    await dialog.getByRole('button', { name: /^Sign out everywhere/ }).click();
    await dialog.getByRole('region', { name: 'Receipt' }).waitFor();
    expect((await stage.admin.get(`/sessions?user_id=${id}&state=live`)).body.items).toEqual([]);
  });

  it('deletes a user only after the name was typed', async () => {
    const { id } = await make('deleted');
    const { page } = owner;
    await open(owner, id);
    await page.getByRole('button', { name: 'Delete user' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete deleted' });
    const button = dialog.getByRole('button', { name: 'Delete for good' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel('Type deleted to go on').fill('deleted');
    await button.click();
    await page.waitForURL(`${stage.url}/users`);
    expect((await stored(id)).status).toBe(404);
  });

  it('U5 tells a developer that users are not theirs to see, and shows no personal data', async () => {
    const { id } = await make('private', { email: 'private@people.example', claims: { name: 'Petra Private' } });
    const { page, context } = await stage.signIn('developer', '/users');
    for (const path of ['/users', '/users/new', ...TABS.map((tab) => `/users/${id}${tab}`)]) {
      const seen = await asked(page, async () => {
        await page.goto(`${stage.url}${path}`);
        await page.getByText('You may not see this').waitFor();
      });
      expect(seen).toEqual([]);
      await expect(page.getByText('users:read').count()).resolves.toBeGreaterThan(0);
      expect(await page.content()).not.toMatch(/private@people|Petra|Private/);
      expect(await violations(page)).toEqual([]);
    }
    await context.close();
  });

  it('lets an auditor look, and no more', async () => {
    const { id } = await make('looked-at', { password: PASSWORD });
    const auditor = await stage.signIn('auditor', `/users/${id}`);
    const { page } = auditor;
    for (const name of ['Disable user', 'Delete user']) {
      const button = page.getByRole('button', { name });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await button.click({ force: true });
    }
    expect(await page.getByRole('dialog').count()).toBe(0);
    await open(auditor, id, '/sign-in');
    expect(await page.getByRole('button', { name: 'Set a new password' }).getAttribute('aria-disabled')).toBe('true');
    await auditor.context.close();
  });

  it.each(LOOKS)(
    'is accessible at $viewport.width in $colorScheme',
    async (look) => {
      const name = `${look.colorScheme}-${look.viewport.width}`;
      const username = `seen-${name}`;
      const { id } = await make(username, { password: PASSWORD, email: `${username}@example.com`, roles: ['support'] });
      await exchange(username, PASSWORD);
      await authorize(username, PASSWORD, await shop());
      const { page, context, faults } = await stage.signIn('owner', '/users', look);
      await page.locator('[data-row-link]').first().waitFor();
      await page.getByRole('button', { name: 'Filters' }).click();
      for (const path of ['', '/users/new', ...TABS.map((tab) => `/users/${id}${tab}`)]) {
        if (path !== '') await page.goto(`${stage.url}${path}`);
        await page.waitForLoadState('networkidle');
        await picture(page, `users${path.replace(id, 'one').replaceAll('/', '-').replace('-users', '')}-${name}`);
        expect({ path, found: await violations(page) }).toEqual({ path, found: [] });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
      for (const [tab, opener] of [
        ['', 'Disable user'],
        ['/sign-in', 'Set a new password'],
      ] as const) {
        await page.goto(`${stage.url}/users/${id}${tab}`);
        await page.getByRole('button', { name: opener }).click();
        await page.getByRole('dialog').waitFor();
        await page.waitForLoadState('networkidle');
        await picture(page, `users-dialog-${opener.replaceAll(' ', '-')}-${name}`);
        expect({ opener, found: await violations(page) }).toEqual({ opener, found: [] });
      }
      expect(faults).toEqual([]);
      await context.close();
    },
    FOR_ALL_PAGES,
  );

  /** A public client that has to ask people. */
  async function shop(): Promise<string> {
    const { status, body } = await stage.admin.post('/clients', {
      body: {
        client_name: 'Shop',
        application_type: 'spa',
        redirect_uris: [CALLBACK],
        scope: 'openid orders:read',
        token_endpoint_auth_method: 'none',
      },
    });
    expect(status).toBe(201);
    return body.client_id;
  }

  /** Signs somebody in at a client; allows what it asks for. */
  async function authorize(username: string, password: string, client: string): Promise<string> {
    const url = new URL('/oauth/authorize', stage.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client,
      redirect_uri: client === CONSOLE ? 'https://console.example/callback' : CALLBACK,
      scope: client === CONSOLE ? 'openid offline_access orders:read' : 'openid orders:read',
      resource: ORDERS,
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    const landing = await new UserAgent(stage.issuer).authorize(url, username, password);
    return landing.url.searchParams.get('code') ?? '';
  }

  async function exchange(username: string, password: string) {
    const code = await authorize(username, password, CONSOLE);
    return stage.admin.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://console.example/callback',
      code_verifier: VERIFIER,
      resource: ORDERS,
    });
  }

  const signsIn = (username: string, password: string): Promise<boolean> =>
    authorize(username, password, CONSOLE).then(
      (code) => code !== '',
      () => false,
    );
});
