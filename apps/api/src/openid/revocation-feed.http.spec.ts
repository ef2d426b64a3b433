/** The revocation feed over real HTTP: what anybody may ask, and what many may ask at once. */
import { get, type IncomingMessage } from 'node:http';
import { newTimeOrderedId, idToBytes } from '@gatehouse/protocol';
import { startTestApplication, type TestApplication } from '../../e2e/in-memory/test-application';
import { TestBrowser } from '../../e2e/in-memory/test-browser';

let application: TestApplication;
let browser: TestBrowser;
const streams: IncomingMessage[] = [];

beforeEach(async () => {
  application = await startTestApplication();
  browser = new TestBrowser(application);
  application.context.unitOfWork.revocationEntries.now = application.context.clock.now();
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.destroy();
  await application.close();
});

/** Opens a stream; resolves with its head. */
function follow(path = '/oauth/revocations/stream', headers = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: application.port, path, headers, agent: false };
    get(options, (response) => {
      streams.push(response);
      resolve(response);
    }).on('error', reject);
  });
}

/** The next event of a stream, as text. */
async function nextEvent(stream: IncomingMessage): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const event = /(?:^|\n)(id: [\s\S]*?\n\n)/.exec(text)?.[1];
      if (event === undefined) return;
      stream.off('data', read);
      resolve(event);
    };
    stream.on('data', read);
  });
}

function revoke(): string {
  const { unitOfWork, clock } = application.context;
  const mark = idToBytes(newTimeOrderedId(clock.now()));
  const recordedAt = unitOfWork.revocationEntries.now ?? 0;
  const expiresAt = clock.now() + 600_000;
  unitOfWork.revocationEntries.entries.push({ kind: 'token', mark, issuedUntil: null, recordedAt, expiresAt });
  return mark.toString('base64url');
}

function pass(milliseconds: number): void {
  application.context.clock.advance(milliseconds);
  application.context.unitOfWork.revocationEntries.now = application.context.clock.now();
}

const claimsOf = (jws: string) => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString();

describe('GET /oauth/revocations', () => {
  it('is public, short-lived and for every origin', async () => {
    const mark = revoke();
    const answer = await browser.open('/oauth/revocations', { headers: { origin: 'https://api.example' } });
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/revocation-list+jwt',
        'cache-control': 'public, max-age=1',
        'access-control-allow-origin': '*',
        etag: expect.stringMatching(/^"[A-Za-z0-9_-]{22}"$/),
      },
    });
    expect(claimsOf(answer.body)).toContain(mark);
  });

  it('answers 304 to whoever has it already (RFC 9110 §13.1.2)', async () => {
    const first = await browser.open('/oauth/revocations');
    const etag = String(first.headers.etag);
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await browser.open('/oauth/revocations', { headers: { 'if-none-match': tags } });
      expect(again).toMatchObject({ status: 304, body: '', headers: { etag } });
    }
    revoke();
    pass(1_000);
    const changed = await browser.open('/oauth/revocations', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
  });

  it('sends what came after a cursor', async () => {
    const old = revoke();
    pass(60_000);
    const { cursor } = JSON.parse(claimsOf((await browser.open('/oauth/revocations')).body)) as { cursor: string };
    pass(1_000);
    const fresh = revoke();
    const answer = await browser.open(`/oauth/revocations?after=${cursor}`);
    expect(JSON.parse(claimsOf(answer.body))).toMatchObject({ complete: false });
    expect(claimsOf(answer.body)).toContain(fresh);
    expect(claimsOf(answer.body)).not.toContain(old);
  });

  it.each(['after=x', 'after=-1', 'after=1&after=2', 'after=1e3', `after=${'9'.repeat(16)}`])(
    'refuses ?%s, which no list has ever had',
    async (query) => {
      for (const path of ['/oauth/revocations', '/oauth/revocations/stream']) {
        const answer = await browser.open(`${path}?${query}`);
        expect(answer.status).toBe(400);
        expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_request' });
      }
    },
  );

  it('ignores parameters that it does not know, and an empty one', async () => {
    expect((await browser.open('/oauth/revocations?after=&x=1')).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    for (const path of ['/oauth/revocations', '/oauth/revocations/stream']) {
      expect(await browser.open(path, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    }
  });
});

describe('GET /oauth/revocations/stream', () => {
  it('begins with everything, then tells what is new', async () => {
    const before = revoke();
    const stream = await follow();
    expect(stream.statusCode).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    const first = await nextEvent(stream);
    const [, id, jws = ''] = /^id: (\d+)\nevent: revocations\ndata: (\S+)\n\n$/.exec(first) ?? [];
    expect(JSON.parse(claimsOf(jws))).toMatchObject({ complete: true, cursor: id });
    expect(claimsOf(jws)).toContain(before);
    pass(500);
    const mark = revoke();
    let next = '';
    while (!next.includes(mark)) next = claimsOf(await nextEvent(stream));
    expect(next).not.toContain(before);
  });

  it('begins where the reader was: by Last-Event-ID (HTML Standard §9.2.4), or by after', async () => {
    const old = revoke();
    pass(60_000);
    const cursor = String(application.context.clock.now());
    for (const [path, headers] of [
      ['/oauth/revocations/stream', { 'last-event-id': cursor }],
      [`/oauth/revocations/stream?after=${cursor}`, {}],
      [`/oauth/revocations/stream?after=${cursor}`, { 'last-event-id': 'nonsense' }],
    ] as const) {
      const event = await nextEvent(await follow(path, headers));
      expect(claimsOf(event)).toContain('"complete":false');
      expect(claimsOf(event)).not.toContain(old);
    }
  });

  it('asks the database on behalf of all, and no more once nobody follows', async () => {
    const { asked } = application.context.unitOfWork.revocationEntries;
    await Promise.all([follow(), follow(), follow()]);
    const looks = asked.length;
    expect(looks).toBe(1);
    while (asked.length < looks + 2) await new Promise((resume) => setTimeout(resume, 20));
    for (const stream of streams.splice(0)) stream.destroy();
    await new Promise((resume) => setTimeout(resume, 100));
    const last = asked.length;
    await new Promise((resume) => setTimeout(resume, 1_200));
    expect(asked).toHaveLength(last);
  });

  it('is for 500 at a time at each process; the others are sent to the list', async () => {
    for (let opened = 0; opened < 500; opened += 50) await Promise.all(Array.from({ length: 50 }, () => follow()));
    const refused = await browser.open('/oauth/revocations/stream');
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(JSON.parse(refused.body)).toMatchObject({ error: 'temporarily_unavailable' });
    expect((await browser.open('/oauth/revocations')).status).toBe(200);
    const figures = await browser.open('/metrics');
    expect(figures.body).toContain('gatehouse_revocation_streams 500');
    streams.shift()?.destroy();
    let status = 503;
    while (status === 503) ({ statusCode: status = 0 } = await follow());
    expect(status).toBe(200);
  }, 20_000);

  it('is refused while the database cannot be asked', async () => {
    jest.spyOn(application.context.unitOfWork.revocationEntries, 'recordedSince').mockRejectedValue(new Error('away'));
    expect((await browser.open('/oauth/revocations/stream')).status).toBe(500);
    expect((await browser.open('/oauth/revocations')).status).toBe(500);
    jest.restoreAllMocks();
    expect((await follow()).statusCode).toBe(200);
  });
});
