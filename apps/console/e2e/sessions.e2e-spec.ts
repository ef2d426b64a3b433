/** Sessions: listed page by page, told with their end, and ended with a look beforehand. */
import { LOOKS, picture, UserAgent, violations } from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { Shop, type ShopTokens } from './support/shop';
import { ConsoleStage, describeInBrowser } from './support/stage';

interface ListedSession {
  readonly id: string;
  readonly state: string;
}

const MANY = 53;

describeInBrowser('[browser] [sqlite] sessions', () => {
  let stage: ConsoleStage;
  let shop: Shop;
  let userId: string;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    shop = await Shop.open(stage.admin, 'shop');
    userId = (await stage.admin.get('/users?search=nobody')).body.items[0].id;
    for (let started = 0; started < MANY; started++) await shop.signIn('nobody');
  });
  afterAll(() => stage?.stop());

  const rowsOf = (page: Page) => page.getByRole('table', { name: 'Sessions' }).locator('tbody tr[data-index]');
  const sessionsOf = async (query: string): Promise<ListedSession[]> =>
    (await stage.admin.get(`/sessions?limit=200&${query}`)).body.items;
  const sessionOf = async (tokens: ShopTokens): Promise<string> => {
    const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1]!, 'base64url').toString()) as { sid: string };
    return claims.sid;
  };
  const giveReason = async (dialog: Locator, text: string) => {
    await dialog.getByLabel('Reason').selectOption('lost_device');
    await dialog.getByLabel('In a sentence').fill(text);
  };

  it('E1 shows the first rows after one request, and each further page with one more', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/overview');
    const asked: URL[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === '/bff/admin/v1/sessions') asked.push(url);
    });
    await page.goto(`${stage.url}/sessions?user_id=${userId}`);
    await rowsOf(page).first().waitFor();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.searchParams.get('cursor')).toBeNull();
    expect(await rowsOf(page).first().innerText()).toMatch(/nobody[\s\S]*127\.0\.0\.1[\s\S]*Password[\s\S]*live/);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.locator(`tr[aria-rowindex="${MANY + 1}"]`).waitFor({ state: 'attached' });
    const pages = asked.filter((url) => url.searchParams.has('cursor'));
    expect(pages).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('E2 ends all that match: exactly the previewed ones, with a receipt for each', async () => {
    const other = await shop.signIn('auditor');
    const living = (await sessionsOf(`user_id=${userId}&state=live`)).map(({ id }) => id);
    const { page, context, faults } = await stage.signIn('owner', `/sessions`);
    expect(await page.getByRole('button', { name: 'End all that match …' }).getAttribute('aria-disabled')).toBe('true');
    // The filter is set by the name of the person.
    await page
      .getByRole('searchbox', { name: /^Find sessions/ })
      .or(page.getByRole('combobox', { name: /^Find sessions/ }))
      .fill('nobody');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('user_id') === userId);
    await page.getByRole('button', { name: 'End all that match …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${living.length} browsers`).waitFor();
    await dialog.getByText(`Show the ${living.length} sessions`).click();
    const idsIn = (list: string) =>
      dialog
        .getByRole('list', { name: list })
        .locator('[data-session-id]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-session-id') ?? '').sort());
    const previewed = await idsIn('Sessions that would end');
    expect(previewed).toEqual([...living].sort());
    const button = dialog.getByRole('button', { name: `End ${living.length} sessions` });
    expect(await button.isDisabled()).toBe(true);
    await giveReason(dialog, 'Every browser of this person');
    await button.click();
    await dialog.getByRole('heading', { name: `${living.length} sessions ended` }).waitFor({ timeout: 60_000 });
    expect(await idsIn('Ended sessions')).toEqual(previewed);
    const ended = await sessionsOf(`user_id=${userId}`);
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['ended']));
    expect(await shop.isActive(other.access_token)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('E3 a session that somebody else ends shows so by itself, with the reason and by whom', async () => {
    const tokens = await shop.signIn('nobody');
    const id = await sessionOf(tokens);
    const { page, context, faults } = await stage.signIn('owner', `/sessions?user_id=${userId}&state=`);
    await page.goto(`${stage.url}/sessions?user_id=${userId}`);
    const row = page.locator('tr').filter({ has: page.locator(`a[href="/sessions/${id}"]`) });
    await row.getByText('live', { exact: true }).waitFor();
    const support = await stage.admin.personToken('support');
    const { body: preview } = await stage.admin.post('/revocations/preview', {
      token: support,
      body: { event: 'session', session_id: id },
    });
    await stage.admin.post('/revocations', {
      token: support,
      body: { preview_id: preview.id, reason_code: 'person_asked', reason: 'Asked for on the phone' },
    });
    await row.getByText('An admin ended it').waitFor();
    await row.getByRole('link').click();
    await page.waitForURL(`**/sessions/${id}`);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText(/Asked for on the phone/).waitFor();
    await timeline
      .getByText(/by support/)
      .first()
      .waitFor();
    expect(await timeline.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);
    expect(await timeline.innerText()).toMatch(/A person signed in[\s\S]*A revocation was carried out/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('E4 offline access that outlived a sign-out is in the same list, said, and can be ended', async () => {
    const browser = new UserAgent(stage.issuer);
    const tokens = await shop.signIn('nobody', browser);
    const id = await sessionOf(tokens);
    await browser.open(`/oauth/logout?id_token_hint=${tokens.id_token}`);
    const refreshed = await shop.refresh(tokens);
    const { page, context, faults } = await stage.signIn('owner', `/sessions?user_id=${userId}`);
    const row = page.locator('tr').filter({ has: page.locator(`a[href="/sessions/${id}"]`) });
    await row.getByText('The person signed out').waitFor();
    await row.getByRole('link').click();
    await page.getByText('Offline access lives on').waitFor();
    await page.getByText('offline access', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'End session …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/living tokens/).waitFor();
    await giveReason(dialog, 'Nothing may go on');
    await dialog.getByRole('button', { name: 'End session', exact: true }).click();
    await dialog.getByRole('heading', { name: 'Done. Everything in this set is dead' }).waitFor();
    expect(await shop.isActive(refreshed.refresh_token)).toBe(false);
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText('Offline access lives on').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('one’s own session is tagged, left out of ending many, and its end is spelled out', async () => {
    const { page, context } = await stage.signIn('support', '/sessions');
    const me = (await stage.admin.get('/users?search=support')).body.items[0].id;
    await page.goto(`${stage.url}/sessions?user_id=${me}&state=live`);
    const own = page.locator('tr').filter({ hasText: 'your session' });
    await own.waitFor();
    await page.getByRole('button', { name: 'End all that match …' }).click();
    await page.getByRole('dialog').getByText('Your own session matches too').waitFor();
    await page.keyboard.press('Escape');
    await own.getByRole('link').click();
    await page.getByRole('button', { name: 'End session …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This is the session that you are using now').waitFor();
    await giveReason(dialog, 'My own');
    await dialog.getByRole('button', { name: 'End my session' }).click();
    // The next request finds nobody signed in.
    await page.waitForURL((url) => url.origin === stage.issuer && url.pathname === '/login');
    await context.close();
  });

  it('X7 an auditor can look, and end nothing', async () => {
    const [session] = await sessionsOf(`user_id=${userId}`);
    const { page, context, faults } = await stage.signIn('auditor', `/sessions/${session?.id}`);
    const button = page.getByRole('button', { name: 'End all of this user …' });
    await button.waitFor();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS.map((look) => [`${look.colorScheme} ${look.viewport.width}`, look] as const))(
    'X1 axe finds nothing on the list, a session and the dialogs (%s)',
    async (name, look) => {
      const [session] = await sessionsOf(`user_id=${userId}`);
      const { page, context, faults } = await stage.signIn('owner', '/sessions', look);
      const check = async (part: string) => {
        expect([part, await violations(page)]).toEqual([part, []]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect([part, wide]).toEqual([part, false]);
        await picture(page, `sessions-${part}-${name.replace(' ', '-')}`);
      };
      await rowsOf(page).first().waitFor();
      await page.getByRole('button', { name: 'Filters' }).click();
      await check('list');
      await page.goto(`${stage.url}/sessions/${session?.id}`);
      await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor();
      await check('page');
      await page.getByRole('button', { name: 'End all of this user …' }).click();
      await page
        .getByRole('dialog')
        .getByText(/This cannot be undone/)
        .waitFor();
      await check('dialog');
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
