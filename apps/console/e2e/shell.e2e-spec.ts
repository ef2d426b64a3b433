/** What surrounds every page: navigation, palette, shortcuts, theme, roles. */
import { LOOKS, newPerson, violations, type Person } from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser, type Username } from './support/stage';

const PAGES = [
  '/overview',
  '/clients',
  '/clients/new',
  '/apis',
  '/users',
  '/sessions',
  '/tokens',
  '/audit',
  '/errors',
  '/keys',
  '/playground',
  '/settings',
];

describeInBrowser('[browser] the console’s shell', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.start();
  });
  afterAll(() => stage?.stop());

  const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Find or paste anything' });
  const openPalette = async (page: Page): Promise<Locator> => {
    // Right after a load nobody listens yet.
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('Control+k');
    await palette(page).waitFor();
    return palette(page).getByRole('combobox');
  };
  /** A refused request, as a client's mistake makes it. @returns the reference that the person sees */
  const failedRequest = async (): Promise<string> => {
    const answer = await fetch(
      `${stage.issuer}/oauth/authorize?client_id=console&response_type=code&redirect_uri=https://console.example/wrong`,
    );
    return /[0-9A-HJKMNP-TV-Z]{10}/.exec((await answer.text()).replace(/<[^>]*>/g, ' '))?.[0] ?? '';
  };
  /** A paste, as the browser's own. */
  const paste = (box: Locator, text: string) => box.fill(text);

  describe('X3 the palette', () => {
    let person: Person;
    let page: Page;
    beforeAll(async () => {
      person = await stage.signIn('owner', '/clients');
      ({ page } = person);
    });
    afterAll(() => person.context.close());

    it('opens a failure by its pasted reference', async () => {
      const reference = await failedRequest();
      expect(reference).toHaveLength(10);
      const box = await openPalette(page);
      await paste(box, reference);
      await palette(page)
        .getByRole('option', { name: `Open failure ${reference}` })
        .waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`${stage.url}/errors/${reference}`);
      await page.goto(`${stage.url}/clients`);
    });

    it('opens, moves and closes by the keyboard alone, and gives the focus back', async () => {
      const opener = page.getByRole('button', { name: /^Find or paste anything/ });
      await opener.focus();
      await page.keyboard.press('Enter');
      const box = palette(page).getByRole('combobox');
      await box.waitFor();
      expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
      await box.pressSequentially('signing');
      const options = palette(page).getByRole('option');
      await options.first().waitFor();
      const selected = () => palette(page).locator('[aria-selected="true"]').innerText();
      const first = await selected();
      await page.keyboard.press('ArrowDown');
      expect(await selected()).not.toBe(first);
      await page.keyboard.press('Escape');
      await palette(page).waitFor({ state: 'detached' });
      expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    });

    it('finds clients and people by the beginning of a name', async () => {
      const box = await openPalette(page);
      await box.fill('robo');
      await palette(page)
        .getByRole('option', { name: /Client · robot/ })
        .click();
      await page.waitForURL(`${stage.url}/clients/robot`);
      const again = await openPalette(page);
      await again.fill('audito');
      await palette(page)
        .getByRole('option', { name: /^auditor/ })
        .waitFor();
      await page.keyboard.press('Escape');
    });

    it('sends the id and digest of a pasted token, never the token', async () => {
      const token = await stage.admin.machineToken();
      const sent: string[] = [];
      page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
      const box = await openPalette(page);
      await paste(box, token);
      await palette(page)
        .getByRole('option', { name: /^Open this access token in the ledger/ })
        .waitFor();
      expect(await box.inputValue()).toBe('');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => /^\/tokens\/[0-9a-f-]{36}$/.test(url.pathname));
      const secret = token.slice(-43);
      expect(sent.join('\n')).not.toContain(secret);
      expect(await page.content()).not.toContain(secret);
    });

    it('keeps a pasted secret to itself', async () => {
      const sent: string[] = [];
      page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
      const box = await openPalette(page);
      await paste(box, `gh_cs_${'s'.repeat(64)}`);
      await palette(page).getByText('This looks like a client secret').waitFor();
      expect(sent.join('\n')).not.toContain('ssssssss');
      await page.keyboard.press('Escape');
    });

    it('is without violations of axe, and of the content security policy', async () => {
      await openPalette(page);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(person.faults.filter((fault) => /Content.Security.Policy/i.test(fault))).toEqual([]);
    });
  });

  describe('shortcuts', () => {
    it('go to pages with g and a letter, walk over rows with j and k, and rest in fields', async () => {
      const { page, context } = await stage.signIn('owner', '/overview');
      await page.waitForLoadState('networkidle');
      await page.keyboard.press('g');
      await page.keyboard.press('c');
      await page.waitForURL(`${stage.url}/clients`);
      await page.locator('[data-row-link]').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      const focused = () => page.evaluate(() => document.activeElement?.matches('[data-row-link]') ?? false);
      expect(await focused()).toBe(true);
      const name = await page.evaluate(() => document.activeElement?.getAttribute('href'));
      await page.keyboard.press('Enter');
      await page.waitForURL(`${stage.url}${name}`);
      await page.goBack();
      await page.keyboard.press('/');
      await page.keyboard.type('gt?c');
      expect(new URL(page.url()).pathname).toBe('/clients');
      expect(await page.locator('[data-page-filter]').inputValue()).toBe('gt?c');
      await context.close();
    });

    it('are listed with ?, and can be turned off', async () => {
      const { page, context } = await stage.signIn('owner', '/clients');
      await page.waitForLoadState('networkidle');
      await page.locator('h1').click();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Account menu/ }).click();
      await page.getByRole('radio', { name: 'Off' }).check();
      await page.keyboard.press('Escape');
      await page.locator('h1').click();
      await page.keyboard.press('?');
      await page.keyboard.press('g');
      await page.keyboard.press('t');
      await page.waitForTimeout(300);
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(new URL(page.url()).pathname).toBe('/clients');
      await context.close();
    });
  });

  it('keeps the chosen theme, and paints it from the first byte', async () => {
    const { page, context } = await stage.signIn('owner', '/clients', { colorScheme: 'light' });
    const scheme = () => page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
    expect(await scheme()).toBe('light');
    await page.getByRole('button', { name: /^Account menu/ }).click();
    await page.getByRole('radio', { name: 'Dark' }).check();
    expect(await scheme()).toBe('dark');
    const html = await (
      await context.request.get(`${stage.url}/clients`, { headers: { 'sec-fetch-site': 'none' } })
    ).text();
    expect(html).toMatch(/<html[^>]*data-mantine-color-scheme="dark"/);
    await context.close();
  });

  it.each(LOOKS)('X1 is without violations of axe on every page ($colorScheme, $viewport.width)', async (look) => {
    const person = await stage.signIn('owner', '/overview', look);
    const { page } = person;
    const found: string[] = [];
    for (const path of PAGES) {
      await page.goto(`${stage.url}${path}`, { waitUntil: 'networkidle' });
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      found.push(...(await violations(page)).map((violation) => `${path}: ${violation}`));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (sideways > 0) found.push(`${path}: scrolls sideways by ${sideways} px`);
    }
    expect(found).toEqual([]);
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  it.each(['/overview', '/clients', '/tokens', '/audit'])(
    'X6 lets Tab reach everything on %s, and hides no focused element',
    async (path) => {
      const { page, context } = await stage.signIn('owner', path);
      await page.waitForLoadState('networkidle');
      const reached = new Set<string>();
      for (let presses = 0; presses < 150; presses += 1) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return undefined;
          const box = element.getBoundingClientRect();
          const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
          const top = document.elementFromPoint(x, y);
          const isCovered = top !== null && top !== element && !element.contains(top) && !top.contains(element);
          const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
          const label = `${element.tagName} ${name.trim().slice(0, 40)} ${Math.round(box.top + window.scrollY)},${Math.round(box.left)}`;
          return { label, covered: isCovered && box.width > 1 ? `${label} under ${top.tagName}.${top.className}` : '' };
        });
        if (!at) break;
        if (reached.has(at.label)) break;
        reached.add(at.label);
        expect(at.covered).toBe('');
      }
      const controls = await page.evaluate(
        () =>
          [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')].filter(
            (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0,
          ).length,
      );
      // Radio buttons of one group share a stop.
      expect(reached.size).toBeGreaterThanOrEqual(Math.min(controls, 140) - 2);
      await context.close();
    },
  );

  it.each(PAGES)('X7 lets an auditor change nothing at %s', async (path) => {
    const { page, context } = await stage.signIn('auditor', path);
    const changes: string[] = [];
    page.on('request', (request) => {
      // Questions that are too long for an address are asked with POST.
      if (request.method() === 'GET' || /\/(check|lookup|preview|verify|authorization-checks)$/.test(request.url()))
        return;
      changes.push(`${request.method()} ${request.url()}`);
    });
    await page.waitForLoadState('networkidle');
    const buttons = page.locator('main button:visible');
    for (let index = 0; index < Math.min(await buttons.count(), 25); index += 1) {
      await buttons
        .nth(index)
        .click({ timeout: 1_000, noWaitAfter: true })
        .catch(() => undefined);
      await page.keyboard.press('Escape');
    }
    await page.waitForTimeout(200);
    expect(changes).toEqual([]);
    expect(await page.locator('[data-secret]').count()).toBe(0);
    await context.close();
  });

  it('X7 is backed by the API when a request is forced', async () => {
    const { page, context } = await stage.signIn('auditor', '/overview');
    const status = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json', 'x-gh-csrf': '1' };
      const body = JSON.stringify({ client_id: 'forced', client_name: 'x', application_type: 'machine' });
      return (await fetch('/bff/admin/v1/clients', { method: 'POST', headers, body })).status;
    });
    expect(status).toBe(403);
    await context.close();
  });

  it.each<Username>(['developer', 'support'])('tells a %s which permission is missing', async (username) => {
    const { page, context } = await stage.signIn(username, username === 'developer' ? '/users' : '/clients/new');
    const missing = username === 'developer' ? 'users:read' : 'clients:write';
    await page.getByText(missing).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('says so when the API is away, and goes on when it is back', async () => {
    const person = await stage.signIn('owner', '/clients');
    const { page } = person;
    await page.route('**/bff/**', (route) => route.abort());
    await page.goto(`${stage.url}/clients`);
    await page.getByRole('alert').getByText('This could not be loaded').waitFor({ timeout: 20_000 });
    await page.unroute('**/bff/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-row-link]').first().waitFor();
    await person.context.close();
  });

  it('X5 lies mirrored for scripts that run from right to left', async () => {
    const { page, context } = await newPerson(stage.browser, { viewport: { width: 1280, height: 900 } });
    await page.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => document.documentElement.setAttribute('dir', 'rtl'));
    });
    await page.goto(`${stage.url}/clients`);
    await stage.fillInSignIn({ page, context, faults: [] }, 'owner');
    const rail = await page.getByRole('navigation', { name: 'Main' }).boundingBox();
    expect(rail?.x).toBeGreaterThan(800);
    for (const path of PAGES) {
      await page.setViewportSize({ width: 375, height: 812 });
      await page.goto(`${stage.url}${path}`, { waitUntil: 'networkidle' });
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 375]);
    }
    await context.close();
  });
});
