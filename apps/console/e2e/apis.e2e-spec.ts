/** APIs and their scopes: what people read is what the preview says, and nothing that is used goes away unseen. */
import { createHash } from 'node:crypto';
import {
  CONSOLE,
  LOOKS,
  newPerson,
  ORDERS,
  PASSWORD,
  picture,
  violations,
  type AdminAnswer,
  type Person,
} from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const CALLBACK = 'https://shop.example/callback';
/** Milliseconds: one look at every page takes a while on a busy machine. */
const FOR_ALL_PAGES = 240_000;
/** An identifier as the admin API writes it in paths. */
const segment = (identifier: string) => `~${Buffer.from(identifier).toString('base64url')}`;
const LONG = `See ${'every single one of '.repeat(12)}your orders`;
const OPENAPI = `openapi: 3.1.0
info: { title: Billing, version: '1' }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://id.example/authorize
          tokenUrl: https://id.example/token
          scopes:
            invoices:read: See your invoices
            invoices:pay: ''
            openid: Sign in
`;

describeInBrowser('[browser] APIs and scopes', () => {
  let stage: ConsoleStage;
  let owner: Person;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    owner = await stage.signIn('owner', '/apis');
  });
  afterAll(() => stage.stop());

  async function make(name: string, more: object = {}): Promise<string> {
    const identifier = `https://api.example.com/${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
    const { status } = await stage.admin.post('/apis', { body: { identifier, name, ...more } });
    expect(status).toBe(201);
    return identifier;
  }

  const stored = (identifier: string): Promise<AdminAnswer> => stage.admin.get(`/apis/${segment(identifier)}`);
  const scopesOf = async (identifier: string) => (await stored(identifier)).body.scopes;

  async function open({ page }: Person, identifier: string, tab = ''): Promise<void> {
    await page.goto(`${stage.url}/apis/${segment(identifier)}${tab}`);
    await page.getByRole('navigation', { name: 'Parts of this API' }).waitFor();
  }

  const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });

  it('lists APIs, adds one, and its address survives a reload', async () => {
    const { page } = owner;
    await page.goto(`${stage.url}/apis`);
    await page.getByRole('link', { name: /Orders API/ }).waitFor();
    await page.getByRole('link', { name: /Gatehouse administration/ }).waitFor();
    await page.getByText('built in').waitFor();

    await page.getByRole('link', { name: 'Add an API' }).click();
    await page.getByLabel('Name').fill('Stock');
    await page.getByLabel('Identifier').fill('not a uri');
    await page.getByRole('button', { name: 'Add API' }).click();
    await page.getByText(/An identifier is an absolute URI/).waitFor();
    await page.getByLabel('Identifier').fill('urn:gatehouse:other');
    await page.getByRole('button', { name: 'Add API' }).click();
    await page
      .getByText(/Names that begin with urn:gatehouse:/)
      .first()
      .waitFor();
    expect(await page.getByLabel('Identifier').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Identifier').fill(ORDERS);
    await page.getByRole('button', { name: 'Add API' }).click();
    await page.getByText(/An API with this identifier is registered already/).waitFor();
    await page.getByLabel('Identifier').fill('https://api.example.com/stock?v=1');
    await page.getByLabel('Opaque').check();
    await page.getByLabel('Lifetime').fill('900');
    await page.getByRole('button', { name: 'Add API' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stock' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Stock' }).waitFor();
    await page.getByText('No scopes yet').waitFor();
    expect((await stored('https://api.example.com/stock?v=1')).body).toMatchObject({
      access_token_format: 'opaque',
      access_token_lifetime: 900,
    });
  });

  it('P1 refuses a scope without the sentence that people read', async () => {
    const identifier = await make('Sentences');
    const { page } = owner;
    await open(owner, identifier);
    await page.getByRole('button', { name: 'Add a scope' }).click();
    const dialog = dialogOf(page, 'Add a scope');
    await dialog.getByLabel('Name').fill('notes:read');
    for (const blank of ['', '   ', '\u200b']) {
      await dialog.getByLabel('What people read').fill(blank);
      await dialog.getByRole('button', { name: 'Add scope' }).click();
      await dialog.getByText(/Enter the sentence that people read/).waitFor();
      expect(await dialog.getByLabel('What people read').getAttribute('aria-invalid')).toBe('true');
    }
    expect(await scopesOf(identifier)).toEqual([]);

    await dialog.getByLabel('Name').fill('users:write');
    await dialog.getByLabel('What people read').fill('Change people');
    await dialog.getByText(/belongs to Gatehouse’s own API/).waitFor();
    await dialog.getByLabel('Name').fill('notes:read');
    await dialog.getByRole('button', { name: 'Add scope' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await scopesOf(identifier)).toEqual([{ name: 'notes:read', description: 'Change people' }]);
    await page.getByRole('button', { name: 'Change notes:read' }).click();
    const change = dialogOf(page, 'Change notes:read');
    await change.getByLabel('What people read').fill('See your notes');
    await change.locator('[data-consent-preview]').getByText('See your notes').waitFor();
    await change.getByRole('button', { name: 'Save' }).click();
    await change.waitFor({ state: 'detached' });
    expect(await scopesOf(identifier)).toEqual([{ name: 'notes:read', description: 'See your notes' }]);
  });

  it('P2 previews exactly what the consent page says', async () => {
    const identifier = await make('Preview  of \u202e words', {
      scopes: [
        { name: 'words:read', description: '  See your   words ' },
        { name: 'words:long', description: LONG },
        { name: 'words:odd', description: 'See <b>bold</b> words\u200b & more' },
        { name: 'words:rtl', description: 'اطلع على طلباتك' },
        { name: 'words:blank', description: '' },
      ],
    });
    await open(owner, identifier);
    const preview = owner.page.locator('[data-consent-preview]').first();
    const previewed = await wordsOf(preview);

    const client = await shop('words:read words:long words:odd words:rtl words:blank');
    const person = await newPerson(stage.browser);
    await person.page.goto(
      authorizationUrl(client, identifier, 'words:blank words:odd words:long words:rtl words:read'),
    );
    await person.page.getByLabel('Username or email').fill('nobody');
    await person.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await person.page.getByRole('button', { name: 'Sign in' }).click();
    await person.page.getByRole('button', { name: 'Allow', exact: true }).waitFor();
    const real = await wordsOf(person.page.locator('.asked .group').first());
    expect(previewed).toEqual(real);
    expect(real).toHaveLength(6);
    const lead = await person.page.locator('.asked h2').innerText();
    expect((await preview.locator('p').innerText()).trim()).toBe(lead.trim());
    await person.context.close();

    // The preview follows what is being typed.
    await owner.page.getByRole('button', { name: 'Add a scope' }).click();
    const dialog = dialogOf(owner.page, 'Add a scope');
    await dialog.getByLabel('Name').fill('words:new');
    await dialog.getByLabel('What people read').fill('Forget your words');
    const live = await wordsOf(dialog.locator('[data-consent-preview]'));
    expect(live).toEqual([...previewed, 'Forget your words']);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('P3 removes a scope that is used only after naming who loses it, and revokes nothing', async () => {
    const token = await stage.admin.clientCredentials('orders:read', ORDERS);
    expect(token).toBeTruthy();
    const living = async () =>
      (await stage.admin.get('/tokens?client_id=robot&scope=orders:read&state=active')).body.items.length;
    const before = await living();
    expect(before).toBeGreaterThan(0);

    const { page } = owner;
    await open(owner, ORDERS);
    await page.getByRole('button', { name: 'Remove orders:read' }).click();
    const first = dialogOf(page, 'Remove orders:read');
    await first.getByText(/Nothing is revoked/).waitFor();
    await first.getByRole('link', { name: /living token/ }).waitFor();
    await first.getByRole('button', { name: 'Remove scope' }).click();

    const second = dialogOf(page, 'Remove orders:read: clients use it');
    await second.waitFor();
    const clients = second.getByRole('list', { name: 'Clients that use it' });
    expect((await clients.getByRole('link').allInnerTexts()).sort()).toEqual([CONSOLE, 'robot']);
    expect(await scopesOf(ORDERS)).toEqual([{ name: 'orders:read', description: 'See your orders' }]);
    const button = second.getByRole('button', { name: 'Remove scope all the same' });
    expect(await button.isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await second.getByRole('button', { name: 'Cancel' }).click();
    await second.waitFor({ state: 'detached' });
    expect(await scopesOf(ORDERS)).toHaveLength(1);

    await page.getByRole('button', { name: 'Remove orders:read' }).click();
    await first.getByRole('button', { name: 'Remove scope' }).click();
    await second.getByLabel('Type orders:read to go on').fill('orders:read');
    await button.click();
    await page.getByText('No scopes yet').waitFor();
    expect(await scopesOf(ORDERS)).toEqual([]);
    expect(await living()).toBe(before);
  });

  it('says who may ask for a scope', async () => {
    const identifier = await make('Holders', {
      scopes: [
        { name: 'holders:read', description: 'See holders' },
        { name: 'holders:write', description: 'Change holders' },
      ],
    });
    const client = await shop('openid holders:read');
    const { page } = owner;
    await open(owner, identifier);
    await page.getByRole('link', { name: /^Who has it.*holders:read$/ }).click();
    await page.getByRole('table', { name: 'Clients that may ask for holders:read' }).waitFor();
    const link = page.locator('[data-row-link]');
    expect(await link.count()).toBe(1);
    expect(await link.getAttribute('href')).toBe(`/clients/${client}`);
    await page.getByLabel('Scope').selectOption('holders:write');
    await page.getByText('No client may ask for it').waitFor();
    await page.reload();
    await page.getByText('No client may ask for it').waitFor();
    expect(await page.getByLabel('Scope').inputValue()).toBe('holders:write');
  });

  it('imports the scopes of an OpenAPI document after a look at them', async () => {
    const identifier = await make('Billing', { scopes: [{ name: 'kept', description: 'Stay as you are' }] });
    const { page, faults } = owner;
    const known = faults.length;
    await open(owner, identifier);
    await page.getByRole('link', { name: 'Import from OpenAPI' }).click();
    await page.getByLabel('Or paste it').fill('nothing: here');
    await page.getByRole('button', { name: 'Read scopes' }).click();
    await page.getByText(/This is no OpenAPI document/).waitFor();

    await page
      .getByLabel('OpenAPI or Swagger file')
      .setInputFiles({ name: 'openapi.yaml', mimeType: 'application/yaml', buffer: Buffer.from(OPENAPI) });
    await page.getByText('3 scopes in the document').waitFor();
    expect(await page.getByLabel('openid', { exact: true }).isDisabled()).toBe(true);
    await page.getByText('“openid” belongs to OpenID Connect. Choose another name.').waitFor();
    await page.getByRole('button', { name: 'Import 2 scopes' }).click();
    await page.getByText(/Enter the sentence that people read/).waitFor();
    expect(await scopesOf(identifier)).toHaveLength(1);
    await page.getByLabel('What people read for invoices:pay').fill('Pay your invoices');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import 2 scopes' }).click();
    await page.getByRole('heading', { name: 'What people read' }).waitFor();
    expect(await scopesOf(identifier)).toEqual([
      { name: 'kept', description: 'Stay as you are' },
      { name: 'invoices:read', description: 'See your invoices' },
      { name: 'invoices:pay', description: 'Pay your invoices' },
    ]);
    expect(faults.slice(known)).toEqual([]);
  });

  it('changes settings, says what a format means, disables, enables and deletes', async () => {
    const identifier = await make('Temporary', { scopes: [{ name: 'temporary', description: 'Be here for a while' }] });
    const { page } = owner;
    await open(owner, identifier, '/settings');
    await page.getByLabel('Lifetime of access tokens').fill('5');
    await page.getByText(/Enter whole seconds, from 30 to 86,400/).waitFor();
    await page.getByLabel('Lifetime of access tokens').fill('300');
    await page.getByLabel('Opaque').check();
    await page.getByText('The API has to understand the new format first').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('2 unsaved changes').waitFor({ state: 'detached' });
    expect((await stored(identifier)).body).toMatchObject({
      access_token_format: 'opaque',
      access_token_lifetime: 300,
    });

    for (const [act, state] of [
      ['Disable', 'disabled'],
      ['Enable', 'enabled'],
    ] as const) {
      await page.getByRole('button', { name: `${act} API` }).click();
      await dialogOf(page, `${act} Temporary`).getByRole('button', { name: act, exact: true }).click();
      await page.locator('header').getByText(state, { exact: true }).waitFor();
      expect((await stored(identifier)).body.state).toBe(state);
    }
    await page.getByRole('button', { name: 'Delete API' }).click();
    await dialogOf(page, 'Delete Temporary').getByRole('button', { name: 'Delete API' }).click();
    await page.waitForURL(`${stage.url}/apis`);
    expect((await stored(identifier)).status).toBe(404);
  });

  it('shows its own API with the reason why it cannot be changed', async () => {
    const { page } = owner;
    await page.goto(`${stage.url}/apis/urn:gatehouse:admin`);
    await page.getByText(/This is Gatehouse’s own API/).waitFor();
    await page.getByText('users:write', { exact: true }).first().waitFor();
    const button = page.getByRole('button', { name: 'Add a scope' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.goto(`${stage.url}/apis/urn:gatehouse:admin/settings`);
    await page.getByText('Opaque').waitFor();
    expect(await page.getByRole('button', { name: 'Delete API' }).count()).toBe(0);
  });

  it('lets an auditor look, and no more', async () => {
    const identifier = await make('Looked at', { scopes: [{ name: 'look', description: 'Look' }] });
    const { page, context } = await stage.signIn('auditor', `/apis/${segment(identifier)}`);
    for (const name of ['Add a scope', 'Change look', 'Remove look']) {
      const button = page.getByRole('button', { name });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await button.click({ force: true });
    }
    expect(await page.getByRole('dialog').count()).toBe(0);
    await context.close();
  });

  it.each(LOOKS)(
    'is accessible at $viewport.width in $colorScheme',
    async (look) => {
      const name = `${look.colorScheme}-${look.viewport.width}`;
      const identifier = await make(`Seen ${name}`, {
        scopes: [
          { name: 'seen:read', description: 'See what is seen' },
          { name: 'seen:write', description: '' },
        ],
      });
      const one = `/apis/${segment(identifier)}`;
      const { page, context, faults } = await stage.signIn('owner', '/apis', look);
      for (const path of ['/apis', '/apis/new', one, `${one}/clients`, `${one}/settings`, `${one}/import`]) {
        await page.goto(`${stage.url}${path}`);
        await page.waitForLoadState('networkidle');
        await picture(page, `${path.replace(one, 'api').replaceAll('/', '-').replace(/^-/, '')}-${name}`);
        expect({ path, found: await violations(page) }).toEqual({ path, found: [] });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
      await page.goto(`${stage.url}${one}`);
      await page.getByRole('button', { name: 'Add a scope' }).click();
      await dialogOf(page, 'Add a scope').waitFor();
      await picture(page, `api-scope-dialog-${name}`);
      expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
    FOR_ALL_PAGES,
  );

  /** The lines that people read: the name of the API, then a line for each scope. */
  async function wordsOf(group: Locator): Promise<string[]> {
    const lines = await group.locator('h3, li').allTextContents();
    return lines.map((line) => line.replace(/\s+/g, ' ').trim());
  }

  /** A public client that has to ask people. */
  async function shop(scope: string): Promise<string> {
    const { status, body } = await stage.admin.post('/clients', {
      body: {
        client_name: 'Shop',
        application_type: 'spa',
        redirect_uris: [CALLBACK],
        scope,
        token_endpoint_auth_method: 'none',
      },
    });
    expect(status).toBe(201);
    return body.client_id;
  }

  function authorizationUrl(client: string, resource: string, scope: string): string {
    const url = new URL('/oauth/authorize', stage.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client,
      redirect_uri: CALLBACK,
      scope,
      resource,
      code_challenge: createHash('sha256').update('a'.repeat(43)).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return url.href;
  }
});
