/** The overview: its figures are those of the API, its links find what was counted, its charts can be read as tables. */
import { CONSOLE, DATABASES, LOOKS, ORDERS, picture, SECRET, UserAgent, violations } from '@gatehouse/api/testing';
import type { DatabaseKind, Person } from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const PATIENCE = 20_000;

interface Series {
  readonly series: string;
  readonly total: number;
  readonly points: readonly number[];
  readonly reasons: readonly { readonly reason: string; readonly total: number }[];
}

describeInBrowser.each(DATABASES)('[browser] [%s] the overview', (database: DatabaseKind) => {
  let stage: ConsoleStage;
  let person: Person;
  let page: Page;

  beforeAll(async () => {
    stage = await ConsoleStage.start(database);
    await happen();
    person = await stage.signIn('owner');
    ({ page } = person);
    await settled();
    await page.reload();
    await card('Sign-ins').getByRole('heading', { name: 'Why they failed' }).waitFor();
  });
  afterAll(async () => {
    await person?.context.close();
    await stage?.stop();
  });

  const post = (fields: Record<string, string>, client: string, secret: string) =>
    fetch(`${stage.issuer}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}` },
      body: new URLSearchParams(fields),
    });

  /** Of everything that the page shows, a known number. */
  async function happen(): Promise<void> {
    for (let each = 0; each < 4; each++) await stage.admin.clientCredentials('orders:read', ORDERS);
    const { refresh_token: token = '' } = await stage.admin.signIn('developer');
    for (let each = 0; each < 2; each++) await stage.admin.token({ grant_type: 'refresh_token', refresh_token: token });
    const browser = new UserAgent(stage.issuer);
    const form = await browser.open('/login');
    // Enough for the lock of the account to refuse the last of them.
    for (let each = 0; each < 8; each++) {
      await browser.submit(form, { username: 'support', password: 'a wrong password', action: 'login' });
    }
    await post({ grant_type: 'refresh_token', refresh_token: 'x' }, CONSOLE, SECRET);
    for (let each = 0; each < 2; each++) await post({ grant_type: 'client_credentials' }, 'robot', 'wrong');
    for (let each = 0; each < 3; each++) {
      await browser.open(
        `/oauth/authorize?client_id=${CONSOLE}&response_type=code&redirect_uri=https%3A%2F%2Fa.example%2Fx`,
      );
    }
  }

  const stats = async () => (await stage.admin.get('/stats')).body as { as_of: number; series: readonly Series[] };
  const seriesOf = async (name: string): Promise<Series> => {
    const found = (await stats()).series.find(({ series }) => series === name);
    if (!found) throw new Error(`no series ${name}`);
    return found;
  };
  /** Everything that happened so far is counted. The question itself needs a token, so it is asked for beforehand. */
  async function settled(): Promise<void> {
    await stage.admin.machineToken();
    const end = Date.now() + PATIENCE;
    for (const now = Date.now() + 500; (await stats()).as_of < now;) {
      if (Date.now() > end) throw new Error('It was not counted.');
      await new Promise((resume) => setTimeout(resume, 200));
    }
  }
  const card = (name: string): Locator =>
    page.getByRole('region', { name, exact: true }).filter({ has: page.getByRole('heading', { name, level: 2 }) });
  const counter = (name: string) => card(name).getByRole('link');
  const numberOf = async (link: Locator) => Number((await link.innerText()).replace(/\D/g, ''));
  const overview = async (query = '') => {
    await page.goto(`${stage.url}/overview${query}`);
    await card('Sign-ins').getByRole('button', { name: 'View as table' }).waitFor();
  };
  /** Rows of the audit log behind a link, read to the end. */
  const rowsBehind = async (link: Locator): Promise<number> => {
    await link.click();
    await page.waitForURL((url) => url.pathname === '/audit');
    await page.getByRole('table', { name: 'Audit events' }).locator('tbody tr[data-index]').first().waitFor();
    return page.getByRole('table', { name: 'Audit events' }).locator('tbody tr[data-index]').count();
  };

  it.each([
    ['Successful sign-ins', 'sign_ins_succeeded'],
    ['Failed sign-ins', 'sign_ins_failed'],
    ['Tokens issued', 'tokens_issued'],
  ])('O1 counts %s as the API does', async (name, series) => {
    await overview();
    const { total } = await seriesOf(series);
    expect(total).toBeGreaterThan(1);
    const link = page.getByRole('region', { name, exact: true }).locator('a').first();
    expect(await numberOf(link)).toBe(total);
  });

  it('O1 shows how much there is now', async () => {
    const { active_sessions: sessions, active_grants: grants } = (await stage.admin.get('/stats/now')).body;
    expect(await numberOf(counter('Active sessions'))).toBe(sessions.count);
    expect(await numberOf(counter('Active grants'))).toBe(grants.count);
    expect(await counter('Active sessions').getAttribute('href')).toBe('/sessions?state=live');
  });

  it('O2 leads from a bar to exactly the refusals that it counts', async () => {
    await overview();
    const bar = page.getByRole('link', { name: 'Console, Redirect URI is not registered: 3 refused' });
    expect(await rowsBehind(bar)).toBe(3);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({
      type: 'authorization.refused',
      check: 'redirect_uri.unregistered',
      client_id: CONSOLE,
      from: expect.any(String),
      to: expect.any(String),
    });
  });

  it('O2 says why a bar leads nowhere when no filter finds what it counts', async () => {
    await overview();
    const row = page.getByRole('listitem').filter({ hasText: 'Client not proven' });
    expect(await row.getByRole('link').count()).toBe(0);
    expect(await row.innerText()).toContain('did not prove which client they come from');
    expect(await row.innerText()).toContain('2');
  });

  it('O2 leads from reasons, clients and marks to as many events', async () => {
    for (const [name, link] of [
      ['a reason', () => card('Sign-ins').locator('ul').last().getByRole('link').first()],
      ['all of a client', () => page.getByRole('link', { name: /: refusals of Console$/ })],
      ['its tokens', () => page.getByRole('link', { name: /: answers with tokens for Console$/ })],
      ['a mark', () => card('Sign-ins').getByRole('link', { name: /refused by a lock$/ })],
    ] as const) {
      await overview();
      const shown = await numberOf(link());
      expect([name, await rowsBehind(link())]).toEqual([name, shown]);
      expect(shown).toBeGreaterThan(0);
    }
  });

  it('O2 leads from a grant type to its tokens in that time', async () => {
    await overview();
    const link = card('Tokens issued, by grant type').getByRole('link', { name: /: Client credentials$/ });
    const href = new URL((await link.getAttribute('href')) ?? '', stage.url);
    expect(href.pathname).toBe('/tokens');
    expect(Object.fromEntries(href.searchParams)).toEqual({
      grant_type: 'client_credentials',
      issued_from: expect.stringMatching(/^\d{13}$/),
      issued_to: expect.stringMatching(/^\d{13}$/),
    });
  });

  it('O3 shows the numbers of a chart as a table, and names the chart', async () => {
    await overview();
    const chart = card('Sign-ins').locator('svg.recharts-surface');
    await chart.waitFor();
    expect(await chart.getAttribute('aria-label')).toMatch(/^Sign-ins: Succeeded \d+, Failed \d+\./);
    await card('Sign-ins').getByRole('button', { name: 'View as table' }).click();
    const table = card('Sign-ins').getByRole('table');
    const cells = async (row: Locator) =>
      (await row.locator('td').allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')));
    const rows = await Promise.all((await table.locator('tbody tr').all()).map(cells));
    const [ok, failed] = [await seriesOf('sign_ins_succeeded'), await seriesOf('sign_ins_failed')];
    expect(rows.map(([first]) => first)).toEqual(ok.points);
    expect(rows.map(([, second]) => second)).toEqual(failed.points);
    const [together] = await Promise.all((await table.locator('tfoot tr').all()).map(cells));
    expect(together?.slice(0, 2)).toEqual([ok.total, failed.total]);
    expect(await violations(page)).toEqual([]);
  });

  it('O4 lets one card fail alone, with a way to try again', async () => {
    const failing = async (path: RegExp, stands: string, fails: number) => {
      await page.route(path, (route) => route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }));
      await page.goto(`${stage.url}/overview`);
      const retries = page.getByRole('alert').getByRole('button', { name: 'Try again' });
      await retries.first().waitFor();
      await page.getByText(stands).first().waitFor();
      expect(await retries.count()).toBe(fails);
      await page.unroute(path);
      await retries.first().click();
      await retries.first().waitFor({ state: 'detached' });
      expect(await retries.count()).toBe(0);
    };
    await failing(/\/stats\/now$/, 'Errors by client', 1);
    await failing(/\/attention$/, 'Errors by client', 1);
    await failing(/\/stats\?/, 'Active sessions', 4);
  });

  it('keeps the time range in the address', async () => {
    await overview();
    const chosen = () => page.getByRole('group', { name: 'Time range' }).locator('[aria-pressed="true"]');
    expect(await chosen().getAttribute('aria-label')).toBe('Last 24 hours');
    await page.getByRole('button', { name: 'Last 7 days' }).click();
    await page.waitForURL(`${stage.url}/overview?range=7d`);
    await page.reload();
    expect(await chosen().getAttribute('aria-label')).toBe('Last 7 days');
    await page.goBack();
    await page.waitForURL(`${stage.url}/overview`);
    for (const range of ['1h', '30d', '90d']) {
      await overview(`?range=${range}`);
      const { total } = await seriesOf('sign_ins_failed');
      expect(await numberOf(page.getByRole('region', { name: 'Failed sign-ins' }).locator('a'))).toBe(total);
    }
  });

  it('lists what needs attention, and where to put it right', async () => {
    await overview();
    const list = page.getByRole('complementary', { name: 'What needs attention' });
    const { items } = (await stage.admin.get('/attention')).body;
    await list.getByRole('listitem').first().waitFor();
    expect(await list.getByRole('listitem').count()).toBe(items.length);
    expect(await list.getByRole('link', { name: 'Audit log' }).getAttribute('href')).toBe('/audit?verify=true');
  });

  it.each(LOOKS)('has nothing that axe objects to, and fits: %j', async (look) => {
    const { page: seen, context, faults } = await stage.signIn('auditor', '/overview', look);
    await seen.locator('svg.recharts-surface').first().waitFor();
    expect(await violations(seen)).toEqual([]);
    expect(await seen.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await picture(seen, `overview-${look.colorScheme}-${look.viewport.width}`);
    expect(faults).toEqual([]);
    await context.close();
  });
});
