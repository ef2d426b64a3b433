/** The audit log in the console: searching, following, exporting, verifying. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { LOOKS, type Person, picture, runStatement, violations } from '@gatehouse/api/testing';
import { ConsoleStage, describeInBrowser } from './support/stage';

const VERIFIER = resolve(__dirname, '../../../libs/audit/verify-bundle.mjs');
/** More than two pages of the list, which has fifty rows each. */
const ISSUED = 110;

interface Listed {
  readonly id: string;
  readonly seq: number | null;
  readonly event: string;
  readonly [member: string]: unknown;
}

describeInBrowser('[browser] the audit log in the console', () => {
  let stage: ConsoleStage;
  let folder: string;
  beforeAll(async () => {
    stage = await ConsoleStage.start();
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-audit-'));
    // Made now and used again: asking the API later adds nothing to what is exported.
    await stage.admin.machineToken();
    for (let made = 0; made < ISSUED; made += 10) {
      await Promise.all(Array.from({ length: 10 }, () => stage.admin.clientCredentials('audit:read')));
    }
  });
  afterAll(async () => {
    await stage.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Every event that the API lists for a filter, page by page; once all of them have their place in the chain. */
  const listed = async (filter: string): Promise<{ events: Listed[]; pages: number }> => {
    for (;;) {
      const events: Listed[] = [];
      let pages = 0;
      for (let cursor: string | null = ''; cursor !== null; pages += 1) {
        const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { body } = await stage.admin.get(`/audit?${filter}&limit=50${more}`);
        events.push(...(body.items as Listed[]));
        cursor = body.next;
      }
      if (events.every(({ seq }) => seq !== null)) return { events, pages };
    }
  };
  const refuseSomebody = (clientId = `nobody-${randomBytes(4).toString('hex')}`) =>
    fetch(`${stage.issuer}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId }),
    });
  const rows = (page: Page) => page.getByRole('table', { name: 'Audit events' }).locator('tbody tr[data-index]');
  /** Downloads through the export dialog of the page. */
  const download = async (page: Page, format: 'CSV' | 'JSONL'): Promise<string> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const started = page.waitForEvent('download');
    await page.getByRole('link', { name: `Download ${format}` }).click();
    const file = join(folder, `export.${format.toLowerCase()}`);
    await (await started).saveAs(file);
    await page.keyboard.press('Escape');
    return file;
  };
  const verify = (file: string, ...options: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER, file, ...options]);
    return { status, text: `${stdout.toString()}${stderr.toString()}` };
  };

  it('G6 shows refused attempts without being asked, each as a sentence', async () => {
    const { page, faults, context } = await stage.signIn('auditor', '/audit');
    const reference = (await refuseSomebody('robot')).headers.get('x-request-id') ?? 'none';
    await page.reload();
    const refused = rows(page).filter({ hasText: 'refused' }).first();
    await refused.waitFor();
    expect(await refused.innerText()).toContain('Somebody was refused tokens');
    expect(await refused.innerText()).toContain(reference);
    expect(await rows(page).filter({ hasText: 'success' }).count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('G1 exports exactly what the filter matches, as CSV and as JSONL; G4 a file that was cut off does not verify', async () => {
    const filter = 'type=token.issued&client_id=robot';
    const { page, faults, context } = await stage.signIn('auditor', `/audit?${filter}`);
    await rows(page).first().waitFor();
    const [csv, jsonl] = [await download(page, 'CSV'), await download(page, 'JSONL')];
    const { events, pages } = await listed(filter.replace('type=', 'event='));
    expect(pages).toBe(3);
    const ids = events.map(({ id }) => id).reverse();
    const [head = '', ...lines] = (await readFile(csv, 'utf8')).trimEnd().split('\r\n');
    const cells = (line: string) => line.split(',').map((cell) => cell.replaceAll('"', ''));
    expect(cells(head).slice(0, 2)).toEqual(['seq', 'id']);
    expect(lines.map((line) => cells(line)[1])).toEqual(ids);
    const bundle = await readFile(jsonl, 'utf8');
    const exported = bundle
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; seq?: number })
      .filter(({ kind }) => kind === 'event');
    expect(exported.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq).reverse());
    for (const id of ids) expect(bundle).toContain(id);
    const { body } = await stage.admin.get('/audit/checkpoints');
    expect(verify(jsonl, '--key', body.key.key_id)).toMatchObject({ status: 0 });
    const cut = join(folder, 'cut.jsonl');
    await writeFile(cut, bundle.trimEnd().split('\n').slice(0, -1).join('\n'));
    expect(verify(cut)).toMatchObject({ status: 1 });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('refuses a download that another site begins', async () => {
    const { page, context } = await stage.signIn('auditor', '/audit');
    const answered = await page.request.get(`${stage.url}/bff/admin/v1/audit/export?format=csv`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect([answered.status(), ((await answered.json()) as { code: string }).code]).toEqual([403, 'cross_site']);
    await context.close();
  });

  it('G2 follows the log live, keeps back what comes while it is paused, and counts it', async () => {
    const { page, faults, context } = await stage.signIn('auditor', '/audit?outcome=refused');
    await page.mouse.move(5, 400);
    await page.getByRole('button', { name: 'Follow live' }).click();
    await page.getByText('Live: new events appear by themselves').waitFor();
    const before = await rows(page).count();
    await refuseSomebody('robot');
    await page.waitForFunction(
      (count) => document.querySelectorAll('tbody tr[data-index]').length === count,
      before + 1,
    );
    // What does not match the filter stays out of it.
    await stage.admin.clientCredentials('keys:read');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    // The button is outside of the list, so only it pauses.
    for (let sent = 1; sent <= 3; sent += 1) {
      await refuseSomebody('robot');
      await page.getByRole('button', { name: `${sent} new`, exact: true }).waitFor();
    }
    expect(await rows(page).count()).toBe(before + 1);
    await page.getByRole('button', { name: '3 new', exact: true }).click();
    await page.waitForFunction(
      (count) => document.querySelectorAll('tbody tr[data-index]').length === count,
      before + 4,
    );
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Live: new events appear by themselves').waitFor();
    // Whoever points at a row reads it.
    await rows(page).first().hover();
    await page.getByText('Paused while you are in the list').waitFor();
    await refuseSomebody('robot');
    await page.getByRole('button', { name: '1 new', exact: true }).waitFor();
    await page.mouse.move(5, 400);
    await page.waitForFunction(
      (count) => document.querySelectorAll('tbody tr[data-index]').length === count,
      before + 5,
    );
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('G5 opens one event by its address, filters and all, and leads from each id to what mentions it', async () => {
    const { body } = await stage.admin.post('/clients', {
      body: {
        client_name: 'Billing',
        application_type: 'web',
        redirect_uris: ['https://billing.example/callback'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
      idempotencyKey: randomBytes(16).toString('hex'),
    });
    const clientId = (body.client?.client_id ?? body.client_id) as string;
    const read = await stage.admin.get(`/clients/${clientId}`);
    await stage.admin.patch(`/clients/${clientId}`, { body: { client_name: 'Billing 2' }, ifMatch: read.etag });
    const { events } = await listed(`event=client.updated&target=${clientId}`);
    const id = events[0]!.id;
    const { page, faults, context } = await stage.signIn(
      'auditor',
      `/audit?type=client.*&target=${clientId}&event=${id}`,
    );
    const drawer = page.getByRole('dialog', { name: 'A client was changed' });
    await drawer.getByText('As JSON').waitFor();
    expect(await page.getByRole('button', { name: /^Remove filter Event/, includeHidden: true }).count()).toBe(1);
    const changed = drawer.getByRole('row', { name: /client_name/ });
    expect(await changed.locator('del').innerText()).toBe('Billing');
    expect(await changed.locator('ins').innerText()).toBe('Billing 2');
    await page.reload();
    await drawer.getByText('As JSON').waitFor();
    expect(new URL(page.url()).search).toContain(`event=${id}`);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(await rows(page).count()).toBeGreaterThanOrEqual(2);
    await rows(page).filter({ hasText: 'changed' }).first().getByRole('button').click();
    await drawer.getByRole('link', { name: id }).first().click();
    await page.waitForURL((url) => url.searchParams.get('mentions') === id && !url.searchParams.has('event'));
    await rows(page).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('reads what is typed: filters, names, words; and keeps secrets out of the address', async () => {
    const { page, faults, context } = await stage.signIn('auditor', '/audit');
    const box = page.getByRole('combobox', { name: 'Search the audit log' });
    const search = async (text: string) => {
      await box.fill(text);
      await box.press('Enter');
    };
    await search('outcome:denied actor:owner since:24h');
    await page.waitForURL((url) => url.searchParams.get('outcome') === 'refused');
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('actor')).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(searchParams.get('from'))).toBeGreaterThan(0);
    expect(await box.inputValue()).toBe('');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.waitForURL((url) => url.search === '');
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('outcome') === 'refused');
    await page.goto(`${stage.url}/audit`, { waitUntil: 'networkidle' });
    await search('event:clients.gone');
    await page.getByText('There is no event “clients.gone”').waitFor();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
    const secret = `gh_cs_${randomBytes(48).toString('base64url')}`;
    await search(secret);
    await page.getByText('This looks like a client secret. It was not sent.').waitFor();
    await search('owner@example.com');
    await page.waitForURL((url) => /^[0-9a-f-]{36}$/.test(url.searchParams.get('mentions') ?? ''));
    expect(page.url()).not.toContain('owner@');
    expect(requests.join('\n')).not.toContain(secret);
    await context.close();
    expect(faults).toEqual([]);
  });

  it('keeps views under a name in this browser, with filters and nothing else', async () => {
    const { page, faults, context } = await stage.signIn('auditor', '/audit?outcome=refused&ip=127.0.0.1');
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Refused here');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.goto(`${stage.url}/audit`);
    await page.getByRole('link', { name: 'Refused here' }).click();
    await page.waitForURL((url) => url.searchParams.get('ip') === '127.0.0.1');
    const stored = await page.evaluate(() => JSON.stringify(window.localStorage));
    expect(JSON.parse(JSON.parse(stored)['gatehouse.audit-views'])).toEqual([
      { name: 'Refused here', filters: { outcome: 'refused', ip: '127.0.0.1' } },
    ]);
    await page.getByRole('button', { name: 'Forget the view Refused here' }).click();
    await page.getByRole('link', { name: 'Refused here' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(LOOKS)(
    'has nothing that axe finds wrong: list, filters, event, integrity, export; $colorScheme, $viewport.width px',
    async (look) => {
      const { events } = await listed('event=client.updated');
      const { page, faults, context } = await stage.signIn('auditor', '/audit', look);
      const name = `audit-${look.colorScheme}-${look.viewport.width}`;
      await rows(page).first().waitFor();
      await page.getByRole('button', { name: 'Filters', exact: true }).click();
      expect(await violations(page)).toEqual([]);
      const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(isTooWide).toBe(false);
      await page.getByRole('button', { name: 'Filters', exact: true }).click();
      await picture(page, name);
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('dialog').getByText('--key').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.goto(`${stage.url}/audit?event=${events[0]!.id}`);
      await page.getByRole('dialog').getByText('As JSON').waitFor();
      expect(await violations(page)).toEqual([]);
      await picture(page, `${name}-event`);
      await page.goto(`${stage.url}/audit?verify=1`);
      await page.getByRole('dialog').getByRole('heading', { name: 'Newest checkpoints' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await picture(page, `${name}-integrity`);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  /** The last: it leaves a log that was tampered with. */
  it('G3 finds the record of which a byte was changed, and so does the script on an export', async () => {
    const person: Person = await stage.signIn('auditor', '/audit?verify=1');
    const { page, faults, context } = person;
    const panel = page.getByRole('dialog', { name: 'Integrity of the log' });
    await panel.getByRole('button', { name: 'Verify now' }).click();
    await panel.getByText('The log is sound').waitFor();
    await panel.getByText('What a check cannot show').waitFor();
    const { events } = await listed('event=client.updated');
    const victim = events[0]!;
    const hex = victim.id.replaceAll('-', '');
    await runStatement(stage.admin.instance, `UPDATE audit_event SET ip = '192.0.2.66' WHERE id = x'${hex}'`);
    await panel.getByRole('button', { name: 'Verify now' }).click();
    await panel.getByText(`The log was changed at #${victim.seq!.toLocaleString('en-GB')}`).waitFor();
    await panel.getByRole('link', { name: 'Open the event' }).click();
    await page.waitForURL((url) => url.searchParams.get('event') === victim.id);
    await page.getByRole('dialog', { name: 'A client was changed' }).getByText('192.0.2.66').first().waitFor();
    await page.goto(`${stage.url}/audit`);
    await page.getByText('A check found a fault').waitFor();
    const jsonl = await download(page, 'JSONL');
    const { status, text } = verify(jsonl);
    expect(status).toBe(1);
    expect(text).toContain('FAULT in line');
    expect(faults).toEqual([]);
    await context.close();
  });
});
