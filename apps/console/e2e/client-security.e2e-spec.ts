/** The security check of a client with its fixes, its activity, and the danger zone. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LOOKS, PASSWORD, UserAgent, violations, type Person } from '@gatehouse/api/testing';
import type { Locator, Page } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

const CALLBACK = 'https://shop.example/callback';

interface Registered {
  readonly id: string;
  readonly secret: string;
}

describeInBrowser('[browser] a client’s security check, activity and danger zone', () => {
  let stage: ConsoleStage;
  let owner: Person;

  beforeAll(async () => {
    stage = await ConsoleStage.start();
    owner = await stage.signIn('owner', '/clients');
  });
  afterAll(() => stage.stop());

  async function register(changes: Readonly<Record<string, unknown>> = {}): Promise<Registered> {
    const { status, body } = await stage.admin.post('/clients', {
      body: {
        client_name: 'Shop',
        application_type: 'web',
        redirect_uris: [CALLBACK],
        scope: 'openid profile offline_access orders:read',
        token_endpoint_auth_method: 'client_secret_basic',
        ...changes,
      },
    });
    expect(status).toBe(201);
    return { id: body.client_id, secret: body.secret?.client_secret };
  }

  const stored = async (id: string) => (await stage.admin.get(`/clients/${id}`)).body;
  const rulesOf = async (id: string): Promise<string[]> =>
    (await stage.admin.get(`/clients/${id}/lint`)).body.findings.map(({ rule }: { rule: string }) => rule);

  async function open({ page }: Person, id: string, tab: string): Promise<void> {
    await page.goto(`${stage.url}/clients/${id}/${tab}`);
    await page.getByRole('navigation', { name: 'Parts of the client' }).waitFor();
  }

  const card = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
  const finding = (page: Page, rule: string): Locator =>
    page
      .getByRole('list', { name: 'Findings' })
      .locator('> li')
      .filter({ has: page.getByText(rule, { exact: true }) });

  function authorizationUrl(id: string, more: Readonly<Record<string, string>> = {}): URL {
    const url = new URL('/oauth/authorize', stage.issuer);
    const scope = 'openid offline_access';
    const parameters = {
      response_type: 'code',
      client_id: id,
      redirect_uri: CALLBACK,
      scope,
      prompt: 'consent',
      ...more,
    };
    url.search = new URLSearchParams(parameters).toString();
    return url;
  }

  /** A person signs in to the client, with PKCE or without. @returns the code */
  async function signInTo(id: string, verifier?: string): Promise<string> {
    const challenge =
      verifier === undefined
        ? {}
        : { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
    const landing = await new UserAgent(stage.issuer).authorize(authorizationUrl(id, challenge), 'nobody', PASSWORD);
    return landing.url.searchParams.get('code') ?? '';
  }

  /** Signs somebody in and exchanges the code. */
  async function tokensFor(client: Registered): Promise<{ readonly refresh_token?: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const code = await signInTo(client.id, verifier);
    return stage.admin.token(
      { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier },
      client,
    );
  }

  describe('security check', () => {
    it.each([
      [
        'L02',
        { redirect_uris: [CALLBACK, 'https://shop.example/callback?next=/a'] },
        'Redirect URIs',
        { redirect_uris: [CALLBACK] },
      ],
      ['L03', { require_pkce: false }, 'PKCE', { require_pkce: true }],
      ['L09', { access_token_lifetime: 7_200 }, 'Lifetime of access tokens', { access_token_lifetime: 3_600 }],
      [
        'L07',
        { application_type: 'spa', token_endpoint_auth_method: 'none', refresh_token_rotation: 'keep' },
        'Rotation of refresh tokens',
        { refresh_token_rotation: 'rotate' },
      ],
    ])('LINT1 %s is found, its fix is shown beforehand, and clears it', async (rule, weakness, setting, mended) => {
      const { id } = await register(weakness);
      expect(await rulesOf(id)).toContain(rule);
      const { page } = owner;
      await open(owner, id, 'security');
      const found = finding(page, rule);
      await found.getByText('Why it matters').waitFor();
      await found.getByRole('button', { name: 'Fix…' }).click();
      const preview = page.getByRole('dialog');
      await preview.getByRole('row', { name: new RegExp(`^${setting}`) }).waitFor();
      expect(await violations(page)).toEqual([]);
      await preview.getByRole('button', { name: 'Apply' }).click();
      await preview.waitFor({ state: 'detached' });
      await found.waitFor({ state: 'detached' });
      expect(await rulesOf(id)).not.toContain(rule);
      expect(await stored(id)).toMatchObject(mended);
    });

    it('LINT1 opens the exact field where a person has to decide', async () => {
      const { id } = await register({ require_pkce: false });
      const { page } = owner;
      await open(owner, id, 'security');
      await finding(page, 'L10').getByRole('link', { name: 'Go to Authentication' }).click();
      await page.getByRole('radio', { name: /client_secret_basic/ }).waitFor();
      const focused = () =>
        page.evaluate(() => document.activeElement?.closest('[data-members]')?.getAttribute('data-members'));
      await expectSoon(focused, 'token_endpoint_auth_method token_endpoint_auth_signing_alg assertion_audience');
      await page.getByRole('link', { name: 'Security check' }).click();
      await finding(page, 'L03').getByRole('link', { name: 'Go to PKCE' }).click();
      await expectSoon(focused, 'require_pkce');
    });

    it('does not overwrite what somebody changed while the fix was looked at', async () => {
      const { id } = await register({ redirect_uris: [CALLBACK, 'https://shop.example/callback?next=/a'] });
      const { page } = owner;
      await open(owner, id, 'security');
      await finding(page, 'L02').getByRole('button', { name: 'Fix…' }).click();
      const { etag } = await stage.admin.get(`/clients/${id}`);
      await stage.admin.patch(`/clients/${id}`, { ifMatch: etag, body: { client_name: 'Renamed meanwhile' } });
      const preview = page.getByRole('dialog');
      await preview.getByRole('button', { name: 'Apply' }).click();
      await preview.getByText('Somebody changed the client in the meantime.').waitFor();
      expect((await stored(id)).redirect_uris).toHaveLength(2);
      await preview.getByRole('button', { name: 'Apply all the same' }).click();
      await preview.waitFor({ state: 'detached' });
      expect(await stored(id)).toMatchObject({ client_name: 'Renamed meanwhile', redirect_uris: [CALLBACK] });
    });

    it('LINT2 says before saving how many sign-ins requiring PKCE would have refused', async () => {
      const { id } = await register({ require_pkce: false });
      await signInTo(id, randomBytes(32).toString('base64url'));
      await signInTo(id, randomBytes(32).toString('base64url'));
      await signInTo(id);
      const { page } = owner;
      await open(owner, id, 'security');
      const counted = '1 of the last 3 sign-ins would have been refused';
      await finding(page, 'L03').getByText(counted).waitFor();
      await finding(page, 'L03').getByRole('button', { name: 'Fix…' }).click();
      await page.getByRole('dialog').getByText(counted).waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      expect((await stored(id)).require_pkce).toBe(false);

      await open(owner, id, 'advanced');
      await page.getByRole('switch', { name: 'Refuse requests without a code challenge' }).check();
      await card(page, 'Protection of sign-ins').getByText(counted).waitFor();
      // Leaving with a change unsaved would be asked about.
      await page
        .getByRole('region', { name: 'Unsaved changes: Protection of sign-ins' })
        .getByRole('button', { name: 'Discard' })
        .click();
      expect((await stored(id)).require_pkce).toBe(false);
    });

    it('has nothing to say about a client that is sound', async () => {
      const { body } = await stage.admin.post('/clients', {
        body: { client_name: 'Reader', application_type: 'spa', redirect_uris: ['https://reader.example/callback'] },
      });
      await open(owner, body.client_id, 'security');
      await owner.page.getByRole('heading', { name: 'Nothing to mend' }).waitFor();
      expect(await violations(owner.page)).toEqual([]);
    });

    it('X7 shows an auditor the findings, and why there is no fix for them', async () => {
      const { id } = await register({ require_pkce: false });
      const auditor = await stage.signIn('auditor', `/clients/${id}/security`);
      const fix = finding(auditor.page, 'L03').getByRole('button', { name: 'Fix…' });
      expect(await fix.getAttribute('aria-disabled')).toBe('true');
      await fix.click({ force: true });
      expect(await auditor.page.getByRole('dialog').count()).toBe(0);
      expect(auditor.faults).toEqual([]);
      await auditor.context.close();
    });
  });

  describe('activity', () => {
    it('lists what happened around the client, filtered in the address, and leads on', async () => {
      const client = await register();
      await tokensFor(client);
      await stage.admin.token({ grant_type: 'refresh_token', refresh_token: 'wrong' }, client).catch(() => undefined);
      const { page } = owner;
      await open(owner, client.id, 'activity');
      const rows = page.getByRole('table', { name: 'Activity of Shop' }).locator('tbody tr');
      await rows.filter({ hasText: 'A client was registered' }).waitFor();
      await page.getByRole('button', { name: 'Filters' }).click();
      await page.getByLabel('Outcome').selectOption('refused');
      await rows.filter({ hasText: 'A client was registered' }).waitFor({ state: 'detached' });
      expect(new URL(page.url()).searchParams.get('outcome')).toBe('refused');
      const reference = await rows.first().getByRole('link').last().textContent();
      expect(reference).toMatch(/^[0-9A-Z]{10}$/);
      expect(await page.getByRole('link', { name: 'Tokens', exact: true }).last().getAttribute('href')).toBe(
        `/tokens?client_id=${client.id}`,
      );
      await rows.first().getByRole('link').first().click();
      await page.waitForURL((url) => url.pathname === '/audit' && url.searchParams.has('event'));
      await page
        .getByRole('dialog')
        .getByText(reference ?? '')
        .first()
        .waitFor();
    });
  });

  describe('danger zone', () => {
    it('DEL1 disables after a counted look; enabled again, its secret works and old tokens stay dead', async () => {
      const client = await register();
      const tokens = await tokensFor(client);
      const { page } = owner;
      await open(owner, client.id, 'activity');
      await card(page, 'Danger zone').getByRole('button', { name: 'Disable…' }).click();
      const asked = page.getByRole('dialog', { name: 'Disable Shop' });
      await asked.getByText(/Ends \d+ living token/).waitFor();
      expect(await violations(page)).toEqual([]);
      await asked.getByRole('button', { name: 'Disable' }).click();
      await asked.waitFor({ state: 'detached' });
      expect((await stored(client.id)).state).toBe('disabled');
      expect(await refusedPage(client.id)).toMatch(/^[0-9A-Z]{10}$/);

      await card(page, 'Danger zone').getByRole('button', { name: 'Enable the client' }).click();
      await card(page, 'Danger zone').getByRole('button', { name: 'Disable…' }).waitFor();
      expect((await stored(client.id)).state).toBe('enabled');
      const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
      await expect(stage.admin.token(refresh, client)).rejects.toThrow(/invalid_grant/);
      await eventually(() => tokensFor(client));
    });

    it('DEL1 deletes after a counted look and the typed id; a sign-in is then refused with a reference', async () => {
      const client = await register();
      await tokensFor(client);
      const { page } = owner;
      await open(owner, client.id, 'activity');
      await card(page, 'Danger zone').getByRole('button', { name: 'Delete…' }).click();
      const asked = page.getByRole('dialog', { name: 'Delete Shop' });
      await asked.getByText(/Ends \d+ living token/).waitFor();
      await asked.getByText(/It got its last token/).waitFor();
      expect(
        await asked.getByRole('button', { name: 'Cancel' }).evaluate((element) => element === document.activeElement),
      ).toBe(true);
      const confirm = asked.getByRole('button', { name: 'Delete for good' });
      expect(await confirm.isDisabled()).toBe(true);
      await asked.getByRole('textbox').fill(client.id);
      await confirm.click();
      await page.waitForURL((url) => url.pathname === '/clients');
      expect((await stage.admin.get(`/clients/${client.id}`)).status).toBe(404);
      const reference = await refusedPage(client.id);
      const failure = await eventually(async () => {
        const { status, body } = await stage.admin.get(`/failures/${reference}`);
        if (status !== 200) throw new Error(`${status}`);
        return body;
      });
      expect(failure).toMatchObject({ claimed_client_id: client.id, check: 'client.unknown' });
    });

    it('revokes everything that it holds, with a reason and a receipt, and leaves the client', async () => {
      const client = await register();
      const tokens = await tokensFor(client);
      const { page } = owner;
      await open(owner, client.id, 'activity');
      await card(page, 'Danger zone').getByRole('button', { name: 'Revoke everything…' }).click();
      const asked = page.getByRole('dialog', { name: 'Revoke everything of Shop' });
      await asked.getByLabel('Reason').selectOption('compromised');
      await asked.getByLabel('In a sentence').fill('A build server leaked them.');
      await asked.getByRole('button', { name: /^Revoke/ }).click();
      await asked
        .getByText(/receipt/i)
        .first()
        .waitFor();
      const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' };
      await expect(stage.admin.token(refresh, client)).rejects.toThrow(/invalid_grant/);
      expect((await stored(client.id)).state).toBe('enabled');
    });

    it('X7 a developer may not revoke, and is told so before counting what a deletion ends', async () => {
      const { id } = await register();
      const developer = await stage.signIn('developer', `/clients/${id}/activity`);
      const { page } = developer;
      const revoke = page.getByRole('button', { name: 'Revoke everything…' });
      await revoke.waitFor();
      expect(await revoke.getAttribute('aria-disabled')).toBe('true');
      await page.getByRole('button', { name: 'Disable…' }).click();
      await page.getByText('Counting needs the permission tokens:revoke.').waitFor();
      expect(developer.faults).toEqual([]);
      await developer.context.close();
    });

    /** Sends somebody to the client. @returns the reference on the error page */
    async function refusedPage(id: string): Promise<string> {
      return eventually(async () => {
        const verifier = randomBytes(32).toString('base64url');
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        const url = authorizationUrl(id, { code_challenge: challenge, code_challenge_method: 'S256' });
        const { body, status } = await new UserAgent(stage.issuer).open(url);
        const reference = /\b(?=[0-9A-Z]*\d)[0-9A-HJKMNP-TV-Z]{10}\b/.exec(body)?.[0];
        if (status < 400 || reference === undefined) throw new Error(`not refused: ${status}`);
        return reference;
      });
    }
  });

  it.each(LOOKS)('axe finds nothing: $colorScheme, $viewport.width', async (look) => {
    const client = await register({ require_pkce: false, access_token_lifetime: 7_200 });
    await signInTo(client.id);
    const person = await stage.signIn('owner', `/clients/${client.id}/security`, look);
    const { page } = person;
    await finding(page, 'L03')
      .getByText(/would have been refused/)
      .waitFor();
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(await violations(page)).toEqual([]);
    expect(await fits()).toBe(true);
    await open(person, client.id, 'activity');
    await page.getByRole('table', { name: 'Activity of Shop' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fits()).toBe(true);
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  /** Replicas keep clients for a moment. */
  async function eventually<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries === 60) throw error;
        await pause(100);
      }
    }
  }

  async function expectSoon<T>(look: () => Promise<T>, wanted: T): Promise<void> {
    await eventually(async () => {
      const seen = await look();
      if (seen !== wanted) throw new Error(`${String(seen)} is not ${String(wanted)}`);
    }).catch(() => undefined);
    expect(await look()).toBe(wanted);
  }
});
