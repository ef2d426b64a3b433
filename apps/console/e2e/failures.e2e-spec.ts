/** A refused request, from the reference that somebody saw to the remedy. */
import { createHash, randomBytes } from 'node:crypto';
import { CONSOLE, LOOKS, newPerson, picture, SECRET, violations } from '@gatehouse/api/testing';
import { ConsoleStage, describeInBrowser } from './support/stage';

const CALLBACK = 'https://console.example/callback';

describeInBrowser('[browser] failures', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.start();
    // All of this comes from one address within a minute or two: more than is kept of one unless it is told so.
    const { etag } = await stage.admin.get('/settings');
    const failures = { per_client_per_minute: 1_000, per_address_per_minute: 1_000 };
    const changed = await stage.admin.patch('/settings', { body: { failures }, ifMatch: etag });
    expect(changed.status).toBe(200);
  });
  afterAll(() => stage?.stop());

  const authorizationUrl = (changes: Readonly<Record<string, string | undefined>>): string => {
    const parameters = {
      response_type: 'code',
      client_id: CONSOLE,
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: randomBytes(9).toString('base64url'),
      code_challenge: createHash('sha256').update('x'.repeat(43)).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    };
    const sent = Object.entries(parameters).filter((each): each is [string, string] => each[1] !== undefined);
    return `${stage.issuer}/oauth/authorize?${new URLSearchParams(sent)}`;
  };
  const referenceOf = async (answer: Promise<Response>) => (await answer).headers.get('x-request-id') ?? '';
  const authorize = (changes: Readonly<Record<string, string | undefined>>) =>
    referenceOf(fetch(authorizationUrl(changes), { redirect: 'manual' }));
  const token = (fields: Readonly<Record<string, string>>, secret = SECRET) =>
    referenceOf(
      fetch(`${stage.issuer}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { authorization: `Basic ${Buffer.from(`${CONSOLE}:${secret}`).toString('base64')}` },
      }),
    );

  it('F1 names the slash too many, registers the URI, and the next request goes on', async () => {
    const visitor = await newPerson(stage.browser);
    await visitor.page.goto(authorizationUrl({ redirect_uri: `${CALLBACK}/` }));
    const seen = (await visitor.page.locator('body').innerText()).replace(/[\s-]/g, '');
    expect(seen).not.toContain('console.example');

    const { page, context, faults } = await stage.signIn('owner', '/errors');
    await page.locator('[data-row-link]').first().click();
    await page.getByRole('heading', { name: 'What was expected, and what came' }).waitFor();
    const reference = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(seen).toContain(reference);
    await page.getByText('The path sent ends in a slash').waitFor();
    expect(await page.locator('ins').allInnerTexts()).toEqual(['/']);
    expect(await page.getByText('passed', { exact: true }).count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Add exactly this URI' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Register it' }).click();
    await page.getByText('This redirect URI is registered by now').waitFor();

    await visitor.page.goto(authorizationUrl({ redirect_uri: `${CALLBACK}/` }));
    expect(new URL(visitor.page.url()).pathname).toBe('/login');
    expect(faults).toEqual([]);
    await context.close();
    await visitor.context.close();
  });

  it('F2 shows the check that the API itself names, for refusals of every kind', async () => {
    await stage.admin.post('/clients', {
      body: {
        client_id: 'asleep',
        client_name: 'Asleep',
        application_type: 'spa',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        scope: 'openid',
      },
    });
    const { etag } = await stage.admin.get('/clients/asleep');
    await stage.admin.post('/clients/asleep/disable', { ifMatch: etag, body: {} });
    const references = await Promise.all([
      authorize({ client_id: 'nobody-knows' }),
      authorize({ client_id: undefined }),
      authorize({ client_id: 'asleep' }),
      authorize({ redirect_uri: 'https://evil.example/callback' }),
      authorize({ redirect_uri: undefined }),
      authorize({ response_type: 'token' }),
      authorize({ response_type: 'nonsense' }),
      authorize({ response_type: undefined }),
      authorize({ response_mode: 'nonsense' }),
      authorize({ scope: 'nothing:known' }),
      authorize({ scope: 'sc"ope' }),
      authorize({ prompt: 'none' }),
      authorize({ prompt: 'none login' }),
      authorize({ max_age: 'long' }),
      authorize({ code_challenge: undefined }),
      authorize({ code_challenge: 'short' }),
      authorize({ code_challenge_method: 'plain' }),
      authorize({ resource: 'not-a-uri' }),
      authorize({ id_token_hint: 'not-a-token' }),
      token({ grant_type: 'nonsense' }),
      token({ grant_type: 'authorization_code', code: 'unknown', redirect_uri: CALLBACK }),
      token({ grant_type: 'refresh_token', refresh_token: 'unknown' }),
      token({ grant_type: 'client_credentials' }),
      token({ grant_type: 'client_credentials' }, 'wrong'),
      token({}),
    ]);
    const { page, context, faults } = await stage.signIn('owner', '/errors');
    const shown: (readonly [string, string])[] = [];
    const expected: (readonly [string, string])[] = [];
    for (const reference of references) {
      const { body } = await stage.admin.get(`/failures/${reference}`);
      expected.push([reference, body.check]);
      await page.goto(`${stage.url}/errors/${reference}`);
      const fact = page.locator('dl > div', { has: page.locator('dt', { hasText: /^Check$/ }) }).locator('code');
      shown.push([reference, await fact.innerText()]);
      const failed = page.locator('ol li', { hasText: /^failed/ }).locator('code');
      if (await failed.count()) expect(await failed.innerText()).toBe(body.check);
    }
    expect(shown).toEqual(expected);
    expect(new Set(expected.map(([, check]) => check)).size).toBeGreaterThan(20);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('F5 shows nothing to whoever is not signed in, or may not read clients', async () => {
    const reference = await authorize({ client_id: 'nobody-knows-either' });
    const answer = await fetch(`${stage.url}/bff/admin/v1/failures/${reference}`, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('nobody-knows-either');
    const stranger = await newPerson(stage.browser);
    await stranger.page.goto(`${stage.url}/errors/${reference}`);
    expect(new URL(stranger.page.url()).origin).toBe(stage.issuer);
    await stranger.context.close();
  });

  it('says so when a reference is unknown, and takes one as it was read out', async () => {
    const { page, context } = await stage.signIn('support', '/errors/0000000000');
    await page.getByText('No request was refused under this reference').waitFor();
    const reference = await authorize({ client_id: 'read-out' });
    await page.goto(`${stage.url}/errors`);
    await page.getByLabel('Reference').fill('nothing');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('This is no reference').waitFor();
    const typed = `${reference.slice(0, 4)}-${reference.slice(4).toLowerCase()}`;
    await page.getByLabel('Reference').fill(typed);
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.waitForURL(`${stage.url}/errors/${reference}`);
    await page.getByText('“read-out”').or(page.getByText('read-out')).first().waitFor();
    await context.close();
  });

  it.each(LOOKS)('is without violations of axe ($colorScheme, $viewport.width)', async (look) => {
    const reference = await authorize({ redirect_uri: `${CALLBACK}?x=1` });
    const person = await stage.signIn('auditor', `/errors/${reference}`, look);
    await person.page.getByRole('heading', { name: 'Checks' }).waitFor();
    await person.page.locator('summary').click();
    expect(await violations(person.page)).toEqual([]);
    await picture(person.page, `console-failure-${look.colorScheme}-${look.viewport.width}`);
    expect(person.faults).toEqual([]);
    await person.context.close();
  });
});
