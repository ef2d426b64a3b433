/** The list of clients: thousands of them, found by what is registered, and several ended at once with a look beforehand. */
import { LOOKS, ORDERS, picture, violations, type Person } from '@gatehouse/api/testing';
import { openPersistence } from '@gatehouse/persistence';
import { client } from '@gatehouse/protocol/testing';
import type { Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const SEEDED = 5_000;
const ROW = '[data-row-link]';

/** Clients straight into the database: registering them one by one would take minutes. */
async function seed(stage: ConsoleStage): Promise<void> {
  const persistence = await openPersistence({ databaseUrl: stage.admin.instance.databaseUrl });
  try {
    await persistence.unitOfWork.runRegistry(async (stores) => {
      for (let index = 0; index < SEEDED; index++) {
        const id = String(index).padStart(4, '0');
        await stores.clients.insert(client({ clientId: `seeded-${id}`, clientName: `Seeded client ${id}`, scope: [] }));
      }
    });
  } finally {
    await persistence.close();
  }
}

const LOOPBACK = 'http://127.0.0.1:7777/callback';

/** What C2 to C4 look for, among the others. */
async function register(stage: ConsoleStage): Promise<void> {
  const add = async (body: object) => expect((await stage.admin.post('/clients', { body })).status).toBe(201);
  for (const name of ['one', 'two', 'three']) {
    await add({
      client_id: `loop-${name}`,
      client_name: `Loopback ${name}`,
      application_type: 'native',
      redirect_uris: [LOOPBACK],
    });
  }
  const kept = { application_type: 'web', token_endpoint_auth_method: 'client_secret_basic' };
  await add({ ...kept, client_id: 'loop-server', client_name: 'Loopback server', redirect_uris: [LOOPBACK] });
  await add({
    client_id: 'elsewhere',
    client_name: 'Elsewhere',
    application_type: 'native',
    redirect_uris: ['com.example.elsewhere:/callback'],
  });
  for (let index = 1; index <= 40; index++) {
    const number = String(index).padStart(2, '0');
    await add({
      client_id: `a-harbour-${number}`,
      client_name: `Harbour desk ${number}`,
      application_type: 'spa',
      redirect_uris: [`https://harbour-${number}.example/callback`],
    });
  }
  await add({
    client_id: 'z-harbour',
    client_name: 'Harbour desk',
    application_type: 'spa',
    redirect_uris: ['https://harbour.example/callback'],
  });
}

const rowsOf = async (page: Page): Promise<string[]> =>
  (await page.locator(`${ROW} code`).allTextContents()).map((text) => text.trim());

describeInBrowser('[browser] the list of clients', () => {
  let stage: ConsoleStage;
  let owner: Person;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    await seed(stage);
    await register(stage);
    owner = await stage.signIn('owner', '/settings');
  }, 240_000);
  afterAll(async () => {
    await owner?.context.close();
    await stage?.stop();
  });

  it('C1 shows the first of 5,000 clients with one request, and only the rows on the screen', async () => {
    const { page } = owner;
    const requests: string[] = [];
    // What the page before still asks for is not counted.
    await page.waitForLoadState('networkidle');
    page.on('request', (request) => {
      if (request.url().includes('/bff/')) requests.push(request.url());
    });
    await page.goto(`${stage.url}/clients`);
    await page.locator(ROW).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => url.includes('/admin/v1/clients'))).toHaveLength(1);
    const shown = await page.locator(ROW).count();
    expect(shown).toBeGreaterThan(10);
    expect(shown).toBeLessThanOrEqual(50);

    // Scrolling fetches page after page, and never keeps all rows in the document.
    for (let turn = 0; turn < 8; turn++) {
      await page.mouse.wheel(0, 20_000);
      await page.waitForTimeout(150);
    }
    await expect(page.locator(ROW).count()).resolves.toBeLessThan(120);
    expect(requests.filter((url) => url.includes('cursor=')).length).toBeGreaterThan(0);
    expect(requests.every((url) => url.includes('/admin/v1/clients?'))).toBe(true);
  });

  it('C2 finds the three public clients whose redirect host is 127.0.0.1, and a reload keeps them', async () => {
    const { page } = owner;
    await page.goto(`${stage.url}/clients`);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('Authentication').selectOption('public');
    await page.getByLabel('Redirect host contains').fill('127.0.0.1');
    await page.getByLabel('Redirect host contains').press('Enter');
    const three = ['loop-one', 'loop-three', 'loop-two'];
    await page.waitForFunction((row) => document.querySelectorAll(row).length === 3, ROW);
    expect(await rowsOf(page)).toEqual(three);
    expect(new URL(page.url()).search).toContain('redirect_host=127.0.0.1');
    await page.reload();
    await page.locator(ROW).first().waitFor();
    expect(await rowsOf(page)).toEqual(three);
    expect(await page.getByRole('list', { name: 'Active filters' }).getByRole('button').count()).toBe(3);

    // From the palette: who has this very URI?
    await page.goto(`${stage.url}/clients?redirect_uri=${encodeURIComponent('https://harbour-07.example/callback')}`);
    await page.locator(ROW).first().waitFor();
    expect(await rowsOf(page)).toEqual(['a-harbour-07']);
  });

  it('C3 puts the exact name first among forty similar ones, and says so', async () => {
    const { page } = owner;
    await page.goto(`${stage.url}/clients`);
    const search = page.getByRole('searchbox', { name: 'Find by name or client id' });
    await search.fill('harbour desk');
    await search.press('Enter');
    await page.getByText('exact match').waitFor();
    const found = await rowsOf(page);
    expect(found.length).toBeGreaterThan(10);
    expect(found[0]).toBe('z-harbour');
    await search.fill('a-harbour-33');
    await search.press('Enter');
    await page.waitForFunction((row) => document.querySelectorAll(row).length === 1, ROW);
    expect(await rowsOf(page)).toEqual(['a-harbour-33']);
  });

  it('C4 deletes unused clients after showing them, and skips those used or changed in the meantime', async () => {
    const { page } = owner;
    const secrets: Record<string, string> = {};
    for (const name of ['idle', 'woken', 'edited', 'busy']) {
      const body = {
        client_id: `prune-${name}`,
        client_name: `Prune ${name}`,
        application_type: 'machine',
        token_endpoint_auth_method: 'client_secret_basic',
        scope: 'orders:read',
      };
      const made = await stage.admin.post('/clients', { body });
      secrets[name] = (made.body as { secret: { client_secret: string } }).secret.client_secret;
    }
    const use = (name: string) =>
      stage.admin.clientCredentials('orders:read', ORDERS, { id: `prune-${name}`, secret: secrets[name]! });
    await use('busy');

    await page.goto(`${stage.url}/clients?search=prune-`);
    await page.locator(ROW).nth(3).waitFor();
    for (const box of await page.getByRole('checkbox', { name: /^Select Prune/ }).all()) await box.check();
    await page.getByRole('button', { name: 'Delete unused…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete unused clients' });
    await dialog.getByRole('button', { name: 'Delete 3' }).waitFor();
    const line = (name: string) => dialog.getByRole('listitem').filter({ hasText: `prune-${name}` });
    expect(await line('busy').textContent()).toContain('Left alone');
    expect(await line('idle').textContent()).toContain('none in the ledger');
    expect(await violations(page)).toEqual([]);
    // Nothing has happened by looking; Cancel has the focus.
    expect((await stage.admin.get('/clients/prune-idle')).status).toBe(200);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');

    await use('woken');
    const { etag } = await stage.admin.get('/clients/prune-edited');
    await stage.admin.patch('/clients/prune-edited', { body: { client_name: 'Prune edited again' }, ifMatch: etag });
    await dialog.getByRole('button', { name: 'Delete 3' }).click();
    await page.getByText('Deleted 1 of 4').waitFor();
    expect(await line('idle').textContent()).toContain('Deleted');
    expect(await line('woken').textContent()).toContain('used in the meantime');
    expect(await line('edited').textContent()).toContain('changed it in the meantime');
    expect((await stage.admin.get('/clients/prune-idle')).status).toBe(404);
    for (const name of ['woken', 'edited', 'busy']) {
      expect((await stage.admin.get(`/clients/prune-${name}`)).status).toBe(200);
    }
  });

  it('says when nothing matches, and brings everything back with one press', async () => {
    const { page } = owner;
    await page.goto(`${stage.url}/clients?scope=nobody:has`);
    await page.getByRole('heading', { name: 'No clients match these filters' }).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator(ROW).first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('X7 shows an auditor everything and lets nothing be changed', async () => {
    const { page, context, faults } = await stage.signIn('auditor', '/clients?search=prune-');
    await page.locator(ROW).first().waitFor();
    await page
      .getByRole('checkbox', { name: /^Select Prune/ })
      .first()
      .check();
    for (const name of ['Register a client', 'Disable…', 'Delete unused…']) {
      const button = page.getByRole('button', { name });
      expect(await button.getAttribute('aria-disabled')).toBe('true');
      await button.click({ force: true });
    }
    expect(await page.getByText('You need the permission clients:write.').count()).toBeGreaterThan(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/clients');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('X1 axe finds nothing: $colorScheme, $viewport.width', async (look) => {
    const { page, context, faults } = await stage.signIn('owner', '/clients?search=loop', look);
    await page.locator(ROW).first().waitFor();
    await page.getByRole('button', { name: 'Filters' }).click();
    await page
      .getByRole('checkbox', { name: /^Select Loopback/ })
      .first()
      .check();
    expect(await violations(page)).toEqual([]);
    const isWider = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
    expect(await page.evaluate(isWider)).toBe(false);
    await picture(page, `clients-${look.colorScheme}-${look.viewport.width}`);
    expect(faults).toEqual([]);
    await context.close();
  });
});
