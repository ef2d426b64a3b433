import { createServer, IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { queryParameters, readForm, readJson } from './body-reader';
import { parseForm } from './form-parameters';
import { MalformedRequest } from './malformed-request';

describe('parseForm: RFC 6749 appendix B', () => {
  it.each([
    ['', []],
    ['a=1', [['a', '1']]],
    [
      'a=1&b=2&a=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    ],
    ['a', [['a', '']]],
    ['a=', [['a', '']]],
    ['=x', [['', 'x']]],
    ['&&a=1&', [['a', '1']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a+b=c+d', [['a b', 'c d']]],
    ['a=%2B%26%3D%25', [['a', '+&=%']]],
    ['s=%E2%82%AC%20%f0%9f%94%91', [['s', '€ 🔑']]],
    ['n=%00', [['n', '\0']]],
    ['redirect_uri=https%3A%2F%2Fa.example%2Fcb%3Fx%3D1', [['redirect_uri', 'https://a.example/cb?x=1']]],
    [
      '__proto__=1&constructor=2',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    ],
  ])('%s', (text, expected) => expect(parseForm(text)).toEqual(expected));

  it.each(['a=%', 'a=%2', 'a=%zz', '%=1', 'a=%ff', 'a=%C0%AF', 'a=%ED%A0%80', 'a=%E2%82', 'a=%F5%80%80%80'])(
    'refuses %s',
    (text) => expect(() => parseForm(text)).toThrow(expect.objectContaining({ status: 400, code: 'bad_encoding' })),
  );

  it('takes 200 parameters and refuses the 201st', () => {
    const pairs = (count: number) => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');
    expect(parseForm(pairs(200))).toHaveLength(200);
    expect(() => parseForm(pairs(201))).toThrow(expect.objectContaining({ status: 400, code: 'too_many_parameters' }));
  });

  it('reads the same as URLSearchParams whatever is encoded', () => {
    const values = ['plain', 'a b', 'ü€🔑', '%', '+', '&=;', 'x'.repeat(300), '\r\n', '"<>'];
    const form = new URLSearchParams(values.map((value, index) => [`name ${index}`, value])).toString();
    expect(parseForm(form)).toEqual(values.map((value, index) => [`name ${index}`, value]));
  });
});

describe('readForm and readJson', () => {
  let server: Server;
  let url: string;
  let read: (request: IncomingMessage) => Promise<unknown>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      read(request).then(
        (value) => response.end(JSON.stringify({ value: value ?? null })),
        (error: unknown) =>
          response.end(
            JSON.stringify(
              error instanceof MalformedRequest ? { status: error.status, code: error.code } : { other: String(error) },
            ),
          ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => server.close());

  const FORM = 'application/x-www-form-urlencoded';
  const send = async (body: BodyInit | undefined, headers: Record<string, string>) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit);
    return answer.json() as Promise<unknown>;
  };

  describe('a form', () => {
    beforeEach(() => (read = (request) => readForm(request)));

    it.each([FORM, `${FORM};charset=UTF-8`, `${FORM}; charset="utf-8"`, 'Application/X-WWW-Form-Urlencoded'])(
      'as %s',
      async (type) =>
        expect(await send('a=1&a=2', { 'content-type': type })).toEqual({
          value: [
            ['a', '1'],
            ['a', '2'],
          ],
        }),
    );

    it('in many chunks, split inside a character', async () => {
      const bytes = [Buffer.from('a=1&b='), Buffer.from([0xe2]), Buffer.from([0x82, 0xac])];
      const body = new ReadableStream({
        pull: (stream) => (bytes.length > 0 ? stream.enqueue(bytes.shift()) : stream.close()),
      });
      expect(await send(body, { 'content-type': FORM })).toEqual({
        value: [
          ['a', '1'],
          ['b', '€'],
        ],
      });
    });

    it.each([
      [undefined, {}, 415, 'unsupported_content_type'],
      ['{}', { 'content-type': 'application/json' }, 415, 'unsupported_content_type'],
      ['a=1', { 'content-type': 'text/plain' }, 415, 'unsupported_content_type'],
      ['a=1', { 'content-type': `${FORM}x` }, 415, 'unsupported_content_type'],
      ['a=1', { 'content-type': `${FORM};charset=iso-8859-1` }, 415, 'unsupported_content_type'],
      ['a=1', { 'content-type': FORM, 'content-encoding': 'gzip' }, 415, 'unsupported_content_encoding'],
      [Buffer.from([0x61, 0x3d, 0xff]), { 'content-type': FORM }, 400, 'bad_encoding'],
      ['a=%ff', { 'content-type': FORM }, 400, 'bad_encoding'],
      [`a=${'x'.repeat(65_535)}`, { 'content-type': FORM }, 413, 'body_too_large'],
    ])('refuses %#', async (body, headers, status, code) =>
      expect(await send(body, headers as Record<string, string>)).toEqual({ status, code }),
    );

    it('takes exactly 64 KiB', async () => {
      const { value } = (await send(`a=${'x'.repeat(65_534)}`, { 'content-type': FORM })) as {
        value: [string, string][];
      };
      expect(value[0]?.[1]).toHaveLength(65_534);
    });

    it('counts a body without a length as it comes', async () => {
      let sent = 0;
      const body = new ReadableStream({
        pull: (stream) => (sent++ < 20 ? stream.enqueue(Buffer.alloc(4096, 'x')) : stream.close()),
      });
      expect(await send(body, { 'content-type': FORM })).toEqual({ status: 413, code: 'body_too_large' });
    });

    it('may be absent where the caller says so', async () => {
      read = (request) => readForm(request, { optional: true });
      expect(await send(undefined, {})).toEqual({ value: [] });
      expect(await send('a=1', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    });
  });

  describe('JSON', () => {
    beforeEach(() => (read = (request) => readJson(request)));

    it.each(['application/json', 'application/json; charset=utf-8'])('as %s', async (type) =>
      expect(await send('{"a":["€"]}', { 'content-type': type })).toEqual({ value: { a: ['€'] } }),
    );

    it('is undefined without a body', async () => expect(await send(undefined, {})).toEqual({ value: null }));

    it.each([
      ['{"a":', 'application/json', 400, 'bad_json'],
      ['{"__proto__":{"admin":true}}', 'application/json', 400, 'bad_json'],
      ['{"a":[{"\\u005f_proto__":1}]}', 'application/json', 400, 'bad_json'],
      ['['.repeat(20_000) + ']'.repeat(20_000), 'application/json', 400, 'bad_json'],
      ['{}', 'text/json', 415, 'unsupported_content_type'],
      [Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'bad_encoding'],
    ])('refuses %#', async (body, type, status, code) =>
      expect(await send(body, { 'content-type': type })).toEqual({ status, code }),
    );
  });
});

describe('queryParameters', () => {
  const of = (url: string) => queryParameters({ url } as IncomingMessage);

  it('reads the raw query, repetitions and all', () => {
    expect(of('/oauth/authorize?scope=a+b&scope=c&x=%3F')).toEqual([
      ['scope', 'a b'],
      ['scope', 'c'],
      ['x', '?'],
    ]);
    expect(of('/oauth/authorize')).toEqual([]);
    expect(of('/oauth/authorize?')).toEqual([]);
  });

  it('is as strict as a body', () => {
    expect(() => of('/?a=%ff')).toThrow(MalformedRequest);
    expect(() => of('/?a=ÿ')).toThrow(MalformedRequest);
  });
});
