#!/usr/bin/env node
/**
 * Verifies an exported audit log, with nothing but Node.js (20 or later) and this file:
 *
 *   node verify-bundle.mjs export.jsonl [--key KEY_ID]
 *
 * Exit code 0: every event in the file is what the server's chain holds at that place, in that order, and the file is as
 * it was exported. 1: it is not; the line is named. 2: wrong use. Without --key the key inside the file is believed:
 * compare the key id that is printed with one that you got from the server or its log before.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';

const FORMAT = 'gatehouse audit bundle';

class Fault extends Error {}

function usage(message) {
  process.stderr.write(
    `${message}\nUsage: node verify-bundle.mjs FILE [--key KEY_ID]   (FILE may be - for standard input)\n`,
  );
  process.exit(2);
}

function readArguments(given) {
  const rest = [...given];
  let key;
  const at = rest.indexOf('--key');
  if (at !== -1) [, key] = rest.splice(at, 2);
  if (rest.length !== 1 || (at !== -1 && !key)) usage('One file, please.');
  return { file: rest[0], key };
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

function nextChain(previous, seq, digest) {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(seq));
  return sha256(previous, place, digest);
}

function requireThat(condition, message) {
  if (!condition) throw new Fault(message);
}

/** RFC 7638, RFC 8037 §2. */
function thumbprint({ crv, kty, x }) {
  return sha256(JSON.stringify({ crv, kty, x })).toString('base64url');
}

class Bundle {
  #key;
  #keyId;
  #wantedKey;
  #filtered = false;
  #throughSeq = 0;
  #seq = 0;
  #chain = Buffer.alloc(32);
  /** True when everything up to here is covered by a signed checkpoint. */
  #anchored = true;
  #events = 0;
  #first;
  #ended = false;
  #hash = createHash('sha256');

  constructor(wantedKey) {
    this.#wantedKey = wantedKey;
  }

  take(text, index) {
    let line;
    try {
      line = JSON.parse(text);
    } catch {
      throw new Fault('This is not a line of JSON.');
    }
    requireThat(!this.#ended, 'There is something after the end.');
    requireThat(typeof line === 'object' && line !== null, 'This is not a line of an export.');
    requireThat(index > 0 || line.kind === 'header', 'The header is missing.');
    const readers = {
      header: 'header',
      checkpoint: 'checkpoint',
      event: 'event',
      others: 'others',
      trailer: 'trailer',
    };
    requireThat(Object.hasOwn(readers, line.kind), 'This is not a line of an export.');
    if (line.kind === 'header') this.#header(line, index);
    else if (line.kind === 'checkpoint') this.#checkpoint(line);
    else if (line.kind === 'event') this.#event(line);
    else if (line.kind === 'others') this.#others(line);
    else this.#trailer(line);
    this.#hash.update(`${text}\n`);
  }

  end(lines) {
    if (this.#ended)
      return {
        events: this.#events,
        first: this.#first,
        last: this.#seq,
        keyId: this.#keyId,
        filtered: this.#filtered,
      };
    throw new Fault(`The file ends after line ${lines} without its trailer: lines are missing at the end.`);
  }

  #header(line, index) {
    requireThat(index === 0, 'There is a second header.');
    const { statement } = line;
    requireThat(
      statement?.format === FORMAT && statement.version === 1,
      'This is not an export that this program knows.',
    );
    this.#keyId = thumbprint(statement.key);
    requireThat(statement.key_id === this.#keyId, 'The key id is not that of the key.');
    requireThat(
      this.#wantedKey === undefined || this.#wantedKey === this.#keyId,
      `The export is signed with another key: ${this.#keyId}.`,
    );
    try {
      this.#key = createPublicKey({ key: statement.key, format: 'jwk' });
    } catch {
      throw new Fault('The key cannot be read.');
    }
    this.#requireSigned('header', line);
    this.#filtered = Object.keys(statement.filter).length > 0;
    this.#throughSeq = statement.through_seq;
  }

  #requireSigned(kind, { statement, signature }) {
    const text = `${FORMAT} ${kind} ${JSON.stringify(statement)}`;
    requireThat(
      verify(null, Buffer.from(text), this.#key, Buffer.from(signature, 'base64url')),
      `The ${kind} was edited: its signature does not fit.`,
    );
  }

  #checkpoint({ seq, chain, at, key_id, signature }) {
    const text = JSON.stringify({ statement: 'gatehouse audit checkpoint', seq, chain, at, key_id });
    const genuine =
      key_id === this.#keyId && verify(null, Buffer.from(text), this.#key, Buffer.from(signature, 'base64url'));
    requireThat(genuine, `The checkpoint at event ${seq} was edited: its signature does not fit.`);
    if (seq === this.#seq)
      requireThat(
        chain === this.#chain.toString('hex'),
        `The events up to ${seq} are not those that the checkpoint signed.`,
      );
    else {
      // Old events may have been removed for good, and a filter leaves out stretches in which nothing matched.
      requireThat(seq > this.#seq, `The checkpoint at event ${seq} is out of order.`);
      requireThat(this.#anchored, `Events ${this.#seq + 1} to ${seq} are missing.`);
      requireThat(this.#filtered || this.#first === undefined, `Events ${this.#seq + 1} to ${seq} are missing.`);
      this.#seq = seq;
      this.#chain = Buffer.from(chain, 'hex');
    }
    this.#anchored = true;
  }

  #step(seq, digest) {
    const expected = this.#seq + 1;
    requireThat(seq >= expected, `Event ${seq} is out of order: ${expected} comes next.`);
    requireThat(
      seq === expected,
      seq === expected + 1 ? `Event ${expected} is missing.` : `Events ${expected} to ${seq - 1} are missing.`,
    );
    this.#chain = nextChain(this.#chain, seq, digest);
    this.#seq = seq;
    this.#anchored = false;
  }

  #event({ seq, chain, record }) {
    // The text of a record is JSON without blanks, its members in the order of the file.
    this.#step(seq, sha256(JSON.stringify(record)));
    requireThat(
      chain === this.#chain.toString('hex'),
      `Event ${seq} (${record?.id}) was edited, or does not follow from the one before it.`,
    );
    this.#first ??= seq;
    this.#events += 1;
  }

  #others({ seq, chain, digests }) {
    requireThat(
      this.#filtered && Array.isArray(digests) && digests.length > 0,
      'Events were left out of an export of everything.',
    );
    digests.forEach((digest, index) => this.#step(seq + index, Buffer.from(digest, 'base64url')));
    requireThat(chain === this.#chain.toString('hex'), `The digests of events ${seq} to ${this.#seq} were edited.`);
  }

  #trailer(line) {
    this.#requireSigned('trailer', line);
    const { events, sha256: digest } = line.statement;
    requireThat(
      this.#anchored,
      `The events up to ${this.#seq} are not covered by a checkpoint: lines are missing before this one.`,
    );
    requireThat(
      this.#filtered || this.#seq === this.#throughSeq,
      `The events up to ${this.#throughSeq} are missing before this line.`,
    );
    requireThat(
      events === this.#events,
      `There are ${this.#events} events, and were ${events}: lines are missing before this one.`,
    );
    requireThat(
      digest === this.#hash.copy().digest('hex'),
      'A line before this one is not written as it was exported.',
    );
    this.#ended = true;
  }
}

/** Lines end with a line feed and nothing else: a record may hold any other character. */
async function* linesOf(input) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of input) {
    const parts = (rest + decoder.write(chunk)).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

/**
 * @param lines an iterable of lines without their line ends, possibly an asynchronous one
 * @param key the key id that is wanted, if one is known
 * @returns what was verified, or the first line that is wrong
 */
export async function verifyBundle(lines, key) {
  const bundle = new Bundle(key);
  let index = 0;
  try {
    for await (const text of lines) {
      bundle.take(text, index);
      index += 1;
    }
  } catch (error) {
    if (error instanceof Fault) return { fault: { line: index + 1, message: error.message } };
    if (!(error instanceof TypeError)) throw error;
    return { fault: { line: index + 1, message: 'This line does not have the members that it should have.' } };
  }
  try {
    return bundle.end(index);
  } catch (error) {
    if (error instanceof Fault) return { fault: { line: Math.max(1, index), message: error.message } };
    throw error;
  }
}

async function main() {
  const { file, key } = readArguments(process.argv.slice(2));
  const input =
    file === '-'
      ? process.stdin
      : await open(file).then(
          (handle) => handle.createReadStream(),
          (error) => usage(error.message),
        );
  const { fault, events, first, last, keyId, filtered } = await verifyBundle(linesOf(input), key);
  if (fault) {
    process.stdout.write(`FAULT in line ${fault.line}: ${fault.message}\n`);
    process.exit(1);
  }
  const range = first === undefined ? 'no events' : `${events} events, from ${first} to ${last} of the chain`;
  process.stdout.write(`OK: ${range}, as exported${filtered ? ' under a filter' : ''} and signed with key ${keyId}.\n`);
  if (key === undefined) process.stdout.write('Compare the key id with one from the server, or give it with --key.\n');
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
