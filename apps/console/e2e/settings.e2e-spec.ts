/** Settings in the console: where the issuer answers, what is kept for how long, and how large the database is. */
import type { Page } from 'playwright-core';
import { LOOKS, picture, violations } from '@gatehouse/api/testing';
import { ConsoleStage, describeInBrowser } from './support/stage';

const HOUR = 3_600;
const DAY = 24 * HOUR;

describeInBrowser('[browser] settings in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.start();
  });
  afterAll(() => stage.stop());

  const stored = async () => (await stage.admin.get('/settings')).body;
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

  it('shows the issuer and the addresses of its endpoints as its metadata have them', async () => {
    const { page, faults, context } = await stage.signIn('auditor', '/settings');
    const discovery = (await (await fetch(`${stage.issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    const table = page.getByRole('table');
    await table.waitFor();
    const text = await table.innerText();
    const addresses = Object.entries(discovery).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name));
    expect(addresses.length).toBeGreaterThan(6);
    for (const [, address] of addresses) expect(text).toContain(String(address));
    for (const shown of text.match(/https?:\S+/g) ?? []) {
      // They answer: with a refusal of what was not sent, but never that there is nothing.
      expect([shown, (await fetch(shown, { redirect: 'manual' })).status]).not.toEqual([shown, 404]);
    }
    await page.getByText('SQLite, in a file').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('saves what was changed, in the unit that was chosen, and nothing else; the audit log tells who', async () => {
    const before = await stored();
    const { page, faults, context } = await stage.signIn('admin', '/settings/retention');
    const title = 'Refused requests are kept this long';
    await field(page, title).fill('36');
    await page.getByRole('combobox', { name: `Unit: ${title}` }).selectOption('hours');
    await page.getByText('1 unsaved change', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const after = await stored();
    expect(after.retention).toEqual({ ...before.retention, failure: 36 * HOUR });
    expect(after.failures).toEqual(before.failures);
    await page.reload();
    expect(await field(page, title).inputValue()).toBe('36');
    await page.getByRole('button', { name: `Use 30 days for: ${title}` }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await stored()).retention).toEqual(before.retention);
    await page.goto(`${stage.url}/audit?type=settings.changed`);
    await page.getByRole('button', { name: 'admin changed settings' }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('marks what cannot be saved, and sends nothing', async () => {
    const before = await stored();
    const { page, faults, context } = await stage.signIn('admin', '/settings/retention');
    const title = 'Audit events are kept this long';
    await field(page, title).fill('3');
    await page.getByText('At least 30 days.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').getByText('Some values cannot be saved').waitFor();
    await field(page, title).fill('soon');
    await page.getByText('Enter a whole number.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    expect(await stored()).toMatchObject({ retention: before.retention, updated_at: before.updated_at });
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await field(page, title).inputValue()).toBe('400');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('never overwrites what somebody else saved in the meantime', async () => {
    const { page, context } = await stage.signIn('admin', '/settings/retention');
    const title = 'Sessions that no family refers to are kept this long after their end';
    await field(page, title).fill('20');
    const { etag } = await stage.admin.get('/settings');
    await stage.admin.patch('/settings', { body: { retention: { session: 10 * DAY } }, ifMatch: etag });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'How long things are kept was changed in the meantime' });
    await dialog.waitFor();
    expect((await stored()).retention.session).toBe(10 * DAY);
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await stored()).retention.session).toBe(20 * DAY);
    await context.close();
  });

  it('shows how large each table is and when each kind of row is swept, and switches the sweeps off', async () => {
    const { page, faults, context } = await stage.signIn('owner', '/settings/upkeep');
    const { body } = await stage.admin.get('/upkeep');
    const sizes = page.getByRole('region', { name: 'Tables by size' });
    await sizes.waitFor();
    const names = await sizes.getByRole('rowheader').allInnerTexts();
    expect(names.sort()).toEqual(body.database.tables.map(({ table }: { table: string }) => table).sort());
    const passes = page.getByRole('region', { name: 'Passes of the clean-up' });
    expect(await passes.getByRole('rowheader').count()).toBe(body.sweeps.length);
    await page.getByRole('switch', { name: 'Expired rows are removed continuously' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Clean-up is switched off').waitFor();
    expect((await stored()).sweeps.enabled).toBe(false);
    await page.getByRole('switch', { name: 'Expired rows are removed continuously' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Clean-up is switched off').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('lets a developer look and not change', async () => {
    const { page, faults, context } = await stage.signIn('developer', '/settings/retention');
    const title = 'Refused requests are kept this long';
    await field(page, title).waitFor();
    expect(await field(page, title).getAttribute('readonly')).not.toBeNull();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)('has nothing that axe finds wrong; $colorScheme, $viewport.width px', async (look) => {
    const { page, faults, context } = await stage.signIn('owner', '/settings', look);
    for (const [path, ready] of [
      ['/settings', 'Environment'],
      ['/settings/retention', 'Refused requests'],
      ['/settings/upkeep', 'Size of the database'],
    ] as const) {
      await page.goto(`${stage.url}${path}`);
      await page.getByRole('heading', { name: ready, exact: true }).waitFor();
      expect(await violations(page)).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([path, width]).toEqual([path, 0]);
      await picture(page, `${path.slice(1).replace('/', '-')}-${look.colorScheme}-${look.viewport.width}`);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
