/** The playground: runs of a public, a confidential and a machine client through the real endpoints, and mistakes on purpose. */
import { generateKeyPairSync } from 'node:crypto';
import { LOOKS, newPerson, ORDERS, PASSWORD, picture, SECRET, violations, type Person } from '@gatehouse/api/testing';
import type { Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const TOKEN = /eyJ[\w-]{5,}\.|gh_(at|rt|ac|ss|cs)_[\w-]{20,}/;
const INTERACTIVE = {
  redirect_uris: ['https://shop.example/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: 'openid profile orders:read',
};

describeInBrowser('[browser] playground', () => {
  let stage: ConsoleStage;
  let callback: string;

  const makeClient = async (client: Readonly<Record<string, unknown>>) => {
    const { status } = await stage.admin.post('/clients', { body: client });
    expect(status).toBe(201);
  };

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    callback = `${stage.url}/playground-callback`;
    const interactive = { ...INTERACTIVE, token_endpoint_auth_method: 'none' };
    await makeClient({ ...interactive, client_id: 'pg-spa', client_name: 'Board', application_type: 'spa' });
    await makeClient({
      ...INTERACTIVE,
      client_id: 'pg-web',
      client_name: 'Shop',
      application_type: 'web',
      token_endpoint_auth_method: 'client_secret_basic',
    });
  });
  afterAll(() => stage?.stop());

  /** Everything that a script on the page can reach, and every answer that the console gave. */
  const watchBodies = (page: Page): (() => Promise<string>) => {
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(stage.url)) bodies.push(response.text().catch(() => ''));
    });
    return async () => {
      const html = await page.evaluate(() => document.documentElement.outerHTML);
      const storage = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      );
      return [html, storage, ...(await Promise.all(bodies))].join('\n');
    };
  };
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  const step = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);
  const reached = (page: Page, id: string, state = 'done') =>
    page.locator(`[data-step="${id}"][data-state="${state}"]`).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const registerForAnHour = async (page: Page) => {
    await press(page, 'Register it for an hour');
    await page.getByRole('dialog').getByRole('button', { name: 'Register for an hour' }).click();
    await page.getByText('The redirect URI of the playground is registered').waitFor();
  };
  const signInUrl = async (page: Page): Promise<string> => {
    const link = page.getByRole('link', { name: 'Open the sign-in in a new tab' });
    await link.waitFor();
    return (await link.getAttribute('href')) ?? '';
  };
  /** A person in a private window, from the link to the page at the end. */
  const signInElsewhere = async (url: string): Promise<Person> => {
    const person = await newPerson(stage.browser);
    await person.page.goto(url);
    await person.page.getByLabel('Username or email').fill('nobody');
    await person.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await person.page.getByRole('button', { name: 'Sign in' }).click();
    await person.page.waitForURL((at) => at.pathname === '/consent' || at.pathname === '/playground-callback');
    if (new URL(person.page.url()).pathname === '/consent') {
      await person.page.getByRole('button', { name: /^Allow/ }).click();
    }
    await person.page.waitForURL((at) => at.pathname === '/playground-callback');
    return person;
  };
  const handOver = async ({ page }: Person) => {
    await page.getByRole('heading', { name: 'A test of the Gatehouse console' }).waitFor();
    await page.getByRole('link', { name: 'It is my test: go on' }).click();
    await page.getByRole('heading', { name: 'Back to the playground' }).waitFor();
  };
  /** Of a mistake: that it was refused, and the explanation behind its reference. */
  const explained = async (page: Page, mistake: string, check: string) => {
    const made = page.locator(`[data-mistake="${mistake}"]`);
    await made.getByText('refused', { exact: true }).waitFor();
    const reference = /Why (\w{10}) failed/.exec(await made.innerText())?.[1] ?? '';
    expect(await made.getByRole('link', { name: reference }).getAttribute('href')).toBe(`/errors/${reference}`);
    // It is stored after the answer.
    let kept = await stage.admin.get(`/failures/${reference}`);
    for (let tries = 0; tries < 50 && kept.status === 404; tries += 1) {
      await new Promise((resume) => setTimeout(resume, 100));
      kept = await stage.admin.get(`/failures/${reference}`);
    }
    expect(kept).toMatchObject({ status: 200, body: { check } });
    return reference;
  };

  it('F3 F4 runs a public client to the end: the steps, its mistakes, and the tree of its tokens', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/playground');
    const bodies = watchBodies(page);
    await page.getByText('Choose a client first').waitFor();
    await page.getByLabel('Client to run').fill('pg-spa');
    await press(page, 'Choose');
    await page.getByRole('list', { name: 'Parameters' }).waitFor();
    expect(new URL(page.url()).searchParams.get('client_id')).toBe('pg-spa');
    await registerForAnHour(page);

    await press(page, 'Run');
    await reached(page, 'sign_in', 'waiting');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await press(page, 'Wrong redirect URI');
    await explained(page, 'wrong_redirect_uri', 'redirect_uri.unregistered');

    // The page that is left open goes on by itself.
    const url = await signInUrl(page);
    const elsewhere = await signInElsewhere(url);
    await handOver(elsewhere);
    for (const id of ['request', 'sign_in', 'consent', 'callback']) await reached(page, id);
    expect(await step(page, 'callback').getByText('right', { exact: true }).count()).toBe(3);

    await press(page, 'Another state');
    await page.locator('[data-mistake="wrong_state"]').getByText('state is not the one of this run').waitFor();
    await press(page, 'Wrong code verifier');
    await explained(page, 'wrong_verifier', 'pkce.verifier');

    // A wrong request does not use up the code.
    await press(page, 'Send the token request');
    for (const id of ['token_request', 'tokens']) await reached(page, id);
    const request = await step(page, 'token_request').locator('pre').first().textContent();
    expect(request).toContain('code_verifier=$CODE_VERIFIER');
    expect(request).toContain('code=$CODE');
    const idToken = step(page, 'tokens').getByRole('group', { name: 'ID token' });
    await idToken.getByText(/^What it says/).click();
    await idToken.getByRole('row', { name: /^nonce/ }).waitFor();
    expect(await idToken.getByText('wrong', { exact: true }).count()).toBe(0);
    await press(page, 'Read userinfo');
    await reached(page, 'userinfo');
    await press(page, 'Refresh');
    await reached(page, 'refresh');
    await press(page, 'Refresh once more');
    // The tree grows with each: a third refresh token is the second that was rotated.
    await page.getByRole('treeitem').filter({ hasText: 'Refresh token 2' }).first().waitFor();
    await press(page, 'Revoke');
    await reached(page, 'revocation');
    await step(page, 'revocation').getByText('Userinfo refuses the access token now').waitFor();

    const signOut = await step(page, 'sign_out').getByRole('link').getAttribute('href');
    expect(signOut).not.toContain('id_token_hint');
    await elsewhere.page.goto(signOut ?? '');
    await elsewhere.page.getByRole('button', { name: /^Sign out/ }).click();
    await press(page, 'I opened it elsewhere');
    await reached(page, 'sign_out');

    expect(await page.locator('[data-step][data-state="done"]').count()).toBeGreaterThanOrEqual(9);
    const tree = page.getByRole('link', { name: 'Open it in the tokens explorer' });
    const path = (await tree.getAttribute('href')) ?? '';
    expect(path).toMatch(/^\/tokens\/[0-9a-f-]{36}$/);
    const lineage = await stage.admin.get(`${path}/lineage`);
    expect(lineage.body.counts).toMatchObject({ authorization_code: 1, access_token: 3, refresh_token: 3 });
    await page.getByRole('tree').waitFor();
    for (const { colorScheme, viewport } of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
      expect(await fits(page)).toBe(true);
      await picture(page, `playground-done-${colorScheme}-${viewport.width}`);
    }

    expect(await bodies()).not.toMatch(TOKEN);
    expect(faults).toEqual([]);
    expect(elsewhere.faults).toEqual([]);
    await elsewhere.context.close();
    await context.close();
  }, 120_000);

  it('F4 runs a confidential client with a secret of its own, and nothing of either secret is ever shown', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/playground?client_id=pg-web');
    const bodies = watchBodies(page);
    await registerForAnHour(page);
    await page.getByLabel('Another parameter').selectOption('response_mode');
    await press(page, 'Add');
    await page.getByLabel('Value of response_mode').selectOption('form_post');
    const secretsBefore = (await stage.admin.get('/clients/pg-web/secrets')).body.items.length as number;
    await press(page, 'Run');
    await page.getByRole('dialog').getByRole('button', { name: 'Make it and run' }).click();
    const elsewhere = await signInElsewhere(await signInUrl(page));
    await handOver(elsewhere);
    await reached(page, 'callback');
    expect((await stage.admin.get('/clients/pg-web/secrets')).body.items.length).toBe(secretsBefore + 1);

    await press(page, 'Wrong credential');
    await explained(page, 'wrong_credential', 'client.secret');
    await press(page, 'Send the token request');
    await reached(page, 'tokens');
    expect(await step(page, 'token_request').locator('pre').first().textContent()).toContain('pg-web:$CLIENT_SECRET');
    await press(page, 'Read userinfo');
    await reached(page, 'userinfo');
    await press(page, 'Refresh');
    await reached(page, 'refresh');
    await press(page, 'Introspect');
    await step(page, 'introspection').getByText('active is true').waitFor();

    // Whoever presents the code again ends everything that came of it.
    await press(page, 'Use the code again');
    await explained(page, 'reused_code', 'code.replayed');
    await page.locator('[data-mistake="reused_code"]').getByText('Introspection says active: false').waitFor();

    await press(page, 'End this run');
    await page.getByRole('list', { name: 'Parameters' }).waitFor();
    expect((await stage.admin.get('/clients/pg-web/secrets')).body.items.length).toBe(secretsBefore);
    expect(await bodies()).not.toMatch(TOKEN);
    expect(faults).toEqual([]);
    await elsewhere.context.close();
    await context.close();
  });

  it('F4 takes a pasted secret for one run, and never gives it back', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/playground?client_id=robot');
    const bodies = watchBodies(page);
    await page.getByLabel('Value of scope').fill('orders:read');
    await page.getByLabel('Value of resource').fill(ORDERS);
    await page.getByLabel('Paste a secret').check();
    await page.getByLabel('Client secret', { exact: true }).fill(SECRET);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(SECRET);
    await press(page, 'Run');
    await press(page, 'Wrong credential');
    await explained(page, 'wrong_credential', 'client.secret');
    await press(page, 'Send the token request');
    await reached(page, 'tokens');
    await press(page, 'Introspect');
    await reached(page, 'introspection');
    await press(page, 'Revoke');
    await reached(page, 'revocation');
    await step(page, 'revocation').getByText('active: false').waitFor();
    expect(await page.locator('[data-step]').count()).toBe(5);
    const all = await bodies();
    expect(all).not.toMatch(TOKEN);
    expect(all).not.toContain(SECRET);
    expect(page.url()).not.toContain(SECRET);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('F3 goes on in the same browser, where somebody is signed in already, and shows the run in both tabs', async () => {
    const { page, context, faults } = await stage.signIn('admin', '/playground?client_id=pg-spa');
    await press(page, 'Run');
    await signInUrl(page);
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Open the sign-in in a new tab' }).click(),
    ]);
    await tab.getByRole('button', { name: /^Allow/ }).click();
    await tab.getByRole('heading', { name: 'Back to the playground' }).waitFor();
    await reached(page, 'callback');
    await press(page, 'Send the token request');
    await reached(page, 'tokens');
    await step(page, 'sign_in').getByText('Somebody was signed in already').waitFor();
    await tab.getByRole('link', { name: 'Show the run here' }).click();
    await reached(tab, 'tokens');
    // The same answer again is not taken.
    await tab.goBack();
    await tab.reload();
    await tab.getByRole('heading', { name: 'The answer was there already' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('F4 signs with a pasted private key, which nobody sees again', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'pg', alg: 'ES256', use: 'sig' };
    await makeClient({
      client_id: 'pg-batch',
      client_name: 'Batch',
      application_type: 'machine',
      grant_types: ['client_credentials'],
      scope: 'orders:read',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      jwks: { keys: [jwk] },
    });
    const secret = { ...privateKey.export({ format: 'jwk' }), kid: 'pg' };
    const { page, context, faults } = await stage.signIn('developer', '/playground?client_id=pg-batch');
    const bodies = watchBodies(page);
    const box = page.getByLabel('Private key of the client (JWK)');
    await box.fill(JSON.stringify(jwk));
    await press(page, 'Run');
    await page.getByText('There is no private key in it').waitFor();
    await box.fill(JSON.stringify(secret));
    await press(page, 'Run');
    await press(page, 'Wrong credential');
    await explained(page, 'wrong_credential', 'assertion.signature');
    await press(page, 'Send the token request');
    await reached(page, 'tokens');
    expect(await step(page, 'token_request').locator('pre').first().textContent()).toContain('=$CLIENT_ASSERTION');
    const all = await bodies();
    expect(all).not.toMatch(TOKEN);
    expect(all).not.toContain(String(secret.d));
    expect(faults).toEqual([expect.stringMatching(/^422 .*\/playground\/runs$/)]);
    await context.close();
  });

  it('checks without sending, and puts parameters and nothing else into the link', async () => {
    const { page, context, faults } = await stage.signIn('owner', '/playground?client_id=pg-web');
    await page.getByLabel('Value of redirect_uri').fill('https://shop.example/callback/');
    await page.getByLabel('Value of scope').fill('openid orders:read nonsense');
    await press(page, 'Check without sending');
    await page.getByText('It would be refused').waitFor();
    await page.getByText('redirect_uri.unregistered').first().waitFor();
    expect(await page.locator('ins').allInnerTexts()).toEqual(['/']);
    await page.getByLabel('Value of redirect_uri').fill('https://shop.example/callback');
    await press(page, 'Check without sending');
    await page.getByText('It would be accepted').waitFor();
    await page.getByText('Left out, as nobody knows them').waitFor();
    // The answer would go to the client, so a run is not possible.
    expect(await page.getByText(`Set redirect_uri to ${callback}`).count()).toBeGreaterThan(0);

    await page.getByLabel('Another parameter').selectOption('login_hint');
    await press(page, 'Add');
    await page.getByLabel('Value of login_hint').fill('ada@example.com');
    await page.getByLabel('Value of scope').fill('gh_at_AaIjlWH9cvCa8Prw2N3BVUCyKeBQK4hB');
    await page.getByText('That is a token or a secret').waitFor();
    await page.waitForURL((url) => (url.searchParams.get('with') ?? '').includes('login_hint'));
    const shared = page.url();
    expect(shared).not.toMatch(/ada|gh_at_|state=|verifier/);
    await page.goto('about:blank');
    await page.goto(shared);
    expect(await page.getByLabel('Value of redirect_uri').inputValue()).toBe('https://shop.example/callback');
    expect(await page.getByLabel('Value of login_hint').inputValue()).toBe('');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('refuses runs that nobody may make: of the console, without permission, of another session, from another site', async () => {
    const owner = await stage.signIn('owner', '/playground?client_id=gatehouse-console');
    await owner.page.getByText('The console does not run itself').waitFor();
    const order = (clientId: string) => ({
      flow: 'client_credentials',
      clientId,
      parameters: [],
      nonce: false,
      pkce: false,
      credential: { kind: 'temporary' },
    });
    const ask = (page: Page, path: string, body: unknown, headers: Record<string, string> = { 'x-gh-csrf': '1' }) =>
      page.evaluate(
        async ([to, sent, more]) => {
          const answer = await fetch(to, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...more },
            body: JSON.stringify(sent),
          });
          return { status: answer.status, body: (await answer.json()) as Record<string, string> };
        },
        [path, body, headers] as const,
      );
    const refused = (answer: { status: number; body: Record<string, string> }) => [answer.status, answer.body['code']];
    expect(refused(await ask(owner.page, '/playground/runs', order('gatehouse-console')))).toEqual([409, 'own_client']);
    expect(refused(await ask(owner.page, '/playground/runs', order('nobody-knows')))).toEqual([
      404,
      'client_not_found',
    ]);
    expect(
      refused(await ask(owner.page, '/playground/runs', { ...order('robot'), parameters: [['client_secret', 'x']] })),
    ).toEqual([400, 'request_malformed']);
    expect(refused(await ask(owner.page, '/playground/runs', order('robot'), {}))).toEqual([403, 'cross_site']);
    const begun = await ask(owner.page, '/playground/runs', order('robot'));
    expect(begun.status).toBe(201);

    const auditor = await stage.signIn('auditor', '/playground?client_id=robot');
    await auditor.page.getByText('You need the permission clients:write.').first().waitFor({ state: 'attached' });
    expect(refused(await ask(auditor.page, '/playground/runs', order('robot')))).toEqual([403, 'scope_missing']);
    const actions = `/playground/runs/${begun.body['id']}/actions`;
    expect(refused(await ask(auditor.page, actions, { action: 'token_request' }))).toEqual([404, 'run_not_found']);
    expect(refused(await ask(owner.page, actions, { action: 'refresh' }))).toEqual([409, 'step_not_possible']);

    // An answer that nobody asked for is not taken.
    const stray = await owner.page.goto(`${callback}?code=x&state=unknown&iss=${encodeURIComponent(stage.issuer)}`);
    expect(stray?.status()).toBe(400);
    await owner.page.getByRole('heading', { name: 'No run of the playground waits for this answer' }).waitFor();
    expect(await violations(owner.page)).toEqual([]);
    await owner.context.close();
    await auditor.context.close();
  });

  it.each(LOOKS)('X1 X5 is free of violations in every look ($colorScheme, $viewport.width)', async (look) => {
    const { page, context, faults } = await stage.signIn('owner', '/playground?client_id=pg-web', look);
    const name = `${look.colorScheme}-${look.viewport.width}`;
    await press(page, 'Check without sending');
    await page.getByRole('region', { name: 'Result of the check' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await picture(page, `playground-request-${name}`);
    await press(page, 'Run');
    await page.getByRole('dialog').getByRole('button', { name: 'Make it and run' }).click();
    await signInUrl(page);
    await press(page, 'Wrong redirect URI');
    await page.locator('[data-mistake="wrong_redirect_uri"] summary').click();
    expect(await violations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await picture(page, `playground-run-${name}`);
    await press(page, 'End this run');
    await page.getByRole('list', { name: 'Parameters' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
