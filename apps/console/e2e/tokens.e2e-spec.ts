/** The tokens explorer: found, explained, revoked with a look beforehand; and nothing of a token ever leaves the browser. */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { DATABASES, LOOKS, picture, violations, type DatabaseKind, type Person } from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { GRACE, Shop, shownOf, type ShopTokens } from './support/shop';
import { ConsoleStage, describeInBrowser } from './support/stage';

interface LedgerToken {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly parent_id: string | null;
  readonly reused_at: number | null;
}

const TOKEN_SHAPED = /eyJ[\w-]{8,}\.|gh_(at|rt|ac)_[\w-]{20,}/;

/** Faults, but for answers that a test provokes. */
const unexpected = (faults: readonly string[], ...statuses: readonly number[]): readonly string[] =>
  faults.filter((fault) => !statuses.some((status) => fault.startsWith(`${status} `)));

/** Chooses a reason and says why. */
async function giveReason(dialog: Locator, text: string): Promise<void> {
  await dialog.getByLabel('Reason').selectOption('suspicious_activity');
  await dialog.getByLabel('In a sentence').fill(text);
}

/** A dialog by its title. */
const dialogOf = (page: Page, title: string): Locator =>
  page.getByRole('dialog').filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) });

async function tokensOf(stage: ConsoleStage, tokenId: string): Promise<LedgerToken[]> {
  const { body } = await stage.admin.get(`/tokens/${tokenId}/lineage?limit=200`);
  return body.tokens as LedgerToken[];
}

/** Ids that a preview or receipt lists, after asking to see them. */
async function listedIds(dialog: Locator, summary: RegExp): Promise<string[]> {
  await dialog.getByText(summary).click();
  const rows = dialog.locator('[data-token-id]');
  await rows.first().waitFor();
  return rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-token-id') ?? '').sort());
}

describeInBrowser.each(DATABASES)('[browser] [%s] the lineage of a token', (database: DatabaseKind) => {
  let stage: ConsoleStage;
  let shop: Shop;
  let owner: Person;
  const generations: ShopTokens[] = [];

  beforeAll(async () => {
    stage = await ConsoleStage.start(database);
    shop = await Shop.open(stage.admin, 'shop');
    generations.push(await shop.signIn('nobody'));
    for (let round = 0; round < 3; round++) generations.push(await shop.refresh(generations.at(-1)!));
    owner = await stage.signIn('owner', `/tokens/${shownOf(generations[3]!.refresh_token).id}`);
  });
  afterAll(async () => {
    await owner?.context.close();
    await stage?.stop();
  });

  const treeOf = () => owner.page.getByRole('tree', { name: 'Lineage' });

  it('T2 shows one code, four access and four refresh tokens in the right parentage', async () => {
    await treeOf().locator('[data-kind="refresh_token"]').nth(3).waitFor();
    const nodes = await treeOf()
      .locator('[role="treeitem"][data-kind]')
      .evaluateAll((items) =>
        items.map((item) => ({
          id: item.getAttribute('data-node-id'),
          kind: item.getAttribute('data-kind'),
          parent: item.parentElement?.closest('[role="treeitem"][data-kind]')?.getAttribute('data-node-id') ?? null,
        })),
      );
    const known = await tokensOf(stage, shownOf(generations[0]!.access_token).id);
    const byId = (one: { id: string | null }, other: { id: string | null }) => (one.id! < other.id! ? -1 : 1);
    expect([...nodes].sort(byId)).toEqual(
      known.map(({ id, kind, parent_id: parent }) => ({ id, kind, parent })).sort(byId),
    );
    const count = (kind: string) => nodes.filter((node) => node.kind === kind).length;
    expect([count('authorization_code'), count('access_token'), count('refresh_token')]).toEqual([1, 4, 4]);
    // Each access token hangs on what it was exchanged for.
    const parents = [
      nodes.find(({ kind }) => kind === 'authorization_code')?.id,
      ...generations.slice(0, 3).map((tokens) => shownOf(tokens.refresh_token).id),
    ];
    const parentOf = (token: string) => nodes.find(({ id }) => id === shownOf(token).id)?.parent;
    expect(generations.map((tokens) => parentOf(tokens.access_token))).toEqual(parents);
    expect(generations.map((tokens) => parentOf(tokens.refresh_token))).toEqual(parents);
    // Around them: the sign-in, the consent, the approval.
    const roots = treeOf().locator('[role="treeitem"]:not([data-kind])');
    expect(await roots.evaluateAll((items) => items.map((item) => item.getAttribute('data-type')))).toEqual([
      'session',
      'consent',
      'family',
    ]);
    expect(owner.faults).toEqual([]);
  });

  it('T2 has a twin in rows that says the same', async () => {
    const toggle = owner.page.getByRole('button', { name: 'As table' });
    await toggle.click();
    const rows = owner.page.getByRole('table', { name: 'Lineage' }).locator('tbody tr');
    expect(await rows.count()).toBe((await tokensOf(stage, shownOf(generations[0]!.access_token).id)).length);
    expect(await rows.filter({ hasText: /^Refresh token 3.*Refresh token 2/ }).count()).toBe(1);
    await toggle.click();
  });

  it('T3 marks the copy that was presented again, and says what was revoked and why', async () => {
    await pause((GRACE + 0.5) * 1000);
    const copy = shownOf(generations[1]!.refresh_token).id;
    expect(await shop.refused(generations[1]!)).toBe('invalid_grant');
    await owner.page.reload();
    const marked = treeOf().locator('[data-reused]');
    await marked.first().waitFor();
    expect(await marked.evaluateAll((items) => items.map((item) => item.getAttribute('data-node-id')))).toEqual([copy]);
    const row = treeOf().locator(`[data-node-id="${copy}"] > div`);
    expect(await row.innerText()).toMatch(/reused[\s\S]*presented again[\s\S]*revoked the whole approval/);
    const family = treeOf().locator('[data-type="family"] > div').first();
    expect(await family.innerText()).toMatch(/revoked: a rotated refresh token was presented again/);
    expect(await treeOf().locator('[data-type="token"]').getByText('active', { exact: true }).count()).toBe(0);
    const note = owner.page.getByRole('note').filter({ hasText: 'presented again after its use' });
    expect(await note.innerText()).toMatch(/Refresh token 1[\s\S]*The whole approval was revoked/);
    await note.getByRole('link', { name: 'audit event' }).waitFor();
    const verdict = owner.page.getByRole('list', { name: /^Checks/ }).locator('[data-verdict="failed"]');
    expect(await verdict.innerText()).toMatch(/revoked/);
    await picture(owner.page, `tokens-reuse-${database}`);
    expect(owner.faults).toEqual([]);
  });

  it('T4 a preview of the family lists exactly the ids that are revoked then, each dead at introspection', async () => {
    const first = await shop.signIn('nobody');
    const second = await shop.refresh(first);
    const tokenId = shownOf(second.refresh_token).id;
    const living = (await tokensOf(stage, tokenId)).filter(({ state }) => state === 'active').map(({ id }) => id);
    const { page } = owner;
    await page.goto(`${stage.url}/tokens/${tokenId}`);
    await page.getByRole('button', { name: 'Preview … revoking the whole approval' }).click();
    const dialog = dialogOf(page, 'Revoke the whole approval');
    await dialog.getByText(`${living.length} living tokens`).waitFor();
    const previewed = await listedIds(dialog, /^Show the \d+ ids$/);
    expect(previewed).toEqual([...living].sort());
    expect(await dialog.innerText()).toMatch(
      /JWT access tokens stay accepted by APIs that do not follow the revocation feed/,
    );
    for (const token of [first.access_token, second.access_token, second.refresh_token]) {
      expect([previewed.includes(shownOf(token).id), await shop.isActive(token)]).toEqual([true, true]);
    }
    const button = dialog.getByRole('button', { name: `Revoke ${living.length} tokens` });
    expect(await button.isDisabled()).toBe(true);
    await giveReason(dialog, 'Seen from two countries at once');
    await button.click();
    await dialog.getByRole('heading', { name: 'Done. Everything in this set is dead' }).waitFor();
    expect(await listedIds(dialog, /^Show the ids$/)).toEqual(previewed);
    for (const tokens of [first, second]) {
      for (const token of [tokens.access_token, tokens.refresh_token]) expect(await shop.isActive(token)).toBe(false);
    }
    for (const id of previewed) {
      const { body } = await stage.admin.get(`/tokens/${id}`);
      expect([id, body.state]).toEqual([id, 'revoked']);
    }
    // The receipt can be taken along, and the audit log tells the same.
    for (const format of ['JSON', 'CSV']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: `Download ${format}` }).click(),
      ]);
      const text = await readFile(await download.path(), 'utf8');
      for (const id of previewed) expect(text).toContain(id);
    }
    const link = dialog.getByRole('link', { name: 'Its event in the audit log' });
    const eventId = new URL((await link.getAttribute('href')) ?? '', stage.url).searchParams.get('event');
    const { body: event } = await stage.admin.get(`/audit/${eventId}`);
    expect([event.event, event.detail.reason]).toEqual(['revocation.committed', 'Seen from two countries at once']);
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await dialog.waitFor({ state: 'detached' });
    // The page behind tells the new state without a reload.
    await page.getByRole('heading', { level: 1 }).locator('..').getByText('revoked').waitFor();
    expect(owner.faults).toEqual([]);
  });
});

describeInBrowser('[browser] [sqlite] the tokens explorer', () => {
  let stage: ConsoleStage;
  let shop: Shop;
  let tokens: ShopTokens;
  let userId: string;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    shop = await Shop.open(stage.admin, 'shop');
    tokens = await shop.signIn('nobody');
    for (let round = 0; round < 9; round++) tokens = await shop.refresh(tokens);
    userId = (await stage.admin.get('/users?search=nobody')).body.items[0].id;
  });
  afterAll(() => stage?.stop());

  const finderOf = (page: Page) => page.getByRole('combobox', { name: /^Find tokens/ });
  const rowsOf = (page: Page) => page.getByRole('table', { name: 'Tokens' }).locator('tbody tr[data-index]');
  const chipsOf = (page: Page) => page.getByRole('list', { name: 'Active filters' }).getByRole('button');

  it('T1 finds a pasted refresh token by its id and digest; the token stays in the browser', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/tokens');
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.url });
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    const { id, digest } = shownOf(tokens.refresh_token);
    await page.evaluate((text) => navigator.clipboard.writeText(text), tokens.refresh_token);
    await finderOf(page).focus();
    await page.keyboard.press('Control+V');
    const drawer = page.getByRole('dialog').filter({ hasText: 'Facts' });
    await drawer.getByText(id).first().waitFor();
    expect(await finderOf(page).inputValue()).toBe('');
    expect(
      sent.some((request) => request.includes('/tokens/lookup') && request.includes(id) && request.includes(digest)),
    ).toBe(true);
    // Not the token, and no part of it: neither as it is nor as an address would carry it.
    for (const request of sent) expect(request).not.toContain(tokens.refresh_token.slice(-40));
    expect(new URL(page.url()).searchParams.get('token_id')).toBe(id);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await rowsOf(page).count()).toBe(1);
    expect(await rowsOf(page).innerText()).toContain(digest.slice(0, 8));
    await page.getByText('Its id and its digest match').waitFor();

    // Typed instead of pasted, and altered: the box empties all the same, and nothing is found.
    const altered = `${tokens.refresh_token.slice(0, -4)}AAAA`;
    await finderOf(page).fill(altered);
    await page.getByText('The ledger does not know that refresh token').waitFor();
    expect(await finderOf(page).inputValue()).toBe('');
    await finderOf(page).fill(`gh_cs_${'x'.repeat(43)}`);
    await page.getByText('That is a client secret').waitFor();
    await finderOf(page).fill(tokens.access_token.slice(0, 60));
    await page.getByText('That is a part of a token or secret').waitFor();
    for (const request of sent) {
      for (const secret of [altered.slice(0, 40), 'xxxxxxxx', tokens.access_token.slice(0, 60)]) {
        expect(request).not.toContain(secret);
      }
    }
    expect(unexpected(faults, 404)).toEqual([]);
    await context.close();
  });

  it('T1 knows what a pasted id belongs to, and what a word may be', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/tokens');
    await finderOf(page).fill(userId);
    await page.getByRole('option', { name: /^Tokens of user nobody/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('subject') === userId);
    await finderOf(page).fill('orders:read');
    await page.getByRole('option', { name: /^With scope orders:read/ }).click();
    await page.waitForURL((url) => url.searchParams.get('scope') === 'orders:read');
    await expectRows(page, (await stage.admin.get(`/tokens?subject=${userId}&scope=orders:read&limit=200`)).body.items);
    expect(faults).toEqual([]);
    await context.close();
  });

  async function expectRows(page: Page, expected: readonly { id: string; digest_prefix: string }[]): Promise<void> {
    await page
      .getByRole('table', { name: 'Tokens' })
      .and(page.locator(`[aria-rowcount="${expected.length + 1}"]`))
      .waitFor();
    expect(await rowsOf(page).first().innerText()).toContain(expected[0]?.digest_prefix.slice(0, 8));
  }

  it('T4 a pasted token that was altered is told from the one that was issued', async () => {
    const { id, digest } = shownOf(tokens.access_token);
    const other = '0'.repeat(64);
    const { page, context, faults } = await stage.signIn('owner', `/tokens/${id}?digest=${digest}`);
    await page.getByText('The token that you pasted is this one').waitFor();
    await page.goto(`${stage.url}/tokens/${id}?digest=${other}`);
    await page.getByText('The token that you pasted is not the one that was issued').waitFor();
    // Decoding shows every claim, in the browser alone.
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.getByRole('button', { name: 'Paste the token to decode it' }).click();
    await page.getByLabel('The token', { exact: true }).fill(tokens.access_token);
    await page.getByText('That is this very token').waitFor();
    await page.getByRole('table', { name: 'All claims' }).getByText('auth_time').waitFor();
    for (const request of sent) expect(request).not.toContain(tokens.access_token.slice(20, 60));
    await page.goto(`${stage.url}/tokens/019b4000-0000-7000-8000-000000005e55`);
    await page.getByText('The ledger knows no token with this id').waitFor();
    expect(unexpected(faults, 404)).toEqual([]);
    await context.close();
  });

  it('T5 a token that joins after the preview stops the commit; nothing is revoked until one looks again', async () => {
    const { page, context, faults } = await stage.signIn('owner', `/tokens/${shownOf(tokens.refresh_token).id}`);
    const open = async () => {
      await page.getByRole('button', { name: /^Preview … revoking everything of nobody at shop/ }).click();
      const dialog = dialogOf(page, 'Revoke everything of nobody at shop');
      await dialog.getByText(/living tokens/).waitFor();
      await giveReason(dialog, 'A set that changed');
      return dialog;
    };
    const dialog = await open();
    tokens = await shop.refresh(tokens);
    await dialog.getByRole('button', { name: /^Revoke \d+ tokens$/ }).click();
    const alert = dialog.getByRole('alert');
    // An access, a refresh and an ID token.
    await alert.getByText('3 new tokens since the preview. Nothing was revoked.').waitFor();
    expect(await alert.innerText()).toContain(shownOf(tokens.access_token).id);
    expect(await shop.isActive(tokens.access_token)).toBe(true);
    await dialog.getByRole('button', { name: 'Preview again' }).click();
    await alert.waitFor({ state: 'detached' });
    await dialog.getByText(/living tokens/).waitFor();
    // Again somebody is faster; this time the new ones are taken along.
    tokens = await shop.refresh(tokens);
    await dialog.getByRole('button', { name: /^Revoke \d+ tokens$/ }).click();
    await dialog.getByRole('button', { name: 'Include the new ones' }).click();
    await dialog.getByRole('heading', { name: 'Done. Everything in this set is dead' }).waitFor();
    expect(await shop.isActive(tokens.access_token)).toBe(false);
    expect(await shop.isActive(tokens.refresh_token)).toBe(false);
    expect(unexpected(faults, 409)).toEqual([]);
    await context.close();
  });

  /** Over the API: nothing of a chain is alive then. */
  async function endFamily(chain: ShopTokens): Promise<void> {
    const { family_id: familyId } = (await stage.admin.get(`/tokens/${shownOf(chain.refresh_token).id}`)).body;
    const { body: preview } = await stage.admin.post('/revocations/preview', {
      body: { event: 'family', family_id: familyId },
    });
    const commit = { preview_id: preview.id, reason_code: 'test', reason: 'A chain that is over' };
    expect((await stage.admin.post('/revocations', { body: commit })).status).toBe(200);
  }

  it('T6 the tree is walked with the keyboard alone', async () => {
    let chain = await shop.signIn('auditor');
    for (let round = 0; round < 9; round++) chain = await shop.refresh(chain);
    await endFamily(chain);
    const { page, context, faults } = await stage.signIn('owner', `/tokens/${shownOf(chain.refresh_token).id}`);
    const tree = page.getByRole('tree', { name: 'Lineage' });
    await tree.locator('[data-kind]').first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')?.split(',')[0] ?? '');
    expect(await tree.locator('[tabindex="0"]').count()).toBe(1);
    await tree.locator('[tabindex="0"]').focus();
    const walk: [string, string][] = [
      ['Home', 'Sign-in'],
      ['ArrowDown', 'Consent'],
      ['ArrowDown', 'Approval of shop'],
      ['ArrowDown', 'Authorization code'],
      ['ArrowUp', 'Approval of shop'],
      ['ArrowRight', 'Authorization code'],
      ['r', 'Refresh token 0'],
      ['ArrowLeft', 'Refresh token 0'],
      ['ArrowDown', 'Refresh token 0'],
      ['ArrowRight', 'Refresh token 0'],
      ['ArrowRight', 'Access token'],
      ['ArrowLeft', 'Refresh token 0'],
      ['Home', 'Sign-in'],
    ];
    for (const [key, name] of walk) {
      await page.keyboard.press(key);
      expect([key, await focused()]).toEqual([key, name]);
      expect(await tree.locator('[tabindex="0"]').count()).toBe(1);
    }
    // A long chain is put away; Enter shows it and goes on at the first of it.
    await page.keyboard.press('End');
    const last = await focused();
    for (let presses = 0; (await focused()).includes('rotation') === false && presses < 30; presses++) {
      await page.keyboard.press('ArrowUp');
    }
    expect(await focused()).toMatch(/^\d+ rotations$/);
    const before = await tree.getByRole('treeitem').count();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Refresh token 1');
    expect(await tree.getByRole('treeitem').count()).toBeGreaterThan(before + 6);
    // Choosing shows what can be done with it.
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Chosen: Refresh token 1' }).waitFor();
    await page.keyboard.press('End');
    expect(await focused()).toBe(last);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('X2 filters live in the address: a reload shows the same rows and chips, Back the filter before', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/tokens?kind=refresh_token');
    const texts = () => chipsOf(page).allInnerTexts();
    await rowsOf(page).first().waitFor();
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByLabel('Client', { exact: true }).fill('shop');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('client_id') === 'shop');
    const { items } = (await stage.admin.get('/tokens?kind=refresh_token&client_id=shop&limit=200')).body;
    await expectRows(page, items);
    const before = await texts();
    expect(before.join()).toMatch(/Kind:\s*Refresh token.*Client:\s*shop/);
    await page.reload();
    await expectRows(page, items);
    expect(await texts()).toEqual(before);
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('client_id') === null);
    expect((await texts()).join()).not.toContain('shop');
    // The open drawer is part of the address, too.
    await rowsOf(page).first().getByRole('button').click();
    await page.waitForURL((url) => url.searchParams.get('open') !== null);
    await page.reload();
    await page.getByRole('dialog').getByText('Facts').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.searchParams.get('open') === null);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('T5 revokes everything that matches the filters, and nothing else', async () => {
    const [mine, other] = [await shop.signIn('nobody'), await shop.signIn('auditor')];
    const { page, context, faults } = await stage.signIn('owner', `/tokens?client_id=shop`);
    await rowsOf(page).first().waitFor();
    await page.goto(`${stage.url}/tokens?client_id=shop&subject=${userId}&kind=access_token`);
    await page.getByRole('button', { name: 'Revoke all that match …' }).click();
    const dialog = dialogOf(page, 'Revoke all tokens that match the filters');
    const alive = `/tokens?client_id=shop&subject=${userId}&kind=access_token&state=active&limit=200`;
    const expected = (await stage.admin.get(alive)).body.items.map(({ id }: LedgerToken) => id).sort();
    await dialog
      .getByText(/living tokens?$/)
      .first()
      .waitFor();
    expect(await listedIds(dialog, /^Show the \d+ ids?$/)).toEqual(expected);
    await giveReason(dialog, 'By filter');
    await dialog.getByRole('button', { name: /^Revoke \d+ tokens?$/ }).click();
    await dialog.getByRole('heading', { name: 'Done. Everything in this set is dead' }).waitFor();
    expect(await Promise.all([mine, other].map((each) => shop.isActive(each.access_token)))).toEqual([false, true]);
    expect(await shop.isActive(mine.refresh_token)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('revokes with the keyboard alone; Cancel has the focus first, and Escape leaves everything as it is', async () => {
    const mine = await shop.signIn('nobody');
    const { page, context, faults } = await stage.signIn('owner', `/tokens/${shownOf(mine.access_token).id}`);
    await page.getByRole('tree').locator('[data-kind]').first().waitFor();
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        return element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
      });
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 90 && !name.test(await focused()); presses++) await page.keyboard.press('Tab');
      expect(await focused()).toMatch(name);
    };
    await tabTo(/^Preview … revoking this access token$/);
    await page.keyboard.press('Enter');
    const dialog = dialogOf(page, 'Revoke this access token');
    await dialog.getByText('1 living token', { exact: true }).waitFor();
    expect(await focused()).toBe('Cancel');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await shop.isActive(mine.access_token)).toBe(true);
    expect(await focused()).toMatch(/^Preview … revoking this access token$/);
    await page.keyboard.press('Enter');
    await dialog.getByText('1 living token', { exact: true }).waitFor();
    await tabTo(/^Reason/);
    await page.keyboard.press('ArrowDown');
    await tabTo(/^In a sentence/);
    await page.keyboard.type('With the keyboard alone');
    await tabTo(/^Revoke 1 token$/);
    await page.keyboard.press('Enter');
    await dialog.getByRole('heading', { name: 'Done. Everything in this set is dead' }).waitFor();
    expect(await shop.isActive(mine.access_token)).toBe(false);
    expect(await shop.isActive(mine.refresh_token)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a large set wants its number typed; its job shows how far it is and can be stopped', async () => {
    const { page, context, faults } = await stage.signIn('owner', `/tokens?client_id=shop`);
    await rowsOf(page).first().waitFor();
    // The API has its own tests for so many tokens; here it is told to count 1,204.
    let previewId = '';
    let stopped = false;
    const sent: string[] = [];
    await page.route('**/bff/admin/v1/revocations/preview', async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      previewId = body.id;
      await route.fulfill({ response: answer, json: { ...body, counts: { ...body.counts, tokens: 1204 } } });
    });
    const receipt = async () => ({
      ...(await stage.admin.get(`/revocations/${previewId}`)).body,
      state: stopped ? 'stopped' : 'running',
      committed_at: Date.now(),
      committed_by: { kind: 'person', id: userId },
      reason_code: 'test',
      reason: 'Many',
      progress: { done: 400, pending: 804, gone: 0 },
    });
    await page.route('**/bff/admin/v1/revocations', async (route) => {
      sent.push(route.request().postData() ?? '');
      await route.fulfill({ status: 202, json: await receipt() });
    });
    await page.route(/\/bff\/admin\/v1\/revocations\/[0-9a-f-]{36}(\/stop)?$/, async (route) => {
      if (route.request().method() === 'POST') stopped = true;
      await route.fulfill({ json: await receipt() });
    });
    await page.getByRole('button', { name: 'Revoke all that match …' }).click();
    const dialog = dialogOf(page, 'Revoke all tokens that match the filters');
    await dialog.getByText('1,204 living tokens').waitFor();
    await giveReason(dialog, 'Many');
    const button = dialog.getByRole('button', { name: 'Revoke 1,204 tokens' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel(/to go on$/).fill('1203');
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel(/to go on$/).fill('1204');
    await button.click();
    await dialog.getByText('400 of 1,204 tokens').waitFor();
    expect(sent.map((body) => JSON.parse(body) as object)).toEqual([
      { preview_id: previewId, reason_code: 'suspicious_activity', reason: 'Many', confirm: '1204' },
    ]);
    await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
    await dialog.getByText('804 tokens were not reached and are alive.').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('X7 an auditor sees everything and can revoke nothing; the button says what is missing', async () => {
    const { page, context, faults } = await stage.signIn('auditor', `/tokens/${shownOf(tokens.refresh_token).id}`);
    const buttons = page.getByRole('button', { name: /^Preview …/ });
    await buttons.first().waitFor();
    for (const button of await buttons.all()) expect(await button.getAttribute('aria-disabled')).toBe('true');
    await buttons.first().hover();
    await page.getByText('You need the permission tokens:revoke.').first().waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a search for something rare goes on by itself, can be stopped, and never claims nothing too early', async () => {
    const { page, context } = await stage.signIn('owner', '/tokens');
    await rowsOf(page).first().waitFor();
    let asked = 0;
    let hold = true;
    await page.route('**/bff/admin/v1/tokens?*ip=*', async (route) => {
      asked++;
      const more = asked < 4 || hold;
      const body = {
        items: [],
        next: more ? `cursor-${asked}` : null,
        searched_back_to: more ? Date.now() - asked * 3.6e6 : null,
      };
      await pause(150);
      await route.fulfill({ json: body });
    });
    await page.goto(`${stage.url}/tokens?ip=198.51.100.7`);
    await page.getByText(/^Searching\. 0 tokens found so far/).waitFor();
    await page.getByRole('button', { name: 'Stop searching' }).click();
    await page.getByRole('heading', { name: 'Nothing found so far' }).waitFor();
    expect(await page.getByText('No tokens match these filters').count()).toBe(0);
    hold = false;
    await page.getByRole('button', { name: 'Search further back' }).click();
    await page.getByText('No tokens match these filters').waitFor();
    expect(asked).toBeGreaterThanOrEqual(4);
    await context.close();
  });

  it('T8 no token is in the page, its payloads or the browser’s storage', async () => {
    const { page, context } = await stage.signIn('owner', '/tokens');
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(stage.url)) bodies.push(response.text().catch(() => ''));
    });
    for (const path of [
      '/tokens',
      `/tokens/${shownOf(tokens.refresh_token).id}`,
      `/tokens/${shownOf(tokens.access_token).id}`,
    ]) {
      await page.goto(`${stage.url}${path}`, { waitUntil: 'networkidle' });
      const reachable = await page.evaluate(
        async () =>
          `${document.cookie} ${JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()])} ${document.documentElement.outerHTML}`,
      );
      expect(reachable).not.toMatch(TOKEN_SHAPED);
    }
    for (const body of await Promise.all(bodies)) expect(body).not.toMatch(TOKEN_SHAPED);
    await context.close();
  });

  /** Looks at many things in turn. */
  const LONG = 180_000;

  it.each(LOOKS.map((look) => [`${look.colorScheme} ${look.viewport.width}`, look] as const))(
    'T6 X1 axe finds nothing on the explorer, in its drawer and dialog, and on a token (%s)',
    async (name, look) => {
      const { page, context, faults } = await stage.signIn('owner', '/tokens?state=active&kind=refresh_token', look);
      const check = async (part: string) => {
        expect([part, await violations(page)]).toEqual([part, []]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect([part, wide]).toEqual([part, false]);
        await picture(page, `tokens-${part}-${name.replace(' ', '-')}`);
      };
      await rowsOf(page).first().waitFor();
      await page.getByRole('button', { name: /^Filters/ }).click();
      await check('list');
      await rowsOf(page).first().getByRole('button').click();
      await page.getByRole('dialog').getByRole('tree').waitFor();
      await check('drawer');
      await page.getByRole('button', { name: /^Preview … revoking this refresh token/ }).click();
      await dialogOf(page, 'Revoke this refresh token')
        .getByText(/living token/)
        .first()
        .waitFor();
      await check('preview');
      await page.goto(`${stage.url}/tokens/${shownOf(tokens.refresh_token).id}`);
      await page.getByRole('tree').locator('[data-kind]').first().waitFor();
      await check('page');
      await page.getByRole('button', { name: 'As table' }).click();
      await check('table');
      expect(faults).toEqual([]);
      await context.close();
    },
    LONG,
  );
});
