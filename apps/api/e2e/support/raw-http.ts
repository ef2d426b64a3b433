/** Requests as no client library would send them: every byte of the head and the body is the caller's. */
import { connect } from 'node:net';

export interface RawRequest {
  readonly method?: string;
  /** Request target, sent as it is. */
  readonly target: string;
  /** Besides `Host` and `Connection: close`; one name may stand here twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** A text is sent as UTF-8. */
  readonly body?: string | Buffer | undefined;
  /** Sends the body in chunks of 16 KiB instead of announcing its length. */
  readonly chunked?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const CHUNK = 16_384;
/** Milliseconds; an answer that takes longer hangs. */
const PATIENCE = 20_000;

/** One request on a connection of its own. Rejects when the answer is not HTTP or does not come. */
export function exchange(origin: string, request: RawRequest): Promise<RawAnswer> {
  return exchangeBytes(origin, bytesOf(origin, request));
}

/** Whatever the bytes are; the answer is what comes back until the server closes. */
export function exchangeBytes(origin: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error('there was no answer')));
    socket.on('data', (data: Buffer) => received.push(data));
    // A server may answer and leave before it has read a body that is too long for it.
    let fault: Error | undefined;
    socket.on('error', (error) => (fault = error));
    socket.on('close', () => {
      try {
        resolve(parse(Buffer.concat(received)));
      } catch (error) {
        reject(fault ?? (error as Error));
      }
    });
  });
}

function bytesOf(origin: string, { method = 'GET', target, headers = [], body, chunked }: RawRequest): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, `Host: ${new URL(origin).host}`, 'Connection: close'];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const content = typeof body === 'string' ? Buffer.from(body) : body;
  if (content !== undefined) lines.push(chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${content.length}`);
  // Latin-1 is how header values travel: one byte for each character.
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  if (content === undefined) return head;
  return Buffer.concat([head, chunked ? inChunks(content) : content]);
}

function inChunks(content: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let start = 0; start < content.length; start += CHUNK) {
    const part = content.subarray(start, start + CHUNK);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

function parse(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 ([0-9]{3})/.exec(statusLine)?.[1]);
  if (end === -1 || Number.isNaN(status)) throw new Error(`no HTTP answer: ${bytes.subarray(0, 200).toString()}`);
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const content = bytes.subarray(end + 4);
  // Only an answer that Node itself makes, to a request without a host, comes in chunks: none but the last.
  if (headers.has('transfer-encoding') && content.toString() !== '0\r\n\r\n') throw new Error('an answer in chunks');
  const length = headers.has('transfer-encoding') ? 5 : Number(headers.get('content-length') ?? content.length);
  // A second answer behind the first would be a smuggled one.
  if (content.length > length) throw new Error('more than one answer');
  return { status, headers, body: headers.has('transfer-encoding') ? '' : content.toString('utf8') };
}
