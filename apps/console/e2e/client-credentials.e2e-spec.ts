/** Credentials of a client: secrets that are shown once and rolled, and key pairs whose private half stays with the admin. */
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, type JsonWebKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { LOOKS, violations, type Person } from '@gatehouse/api/testing';
import type { Locator, Page, Request } from 'playwright-core';
import { ConsoleStage, describeInBrowser } from './support/stage';

interface Registered {
  readonly id: string;
  readonly secret: string;
}

/** What went out of the browser from now on. */
interface Sent {
  readonly all: () => string;
  readonly bodies: () => readonly string[];
  readonly count: () => number;
}

describeInBrowser('[browser] a client’s credentials', () => {
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
        client_name: 'Nightly job',
        application_type: 'machine',
        scope: 'orders:read',
        token_endpoint_auth_method: 'client_secret_basic',
        ...changes,
      },
    });
    expect(status).toBe(201);
    return { id: body.client_id, secret: body.secret?.client_secret };
  }

  async function open({ page }: Person, id: string): Promise<void> {
    await page.goto(`${stage.url}/clients/${id}/credentials`);
    await page.getByRole('region', { name: 'Authentication', exact: true }).waitFor();
  }

  const card = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
  const dialog = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title });
  const secretRows = (page: Page): Locator => page.getByRole('table', { name: 'Secrets' }).locator('tbody tr');

  function listen(page: Page): Sent {
    const requests: Request[] = [];
    page.on('request', (request) => requests.push(request));
    const bodies = () => requests.map((request) => request.postData() ?? '');
    return {
      all: () =>
        requests
          .map((request) => `${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`)
          .join('\n'),
      bodies,
      count: () => requests.filter((request) => request.method() !== 'GET').length,
    };
  }

  /** Everything that the page keeps where a script could find it again. */
  const keptIn = (page: Page): Promise<string> =>
    page.evaluate(async () => {
      const caches: string[] = [];
      for (const name of await window.caches.keys()) caches.push(name);
      return JSON.stringify([
        document.documentElement.outerHTML,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        history.state,
        location.href,
        document.cookie,
        caches,
        performance.getEntries().map(({ name }) => name),
        [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      ]);
    });

  interface Said {
    /** The scope that was given, or the error. */
    readonly answer: string;
    /** Names the request in the log and in the audit log. */
    readonly reference: string;
  }

  /** What the token endpoint says to a secret. */
  async function present({ id }: Registered, secret: string): Promise<Said> {
    const response = await fetch(`${stage.issuer}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders:read' }),
    });
    const { error, scope } = (await response.json()) as { error?: string; scope?: string };
    return { answer: error ?? scope ?? '', reference: response.headers.get('x-request-id') ?? '' };
  }

  const authenticate = async (client: Registered, secret: string) => (await present(client, secret)).answer;

  /** Rolls the secret in the browser. @returns the new one */
  async function roll(page: Page, overlap: string): Promise<string> {
    await card(page, 'Secrets').getByRole('button', { name: 'Roll…' }).click();
    const asked = dialog(page, 'Roll the secret');
    await asked.getByRole('radio', { name: overlap }).check();
    await asked.getByRole('button', { name: 'Roll' }).click();
    const reveal = dialog(page, 'The new secret');
    const secret = (await reveal.locator('[data-secret]').textContent()) ?? '';
    await reveal.getByRole('checkbox').check();
    await reveal.getByRole('button', { name: 'Done' }).click();
    await reveal.waitFor({ state: 'detached' });
    return secret;
  }

  describe('secrets', () => {
    it('SEC1 SEC4 shows a new one once: Esc asks first, and after closing nothing holds it', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      await card(page, 'Secrets').getByRole('button', { name: 'New secret…' }).click();
      const asked = dialog(page, 'New secret');
      expect(await asked.getByLabel('The new secret stops working after').inputValue()).toBe('180');
      const made = page.waitForResponse(
        (response) =>
          response.url().endsWith(`/clients/${client.id}/secrets`) && response.request().method() === 'POST',
      );
      await asked.getByRole('button', { name: 'Make secret' }).click();
      expect((await made).headers()['cache-control']).toBe('no-store');
      const reveal = dialog(page, 'The new secret');
      const secret = (await reveal.locator('[data-secret]').textContent()) ?? '';
      expect(secret).toMatch(/^gh_cs_[\w-]{64}$/);
      expect(await violations(page)).toEqual([]);

      await page.keyboard.press('Escape');
      expect(await reveal.isVisible()).toBe(true);
      await reveal.getByText('Close without storing it?').waitFor();
      expect(await reveal.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
      const downloading = page.waitForEvent('download');
      await reveal.getByRole('button', { name: 'Download .env' }).click();
      const file = await readFile((await (await downloading).path())!, 'utf8');
      expect(file).toContain(`CLIENT_SECRET=${secret}\n`);
      expect(file).toContain(`CLIENT_ID=${client.id}\n`);

      const sent = listen(page);
      await reveal.getByRole('checkbox').check();
      await reveal.getByRole('button', { name: 'Done' }).click();
      await reveal.waitFor({ state: 'detached' });
      // The part that is secret begins behind the id.
      const hidden = secret.slice(28);
      expect(await keptIn(page)).not.toContain(hidden);
      await page.reload();
      await secretRows(page).nth(1).waitFor();
      expect(await keptIn(page)).not.toContain(hidden);
      expect(sent.all()).not.toContain(hidden);
      await secretRows(page).getByText(secret.slice(0, 20)).waitFor();
      expect(await authenticate(client, secret)).toBe('orders:read');
      const listed = (await stage.admin.get(`/clients/${client.id}/secrets`)).body.items;
      const left = listed.find(({ id }: { id: string }) => id !== listed[0].id).expires_at - Date.now();
      expect(Math.round(left / 86_400_000)).toBe(180);
    });

    it('SEC2 rolls with an overlap in which both work; ended, the old one is refused and audited', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      const secret = await roll(page, '1 hour');
      expect(await authenticate(client, client.secret)).toBe('orders:read');
      expect(await authenticate(client, secret)).toBe('orders:read');

      const banner = card(page, 'Secrets').getByRole('note').filter({ hasText: 'Two secrets work' });
      // When it was last used comes by itself.
      await banner.getByText(/The old one, .* last used .* from 127\.0\.0\.1, in the Authorization header/).waitFor();
      await banner.getByRole('button', { name: 'End overlap now' }).click();
      const asked = dialog(page, 'End the overlap');
      expect(
        await asked.getByRole('button', { name: 'Cancel' }).evaluate((element) => element === document.activeElement),
      ).toBe(true);
      await asked.getByRole('button', { name: 'End the old secret' }).click();
      await banner.waitFor({ state: 'detached' });
      expect(await refusedSoon(client, client.secret)).toBe('invalid_client');
      expect(await authenticate(client, secret)).toBe('orders:read');
      const { reference } = await present(client, client.secret);
      const refusals = await eventually(
        async () => (await stage.admin.get(`/audit?reference=${reference}`)).body.items,
      );
      expect(refusals).toMatchObject([{ event: 'token.refused', outcome: 'refused', check: 'client.secret' }]);
      const changes = (await stage.admin.get(`/audit?client_id=${client.id}&event=client_secret.changed`)).body.items;
      // The roll set an end, and the button brought it forward.
      expect(changes).toHaveLength(2);
    });

    it('SEC2 an overlap ends by itself at its time', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      const secret = await roll(page, '1 hour');
      const [old] = (await stage.admin.get(`/clients/${client.id}/secrets`)).body.items;
      const path = `/clients/${client.id}/secrets/${old.id}`;
      const { etag } = await stage.admin.get(path);
      const { body } = await stage.admin.patch(path, { ifMatch: etag, body: { expires_at: Date.now() + 1_500 } });
      expect(body.state).toBe('live');
      expect(await refusedSoon(client, client.secret)).toBe('invalid_client');
      expect(await authenticate(client, secret)).toBe('orders:read');
      await secretRows(page).filter({ hasText: 'expired' }).waitFor();
    });

    it('SEC3 shows when a secret was last used, from where and how, without a reload', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      const row = secretRows(page).first();
      await row.getByText('Never', { exact: true }).waitFor();
      await page.evaluate(() => Object.assign(window, { marked: true }));
      expect(await authenticate(client, client.secret)).toBe('orders:read');
      await row.getByText('from 127.0.0.1, in the Authorization header').waitFor();
      expect(await page.evaluate(() => 'marked' in window)).toBe(true);
    });

    it('SEC5 an auditor sees nothing of a secret and can change none', async () => {
      const client = await register();
      const auditor = await stage.signIn('auditor', '/clients');
      const { page } = auditor;
      const answers: string[] = [];
      page.on('response', (response) => {
        if (response.url().includes('/bff/'))
          void response.text().then(
            (text) => answers.push(text),
            () => undefined,
          );
      });
      await open(auditor, client.id);
      await secretRows(page).first().waitFor();
      const seen = `${await page.content()} ${answers.join(' ')}`;
      expect(seen).not.toContain('gh_cs_');
      expect(seen).not.toContain(client.secret.slice(-4));
      for (const name of ['New secret…', 'Roll…', 'Change end…', 'Delete…']) {
        const button = page.getByRole('button', { name, exact: true }).first();
        expect(await button.getAttribute('aria-disabled')).toBe('true');
        expect(
          await button.evaluate(
            (element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
          ),
        ).toContain('clients:write');
        await button.click({ force: true });
      }
      expect(await page.getByRole('dialog').count()).toBe(0);
      const status = await page.evaluate(async (path) => {
        const headers = { 'x-gh-csrf': '1', 'content-type': 'application/json' };
        return (await fetch(path, { method: 'POST', headers, body: '{}' })).status;
      }, `/bff/admin/v1/clients/${client.id}/secrets`);
      expect(status).toBe(403);
      expect(auditor.faults.filter((fault) => !fault.startsWith('403'))).toEqual([]);
      await auditor.context.close();
    });

    it('has room for two: a third is refused with the reason, and a roll ends both', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      const second = await roll(page, '7 days');
      await card(page, 'Secrets').locator('[data-hint^="Two secrets work already"]').waitFor();
      await card(page, 'Secrets').getByRole('button', { name: 'Roll…' }).click();
      const asked = dialog(page, 'Roll the secret');
      expect(await asked.getByRole('radio').count()).toBe(1);
      await asked.getByRole('button', { name: 'Roll' }).click();
      const reveal = dialog(page, 'The new secret');
      const third = (await reveal.locator('[data-secret]').textContent()) ?? '';
      await reveal.getByRole('checkbox').check();
      await reveal.getByRole('button', { name: 'Done' }).click();
      await secretRows(page).nth(2).waitFor();
      expect(await refusedSoon(client, second)).toBe('invalid_client');
      expect(await authenticate(client, client.secret)).toBe('invalid_client');
      expect(await authenticate(client, third)).toBe('orders:read');
    });

    it('changes when a secret ends, and deletes one after saying that it is the only one', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      await card(page, 'Secrets').getByText('A secret without an end').waitFor();
      await secretRows(page).first().getByRole('button', { name: 'Change end…' }).click();
      const ends = dialog(page, 'When the secret ends');
      await ends.getByLabel(/stops working, counted from now/).selectOption('30');
      await ends.getByRole('button', { name: 'Save' }).click();
      await card(page, 'Secrets').getByText('A secret without an end').waitFor({ state: 'detached' });
      const [secret] = (await stage.admin.get(`/clients/${client.id}/secrets`)).body.items;
      expect(Math.round((secret.expires_at - Date.now()) / 86_400_000)).toBe(30);

      await secretRows(page).first().getByRole('button', { name: 'Delete…' }).click();
      const asked = dialog(page, 'Delete the secret');
      await asked.getByText('It is the only one').waitFor();
      await asked.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { name: 'No secret yet' }).waitFor();
      expect(await refusedSoon(client, client.secret)).toBe('invalid_client');
    });
  });

  it('ends a leaked secret together with what it got', async () => {
    const client = await register();
    const token = await stage.admin.token({ grant_type: 'client_credentials', scope: 'orders:read' }, client);
    const { page } = owner;
    await open(owner, client.id);
    await secretRows(page).first().getByRole('button', { name: 'Delete…' }).click();
    await dialog(page, 'Delete the secret').getByRole('button', { name: 'It has leaked…' }).click();
    const asked = dialog(page, 'End a leaked secret and what it got');
    await asked.getByLabel('Reason').selectOption('compromised');
    await asked.getByLabel('In a sentence').fill('It was pushed to a public repository.');
    await asked.getByRole('button', { name: /^End/ }).click();
    await asked
      .getByText(/receipt/i)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'No secret yet' }).waitFor();
    expect(await refusedSoon(client, client.secret)).toBe('invalid_client');
    const { items } = (await stage.admin.get(`/tokens?client_id=${client.id}`)).body;
    expect(items).toMatchObject([{ state: 'revoked', revocation_reason: 'secret_leaked' }]);
    expect(token.scope).toBe('orders:read');
  });

  describe('keys', () => {
    /** A client assertion. RFC 7523 §3. */
    function assertion({ id }: Registered, key: JsonWebKey & { kid: string; alg: string }): string {
      const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: id,
        sub: id,
        aud: stage.issuer,
        iat: now,
        exp: now + 60,
        jti: randomBytes(12).toString('hex'),
      };
      const text = `${encoded({ alg: key.alg, kid: key.kid })}.${encoded(claims)}`;
      const privateKey = createPrivateKey({ key, format: 'jwk' });
      const signature =
        key.alg === 'EdDSA'
          ? sign(null, Buffer.from(text), privateKey)
          : sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    }

    async function authenticateByKey(
      client: Registered,
      key: JsonWebKey & { kid: string; alg: string },
    ): Promise<string> {
      const response = await fetch(`${stage.issuer}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          scope: 'orders:read',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion(client, key),
        }),
      });
      const answer = (await response.json()) as { error?: string; scope?: string };
      return answer.error ?? answer.scope ?? '';
    }

    /** In the open dialog: generates, saves the private key, and adds the public one. */
    async function generate(page: Page, algorithm: RegExp): Promise<JsonWebKey & { kid: string; alg: string }> {
      const asked = dialog(page, 'Generate a key pair');
      await asked.getByRole('radio', { name: algorithm }).check();
      await asked.getByRole('button', { name: 'Generate' }).click();
      const add = asked.getByRole('button', { name: 'Add the public key' });
      await add.waitFor();
      expect(await add.isDisabled()).toBe(true);
      const downloading = page.waitForEvent('download');
      await asked.getByRole('button', { name: 'Save private key as JWK' }).click();
      const file = await readFile((await (await downloading).path())!, 'utf8');
      await asked.getByRole('checkbox', { name: /I have stored the private key/ }).check();
      await add.click();
      await asked.waitFor({ state: 'detached' });
      return JSON.parse(file);
    }

    it.each([
      ['ES256', /^ES256/],
      ['EdDSA', /^EdDSA/],
    ])(
      'J-1 %s: generated here, only the public key is sent, and the guided switch makes it work',
      async (alg, name) => {
        const client = await register();
        const { page } = owner;
        await open(owner, client.id);
        const sent = listen(page);
        await page.getByRole('button', { name: 'Switch to a key pair…' }).click();
        await dialog(page, 'Switch to a key pair').getByRole('button', { name: 'Generate a key pair' }).click();
        const key = await generate(page, name);
        expect(key).toMatchObject({
          alg,
          d: expect.stringMatching(/^[\w-]{43}$/),
          kid: expect.stringMatching(/^[\w-]{43}$/),
        });

        const { d, ...publicKey } = key;
        const bodies = sent.bodies().filter((body) => body.includes('jwks'));
        expect(bodies.map((body) => JSON.parse(body))).toEqual([
          { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicKey] } },
        ]);
        expect(sent.all()).not.toContain(d);
        expect(await keptIn(page)).not.toContain(d);
        await page.getByRole('table', { name: 'Public keys' }).getByText(alg).waitFor();
        expect(
          await eventually(async () => ((await authenticateByKey(client, key)) === 'orders:read' ? [1] : [])),
        ).toHaveLength(1);
        expect(await authenticate(client, client.secret)).toBe('invalid_client');
        // What is left of the old way is shown, to be removed.
        await card(page, 'Secrets').getByText('These are not accepted any more').waitFor();
        const remove = page.getByRole('table', { name: 'Public keys' }).getByRole('button', { name: 'Remove…' });
        expect(await remove.getAttribute('aria-disabled')).toBe('true');
      },
    );

    it('asks before a pair that was made is thrown away', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      await card(page, 'Public keys').getByRole('button', { name: 'Generate a key pair…' }).click();
      const asked = dialog(page, 'Generate a key pair');
      await asked.getByRole('button', { name: 'Generate' }).click();
      await asked.getByRole('button', { name: 'Save private key as PEM' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await asked.getByRole('button', { name: 'Close anyway' }).click();
      await asked.waitFor({ state: 'detached' });
      expect((await stage.admin.get(`/clients/${client.id}`)).body.jwks).toBeUndefined();
    });

    it('refuses a pasted private key in the browser, adds public ones, and removes one', async () => {
      const client = await register();
      const { page } = owner;
      await open(owner, client.id);
      const pairs = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
      const [first, second] = pairs.map(({ publicKey }, index) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid: `key-${index}`,
        alg: 'ES256',
        use: 'sig',
      }));
      const secret = pairs[0]!.privateKey.export({ format: 'jwk' });

      await card(page, 'Public keys').getByRole('button', { name: 'Paste public keys…' }).click();
      const asked = dialog(page, 'Paste public keys');
      const sent = listen(page);
      const field = asked.getByLabel('JSON Web Key, or key set');
      await field.fill(JSON.stringify({ keys: [secret] }));
      await asked.getByText('This key is secret: it has private members.').waitFor();
      expect(await asked.getByRole('button', { name: 'Add the key' }).isDisabled()).toBe(true);
      expect(await violations(page)).toEqual([]);
      expect(sent.all()).not.toContain(secret.d);
      expect(sent.count()).toBe(0);

      await field.fill(JSON.stringify({ keys: [first, second] }));
      await asked.getByRole('button', { name: 'Add 2 keys' }).click();
      await asked.waitFor({ state: 'detached' });
      const rows = page.getByRole('table', { name: 'Public keys' }).locator('tbody tr');
      await rows.nth(1).waitFor();
      expect((await stage.admin.get(`/clients/${client.id}`)).body.jwks).toEqual({ keys: [first, second] });

      await rows.filter({ hasText: 'key-0' }).getByRole('button', { name: 'Remove…' }).click();
      await dialog(page, 'Remove the key key-0').getByRole('button', { name: 'Remove' }).click();
      await rows.nth(1).waitFor({ state: 'detached' });
      expect((await stage.admin.get(`/clients/${client.id}`)).body.jwks).toEqual({ keys: [second] });

      // Registered already: the guided switch offers to use it as it is.
      await page.getByRole('radio', { name: /private_key_jwt/ }).check();
      await page.getByLabel('Signature algorithm').selectOption('ES256');
      const bar = page.getByRole('region', { name: 'Unsaved changes: Authentication' });
      await bar.getByRole('button', { name: 'Save' }).click();
      await bar.waitFor({ state: 'detached' });
      expect((await stage.admin.get(`/clients/${client.id}`)).body).toMatchObject({
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
      });
      const key = { ...pairs[1]!.privateKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256' };
      expect(
        await eventually(async () => ((await authenticateByKey(client, key)) === 'orders:read' ? [1] : [])),
      ).toHaveLength(1);
    });
  });

  it('says of a public client that it has neither, and has no fault', async () => {
    const { body } = await stage.admin.post('/clients', {
      body: { client_name: 'Reader', application_type: 'spa', redirect_uris: ['https://reader.example/callback'] },
    });
    await open(owner, body.client_id);
    await owner.page.getByText('This is a public client').waitFor();
    expect(await owner.page.getByRole('table').count()).toBe(0);
    expect(owner.faults).toEqual([]);
  });

  it.each(LOOKS)('axe finds nothing: $colorScheme, $viewport.width', async (look) => {
    const client = await register();
    const made = await stage.admin.post(`/clients/${client.id}/secrets/roll`, { body: { overlap_seconds: 3600 } });
    expect(made.status).toBe(201);
    const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    const { etag } = await stage.admin.get(`/clients/${client.id}`);
    const kid = createHash('sha256').update(String(jwk.x)).digest('base64url');
    await stage.admin.patch(`/clients/${client.id}`, { ifMatch: etag, body: { jwks: { keys: [{ ...jwk, kid }] } } });
    const person = await stage.signIn('owner', `/clients/${client.id}/credentials`, look);
    await person.page.getByRole('button', { name: 'End overlap now' }).waitFor();
    await person.page.getByRole('table', { name: 'Public keys' }).waitFor();
    expect(await violations(person.page)).toEqual([]);
    expect(await person.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  /** Replicas keep clients for a moment. */
  async function refusedSoon(client: Registered, secret: string): Promise<string> {
    for (let tries = 0; tries < 100; tries++) {
      const said = await authenticate(client, secret);
      if (said !== 'orders:read') return said;
      await pause(100);
    }
    return 'never refused';
  }

  async function eventually<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
    for (let tries = 0; tries < 100; tries++) {
      const found = await look();
      if (found.length > 0) return found;
      await pause(100);
    }
    return [];
  }
});
