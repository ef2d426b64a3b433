import { spawnSync } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { auditRecord, type AuditRecord } from '../audit-record';
import { canonicalRecord, recordDigest } from '../proof/canonical-record';
import { CHAIN_START, nextChain } from '../proof/chain';
import { AuditSigningKey, type Checkpoint } from '../proof/checkpoint';
import { BundleLines } from './bundle-lines';

const START = 1_768_478_400_000;
const PROGRAM = join(__dirname, '../../verify-bundle.mjs');
const signing = new AuditSigningKey(createSecretKey(Buffer.alloc(32, 7)));

interface Sealed {
  readonly seq: number;
  readonly chain: Buffer;
  readonly record: AuditRecord;
}

/** 30 events, checkpoints at 10, 20 and 30. */
function log(): { events: Sealed[]; checkpoints: Checkpoint[] } {
  const events: Sealed[] = [];
  const checkpoints: Checkpoint[] = [];
  let chain: Buffer = CHAIN_START;
  for (let seq = 1; seq <= 30; seq++) {
    const id = `019b4000-0000-7000-8000-${seq.toString(16).padStart(12, '0')}`;
    const detail = { 'odd\u2028 "name"': '😀\r', seq };
    const record = auditRecord({ id: 'token.issued', at: START + seq, clientId: `client-${seq % 3}`, detail }, id);
    chain = nextChain(chain, seq, recordDigest(canonicalRecord(record)));
    events.push({ seq, chain, record });
    if (seq % 10 === 0) checkpoints.push(signing.checkpoint(seq, chain, START + seq));
  }
  return { events, checkpoints };
}

const header = (filter = {}) => ({ issuer: 'https://login.example', exportedAt: START, filter, throughSeq: 30 });

function everything(): string[] {
  const { events, checkpoints } = log();
  const bundle = new BundleLines(signing);
  const lines = [bundle.header(header())];
  for (const { seq, chain, record } of events) {
    lines.push(bundle.event(seq, chain, record));
    const checkpoint = checkpoints.find((one) => one.seq === seq);
    if (checkpoint) lines.push(bundle.checkpoint(checkpoint));
  }
  return [...lines, bundle.trailer()];
}

/** Events 13 and 15 only: the stretches up to 10 and after 20 are left out. */
function filtered(): string[] {
  const { events, checkpoints } = log();
  const bundle = new BundleLines(signing);
  const lines = [bundle.header(header({ client_id: 'client-1' })), bundle.checkpoint(checkpoints[0]!)];
  const others = (from: number, to: number) => {
    const left = events.filter(({ seq }) => seq >= from && seq <= to);
    const digests = left.map(({ record }) => recordDigest(canonicalRecord(record)));
    lines.push(bundle.others(from, left.at(-1)!.chain, digests));
  };
  const event = (seq: number) => lines.push(bundle.event(seq, events[seq - 1]!.chain, events[seq - 1]!.record));
  others(11, 12);
  event(13);
  others(14, 14);
  event(15);
  others(16, 20);
  lines.push(bundle.checkpoint(checkpoints[1]!));
  return [...lines, bundle.trailer()];
}

function verify(lines: readonly string[], ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, '-', ...options], { input: lines.join('') });
  return { status, text: stdout.toString() + stderr.toString() };
}

/** The same for many at once, in one process: whether each is refused, and in which line. */
function faultsOf(bundles: readonly (readonly string[])[]): { line: number; message: string }[] {
  const program = `import { verifyBundle } from ${JSON.stringify(pathToFileURL(PROGRAM).href)};
    const faults = [];
    for (const lines of JSON.parse(await new Response(process.stdin).text())) {
      const { fault } = await verifyBundle(lines);
      faults.push(fault ?? { line: 0, message: 'none' });
    }
    console.log(JSON.stringify(faults));`;
  const input = JSON.stringify(bundles.map((lines) => lines.map((line) => line.replace(/\n$/, ''))));
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { input });
  return JSON.parse(stdout.toString()) as { line: number; message: string }[];
}

const edited = (lines: readonly string[], index: number, from: string | RegExp, to: string) => {
  const line = lines[index] ?? '';
  expect(line).toMatch(from);
  return lines.with(index, line.replace(from, to));
};

describe.each([
  ['of everything', everything],
  ['of what a filter matched', filtered],
])('an export %s', (_, make) => {
  const lines = make();
  const anEvent = lines.findIndex((line) => line.includes('"seq":13'));

  it('verifies', () => {
    const { status, text } = verify(lines);
    expect(text).toContain('OK');
    expect(text).toContain(signing.keyId);
    expect(status).toBe(0);
    expect(verify(lines, '--key', signing.keyId).status).toBe(0);
  });

  it('is refused under another key than the one that is wanted', () => {
    expect(verify(lines, '--key', 'other')).toMatchObject({ status: 1, text: expect.stringContaining('line 1') });
  });

  it.each([
    ['a member', /"client_id":"client-1"/, '"client_id":"client-2"'],
    ['the detail', /"seq":13\}/, '"seq":14}'],
    ['its place', /"seq":13,"chain"/, '"seq":14,"chain"'],
    ['its chain', /"chain":"./, '"chain":"g'],
    ['an added member', /"check":null/, '"check":null,"more":1'],
  ])('finds an edit of an event: %s', (_name, from, to) => {
    const { status, text } = verify(edited(lines, anEvent, from, to));
    expect({ status, text }).toMatchObject({ status: 1, text: expect.stringContaining(`line ${anEvent + 1}:`) });
  });

  it('finds a line that is missing, wherever it was', () => {
    const faults = faultsOf(lines.map((_, index) => lines.toSpliced(index, 1)));
    expect(faults.map(({ line }) => line > 0)).toEqual(lines.map(() => true));
    expect(faults[anEvent]).toEqual({ line: anEvent + 1, message: expect.stringContaining('Event 13 is missing') });
  });

  it('finds lines that were swapped, wherever they were', () => {
    const pairs = lines.slice(1);
    const faults = faultsOf(pairs.map((line, index) => lines.with(index, line).with(index + 1, lines[index]!)));
    expect(faults.map(({ line }) => line > 0)).toEqual(pairs.map(() => true));
    expect(faults[anEvent]?.line).toBe(anEvent + 1);
  });

  it('finds a line that is there twice, wherever it is', () => {
    const faults = faultsOf(lines.map((line, index) => lines.toSpliced(index, 0, line)));
    expect(faults.map(({ line }) => line > 0)).toEqual(lines.map(() => true));
  });

  it('finds that it was cut off, wherever', () => {
    const cut = lines.map((_, index) => lines.slice(0, index));
    for (const [length, { line, message }] of faultsOf(cut).entries()) {
      expect({ line, message }).toEqual({
        line: Math.max(1, length),
        message: expect.stringContaining(`after line ${length} without its trailer`),
      });
    }
    expect(faultsOf([[...lines.slice(0, -1), lines.at(-1)!.slice(0, 40)]])[0]?.line).toBe(lines.length);
  });

  it('finds edits of header, checkpoints and trailer', () => {
    const checkpoint = lines.findIndex((line) => line.startsWith('{"kind":"checkpoint"'));
    expect(verify(edited(lines, 0, 'login.example', 'other.example')).text).toContain('line 1:');
    expect(verify(edited(lines, checkpoint, /"at":\d/, '"at":2')).text).toContain(`line ${checkpoint + 1}:`);
    expect(verify(edited(lines, lines.length - 1, /"events":\d/, '"events":9')).text).toContain(
      `line ${lines.length}:`,
    );
    expect(verify(edited(lines, 2, /^\{/, '{ ')).status).toBe(1);
  });

  it('finds that another filter was written over it', () => {
    const text = lines[0]!.includes('client-1') ? '"filter":{"client_id":"client-1"}' : '"filter":{}';
    expect(verify(edited(lines, 0, text, '"filter":{"client_id":"client-2"}'))).toMatchObject({ status: 1 });
  });

  it('finds an event that was made up and chained anew', () => {
    const other = new AuditSigningKey(createSecretKey(Buffer.alloc(32, 8)));
    const { events } = log();
    const forged = { ...events[12]!.record, clientId: 'client-2' };
    const chain = nextChain(events[11]!.chain, 13, recordDigest(canonicalRecord(forged)));
    const line = new BundleLines(other).event(13, chain, forged);
    expect(verify(lines.with(anEvent, line))).toMatchObject({ status: 1 });
  });
});

it('an export that nothing matched verifies, and a wrong call is told apart', () => {
  const bundle = new BundleLines(signing);
  expect(verify([bundle.header(header({ client_id: 'nobody' })), bundle.trailer()])).toMatchObject({ status: 0 });
  expect(spawnSync(process.execPath, [PROGRAM]).status).toBe(2);
  expect(spawnSync(process.execPath, [PROGRAM, '/nonexistent.jsonl']).status).toBe(2);
  expect(verify(['not JSON\n'])).toMatchObject({ status: 1, text: expect.stringContaining('line 1') });
});
