/** A client's page: its frame, settings with the redirect URI editor, access, logout and advanced settings. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DATABASES, LOOKS, PASSWORD, runStatement, UserAgent, violations, type Person } from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const CALLBACK = 'https://shop.example/callback';
/** Claims of which each token has its own. */
const OF_ONE_TOKEN = ['iat', 'exp', 'nbf', 'jti', 'auth_time', 'sid', 'family_id', 'at_hash'];

interface Registered {
  readonly id: string;
  readonly secret: string;
}

describeInBrowser.each(DATABASES)('[browser] [%s] a client’s settings', (database) => {
  let stage: ConsoleStage;
  let owner: Person;
  const verifier = randomBytes(32).toString('base64url');

  beforeAll(async () => {
    stage = await ConsoleStage.start(database);
    owner = await stage.signIn('owner');
  });
  afterAll(() => stage.stop());

  async function register(changes: Readonly<Record<string, unknown>> = {}): Promise<Registered> {
    const { status, body } = await stage.admin.post('/clients', {
      body: {
        client_name: 'Shop',
        application_type: 'web',
        redirect_uris: [CALLBACK],
        scope: 'openid profile orders:read',
        token_endpoint_auth_method: 'client_secret_basic',
        ...changes,
      },
    });
    expect(status).toBe(201);
    return { id: body.client_id, secret: body.secret?.client_secret };
  }

  const stored = async (id: string) => (await stage.admin.get(`/clients/${id}`)).body;

  async function open({ page }: Person, id: string, tab = ''): Promise<void> {
    await page.goto(`${stage.url}/clients/${id}${tab}`);
    await page.getByRole('navigation', { name: 'Parts of the client' }).waitFor();
  }

  /** The card with a heading; a form where it can be saved. */
  const card = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

  async function save(page: Page, title: string): Promise<void> {
    const bar = page.getByRole('region', { name: `Unsaved changes: ${title}` });
    await bar.getByRole('button', { name: 'Save' }).click();
    await bar.waitFor({ state: 'detached' });
  }

  async function paste({ page, context }: Person, field: Locator, text: string): Promise<void> {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.url });
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await field.focus();
    await page.keyboard.press('Control+V');
  }

  function authorizationUrl(id: string, redirectUri: string, scope = 'openid'): URL {
    const url = new URL('/oauth/authorize', stage.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: redirectUri,
      scope,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return url;
  }

  const refusals = (person: Person, ...expected: string[]) =>
    person.faults.filter((fault) => expected.every((status) => !fault.startsWith(status)));

  it('shows who it is and how it stands, with a tab for each part', async () => {
    const { page, faults } = owner;
    const shop = await register({ client_name: 'Frame' });
    await open(owner, shop.id);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Frame');
    const tabs = page.getByRole('navigation', { name: 'Parts of the client' }).getByRole('link');
    expect(await tabs.allTextContents()).toEqual([
      'Settings',
      'Integrate',
      'Access',
      'Credentials',
      'Logout',
      'Advanced',
      'Security check',
      'Activity',
    ]);
    await page.getByText('Security grade A').waitFor();
    const test = page.getByRole('link', { name: 'Test sign-in' });
    expect(await test.getAttribute('href')).toBe(`/playground?client_id=${shop.id}`);
    await tabs.filter({ hasText: 'Advanced' }).click();
    await card(page, 'Lifetimes').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/clients/${shop.id}/advanced`);
    await page.waitForFunction(() => document.title === 'Frame · Gatehouse');
    expect(faults).toEqual([]);
  });

  it('disables a client after asking, with Cancel in focus, and enables it again', async () => {
    const { page } = owner;
    const shop = await register({ client_name: 'Switch' });
    await open(owner, shop.id);
    await page.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable Switch' });
    await dialog.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await dialog.getByText('No living token hangs on it').waitFor();
    expect((await stored(shop.id)).state).toBe('enabled');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    expect((await stored(shop.id)).state).toBe('disabled');
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Disable' }).waitFor();
    expect((await stored(shop.id)).state).toBe('enabled');
  });

  it('reads and changes a client whose id has odd characters, however the address writes it', async () => {
    const { page } = owner;
    const odd = 'team/a b?c%41';
    const { id } = await register({ client_id: odd, client_name: 'Odd' });
    expect(id).toBe(odd);
    const encoded = `~${Buffer.from(odd).toString('base64url')}`;
    for (const address of [encodeURIComponent(odd), encoded]) {
      await open(owner, address);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Odd');
      await page.waitForURL((url) => url.pathname === `/clients/${encoded}`);
      await page.locator('[aria-current="page"]', { hasText: 'Settings' }).nth(0).waitFor();
    }
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Odd indeed');
    await save(page, 'Name and links');
    expect((await stored(encoded)).client_name).toBe('Odd indeed');
  });

  it('says that there is no such client, and that somebody may not see clients', async () => {
    const person = await stage.signIn('owner', '/clients/nobody-knows-it');
    await person.page.getByText('There is no client with this id').waitFor();
    await person.page.getByRole('link', { name: 'All clients' }).waitFor();
    expect(await violations(person.page)).toEqual([]);
    await person.context.close();
  });

  it('shows an auditor everything and names the missing permission on what they may not do', async () => {
    const shop = await register({ client_name: 'Audited' });
    const person = await stage.signIn('auditor', `/clients/${shop.id}`);
    const { page } = person;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Changed');
    for (const name of ['Save', 'Disable']) {
      const button = page.getByRole('button', { name, exact: true });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await button.click({ force: true });
    }
    expect(await page.getByText('You need the permission clients:write.').count()).toBeGreaterThan(1);
    expect((await stored(shop.id)).client_name).toBe('Audited');
    expect(refusals(person)).toEqual([]);
    await person.context.close();
  });

  it('X4 lays a conflict open, and the first value survives', async () => {
    const shop = await register({ client_name: 'Before' });
    const second = await stage.signIn('admin', `/clients/${shop.id}`);
    await second.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Second');
    await open(owner, shop.id);
    await owner.page.getByRole('textbox', { name: 'Name', exact: true }).fill('First');
    await save(owner.page, 'Name and links');

    // Even when the page has read the new state in between, the edit began on the old one.
    await second.page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await second.page.getByRole('button', { name: 'Save' }).click();
    const dialog = second.page.getByRole('dialog', { name: 'Name and links was changed in the meantime' });
    await dialog.waitFor();
    expect(await dialog.getByRole('row', { name: 'Name First Second' }).count()).toBe(1);
    expect((await stored(shop.id)).client_name).toBe('First');
    expect(await violations(second.page)).toEqual([]);

    await second.page.keyboard.press('Escape');
    expect(await second.page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Second');
    await second.page.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Keep theirs' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await second.page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('First');
    expect((await stored(shop.id)).client_name).toBe('First');

    await second.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Third');
    await save(second.page, 'Name and links');
    expect((await stored(shop.id)).client_name).toBe('Third');
    expect(refusals(second, '412')).toEqual([]);
    await second.context.close();
  });

  it('R-2 trims what is pasted and says so; R09 offers the URI without the slash', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id);
    const uris = card(page, 'Redirect URIs');
    await uris.getByRole('button', { name: 'Add a redirect URI' }).click();
    const field = uris.getByLabel('Redirect URI 2', { exact: true });
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await paste(owner, field, ' https://a.example/cb/ ');
    expect(await field.inputValue()).toBe('https://a.example/cb/');
    await uris.getByText('Spaces at the ends of what you pasted were taken off.').waitFor();
    const row = uris.getByRole('listitem').filter({ has: page.getByLabel('Redirect URI 2', { exact: true }) });
    await row.locator('[data-rule="R09"]').waitFor();
    await row.getByRole('button', { name: 'Change it to https://a.example/cb', exact: true }).click();
    expect(await field.inputValue()).toBe('https://a.example/cb');
    await row.getByText('Follows every rule').waitFor();
    await save(page, 'Redirect URIs');
    expect((await stored(shop.id)).redirect_uris).toEqual([CALLBACK, 'https://a.example/cb']);
  });

  it('judges each row while it is typed, takes several from one paste, and lets nothing wrong through', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id);
    const uris = card(page, 'Redirect URIs');
    await uris.getByRole('button', { name: 'Add a redirect URI' }).click();
    const field = (number: number) => uris.getByLabel(`Redirect URI ${number}`, { exact: true });
    await paste(owner, field(2), 'http://b.example/cb,\nhttps://c.example/*\n\nhttps://d.example/a,b');
    expect(await field(2).inputValue()).toBe('http://b.example/cb');
    expect(await field(3).inputValue()).toBe('https://c.example/*');
    expect(await field(4).inputValue()).toBe('https://d.example/a,b');
    const row = (number: number) =>
      uris.getByRole('listitem').filter({ has: page.getByLabel(`Redirect URI ${number}`, { exact: true }) });
    await row(2).locator('[data-rule="R06"]').waitFor();
    await row(3).locator('[data-rule="R03"]').waitFor();
    expect(await field(3).getAttribute('aria-invalid')).toBe('true');
    const remarks = await field(3).getAttribute('aria-describedby');
    expect(await page.locator(`[id="${remarks ?? ''}"]`).textContent()).toContain('Wildcards are not supported');
    expect(await violations(page)).toEqual([]);

    await row(2).getByRole('button', { name: 'Change it to https://b.example/cb' }).click();
    await page
      .getByRole('region', { name: 'Unsaved changes: Redirect URIs' })
      .getByRole('button', { name: 'Save' })
      .click();
    await uris.getByRole('alert').getByText('Wildcards are not supported', { exact: false }).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Redirect URI 3');
    expect((await stored(shop.id)).redirect_uris).toEqual([CALLBACK]);
    await row(3).getByRole('button', { name: 'Remove redirect URI 3' }).click();
    await save(page, 'Redirect URIs');
    expect((await stored(shop.id)).redirect_uris).toEqual([CALLBACK, 'https://b.example/cb', 'https://d.example/a,b']);
  });

  it('tests a registered URI without sending anybody anywhere', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id);
    await page.getByRole('button', { name: `Test ${CALLBACK}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Test this redirect URI' });
    await dialog.getByText('It works').waitFor();
    expect(await dialog.getByText('failed', { exact: true }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('R-3 lists what was refused with the difference; “Add exactly this” makes the sign-in work', async () => {
    const { page } = owner;
    const shop = await register();
    const sent = 'https://shop.example/login/callback';
    const agent = new UserAgent(stage.issuer);
    expect((await agent.open(authorizationUrl(shop.id, sent))).status).toBe(400);
    const rejected = async () => (await stage.admin.get(`/clients/${shop.id}/rejected-redirect-uris`)).body.items;
    for (let attempt = 0; attempt < 100 && (await rejected()).length === 0; attempt++) await pause(50);

    await open(owner, shop.id);
    const list = card(page, 'Recently rejected URIs');
    await list.waitFor();
    expect(await list.locator('ins').allTextContents()).toEqual(['login/']);
    expect(await list.locator('del').allTextContents()).toEqual([]);
    await list.getByRole('button', { name: `Add exactly this: ${sent}` }).click();
    expect((await stored(shop.id)).redirect_uris).toEqual([CALLBACK]);
    await save(page, 'Redirect URIs');
    await list.waitFor({ state: 'detached' });
    expect((await stored(shop.id)).redirect_uris).toEqual([CALLBACK, sent]);
    const landing = await agent.authorize(authorizationUrl(shop.id, sent), 'owner', PASSWORD);
    expect(`${landing.url.origin}${landing.url.pathname}`).toBe(sent);
    expect(landing.url.searchParams.get('code')).not.toBeNull();
  });

  it('R-4 registers a URI for a while; past its time it is gone and the sign-in is refused as expired', async () => {
    const { page } = owner;
    const shop = await register();
    const uri = 'https://pr-7.preview.example/callback';
    await open(owner, shop.id);
    const expiring = card(page, 'Redirect URIs that expire');
    await expiring.getByLabel('URI', { exact: true }).fill('https://*.preview.example/callback');
    await expiring.getByText('R03:', { exact: false }).waitFor();
    await expiring.getByLabel('URI', { exact: true }).fill(uri);
    await expiring.getByRole('combobox', { name: 'For' }).selectOption('1 hour');
    await expiring.getByRole('button', { name: 'Register for a while' }).click();
    const row = expiring
      .getByRole('list', { name: 'Expiring redirect URIs' })
      .getByRole('listitem')
      .filter({ hasText: uri });
    await row.getByText(/^(1 h 0 min|59 min \d+ s) left$/).waitFor();
    const answered = () => fetch(authorizationUrl(shop.id, uri), { redirect: 'manual' });
    expect((await answered()).status).toBe(303);

    await runStatement(stage.admin.instance, `UPDATE client_redirect_uri SET expires_at = 1000 WHERE uri = '${uri}'`);
    await runStatement(stage.admin.instance, 'UPDATE catalogue SET version = version + 1');
    let last = await answered();
    for (let attempt = 0; attempt < 100 && last.status !== 400; attempt++) {
      await pause(50);
      last = await answered();
    }
    expect(last.status).toBe(400);
    await page.reload();
    await expiring.getByText('1 has expired in the last 30 days').waitFor();
    expect(await expiring.getByRole('list', { name: 'Expiring redirect URIs' }).count()).toBe(0);
    const parameters = Object.fromEntries(authorizationUrl(shop.id, uri).searchParams);
    const { body } = await stage.admin.post('/authorization-checks', { body: { parameters } });
    expect(body.refusal.check).toBe('redirect_uri.expired');
  });

  it('counts a registered while down, and lets it go at its end', async () => {
    const shop = await register();
    const uri = 'https://pr-8.preview.example/callback';
    await stage.admin.post(`/clients/${shop.id}/redirect-uris`, { body: { uri, expires_in: 120 } });
    const person = await stage.signIn('owner');
    const { page } = person;
    await page.clock.install();
    await open(person, shop.id);
    const row = page.getByRole('list', { name: 'Expiring redirect URIs' }).getByText(uri);
    await row.waitFor();
    await page.clock.fastForward(121_000);
    await page.getByText('1 has expired in the last 30 days').waitFor();
    expect(await row.count()).toBe(0);
    await person.context.close();
  });

  it('grants and takes scopes, searches them, and shows the sentence that people read', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id, '/access');
    const scopes = card(page, 'Scopes');
    await scopes.getByText('3 scopes are granted.', { exact: false }).waitFor();
    await scopes.getByText('“See your orders”').waitFor();
    await scopes.getByLabel('Find a scope or an API').fill('email');
    expect(await scopes.getByRole('checkbox', { name: 'orders:read' }).count()).toBe(0);
    await scopes.getByRole('checkbox', { name: 'email', exact: true }).check();
    await scopes.getByLabel('Find a scope or an API').fill('no such scope');
    await scopes.getByRole('button', { name: 'Clear filters' }).click();
    await scopes.getByRole('checkbox', { name: 'orders:read' }).uncheck();
    await save(page, 'Scopes');
    expect((await stored(shop.id)).scope).toBe('openid profile email');
  });

  /** The claims of a previewed token as the page shows them. */
  async function previewed(page: Page, token: string): Promise<Record<string, string>> {
    const rows = page.getByRole('table', { name: `Claims: ${token}` }).locator('tbody tr');
    await rows.first().waitFor();
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('th code, td:nth-of-type(1) code')].map((code) => code.textContent)),
    );
    return Object.fromEntries(cells) as Record<string, string>;
  }

  const lasting = (claims: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(claims)
        .filter(([name]) => !OF_ONE_TOKEN.includes(name))
        .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  const claimsOf = (jwt: string) =>
    JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

  it('A-1 previews the claims that the next token really has', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id, '/access');
    const preview = card(page, 'Preview tokens');
    await preview.getByLabel('Scopes asked for').fill('openid profile orders:read');
    await preview.getByLabel('Person').fill('own');
    await preview.getByRole('button', { name: 'owner', exact: true }).click();
    await preview.getByRole('button', { name: 'Preview', exact: true }).click();
    const accessToken = await previewed(page, 'Access token');
    const idToken = await previewed(page, 'ID token');
    await preview.getByText('Why it is there').first().waitFor();
    expect(await violations(page)).toEqual([]);

    const landing = await new UserAgent(stage.issuer).authorize(
      authorizationUrl(shop.id, CALLBACK, 'openid profile orders:read'),
      'owner',
      PASSWORD,
    );
    const issued = (await stage.admin.token(
      {
        grant_type: 'authorization_code',
        code: landing.url.searchParams.get('code') ?? '',
        redirect_uri: CALLBACK,
        code_verifier: verifier,
      },
      shop,
    )) as { access_token: string; id_token: string };
    expect(lasting(accessToken)).toEqual(lasting(claimsOf(issued.access_token)));
    expect(lasting(idToken)).toEqual(lasting(claimsOf(issued.id_token)));
    expect(Object.keys(lasting(idToken))).toContain('sub');
  });

  it('A-2 previews the token of a machine without any person', async () => {
    const { page } = owner;
    const machine = await register({
      client_name: 'Robot two',
      application_type: 'machine',
      redirect_uris: [],
      scope: 'orders:read',
    });
    await open(owner, machine.id, '/access');
    const preview = card(page, 'Preview tokens');
    expect(await preview.getByLabel('Person').count()).toBe(0);
    await preview.getByRole('button', { name: 'Preview', exact: true }).click();
    const claims = await previewed(page, 'Access token');
    const issued = await stage.admin.token({ grant_type: 'client_credentials', scope: 'orders:read' }, machine);
    expect(lasting(claims)).toEqual(lasting(claimsOf(issued.access_token)));
  });

  it('keeps post-logout URIs by the same rules', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id, '/logout');
    const uris = card(page, 'Post-logout URIs');
    await uris.getByRole('button', { name: 'Add a post-logout URI' }).click();
    const field = uris.getByLabel('Post-logout URI 1', { exact: true });
    await field.fill('http://shop.example/bye');
    await uris.locator('[data-rule="R06"]').waitFor();
    await field.fill('https://shop.example/bye');
    await uris.getByText('Follows every rule').waitFor();
    await save(page, 'Post-logout URIs');
    expect((await stored(shop.id)).post_logout_redirect_uris).toEqual(['https://shop.example/bye']);
  });

  it('marks what is overridden, and resets each field to what it inherits', async () => {
    const { page } = owner;
    const shop = await register({
      access_token_lifetime: 300,
      refresh_token_lifetime: 86_400,
      refresh_token_idle_lifetime: 3_600,
    });
    await open(owner, shop.id, '/advanced');
    const lifetimes = card(page, 'Lifetimes');
    const access = lifetimes.getByRole('group', { name: 'Access tokens' });
    await access.getByText('overridden').waitFor();
    expect(await access.getByLabel('Access tokens: amount').inputValue()).toBe('5');
    await access.getByRole('button', { name: /^Reset Access tokens to 10 min/ }).click();
    await access.getByText('inherited').waitFor();
    await save(page, 'Lifetimes');
    const after = await stored(shop.id);
    expect(after.access_token_lifetime).toBeUndefined();
    expect(after.refresh_token_lifetime).toBe(86_400);

    await access.getByLabel('Access tokens: unit').selectOption('hours');
    await access.getByLabel('Access tokens: amount').fill('48');
    await access.getByText(/Use 30 to 86400 seconds/).waitFor();
    await access.getByLabel('Access tokens: amount').fill('1');
    await save(page, 'Lifetimes');
    expect((await stored(shop.id)).access_token_lifetime).toBe(3_600);
  });

  it('says before saving what a change does to the security grade', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id, '/advanced');
    await page.getByText('Security grade A').waitFor();
    const protection = card(page, 'Protection of sign-ins');
    await protection.getByLabel('Refuse requests without a code challenge').uncheck();
    await protection.getByText('New: PKCE is not required.', { exact: false }).waitFor();
    await protection.getByText('Security grade D').waitFor();
    expect(await violations(page)).toEqual([]);
    expect((await stored(shop.id)).require_pkce).toBe(true);
    await save(page, 'Protection of sign-ins');
    expect((await stored(shop.id)).require_pkce).toBe(false);
    await page.getByRole('link', { name: 'Security grade D' }).waitFor();
    await protection.getByRole('button', { name: 'Reset PKCE to required' }).click();
    await protection.getByText('Solved:', { exact: false }).waitFor();
    await save(page, 'Protection of sign-ins');
    expect((await stored(shop.id)).require_pkce).toBe(true);
  });

  it('changes grants and response modes, and says which do not go together', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id, '/advanced');
    const grants = card(page, 'Grants and answers');
    await grants.getByRole('checkbox', { name: 'Authorization code' }).uncheck();
    await grants.getByText('so there is nothing to refresh', { exact: false }).waitFor();
    await grants.getByRole('checkbox', { name: 'Authorization code' }).check();
    await grants.getByRole('checkbox', { name: 'Client credentials' }).check();
    await grants.getByRole('checkbox', { name: 'fragment' }).uncheck();
    await save(page, 'Grants and answers');
    const { grant_types, response_types, response_modes } = await stored(shop.id);
    expect([...grant_types].sort()).toEqual(['authorization_code', 'client_credentials', 'refresh_token']);
    expect({ response_types, response_modes }).toEqual({
      response_types: ['code'],
      response_modes: ['query', 'form_post'],
    });
    await grants.getByRole('button', { name: 'Reset Response modes to all of them' }).click();
    await save(page, 'Grants and answers');
    expect((await stored(shop.id)).response_modes).toBeUndefined();
  });

  it('says before saving what does not fit another kind of client', async () => {
    const { page } = owner;
    const shop = await register();
    await open(owner, shop.id);
    const kind = card(page, 'Kind');
    await kind.getByRole('radio', { name: 'Single-page application' }).check();
    await kind.getByText('C05').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await kind.getByRole('radio', { name: 'Web application' }).isChecked()).toBe(true);
  });

  // A page looks the same, wherever its data is kept.
  if (database !== 'sqlite') return;
  it.each(LOOKS)('has nothing for axe, and nothing beside the page ($colorScheme, $viewport.width)', async (look) => {
    const shop = await register({
      redirect_uris: [CALLBACK, 'https://shop.example/Callback/'],
      post_logout_redirect_uris: ['https://shop.example/bye'],
      access_token_lifetime: 300,
    });
    await stage.admin.post(`/clients/${shop.id}/redirect-uris`, {
      body: { uri: 'https://pr-9.preview.example/callback', expires_in: 600 },
    });
    await new UserAgent(stage.issuer).open(authorizationUrl(shop.id, 'https://shop.example/callbak'));
    const person = await stage.signIn('owner', `/clients/${shop.id}`, look);
    for (const [tab, title] of [
      ['', 'Recently rejected URIs'],
      ['/access', 'Scopes'],
      ['/logout', 'Post-logout URIs'],
      ['/advanced', 'Grants and answers'],
    ] as const) {
      await open(person, shop.id, tab);
      await card(person.page, title).waitFor();
      await person.page.getByText('Security grade').first().waitFor();
      expect(await violations(person.page)).toEqual([]);
      expect(
        await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    expect(person.faults).toEqual([]);
    await person.context.close();
  });
});
