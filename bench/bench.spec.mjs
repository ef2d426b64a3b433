import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goals, judge, verdictOf } from './goals.mjs';
import { newBrowser } from './load/browser.mjs';
import { startGenerator } from './load/generator.mjs';
import { cpuSeconds, residentMemory } from './measure/process-usage.mjs';
import { goalLines, show, tableLines } from './measure/report.mjs';
import { compare, compareRounds, runLoad } from './measure/run-load.mjs';
import { median, medians, percentile, ratio, spread } from './measure/statistics.mjs';
import { idOf } from './servers/ledger.mjs';
import { startServer } from './servers/start-server.mjs';

describe('statistics', () => {
  it.each([
    [[], undefined],
    [[3], 3],
    [[10, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[undefined, 5, Number.NaN], 5],
  ])('median of %j', (values, expected) => expect(median(values)).toBe(expected));

  it('percentiles are values that were seen', () => {
    const sorted = Array.from({ length: 200 }, (_each, index) => index + 1);
    expect(percentile(sorted, 0.5)).toBe(100);
    expect(percentile(sorted, 0.99)).toBe(198);
    expect(percentile(sorted, 1)).toBe(200);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeUndefined();
  });

  it('medians by member, spread and ratio', () => {
    expect(medians([{ a: 1, b: undefined }, { a: 3 }, { a: 9, b: 4 }])).toEqual({ a: 3, b: 4 });
    expect(spread([8, 10, 12])).toBeCloseTo(0.4);
    expect(ratio(6, 3)).toBe(2);
    expect(ratio(6, undefined)).toBeUndefined();
    expect(ratio(6, 0)).toBeUndefined();
  });

  it('compares round by round: a machine that slows down in between changes nothing', () => {
    const rounds = (...figures) => ({
      rounds: figures.map((perSecond) => ({ perSecond, cpuMicroseconds: 8 / perSecond })),
    });
    const [on, off] = [rounds(8, 4, 2), rounds(10, 5, 20)];
    expect(compareRounds(on, off, 100)).toEqual({ value: expect.closeTo(80), byCpu: expect.closeTo(80) });
  });

  it('compares by throughput and by processor time', () => {
    const [one, other] = [
      { perSecond: 800, cpuMicroseconds: 50 },
      { perSecond: 200, cpuMicroseconds: 150 },
    ];
    expect(compare(one, other)).toEqual({ value: 4, byCpu: 3 });
    expect(compare(other, one, 100)).toEqual({ value: 25, byCpu: expect.closeTo(33.33) });
    expect(compare(undefined, other)).toEqual({ value: undefined, byCpu: undefined });
  });
});

describe('goals', () => {
  const more = { better: 'more', must: 4, aim: 6 };
  const less = { better: 'less', must: 3, aim: 2 };
  it.each([
    [more, 6, 'aim'],
    [more, 4, 'must'],
    [more, 3.99, 'missed'],
    [less, 2, 'aim'],
    [less, 3, 'must'],
    [less, 3.01, 'missed'],
    [{ better: 'more', must: 2 }, 2, 'aim'],
    [{ better: 'less', aim: 130 }, 131, 'missed'],
    [more, undefined, 'unmeasured'],
    [more, Number.NaN, 'unmeasured'],
  ])('%j with %p: %s', (goal, value, verdict) => expect(verdictOf(goal, value)).toBe(verdict));

  it('a missed goal is printed as missed', () => {
    const lines = goalLines(judge({ 1: { value: 1.5, byCpu: 8 }, 3: 4 }));
    expect(lines.find((line) => line.startsWith('1 '))).toMatch(/≥ 7\.00 x +≥ 10\.0 x +1\.50 x +8\.00 x +MISSED$/);
    expect(lines.find((line) => line.startsWith('3 '))).toMatch(/4\.00 x +– +met$/);
    expect(lines).toHaveLength(4);
  });

  it('have names of their own, and unknown ones are refused', () => {
    expect(new Set(goals.map(({ number }) => number)).size).toBe(goals.length);
    expect(() => judge({ 99: 1 })).toThrow('99');
  });
});

describe('tables', () => {
  it('align texts left and numbers right', () => {
    const columns = [
      { title: 'who', of: (row) => row.who },
      { title: 'per s', of: (row) => row.perSecond },
    ];
    expect(tableLines(columns, [{ who: 'F', perSecond: 19_000 }, { who: 'other' }])).toEqual([
      'who     per s',
      '─────  ──────',
      'F      19,000',
      'other       –',
    ]);
  });

  it.each([
    [0.1234, '0.12'],
    [12.34, '12.3'],
    [123.4, '123'],
    [12_345.6, '12,346'],
    [undefined, '–'],
    ['text', 'text'],
  ])('show %p as %s', (value, text) => expect(show(value)).toBe(text));
});

it('knows the id of a token as the ledger does', () => {
  const id = Buffer.from('019b40000000700080000000000000ab', 'hex');
  const opaque = `gh_at_${Buffer.concat([id, Buffer.alloc(32, 7)]).toString('base64url')}`;
  const claims = Buffer.from(JSON.stringify({ jti: '019b4000-0000-7000-8000-0000000000ab' })).toString('base64url');
  expect(idOf(opaque)).toEqual(id);
  expect(idOf(`e30.${claims}.c2ln`)).toEqual(id);
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('processor time and memory', () => {
  it('grow with work, and are unknown for a process that is not there', () => {
    const before = cpuSeconds(process.pid);
    const { user } = process.cpuUsage();
    // Beyond the grain of /proc, however slow the machine.
    while (process.cpuUsage().user - user < 50_000);
    expect(cpuSeconds(process.pid) - before).toBeGreaterThanOrEqual(0.03);
    expect(residentMemory(process.pid).now).toBeGreaterThan(10);
    expect(residentMemory(process.pid).highest).toBeGreaterThanOrEqual(residentMemory(process.pid).now * 0.9);
    expect(cpuSeconds(2 ** 22 + 1)).toBeUndefined();
    expect(residentMemory(2 ** 22 + 1)).toEqual({ now: undefined, highest: undefined });
  });
});

describe('load on a small server', () => {
  // Redeems each token once, as a server that rotates does; /broken answers 500, /wrong something else.
  const program = `
    let count = 0;
    const good = new Set(['a-0', 'b-0']);
    require('node:http').createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/broken') response.statusCode = 500;
        if (request.url !== '/rotate') return response.end(request.url === '/wrong' ? 'else' : 'fine');
        const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('refresh_token');
        if (!good.delete(token)) response.statusCode = 400;
        const next = token.split('-')[0] + '-' + ++count;
        good.add(next);
        response.end(JSON.stringify({ refresh_token: next }));
      });
    }).listen(Number(process.env.PORT), '127.0.0.1');`;
  const timing = { rounds: 2, seconds: 0.3, warmUpSeconds: 0.2 };
  let directory;
  let server;
  let bench;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-spec-'));
    writeFileSync(join(directory, 'small.cjs'), program);
    server = await startServer({ program: join(directory, 'small.cjs'), directory });
    bench = { timing, generator: startGenerator(), progress: () => undefined };
  });
  afterAll(async () => {
    bench.generator.stop();
    await server.stop();
    rmSync(directory, { recursive: true });
  });
  const get = (path, more) => ({ label: path, server, request: { method: 'GET', path }, expect: 'fine', ...more });

  it('counts what was answered, and hands answers over for a closer look', async () => {
    const looked = [];
    const { one } = await runLoad(
      bench,
      { one: get('/', { verify: (seen) => looked.push(seen) }) },
      { connections: 3 },
    );
    expect(one.perSecond).toBeGreaterThan(0);
    expect(one.p99).toBeGreaterThanOrEqual(one.p50);
    expect(one.rounds).toHaveLength(2);
    expect(looked).toHaveLength(3);
    expect(looked[0].completed).toBeGreaterThan(0);
    expect(new Set(looked.flatMap(({ samples }) => samples))).toEqual(new Set(['fine']));
  });

  it('refuses to measure wrong answers', async () => {
    await expect(runLoad(bench, { one: get('/broken') }, { connections: 1 })).rejects.toThrow('"500"');
    await expect(runLoad(bench, { one: get('/wrong') }, { connections: 1 })).rejects.toThrow('a body: else');
  });

  it('rotates a token on every connection, from one round to the next', async () => {
    const rotating = {
      label: 'rotate',
      server,
      workload: 'rotate-refresh-tokens',
      state: ['a-0', 'b-0'],
      request: { method: 'POST', path: '/rotate', body: 'grant_type=refresh_token' },
      expect: 'refresh_token',
    };
    // A token that is redeemed twice would be answered with 400, and refused here.
    const { one } = await runLoad(bench, { one: rotating }, { connections: 2 });
    expect(one.rounds).toHaveLength(2);
  });

  it('a server that cannot start says where its log is', async () => {
    writeFileSync(join(directory, 'faulty.cjs'), 'process.exit(3)');
    await expect(startServer({ program: join(directory, 'faulty.cjs'), directory })).rejects.toThrow(/\.log$/);
  });

  it('the small browser fills in the form that is meant', async () => {
    const page = {
      url: new URL(server.origin),
      body: `<form method="post" action="/a"><input type="hidden" name="x" value="1"><button value="switch"></form>
             <form method="post" action="/b?c&amp;d"><input type="hidden" name="y" value="&lt;2"><button value="allow"></form>`,
    };
    const landing = await newBrowser(server.origin).submit(page, { action: 'allow' });
    expect(landing.url.pathname + landing.url.search).toBe('/b?c&d');
    expect(landing.body).toBe('fine');
  });
});
