/** Signing keys in the console: announced, active, retiring, retired; and the emergency. */
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Page } from 'playwright-core';
import { LOOKS, ORDERS, PASSWORD, picture, runStatement, violations } from '@gatehouse/api/testing';
import { ConsoleStage, describeInBrowser } from './support/stage';

const DAY = 86_400_000;

interface Key {
  readonly kid: string;
  readonly algorithm: string;
  readonly state: string;
  readonly created_at: number;
  readonly retiring_at: number;
  readonly revoked_at: number | null;
}

describeInBrowser('[browser] signing keys in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.start();
  });
  afterAll(() => stage.stop());

  const keys = async (): Promise<Key[]> => (await stage.admin.get('/signing-keys')).body.items;
  const one = async (algorithm: string, state: string): Promise<Key> => {
    const key = (await keys()).find((each) => each.algorithm === algorithm && each.state === state);
    if (!key) throw new Error(`no ${algorithm} key is ${state}`);
    return key;
  };
  const keySet = async (): Promise<JSONWebKeySet> =>
    (await (await fetch(`${stage.issuer}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
  /** Replicas follow a change within a second. */
  const until = async (look: () => Promise<boolean>): Promise<void> => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      if (await look()) return;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error('It did not come about.');
  };
  const published = (kid: string, expected = true) =>
    until(async () => (await keySet()).keys.some((key) => key.kid === kid) === expected);
  const accessToken = () => stage.admin.clientCredentials('orders:read', ORDERS);
  const verifies = async (token: string): Promise<boolean> => {
    const set = createLocalJWKSet(await keySet());
    return jwtVerify(token, set, { issuer: stage.issuer }).then(
      () => true,
      () => false,
    );
  };
  const action = (page: Page, name: string) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).first();
  const openKey = async (page: Page, kid: string) => {
    await page.goto(`${stage.url}/keys?key=${kid}`);
    await page.getByRole('dialog').getByRole('heading', { name: 'What may be done now' }).waitFor();
  };
  /** A console session whose sign-in was ten minutes ago: what the person does at the issuer is what counts. */
  const signInLongAgo = async () => {
    const person = await stage.signIn('owner', '/keys');
    // A page that asks without its cookie would go to sign in by itself, in the middle of what comes next.
    await person.page.goto('about:blank');
    await runStatement(stage.admin.instance, `UPDATE session SET auth_time = auth_time - 600000`);
    await person.context.clearCookies({ name: 'gh_sid' });
    return person;
  };

  it('Y1 publishes an announced key beside the one that signs, and lets it sign only when it was out for long enough', async () => {
    const before = await one('ES256', 'active');
    const { page, faults, context } = await stage.signIn('owner', '/keys');
    await page.getByRole('button', { name: 'Announce a key' }).click();
    await page.getByRole('radio', { name: 'ES256' }).check();
    await page.getByRole('button', { name: 'Announce', exact: true }).click();
    await page.getByRole('table', { name: 'Signing keys' }).getByText('announced', { exact: true }).waitFor();
    const next = await one('ES256', 'next');
    await published(next.kid);
    const ofAlgorithm = (await keySet()).keys.filter((key) => key.alg === 'ES256').map((key) => key.kid);
    expect(ofAlgorithm.sort()).toEqual([before.kid, next.kid].sort());

    await openKey(page, next.kid);
    expect(await action(page, 'Activate').getAttribute('aria-disabled')).toBe('true');
    await page
      .getByText(/Possible in 13 d \d+ h/)
      .first()
      .waitFor();
    // Force: for Playwright it is no button that can be clicked, for people it is one that explains itself.
    await action(page, 'Activate').click({ force: true });
    expect(await page.getByRole('dialog', { name: /^Activate / }).count()).toBe(0);
    expect((await one('ES256', 'next')).kid).toBe(next.kid);

    // The clock of the server cannot be moved; that the key was announced two weeks ago can.
    const longAgo = next.created_at - 15 * DAY;
    await runStatement(stage.admin.instance, `UPDATE signing_key SET created_at = ${longAgo} WHERE id = '${next.kid}'`);
    const old = await accessToken();
    expect(decodeProtectedHeader(old).kid).toBe(before.kid);
    await openKey(page, next.kid);
    expect(await action(page, 'Activate').getAttribute('aria-disabled')).toBeNull();
    await action(page, 'Activate').click();
    const dialog = page.getByRole('dialog', { name: /^Activate / });
    await dialog.getByRole('button', { name: 'Activate', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await one('ES256', 'active')).kid).toBe(next.kid);
    await until(async () => decodeProtectedHeader(await accessToken()).kid === next.kid);
    expect(await verifies(old)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('Y2 keeps verifying what the old key signed, and retires it only when nothing of that can be alive', async () => {
    const retiring = await one('ES256', 'retiring');
    const { page, faults, context } = await stage.signIn('owner', '/keys');
    await openKey(page, retiring.kid);
    expect(await action(page, 'Retire').getAttribute('aria-disabled')).toBe('true');
    await page
      .getByText(/Possible in 13 d \d+ h/)
      .first()
      .waitFor();
    const longAgo = retiring.retiring_at - 15 * DAY;
    await runStatement(
      stage.admin.instance,
      `UPDATE signing_key SET retiring_at = ${longAgo} WHERE id = '${retiring.kid}'`,
    );
    await published(retiring.kid);
    await openKey(page, retiring.kid);
    expect(await action(page, 'Retire').getAttribute('aria-disabled')).toBeNull();
    await action(page, 'Retire').click();
    const dialog = page.getByRole('dialog', { name: /^Retire / });
    await dialog.getByRole('button', { name: 'Retire', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await published(retiring.kid, false);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes on before the time only with a reason, typed', async () => {
    const { page, faults, context } = await stage.signIn('owner', '/keys');
    const { body } = await stage.admin.post('/signing-keys/announce', { body: { algorithm: 'RS256' } });
    await openKey(page, body.kid);
    await action(page, 'Activate too soon …').click();
    const dialog = page.getByRole('dialog', { name: /^Activate / });
    await dialog.getByText('It is too soon').waitFor();
    expect(await dialog.getByRole('button', { name: 'Activate', exact: true }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Why it cannot wait' }).fill('A rehearsal.');
    await dialog.getByRole('textbox', { name: /^Type too soon/ }).fill('too soon');
    await dialog.getByRole('button', { name: 'Activate', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await one('RS256', 'active')).kid).toBe(body.kid);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('Y3 asks for a fresh sign-in before the emergency, shows what would end, and replaces the key', async () => {
    const leaked = await one('ES256', 'active');
    const token = await accessToken();
    expect(decodeProtectedHeader(token).kid).toBe(leaked.kid);
    const person = await signInLongAgo();
    const { page, context } = person;
    await page.goto(`${stage.url}/keys?emergency=ES256`);
    await page.getByRole('dialog').getByText('Sign in again first').waitFor();
    expect(await page.getByRole('button', { name: 'See what would end' }).isDisabled()).toBe(true);
    // Whoever goes round the page is refused by the server.
    const forced = await page.evaluate(async () => {
      const headers = { 'x-gh-csrf': '1', 'content-type': 'application/json' };
      const post = async (path: string, body: object) => {
        const response = await fetch(`/bff/admin/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
        return [response.status, ((await response.json()) as { code: string }).code];
      };
      return [
        await post('/signing-keys/emergency', { algorithm: 'ES256', reason: 'Because.' }),
        await post('/revocations/preview', { event: 'signing_key', key_id: 'any' }),
      ];
    });
    expect(forced).toEqual(Array(2).fill([403, 'fresh_sign_in_needed']));
    expect((await one('ES256', 'active')).kid).toBe(leaked.kid);

    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByLabel('Password', { exact: true }).waitFor();
    const username = page.getByLabel('Username or email');
    if (await username.isEditable()) await username.fill('owner');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname === '/keys' && url.searchParams.get('emergency') === 'ES256');
    await page.getByRole('textbox', { name: /^Type / }).fill(leaked.kid.slice(-6));
    await page.getByRole('button', { name: 'See what would end' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke and replace the ES256 key' });
    const counts = dialog.getByRole('region', { name: 'What would end' });
    await counts.waitFor();
    expect(await counts.innerText()).toMatch(/Ends [1-9]\d* living tokens?/);
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Reason').selectOption('compromised');
    await dialog.getByRole('textbox', { name: 'In a sentence' }).fill('The laptop with the backup was stolen.');
    await dialog.getByRole('button', { name: /^Revoke and replace/ }).click();
    await dialog.getByRole('region', { name: 'Receipt' }).waitFor();
    await published(leaked.kid, false);
    expect((await keys()).find(({ kid }) => kid === leaked.kid)?.revoked_at).toEqual(expect.any(Number));
    await until(async () => (await one('ES256', 'active')).kid !== leaked.kid);
    const fresh = await one('ES256', 'active');
    await until(async () => decodeProtectedHeader(await accessToken()).kid === fresh.kid);
    expect(await verifies(token)).toBe(false);
    await context.close();
  });

  it.each(LOOKS)(
    'Y4 says in a table what the lanes show, and axe finds nothing wrong; $colorScheme, $viewport.width px',
    async (look) => {
      // There is one already after the first time.
      await stage.admin.post('/signing-keys/announce', { body: { algorithm: 'ES256' } });
      const listed = await keys();
      const { page, faults, context } = await stage.signIn('owner', '/keys', look);
      const name = `keys-${look.colorScheme}-${look.viewport.width}`;
      const table = page.getByRole('table', { name: 'Signing keys' });
      await table.waitFor();
      const lanes = page.getByRole('img', { name: /^Signing keys over time\./ });
      expect(await lanes.getAttribute('aria-label')).toMatch(/ES256: .*active.*announced/);
      // Every lane has its row.
      const shown = await table
        .locator('tbody code')
        .evaluateAll((each) => each.map((code) => code.getAttribute('title')));
      expect(shown.sort()).toEqual(listed.map(({ kid }) => kid).sort());
      for (const state of ['announced', 'active', 'retiring', 'retired', 'revoked']) {
        expect(await table.getByText(state, { exact: true }).count()).toBeGreaterThan(0);
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      await picture(page, name);
      await openKey(page, listed.find(({ state }) => state === 'next')?.kid ?? '');
      expect(await violations(page)).toEqual([]);
      await picture(page, `${name}-key`);
      await page.goto(`${stage.url}/keys?emergency=ES256`);
      await page.getByRole('dialog').waitFor();
      expect(await violations(page)).toEqual([]);
      await picture(page, `${name}-emergency`);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('shows an auditor everything and changes nothing: what is missing is named', async () => {
    const { page, faults, context } = await stage.signIn('auditor', '/keys');
    const before = await keys();
    await page.getByRole('table', { name: 'Signing keys' }).waitFor();
    const button = page.getByRole('button', { name: 'Announce a key' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.click({ force: true });
    await page.getByText('You need the permission keys:write.').first().waitFor({ state: 'attached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await keys()).map(({ kid }) => kid)).toEqual(before.map(({ kid }) => kid));
    expect(faults).toEqual([]);
    await context.close();
  });
});
