/**
 * Malformed and hostile requests at every endpoint: each gets the 4xx that its standard prescribes, in the form that its
 * standard prescribes, never a redirect where none is allowed and never a 5xx. RFC 6749 §3.1, §3.2, §4.1.2.1, §5.2;
 * RFC 6750 §3; RFC 7009 §2.2.1; RFC 7662 §2.3; RFC 9700 §4.11; SEC-A, C, D, G06 to G08, G16, H14, H16, H19, H24, H25.
 */
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { redirectUriMutations } from '@gatehouse/client-rules/testing';
import { ALICE, CLIENT_KEY, CONFIGURATION, NOTES, ORDERS, REDIRECT_URI, SECRET } from './support/configuration';
import { runStatement } from './support/database';
import { assertionOf, hostileAssertions } from './support/hostile-assertions';
import { DATABASES, Instance } from './support/instance';
import { exchange, exchangeBytes, type RawAnswer, type RawRequest } from './support/raw-http';
import { expectSound, faultsOf } from './support/sound-answer';
import { UserAgent } from './support/user-agent';

const QUERY_REDIRECT_URI = 'https://query.example/callback?tenant=a&mode=b';
const LOOPBACK_REDIRECT_URI = 'http://127.0.0.1:5000/callback';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const RSA_KID = 'client-rsa-1';
const CODE_VERIFIER = 'v'.repeat(43);
const CODE_CHALLENGE = createHash('sha256').update(CODE_VERIFIER).digest('base64url');

function client(clientId: string, type: string, redirectUri: string, more: string): string {
  return `
  - client_id: ${clientId}
    application_type: ${type}
    redirect_uris: ["${redirectUri}"]
    grant_types: [authorization_code, refresh_token]
    response_types: [code]
    scope: openid profile orders:read
    ${more}`;
}

const rsaKeys = { keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: RSA_KID, alg: 'RS256', use: 'sig' }] };
const HOSTILE = CONFIGURATION.replace(
  'clients:',
  `clients:${client('retired', 'web', REDIRECT_URI, `token_endpoint_auth_method: client_secret_basic\n    client_secret: ${SECRET}`)}${client('with-query', 'spa', QUERY_REDIRECT_URI, 'token_endpoint_auth_method: none')}${client('native', 'native', LOOPBACK_REDIRECT_URI, 'token_endpoint_auth_method: none')}${client('web-rsa', 'web', REDIRECT_URI, `token_endpoint_auth_method: private_key_jwt\n    token_endpoint_auth_signing_alg: RS256\n    jwks: ${JSON.stringify(rsaKeys)}`)}`,
);

const FORM = 'application/x-www-form-urlencoded';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
type Fields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

const encoded = (fields: Fields) => new URLSearchParams(fields as Record<string, string>).toString();
const basicHeader = (pair: string | Buffer): [string, string] => [
  'Authorization',
  `Basic ${Buffer.from(pair).toString('base64')}`,
];
const MACHINE = basicHeader(`machine:${SECRET}`);
const CREDENTIALS = { grant_type: 'client_credentials', scope: 'notes:read', resource: NOTES };

/** A form posted to `target`; a text as body is sent as it is. */
function form(target: string, body: Fields | string | Buffer, headers: RawRequest['headers'] = []): RawRequest {
  const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : encoded(body);
  return { method: 'POST', target, headers: [['Content-Type', FORM], ...headers], body: content };
}

/** Ten thousand different parameters in fewer bytes than a body may have. */
const TEN_THOUSAND = Array.from({ length: 10_000 }, (_, index) => `${index.toString(36)}=`).join('&');
const MEBIBYTE = 1_048_576;

type Expectation = (answer: RawAnswer) => void;
type Case = [name: string, request: RawRequest, expectation: Expectation];

/** RFC 6749 §5.2, RFC 6750 §3. @param challenge what `WWW-Authenticate` must match; without it there must be none */
function refused(status: number, error: string, challenge?: RegExp): Expectation {
  return ({ status: actual, headers, body }) => {
    expect({ status: actual, type: headers.get('content-type'), body }).toEqual({
      status,
      type: 'application/json',
      body: expect.stringContaining(`"error":"${error}"`),
    });
    if (challenge === undefined) expect(headers.get('www-authenticate')).toBeNull();
    else expect(headers.get('www-authenticate')).toMatch(challenge);
    expect(headers.get('location')).toBeNull();
  };
}

/** A page of ours with a reference, and no way on to anywhere. RFC 6749 §4.1.2.1, RFC 9700 §4.11. */
function page(...statuses: number[]): Expectation {
  return ({ status, headers, body }) => {
    expect(statuses).toContain(status);
    expect(headers.get('location')).toBeNull();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(body).toContain(`<code dir="ltr">${headers.get('x-request-id')}</code>`);
    expect(body).not.toMatch(/http-equiv="refresh"|<form|evil\.example/i);
    expect(headers.get('content-security-policy')).toContain("form-action 'self';");
  };
}

function allowedMethods(form: 'json' | 'page', ...methods: string[]): Expectation {
  return (answer) => {
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({
      status: 405,
      allow: methods.join(', '),
    });
    if (form === 'page') expect(answer.headers.get('content-type')).toContain('text/html');
    else expect(answer.headers.get('content-type')).toBe('application/json');
  };
}

const INVALID_REQUEST = refused(400, 'invalid_request');
const CHALLENGED = refused(401, 'invalid_client', /^Basic realm="/);

const DIRECT = ['/oauth/token', '/oauth/introspect', '/oauth/revoke'] as const;
const VALID_FIELDS: Readonly<Record<(typeof DIRECT)[number], Readonly<Record<string, string>>>> = {
  '/oauth/token': CREDENTIALS,
  '/oauth/introspect': { token: 'x' },
  '/oauth/revoke': { token: 'x' },
};

/** What no form endpoint can read, whatever the form is for. */
function unreadableForms(target: string, valid: string, headers: RawRequest['headers'] = []): [string, RawRequest][] {
  const typed = (type: string | undefined, body: string | Buffer): RawRequest => ({
    method: 'POST',
    target,
    body,
    headers: [...(type === undefined ? [] : [['Content-Type', type] as const]), ...headers],
  });
  const wrongTypes: [string, RawRequest][] = [
    ['application/json', '{"grant_type":"client_credentials","token":"x"}'],
    ['application/json', '{"grant_type":'],
    ['application/jwt', valid],
    ['text/plain', valid],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nx\r\n--x--\r\n'],
    ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['application/x-www-form-urlencodedx', valid],
    ['application/x-www-form-urlencoded, text/plain', valid],
    [`${FORM}; charset=utf-16`, valid],
    [`${FORM}; charset=iso-8859-1`, valid],
    ['', valid],
    ['*/*', valid],
  ].map(([type, body], index) => [`content type ${type} (${index})`, typed(type, body ?? '')]);
  const bad = (name: string, body: string | Buffer): [string, RawRequest] => [name, typed(FORM, body)];
  return [
    ...wrongTypes,
    ['no content type', typed(undefined, valid)],
    ['no body', { method: 'POST', target, headers }],
    ['a compressed body', typed(FORM, valid)].map((part, index) =>
      index === 1
        ? { ...(part as RawRequest), headers: [...((part as RawRequest).headers ?? []), ['Content-Encoding', 'gzip']] }
        : part,
    ) as [string, RawRequest],
    bad('bytes that are not UTF-8', Buffer.concat([Buffer.from(`${valid}&x=`), Buffer.from([0xc3, 0x28])])),
    bad('Latin-1', Buffer.from(`${valid}&x=\xe9`, 'latin1')),
    bad('UTF-16', Buffer.from(`\ufeff${valid}`, 'utf16le')),
    bad('half an escape', `${valid}&x=%4`),
    bad('a lone per cent', `${valid}&x=100%`),
    bad('an escape of letters', `${valid}&x=%zz`),
    bad('an escaped byte that is not UTF-8', `${valid}&x=%ff`),
    bad('an overlong escape', `${valid}&x=%c0%af`),
    bad('an escaped surrogate', `${valid}&x=%ed%a0%80`),
    bad('a bad escape in a name', `${valid}&%ff=x`),
    bad('10,000 parameters', `${valid}&${TEN_THOUSAND}`),
    bad('201 parameters', Array.from({ length: 201 }, () => 'a=1').join('&')),
  ];
}

/** Longer than a body may be. */
function oversizedForms(target: string, valid: string, headers: RawRequest['headers'] = []): [string, RawRequest][] {
  return [65_537, MEBIBYTE].flatMap((size): [string, RawRequest][] => {
    const request = form(target, `${valid}&x=${'x'.repeat(size - valid.length - 3)}`, headers);
    return [
      [`${size} bytes`, request],
      [`${size} bytes in chunks`, { ...request, chunked: true }],
    ];
  });
}

const AUTHORIZATION = {
  client_id: 'spa',
  redirect_uri: REDIRECT_URI,
  response_type: 'code',
  scope: 'openid',
  state: 'state-1',
  code_challenge: CODE_CHALLENGE,
  code_challenge_method: 'S256',
};
type Changes = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A good authorization request, but for what is named: undefined leaves out, a list repeats. */
function authorizationFields(changes: Changes = {}): [string, string][] {
  const all: Changes = { ...AUTHORIZATION, ...changes };
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}

const authorizationTarget = (changes: Changes = {}) => `/oauth/authorize?${encoded(authorizationFields(changes))}`;

/** Percent-encoding that also carries what is no Unicode: a lone surrogate as the three bytes that UTF-8 forbids. */
const wired = (text: string) =>
  [...text].map((letter) => (/^[\ud800-\udfff]$/.test(letter) ? '%ED%A0%80' : encodeURIComponent(letter))).join('');

/** Hidden fields of a page by name. */
function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [input] of html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const name = /\sname="([^"]*)"/.exec(input)?.[1] ?? '';
    fields[name] = (/\svalue="([^"]*)"/.exec(input)?.[1] ?? '')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  }
  return fields;
}

describe.each(DATABASES)('malformed requests [%s]', (database) => {
  let instance: Instance;

  beforeAll(async () => {
    instance = await Instance.start({ database, configuration: HOSTILE, environment: { LOG_LEVEL: 'warn' } });
    await runStatement(instance, `UPDATE client SET disabled_at = 1 WHERE client_id = 'retired'`);
  });
  afterAll(() => instance?.stop());
  // Whatever was sent, nothing failed on our side: no warning, no error, and the process is the one that was started.
  afterAll(() => expect(instance.processes[0]?.output.match(/"level":"(error|fatal)".*/g)).toBeNull());

  /** Sends it and checks what holds for every answer. */
  async function send(request: RawRequest): Promise<RawAnswer> {
    const answer = await exchange(instance.issuer, request);
    expectSound(answer, request.target.split('?')[0] ?? '');
    return answer;
  }

  const run = async (_name: string, request: RawRequest, expectation: Expectation) => expectation(await send(request));

  describe('the direct endpoints', () => {
    it.each(DIRECT)('%s takes the good request that the bad ones are made of', async (target) => {
      const answer = await send(form(target, VALID_FIELDS[target], [MACHINE]));
      expect(answer.status).toBe(200);
    });

    describe.each(DIRECT)('%s', (target) => {
      const valid = encoded(VALID_FIELDS[target]);

      it.each<Case>([
        ...unreadableForms(target, valid, [MACHINE]).map(([name, request]): Case => [name, request, INVALID_REQUEST]),
        ...oversizedForms(target, valid, [MACHINE]).map(([name, request]): Case => [
          name,
          request,
          refused(413, 'invalid_request'),
        ]),
        ...Object.keys(VALID_FIELDS[target])
          // RFC 8707 §2: the one that may be repeated.
          .filter((name) => name !== 'resource')
          .map((name): Case => [
            `${name} twice`,
            form(target, [...Object.entries(VALID_FIELDS[target]), [name, 'x']], [MACHINE]),
            INVALID_REQUEST,
          ]),
        ['an unknown parameter twice', form(target, `${valid}&extra=1&extra=2`, [MACHINE]), INVALID_REQUEST],
        ['the same parameter twice', form(target, `${valid}&${valid.split('&')[0]}`, [MACHINE]), INVALID_REQUEST],
        ['client_id twice', form(target, `${valid}&client_id=machine&client_id=machine`, [MACHINE]), INVALID_REQUEST],
        ['nothing in the form', form(target, '', [MACHINE]), INVALID_REQUEST],
        ['empty values', form(target, 'grant_type=&token=', [MACHINE]), INVALID_REQUEST],
        ['lists in the names', form(target, valid.replaceAll('=', '[]='), [MACHINE]), INVALID_REQUEST],
        ['members in the names', form(target, valid.replaceAll('=', '[a]='), [MACHINE]), INVALID_REQUEST],
        ['JSON in the form', form(target, JSON.stringify(VALID_FIELDS[target]), [MACHINE]), INVALID_REQUEST],
        ['names of prototypes', form(target, '__proto__=x&constructor=x&toString=x', [MACHINE]), INVALID_REQUEST],
        [
          'the parameters in the query',
          { ...form(target, '', [MACHINE]), target: `${target}?${valid}` },
          INVALID_REQUEST,
        ],
        ['a NUL before each name', form(target, `%00${valid.replaceAll('&', '&%00')}`, [MACHINE]), INVALID_REQUEST],
        ['nobody', form(target, valid), refused(401, 'invalid_client')],
        [
          'nobody, in the query',
          { ...form(target, valid), target: `${target}?client_id=spa` },
          refused(401, 'invalid_client'),
        ],
      ])('refuses %s', run);

      it.each<Case>(
        [
          ['a word', ['Authorization', 'machine'], CHALLENGED],
          ['an empty header', ['Authorization', ''], CHALLENGED],
          ['an unknown scheme', ['Authorization', 'Digest username=machine'], CHALLENGED],
          ['a bearer token', ['Authorization', 'Bearer x'], CHALLENGED],
          ['nothing behind Basic', ['Authorization', 'Basic'], INVALID_REQUEST],
          ['plain text', ['Authorization', `Basic machine:${SECRET}`], INVALID_REQUEST],
          ['base64url', ['Authorization', 'Basic bWFjaGluZTr_-_-_'], INVALID_REQUEST],
          ['no padding', ['Authorization', 'Basic bWFjaGluZTph'.slice(0, -1)], INVALID_REQUEST],
          ['stray bits', ['Authorization', 'Basic YTpiYx=='], INVALID_REQUEST],
          ['a blank inside', ['Authorization', 'Basic bWFj aGluZTph'], INVALID_REQUEST],
          ['two values', ['Authorization', `${MACHINE[1]}, ${MACHINE[1]}`], INVALID_REQUEST],
          ['no colon', basicHeader('machine'), INVALID_REQUEST],
          ['no client', basicHeader(`:${SECRET}`), INVALID_REQUEST],
          ['half an escape', basicHeader('machine:%4'), INVALID_REQUEST],
          ['bytes that are not UTF-8', basicHeader(Buffer.from([0x6d, 0x3a, 0xff, 0xfe])), INVALID_REQUEST],
          ['no secret', basicHeader('machine:'), CHALLENGED],
          ['a wrong secret', basicHeader('machine:wrong'), CHALLENGED],
          ['a wrong secret with a NUL', basicHeader(`machine:${SECRET}\0`), CHALLENGED],
          ['a secret of 8,000 characters', basicHeader(`machine:${'x'.repeat(8_000)}`), CHALLENGED],
          ['an unknown client', basicHeader(`nobody:${SECRET}`), CHALLENGED],
          ['an unknown client with a NUL', basicHeader(`machine\0:${SECRET}`), CHALLENGED],
          ['an unknown client that is SQL', basicHeader(`' OR 1=1 --:${SECRET}`), CHALLENGED],
          ['a client id of 8,000 characters', basicHeader(`${'x'.repeat(8_000)}:${SECRET}`), CHALLENGED],
          ['a client id in other letters', basicHeader(`MACHINE:${SECRET}`), CHALLENGED],
          ['a disabled client', basicHeader(`retired:${SECRET}`), CHALLENGED],
          ['a client of another method', basicHeader(`web-post:${SECRET}`), CHALLENGED],
          ['a public client', basicHeader('spa:'), CHALLENGED],
        ].map(([name, header, expectation]): Case => [
          name as string,
          form(target, valid, [header as [string, string]]),
          expectation as Expectation,
        ]),
      )('refuses credentials with %s', run);

      it.each<[string, Fields, RawRequest['headers'], Expectation]>([
        ['a wrong secret', { client_id: 'web-post', client_secret: 'wrong' }, [], refused(401, 'invalid_client')],
        ['a secret alone', { client_secret: SECRET }, [], INVALID_REQUEST],
        [
          'a secret of another method',
          { client_id: 'web-basic', client_secret: SECRET },
          [],
          refused(401, 'invalid_client'),
        ],
        [
          'a secret of a public client',
          { client_id: 'spa', client_secret: SECRET },
          [],
          refused(401, 'invalid_client'),
        ],
        ['an unknown client', { client_id: 'nobody' }, [], refused(401, 'invalid_client')],
        ['a disabled client', { client_id: 'retired', client_secret: SECRET }, [], refused(401, 'invalid_client')],
        ['a confidential client’s name alone', { client_id: 'web-basic' }, [], refused(401, 'invalid_client')],
        ['header and body', { client_id: 'machine', client_secret: SECRET }, [MACHINE], INVALID_REQUEST],
        ['another client in the body', { client_id: 'spa' }, [MACHINE], INVALID_REQUEST],
        [
          'an assertion beside a secret',
          { client_assertion: 'a.b.c', client_assertion_type: ASSERTION_TYPE },
          [MACHINE],
          refused(401, 'invalid_client', /^Basic/),
        ],
        ['an assertion without its type', { client_assertion: 'a.b.c' }, [], INVALID_REQUEST],
        [
          'an assertion of an unknown type',
          { client_assertion: 'a.b.c', client_assertion_type: 'x' },
          [],
          INVALID_REQUEST,
        ],
        ['the type of an assertion alone', { client_assertion_type: ASSERTION_TYPE }, [], INVALID_REQUEST],
        [
          'two secrets',
          [
            ['client_id', 'web-post'],
            ['client_secret', SECRET],
            ['client_secret', SECRET],
          ],
          [],
          INVALID_REQUEST,
        ],
      ])('refuses a body with %s', async (name, fields, headers, expectation) => {
        await run(name, form(target, `${valid}&${encoded(fields)}`, headers), expectation);
      });
    });

    it('tells nobody which clients exist (SEC-G01)', async () => {
      const pairs = [`nobody:${SECRET}`, 'machine:wrong', `retired:${SECRET}`, `web-post:${SECRET}`, 'spa:x'];
      const answers = await Promise.all(
        pairs.map((pair) => send(form('/oauth/token', CREDENTIALS, [basicHeader(pair)]))),
      );
      const facts = answers.map(({ status, headers, body }) => [status, headers.get('www-authenticate'), body]);
      expect(new Set(facts.map((fact) => JSON.stringify(fact))).size).toBe(1);
    });

    it.each(['client_id', 'redirect_uri', 'code', 'code_verifier', 'refresh_token', 'scope', 'resource', 'grant_type'])(
      '/oauth/token refuses every odd %s (SEC-H14, H16)',
      async (name) => {
        const odd = [
          '\0',
          '\r\nSet-Cookie: a=b',
          'é☃',
          '\u202e',
          "'; DROP TABLE client; --",
          '${7*7}',
          '<script>',
          '../',
          '[object Object]',
          'x'.repeat(60_000),
          ' ',
          '"',
          '\\',
          '%00',
        ];
        for (const grant of ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit']) {
          for (const value of odd) {
            const fields = { grant_type: grant, client_id: 'spa', code: 'x', refresh_token: 'x', [name]: value };
            const answer = await send(form('/oauth/token', fields));
            expect([400, 401]).toContain(answer.status);
            expect(answer.headers.getSetCookie()).toEqual([]);
          }
        }
      },
    );

    it.each<Case>(
      [
        ['no code', { grant_type: 'authorization_code' }, INVALID_REQUEST],
        ['a code of nobody', { grant_type: 'authorization_code', code: 'x' }, refused(400, 'invalid_grant')],
        [
          'a code that looks right',
          {
            grant_type: 'authorization_code',
            code: `gh_ac_${'A'.repeat(64)}`,
            code_verifier: CODE_VERIFIER,
            redirect_uri: REDIRECT_URI,
          },
          refused(400, 'invalid_grant'),
        ],
        [
          'an access token as code',
          { grant_type: 'authorization_code', code: `gh_at_${'A'.repeat(64)}` },
          refused(400, 'invalid_grant'),
        ],
        ['no refresh token', { grant_type: 'refresh_token' }, INVALID_REQUEST],
        [
          'a refresh token of nobody',
          { grant_type: 'refresh_token', refresh_token: 'x' },
          refused(400, 'invalid_grant'),
        ],
        [
          'a refresh token of 60,000 dots',
          { grant_type: 'refresh_token', refresh_token: '.'.repeat(60_000) },
          refused(400, 'invalid_grant'),
        ],
        [
          'the grant of a confidential client',
          { grant_type: 'client_credentials' },
          refused(400, 'unauthorized_client'),
        ],
        [
          'the password grant',
          { grant_type: 'password', username: ALICE.username, password: ALICE.password },
          refused(400, 'unsupported_grant_type'),
        ],
        ['an unknown grant', { grant_type: 'urn:example:grant' }, refused(400, 'unsupported_grant_type')],
        [
          'a grant in other letters',
          { grant_type: 'Authorization_Code', code: 'x' },
          refused(400, 'unsupported_grant_type'),
        ],
        ['a grant that every object has', { grant_type: 'toString' }, refused(400, 'unsupported_grant_type')],
      ].map(([name, fields, expectation]): Case => [
        name as string,
        form('/oauth/token', { client_id: 'spa', ...(fields as Record<string, string>) }),
        expectation as Expectation,
      ]),
    )('/oauth/token refuses %s', run);

    it.each<Case>(
      [
        ['an unknown scope', { scope: 'notes:write' }, refused(400, 'invalid_scope')],
        ['a scope that is not the client’s', { scope: 'orders:write' }, refused(400, 'invalid_scope')],
        ['a scope of bad characters', { scope: 'notes:read "' }, refused(400, 'invalid_scope')],
        ['a scope with a line break', { scope: 'notes:read\r\n' }, refused(400, 'invalid_scope')],
        ['30,000 scopes', { scope: 'a '.repeat(30_000) }, refused(400, 'invalid_scope')],
        ['an unknown resource', { resource: 'https://evil.example' }, refused(400, 'invalid_target')],
        ['a relative resource', { resource: '/notes' }, refused(400, 'invalid_target')],
        ['a resource with a fragment', { resource: `${NOTES}#x` }, refused(400, 'invalid_target')],
        ['a resource that is a word', { resource: 'notes' }, refused(400, 'invalid_target')],
      ].map(([name, fields, expectation]): Case => [
        name as string,
        form('/oauth/token', { ...CREDENTIALS, ...(fields as Record<string, string>) }, [MACHINE]),
        expectation as Expectation,
      ]),
    )('/oauth/token refuses a machine %s', run);

    const TOKENS = [
      'x',
      '\0',
      '\r\n',
      'é',
      '.'.repeat(60_000),
      `gh_at_${'A'.repeat(64)}`,
      `gh_rt_${'_'.repeat(64)}`,
      'gh_at_',
      'a.b.c',
      'eyJhbGciOiJub25lIn0.e30.',
      'x'.repeat(60_000),
      '[object Object]',
      "' OR 1=1 --",
    ];

    it('/oauth/introspect knows of no odd token more than that it is not active', async () => {
      for (const token of TOKENS) {
        const answer = await send(form('/oauth/introspect', { token, token_type_hint: 'no_such_hint' }, [MACHINE]));
        expect([answer.status, answer.body]).toEqual([200, '{"active":false}']);
      }
    });

    it('/oauth/revoke takes every odd token for dead (RFC 7009 §2.2)', async () => {
      for (const token of TOKENS) {
        const answer = await send(form('/oauth/revoke', { token, token_type_hint: 'no_such_hint' }, [MACHINE]));
        expect([answer.status, answer.body]).toEqual([200, '']);
      }
    });

    it('/oauth/introspect takes no public client', async () => {
      refused(401, 'invalid_client')(await send(form('/oauth/introspect', { token: 'x', client_id: 'spa' })));
    });

    it('refuse 1,000,000 dots before anything looks at them (SEC-D07)', async () => {
      const dots = '.'.repeat(1_000_000);
      for (const target of DIRECT) {
        const assertion = { client_assertion: dots, client_assertion_type: ASSERTION_TYPE };
        for (const fields of [{ token: dots }, assertion, { refresh_token: dots }, { code: dots }]) {
          refused(413, 'invalid_request')(await send(form(target, fields, [MACHINE])));
        }
      }
    });
  });

  describe('client assertions', () => {
    const ecParts = (audience: string) => ({
      clientId: 'web-key',
      kid: CLIENT_KEY.kid,
      key: CLIENT_KEY.privateKey,
      audience,
    });
    const rsaParts = (audience: string) => ({ clientId: 'web-rsa', kid: RSA_KID, key: rsa.privateKey, audience });
    const present = (target: string, assertion: string) =>
      send(
        form(target, {
          token: 'x',
          grant_type: 'refresh_token',
          refresh_token: 'x',
          client_assertion: assertion,
          client_assertion_type: ASSERTION_TYPE,
        }),
      );

    it.each(DIRECT)('are accepted once at %s, of either key', async (target) => {
      for (const assertion of [assertionOf(ecParts(instance.issuer)), assertionOf(rsaParts(instance.issuer))]) {
        const first = await present(target, assertion);
        // The refresh token is nobody's: the client was let in, and only then refused.
        if (target === '/oauth/token') refused(400, 'invalid_grant')(first);
        else expect(first.status).toBe(200);
        for (const again of DIRECT) refused(401, 'invalid_client')(await present(again, assertion));
      }
    });

    it('are accepted once when eight come at the same time (SEC-D03)', async () => {
      const assertion = assertionOf(ecParts(instance.issuer));
      const answers = await Promise.all(Array.from({ length: 8 }, () => present('/oauth/introspect', assertion)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
    });

    it.each(DIRECT)('that prove nothing are refused at %s', async (target) => {
      const hostile = [
        ...hostileAssertions(ecParts(instance.issuer), createPublicKey(CLIENT_KEY.privateKey)),
        ...hostileAssertions(rsaParts(instance.issuer), rsa.publicKey),
        // A client's own key signs for another client.
        ['the key of another client', assertionOf({ ...ecParts(instance.issuer), clientId: 'web-rsa' })],
        ['the key and kid of another client', assertionOf({ ...rsaParts(instance.issuer), clientId: 'web-key' })],
        ['a client of another method', assertionOf({ ...ecParts(instance.issuer), clientId: 'web-basic' })],
        ['a public client', assertionOf({ ...ecParts(instance.issuer), clientId: 'spa' })],
        ['an unknown client', assertionOf({ ...ecParts(instance.issuer), clientId: 'nobody' })],
        ['a disabled client', assertionOf({ ...ecParts(instance.issuer), clientId: 'retired' })],
      ] as const;
      expect(hostile.length).toBeGreaterThan(150);
      const accepted: string[] = [];
      for (const [name, assertion] of hostile) {
        const answer = await present(target, assertion);
        if (answer.status !== 401 || !answer.body.includes('"error":"invalid_client"'))
          accepted.push(`${name}: ${answer.status} ${answer.body}`);
      }
      expect(accepted).toEqual([]);
    });
  });

  describe('/oauth/userinfo', () => {
    const BARE = refused(401, 'invalid_token', /^Bearer realm="[^"]+"$/);
    const INVALID_TOKEN = refused(401, 'invalid_token', /^Bearer .*error="invalid_token"/);
    const MALFORMED = refused(400, 'invalid_request', /^Bearer .*error="invalid_request"/);
    const bearer = (token: string): [string, string] => ['Authorization', `Bearer ${token}`];
    const target = '/oauth/userinfo';

    it.each<Case>([
      ['no token', { target }, BARE],
      ['a token in the query', { target: `${target}?access_token=x` }, BARE],
      ['another scheme', { target, headers: [MACHINE] }, BARE],
      ['an unknown token', { target, headers: [bearer('x')] }, INVALID_TOKEN],
      ['an unknown token, posted', form(target, { access_token: 'x' }), INVALID_TOKEN],
      ['an unknown token in a POST’s header', { method: 'POST', target, headers: [bearer('x')] }, INVALID_TOKEN],
      ['a token that looks right', { target, headers: [bearer(`gh_at_${'A'.repeat(64)}`)] }, INVALID_TOKEN],
      [
        'a JWT without a signature',
        { target, headers: [bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.')] },
        INVALID_TOKEN,
      ],
      ['10,000 dots', { target, headers: [bearer('.'.repeat(10_000))] }, INVALID_TOKEN],
      ['60,000 dots, posted', form(target, { access_token: '.'.repeat(60_000) }), INVALID_TOKEN],
      ['the scheme alone', { target, headers: [['Authorization', 'Bearer']] }, MALFORMED],
      ['two words', { target, headers: [bearer('a b')] }, MALFORMED],
      ['bad characters', { target, headers: [bearer('a"b')] }, MALFORMED],
      ['a posted NUL', form(target, { access_token: '\0' }), MALFORMED],
      ['header and form', form(target, { access_token: 'x' }, [bearer('x')]), MALFORMED],
      ['two in a form', form(target, 'access_token=x&access_token=y'), MALFORMED],
      [
        'JSON',
        { method: 'POST', target, headers: [['Content-Type', 'application/json']], body: '{"access_token":"x"}' },
        BARE,
      ],
      ['bad UTF-8', form(target, 'access_token=%ff'), INVALID_REQUEST],
      ['10,000 parameters', form(target, TEN_THOUSAND), INVALID_REQUEST],
      ...oversizedForms(target, 'access_token=x').map(([name, request]): Case => [
        name,
        request,
        refused(413, 'invalid_request'),
      ]),
    ])('refuses %s', run);

    it('refuses a token without openid, and tokens of other kinds (SEC-D09)', async () => {
      const own = JSON.parse((await send(form('/oauth/token', CREDENTIALS, [MACHINE]))).body) as {
        access_token: string;
      };
      const request: RawRequest = { target, headers: [bearer(own.access_token)] };
      refused(403, 'insufficient_scope', /error="insufficient_scope".*scope="openid"/)(await send(request));

      const tokens = await signedInTokens();
      for (const token of [tokens.id_token, tokens.refresh_token]) {
        INVALID_TOKEN(await send({ target, headers: [bearer(token)] }));
        INVALID_TOKEN(await send(form(target, { access_token: token })));
      }
      // The scheme is case-insensitive, and the token itself is fine: only its kind was wrong above.
      const fine = await send({ target, headers: [['Authorization', `bEARER ${tokens.access_token}`]] });
      expect(fine.status).toBe(200);
    });

    it('is not the only door that tells kinds of tokens apart (SEC-D09, B07)', async () => {
      const tokens = await signedInTokens();
      for (const code of [tokens.access_token, tokens.refresh_token, tokens.id_token]) {
        const fields = {
          grant_type: 'authorization_code',
          client_id: 'spa',
          code,
          redirect_uri: REDIRECT_URI,
          code_verifier: CODE_VERIFIER,
        };
        refused(400, 'invalid_grant')(await send(form('/oauth/token', fields)));
      }
      for (const refresh_token of [tokens.access_token, tokens.id_token]) {
        refused(
          400,
          'invalid_grant',
        )(await send(form('/oauth/token', { grant_type: 'refresh_token', client_id: 'spa', refresh_token })));
      }
      const { body } = await send(form('/oauth/introspect', { token: tokens.id_token }, [MACHINE]));
      expect(body).toBe('{"active":false}');
      refused(
        400,
        'unsupported_token_type',
      )(await send(form('/oauth/revoke', { token: tokens.id_token, client_id: 'spa' })));
      for (const client_assertion of [tokens.id_token, tokens.access_token]) {
        const fields = { token: 'x', client_assertion, client_assertion_type: ASSERTION_TYPE };
        refused(401, 'invalid_client')(await send(form('/oauth/introspect', fields)));
      }
    });
  });

  /** Tokens of the public client for Alice, whom one browser has signed in; the access token is for the Orders API, a JWT. */
  let browser: UserAgent | undefined;
  async function signedInTokens(): Promise<Readonly<Record<'access_token' | 'id_token' | 'refresh_token', string>>> {
    browser ??= new UserAgent(instance.issuer);
    const scope = 'openid offline_access orders:read';
    const landing = await browser.authorize(
      authorizationTarget({ scope, resource: ORDERS }),
      ALICE.username,
      ALICE.password,
    );
    const fields = {
      grant_type: 'authorization_code',
      client_id: 'spa',
      code: landing.url.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      code_verifier: CODE_VERIFIER,
    };
    const answer = await send(form('/oauth/token', fields));
    expect(answer.status).toBe(200);
    return JSON.parse(answer.body) as Record<'access_token' | 'id_token' | 'refresh_token', string>;
  }

  describe('/oauth/authorize', () => {
    const cookie: [string, string] = ['Cookie', 'gatehouse_session=nobody'];

    it('sends the good request that the bad ones are made of to the sign-in page', async () => {
      for (const request of [
        { target: authorizationTarget() },
        form('/oauth/authorize', authorizationFields(), [cookie]),
      ]) {
        const { status, headers } = await send(request);
        expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/^\/login\?interaction=/)]);
      }
    });

    const PAGES: [string, Changes][] = [
      ['no client', { client_id: undefined }],
      ['an empty client', { client_id: '' }],
      ['an unknown client', { client_id: 'nobody' }],
      ['an unknown client with prompt=none', { client_id: 'nobody', prompt: 'none' }],
      ['a disabled client', { client_id: 'retired' }],
      ['a client with a NUL', { client_id: 'spa\0' }],
      ['a client with a line break', { client_id: 'spa\r\nLocation: https://evil.example' }],
      ['a client in other letters', { client_id: 'SPA' }],
      ['a client of 4,000 characters', { client_id: 'x'.repeat(4_000) }],
      ['a client that is a URL', { client_id: 'https://evil.example/client' }],
      ['the client twice', { client_id: ['spa', 'spa'] }],
      ['two clients', { client_id: ['spa', 'web-basic'] }],
      ['no redirect URI', { redirect_uri: undefined }],
      ['an empty redirect URI', { redirect_uri: '' }],
      ['the redirect URI of another client', { redirect_uri: QUERY_REDIRECT_URI }],
      ['the redirect URI twice', { redirect_uri: [REDIRECT_URI, REDIRECT_URI] }],
      ['two redirect URIs', { redirect_uri: [REDIRECT_URI, 'https://evil.example'] }],
      ['the state twice', { state: ['a', 'b'] }],
      ['the response mode twice', { response_mode: ['query', 'fragment'] }],
      ['a redirect URI in brackets', { redirect_uri: undefined, 'redirect_uri[]': REDIRECT_URI }],
      ['nothing at all', Object.fromEntries(Object.keys(AUTHORIZATION).map((name) => [name, undefined]))],
      ['an interaction of nobody', { client_id: undefined, interaction: 'x' }],
      ['an interaction of dots', { client_id: undefined, interaction: '.'.repeat(4_000) }],
    ];

    it.each(PAGES)('answers %s with a page, whichever way it came', async (_name, changes) => {
      for (const mode of [undefined, 'query', 'fragment', 'form_post', 'nonsense']) {
        const all = mode === undefined ? changes : { response_mode: mode, ...changes };
        page(400)(await send({ target: authorizationTarget(all) }));
        page(400)(await send(form('/oauth/authorize', authorizationFields(all), [cookie])));
      }
    });

    it.each<Case>([
      ...unreadableForms('/oauth/authorize', encoded(authorizationFields()), [cookie]).map(([name, request]): Case => [
        name,
        request,
        page(400, 415),
      ]),
      ...oversizedForms('/oauth/authorize', encoded(authorizationFields()), [cookie]).map(([name, request]): Case => [
        name,
        request,
        page(413),
      ]),
      [
        'a state of 1 MiB',
        form('/oauth/authorize', authorizationFields({ state: 's'.repeat(MEBIBYTE) }), [cookie]),
        page(413),
      ],
      [
        'a state of 60,000 bytes',
        form('/oauth/authorize', authorizationFields({ state: 's'.repeat(60_000) }), [cookie]),
        page(413),
      ],
      [
        'a state of 60,000 bytes without cookies',
        form('/oauth/authorize', authorizationFields({ state: 's'.repeat(60_000) })),
        page(413),
      ],
      ['a state of 9,000 bytes', { target: authorizationTarget({ state: 's'.repeat(9_000) }) }, page(413)],
      [
        '30,000 scopes',
        form('/oauth/authorize', authorizationFields({ scope: 'a '.repeat(30_000) }), [cookie]),
        page(413),
      ],
      ['half an escape', { target: `${authorizationTarget()}&x=%4` }, page(400)],
      ['an escape that is not UTF-8', { target: `${authorizationTarget()}&x=%ff` }, page(400)],
      ['an overlong escape', { target: `${authorizationTarget()}&x=%c0%af` }, page(400)],
      ['201 parameters', { target: `/oauth/authorize?${'a=1&'.repeat(201)}` }, page(400)],
      ['10,000 parameters', form('/oauth/authorize', TEN_THOUSAND, [cookie]), page(400)],
    ])('answers %s with a page', run);

    it('refuses a URL beyond ASCII before it is read (RFC 3986 §2)', async () => {
      for (const bytes of ['\xe9', Buffer.from('é').toString('latin1')]) {
        const answer = await exchange(instance.issuer, { target: `${authorizationTarget()}&x=${bytes}` });
        expect([answer.status, answer.body, answer.headers.get('location')]).toEqual([400, '', null]);
      }
    });

    it('refuses a state of 1 MiB and 10,000 parameters in the URL before it is read', async () => {
      for (const target of [authorizationTarget({ state: 's'.repeat(MEBIBYTE) }), `/oauth/authorize?${TEN_THOUSAND}`]) {
        const answer = await exchange(instance.issuer, { target });
        expect([answer.status, answer.body, answer.headers.get('location')]).toEqual([431, '', null]);
      }
    });

    /** Where each mode puts its response; state and iss are always with it. RFC 6749 §4.1.2.1, RFC 9207 §2. */
    const RETURNS: Readonly<Record<string, (answer: RawAnswer) => Record<string, string>>> = {
      query: ({ headers }) => {
        const url = new URL(headers.get('location') ?? 'none:');
        expect([url.origin + url.pathname, url.hash]).toEqual([REDIRECT_URI, '']);
        return Object.fromEntries(url.searchParams);
      },
      fragment: ({ headers }) => {
        const url = new URL(headers.get('location') ?? 'none:');
        expect(url.href.split('#')[0]).toBe(REDIRECT_URI);
        return Object.fromEntries(new URLSearchParams(url.hash.slice(1)));
      },
      form_post: ({ status, headers, body }) => {
        expect([status, headers.get('location')]).toEqual([200, null]);
        expect(body).toContain(`<form method="post" action="${REDIRECT_URI}">`);
        expect(headers.get('content-security-policy')).not.toContain('form-action');
        return hiddenFields(body);
      },
    };

    const REDIRECTS: [string, string, Changes][] = [
      ['no response type', 'invalid_request', { response_type: undefined }],
      ['an unknown response type', 'unsupported_response_type', { response_type: 'cod' }],
      ['a response type with a NUL', 'unsupported_response_type', { response_type: 'code\0' }],
      ['a response type with a line break', 'unsupported_response_type', { response_type: 'code\r\nSet-Cookie: a=b' }],
      ['two response types', 'invalid_request', { response_type: ['code', 'code'] }],
      ['a scope of bad characters', 'invalid_scope', { scope: 'openid "' }],
      ['a scope with a NUL', 'invalid_scope', { scope: 'openid\0' }],
      ['a scope beyond ASCII', 'invalid_scope', { scope: 'openid é' }],
      ['scopes of nobody', 'invalid_scope', { scope: 'nobody nothing' }],
      ['two scopes', 'invalid_request', { scope: ['openid', 'profile'] }],
      ['an unknown prompt', 'invalid_request', { prompt: 'ask' }],
      ['prompt none with others', 'invalid_request', { prompt: 'none login' }],
      ['prompt none and nobody there', 'login_required', { prompt: 'none' }],
      ['a negative max_age', 'invalid_request', { max_age: '-1' }],
      ['a max_age that is no number', 'invalid_request', { max_age: 'now' }],
      ['a max_age with a fraction', 'invalid_request', { max_age: '1.5' }],
      ['a max_age in other digits', 'invalid_request', { max_age: '１' }],
      ['a max_age beyond all numbers', 'invalid_request', { max_age: '9'.repeat(400) }],
      ['an id_token_hint of nobody', 'invalid_request', { id_token_hint: 'a.b.c' }],
      ['an id_token_hint of dots', 'invalid_request', { id_token_hint: '.'.repeat(5_000) }],
      [
        'an id_token_hint without a signature',
        'invalid_request',
        { id_token_hint: 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhIn0.' },
      ],
      ['a request object', 'request_not_supported', { request: 'eyJhbGciOiJub25lIn0.e30.' }],
      ['a request_uri', 'request_uri_not_supported', { request_uri: 'https://evil.example/request' }],
      ['both', 'invalid_request', { request: 'a.b.c', request_uri: 'https://evil.example/request' }],
      ['a registration', 'registration_not_supported', { registration: '{}' }],
      ['no challenge', 'invalid_request', { code_challenge: undefined, code_challenge_method: undefined }],
      ['a method alone', 'invalid_request', { code_challenge: undefined }],
      ['no method, which is plain', 'invalid_request', { code_challenge_method: undefined }],
      ['the method plain', 'invalid_request', { code_challenge_method: 'plain' }],
      ['an unknown method', 'invalid_request', { code_challenge_method: 'S512' }],
      ['a method in small letters', 'invalid_request', { code_challenge_method: 's256' }],
      ['a challenge of 42 characters', 'invalid_request', { code_challenge: 'a'.repeat(42) }],
      ['a challenge of 129 characters', 'invalid_request', { code_challenge: 'a'.repeat(129) }],
      ['a challenge of bad characters', 'invalid_request', { code_challenge: `${'a'.repeat(42)}=` }],
      ['a challenge with a NUL', 'invalid_request', { code_challenge: `${'a'.repeat(43)}\0` }],
      ['two challenges', 'invalid_request', { code_challenge: [CODE_CHALLENGE, CODE_CHALLENGE] }],
      ['an unknown resource', 'invalid_target', { resource: 'https://evil.example' }],
      ['a resource with a fragment', 'invalid_target', { resource: `${ORDERS}#x` }],
      ['a relative resource', 'invalid_target', { resource: 'orders' }],
      ['a resource with a line break', 'invalid_target', { resource: `${ORDERS}\r\n` }],
      ['two nonces', 'invalid_request', { nonce: ['a', 'b'] }],
      ['an unknown parameter twice', 'invalid_request', { extra: ['a', 'b'] }],
    ];

    describe.each(Object.keys(RETURNS))('by %s', (mode) => {
      it.each(REDIRECTS)('returns %s to the client as %s', async (_name, error, changes) => {
        const state = 'a&b=c#d?e f+g%20"\'<é☃\r\n\0Set-Cookie: x=y';
        const all = { response_mode: mode, ...changes, state };
        for (const request of [
          { target: authorizationTarget(all) },
          form('/oauth/authorize', authorizationFields(all), [cookie]),
        ]) {
          const answer = await send(request);
          const { error_description: description, ...others } = RETURNS[mode]?.(answer) ?? {};
          // A form field turns line breaks into CR LF by itself; the page has to hand over what came.
          expect(others).toEqual({ error, state, iss: instance.issuer });
          expect(description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
          expect(answer.headers.getSetCookie()).toEqual([]);
        }
      });
    });

    it('returns an unknown response mode by query, and state only when it was sent', async () => {
      const answer = await send({ target: authorizationTarget({ response_mode: 'nonsense', state: undefined }) });
      const { error_description: description, ...others } = RETURNS['query']?.(answer) ?? {};
      expect(others).toEqual({ error: 'invalid_request', iss: instance.issuer });
      expect(description).toEqual(expect.any(String));
    });

    it('ignores what it does not know, even where it would be nonsense (RFC 6749 §3.1)', async () => {
      const odd = {
        extra: 'foobar',
        client_assertion: 'x',
        client_secret: 'x',
        access_token: 'x',
        __proto__x: 'x',
        display: '\0',
        ui_locales: '\0 x',
        acr_values: 'é',
        login_hint: '<script>\0',
        claims_locales: '☃',
        nonce: '\0\r\n',
      };
      const { status, headers } = await send({ target: authorizationTarget(odd) });
      expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/^\/login\?interaction=/)]);
      expect(headers.getSetCookie()).toHaveLength(1);
    });

    it.each<[string, string, string]>([
      ['https', 'spa', REDIRECT_URI],
      ['https with a query', 'with-query', QUERY_REDIRECT_URI],
      ['loopback', 'native', LOOPBACK_REDIRECT_URI],
    ])(
      'never answers to a mutation of a redirect URI: %s (SEC-A01, A02, A04 to A07, A09)',
      async (_name, clientId, registered) => {
        const mutations = redirectUriMutations(registered).filter(
          ({ changesPortOnly }) => clientId !== 'native' || !changesPortOnly,
        );
        expect(mutations.length).toBeGreaterThan(150);
        const faults: string[] = [];
        for (const mode of ['query', 'fragment', 'form_post']) {
          const { redirect_uri: _uri, ...others } = AUTHORIZATION;
          const query = encoded({ ...others, client_id: clientId, response_mode: mode });
          for (const { name, uri } of mutations) {
            const request = { target: `/oauth/authorize?${query}&redirect_uri=${wired(uri)}` };
            const answer = await exchange(instance.issuer, request);
            try {
              page(400)(answer);
            } catch (error) {
              faults.push(
                `${mode} ${name}: ${answer.status} ${answer.headers.get('location') ?? ''} ${(error as Error).message}`,
              );
            }
            faults.push(...faultsOf(answer, '/oauth/authorize').map((fault) => `${mode} ${name}: ${fault}`));
          }
        }
        expect(faults).toEqual([]);
        const control = await send({ target: authorizationTarget({ client_id: clientId, redirect_uri: registered }) });
        expect(control.headers.get('location')).toMatch(/^\/login\?/);
      },
    );

    it('takes any port of a native client’s loopback address, and no other (RFC 8252 §7.3)', async () => {
      const ports = redirectUriMutations(LOOPBACK_REDIRECT_URI).filter(({ changesPortOnly }) => changesPortOnly);
      expect(ports.length).toBeGreaterThan(3);
      for (const { uri } of ports) {
        const answer = await send({
          target: authorizationTarget({ client_id: 'native', redirect_uri: uri, prompt: 'none' }),
        });
        expect(answer.headers.get('location')).toMatch(
          new RegExp(`^${uri.replaceAll('.', '\\.')}\\?error=login_required&`),
        );
      }
    });
  });

  describe('the hosted pages', () => {
    interface Visit {
      readonly cookie: [string, string];
      readonly fields: Record<string, string>;
    }

    /** A browser at a form of ours. */
    async function visit(target: string): Promise<Visit> {
      const answer = await send({ target });
      expect(answer.status).toBe(200);
      const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
      return { cookie: ['Cookie', cookies.join('; ')], fields: hiddenFields(answer.body) };
    }
    const origin = (): [string, string] => ['Origin', instance.issuer];

    describe.each(['/login', '/consent', '/setup', '/oauth/logout'])('%s', (target) => {
      it('refuses every form that cannot be read, and every one that is too long', async () => {
        const { cookie, fields } = await visit('/login');
        const headers = [cookie, origin()];
        for (const [name, request] of unreadableForms(
          target,
          encoded({ ...fields, username: 'x', password: 'x' }),
          headers,
        )) {
          const answer = await send(request);
          expect({ name, status: [400, 415].includes(answer.status) }).toEqual({ name, status: true });
          page(400, 415)(answer);
        }
        for (const [, request] of oversizedForms(target, encoded(fields), headers)) page(413)(await send(request));
      });

      it('refuses a form of another site, of no browser, and without its token (SEC-F04)', async () => {
        const { cookie, fields } = await visit('/login');
        const body = { ...fields, sign_out: 'x', action: 'login', username: ALICE.username, password: ALICE.password };
        const evil: [string, string] = ['Origin', 'https://evil.example'];
        page(403)(await send(form(target, body, [cookie, evil])));
        page(403)(await send(form(target, body, [cookie])));
        page(403)(await send(form(target, body, [cookie, origin(), ['Sec-Fetch-Site', 'cross-site']])));
        page(400)(await send(form(target, body, [origin()])));
        page(403)(await send(form(target, { ...body, csrf: 'x' }, [cookie, origin()])));
        page(403)(await send(form(target, { ...body, csrf: '' }, [cookie, origin()])));
        const foreign: [string, string] = ['Cookie', `gatehouse_browser=${'A'.repeat(43)}`];
        page(403)(await send(form(target, body, [foreign, origin()])));
      });

      it('refuses odd parameters in its URL', async () => {
        for (const query of [
          'interaction=x',
          'interaction=.',
          `interaction=${'A'.repeat(9_000)}`,
          'interaction=a&interaction=b',
          'interaction=%00',
          'code=x',
          'x=%ff',
          'x=%4',
          'a=1&'.repeat(201),
        ]) {
          const { status, headers } = await send({ target: `${target}?${query}` });
          expect([200, 303, 400, 404, 410, 413]).toContain(status);
          expect(headers.get('location') ?? '/').toMatch(/^\/(?!\/)/);
          if (/%ff|%4$|a=1/.test(query)) expect(status).toBe(400);
        }
      });
    });

    it('/login treats odd names and passwords as wrong ones', async () => {
      const { cookie, fields } = await visit('/login');
      const odd = [
        '\0',
        '\r\nSet-Cookie: a=b',
        '☃',
        "' OR 1=1 --",
        '[object Object]',
        '<script>alert(1)</script>',
        ' ',
        'x'.repeat(5_000),
      ];
      for (const username of odd) {
        const body = { ...fields, action: 'login', username, password: username };
        const { status, headers, body: html } = await send(form('/login', body, [cookie, origin()]));
        expect([400, 429]).toContain(status);
        expect(headers.getSetCookie()).toEqual([]);
        expect(html).not.toContain('<script>alert');
      }
      for (const body of [
        { ...fields },
        { ...fields, action: 'login' },
        { ...fields, action: 'nonsense', 'username[]': 'alice' },
      ]) {
        expect((await send(form('/login', body, [cookie, origin()]))).status).toBe(400);
      }
    });

    it('/login never hashes a password of 1 MiB (SEC-G06)', async () => {
      const { cookie, fields } = await visit('/login');
      const body = { ...fields, action: 'login', username: ALICE.username, password: 'x'.repeat(MEBIBYTE) };
      page(413)(await send(form('/login', body, [cookie, origin()])));
    });

    it('/setup is shut, with whatever code (SEC-H10)', async () => {
      for (const code of ['', 'x', `gh_su_${'A'.repeat(64)}`, '%00']) {
        const answer = await send({ target: `/setup?code=${code}` });
        expect([answer.status, answer.body.includes('<form')]).toEqual([404, false]);
      }
    });

    it.each(['x', '%3Cscript%3E', 'ABCDEFGHJ', 'ABCDEFGHJKM', "'%20OR%201=1", '%E2%98%83'])(
      '/error/%s does not exist',
      async (reference) => {
        page(404)(await send({ target: `/error/${reference}` }));
      },
    );

    it.each([
      '/assets/x.css',
      '/assets/style.css',
      '/assets/main.js',
      '/favicon.ico',
      '/robots.txt',
      '/.env',
      '/.git/config',
      '/oauth',
      '/oauth/',
      '/admin',
      '/admin/v2/clients',
      '/admin/v1/nothing',
      '/nothing',
    ])('%s does not exist', async (target) => {
      for (const accept of ['text/html', 'application/json', '*/*', 'x', '']) {
        const { status } = await send({ target, headers: [['Accept', accept]] });
        expect(status).toBe(404);
      }
    });
  });

  describe('/oauth/logout', () => {
    it('never leads where the client has not registered to return (SEC-A01, F17)', async () => {
      const { id_token: hint } = await signedInTokens();
      const registered = 'https://client.example/';
      const faults: string[] = [];
      for (const { name, uri } of redirectUriMutations(registered)) {
        for (const who of [`id_token_hint=${hint}`, 'client_id=spa', '']) {
          const target = `/oauth/logout?${who}&state=s&post_logout_redirect_uri=${wired(uri)}`;
          const answer = await exchange(instance.issuer, { target });
          const { status, headers, body } = answer;
          faults.push(...faultsOf(answer, '/oauth/logout').map((fault) => `${name}: ${fault}`));
          if (headers.has('location') || ![200, 400].includes(status))
            faults.push(`${name}: ${status} ${headers.get('location')}`);
          if (/http-equiv="refresh"/i.test(body) || body.includes('evil.example')) faults.push(`${name}: leads on`);
        }
      }
      expect(faults).toEqual([]);
      const control = await send({
        target: `/oauth/logout?id_token_hint=${hint}&post_logout_redirect_uri=${encodeURIComponent(registered)}&state=s`,
      });
      expect([control.status, control.headers.get('location')]).toEqual([303, `${registered}?state=s`]);
    });

    it('believes no hint but our own (SEC-D11)', async () => {
      const { id_token: hint, access_token: accessToken } = await signedInTokens();
      const [header = '', payload = '', signature = ''] = hint.split('.');
      const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
      const other = Buffer.from(JSON.stringify({ iss: 'https://evil.example', sub: 'x', aud: 'spa' })).toString(
        'base64url',
      );
      const hints = [
        `${unsigned}.${payload}.`,
        `${unsigned}.${payload}.${signature}`,
        `${header}.${other}.${signature}`,
        `${header}.${payload}.`,
        accessToken,
        'x',
        '.'.repeat(5_000),
      ];
      for (const bad of hints) {
        const query = encoded({
          id_token_hint: bad,
          client_id: 'spa',
          post_logout_redirect_uri: 'https://client.example/',
        });
        const { status, headers, body } = await send({ target: `/oauth/logout?${query}` });
        expect([status, headers.get('location'), body.includes('href="https://client.example/"')]).toEqual([
          200,
          null,
          false,
        ]);
      }
    });

    it('refuses repeated parameters with a page', async () => {
      for (const query of [
        'state=a&state=b',
        'client_id=spa&client_id=spa',
        'id_token_hint=a&id_token_hint=b',
        'post_logout_redirect_uri=a&post_logout_redirect_uri=a',
      ]) {
        page(400)(await send({ target: `/oauth/logout?${query}` }));
      }
      page(413)(await send({ target: `/oauth/logout?state=${'s'.repeat(9_000)}` }));
    });
  });

  describe('methods', () => {
    const UNKNOWN = ['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];
    const ENDPOINTS: [string, 'json' | 'page', string[]][] = [
      ['/oauth/token', 'json', ['OPTIONS', 'POST']],
      ['/oauth/introspect', 'json', ['POST']],
      ['/oauth/revoke', 'json', ['OPTIONS', 'POST']],
      ['/oauth/userinfo', 'json', ['GET', 'HEAD', 'OPTIONS', 'POST']],
      ['/oauth/authorize', 'page', ['GET', 'HEAD', 'POST']],
      ['/oauth/logout', 'page', ['GET', 'HEAD', 'POST']],
      ['/login', 'page', ['GET', 'HEAD', 'POST']],
      ['/consent', 'page', ['GET', 'HEAD', 'POST']],
      ['/setup', 'page', ['GET', 'HEAD', 'POST']],
      ['/.well-known/openid-configuration', 'json', ['GET', 'HEAD']],
      ['/.well-known/oauth-authorization-server', 'json', ['GET', 'HEAD']],
      ['/.well-known/jwks.json', 'json', ['GET', 'HEAD']],
    ];

    it.each(ENDPOINTS)('%s names those it takes to all others (RFC 9110 §15.5.6)', async (target, kind, allowed) => {
      const headers: [string, string][] = [
        ['Accept', kind === 'page' ? 'text/html' : '*/*'],
        ['X-HTTP-Method-Override', 'POST'],
      ];
      for (const method of [...UNKNOWN, 'GET', 'HEAD', 'POST', 'OPTIONS'].filter((one) => !allowed.includes(one))) {
        const answer = await send({
          method,
          target: `${target}?_method=POST&grant_type=client_credentials`,
          headers: [...headers, MACHINE],
        });
        if (method === 'HEAD') expect([answer.status, answer.body]).toEqual([405, '']);
        else allowedMethods(kind, ...allowed)(answer);
      }
    });

    it('HEAD is the head of a GET and does nothing', async () => {
      for (const target of [
        '/.well-known/openid-configuration',
        '/.well-known/jwks.json',
        authorizationTarget(),
        '/login',
        '/',
      ]) {
        const { status, body, headers } = await send({ method: 'HEAD', target });
        expect([status, body, headers.getSetCookie()]).toEqual([200, '', []]);
      }
      const { status, headers } = await send({ method: 'HEAD', target: '/oauth/userinfo' });
      expect([status, headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer/)]);
    });

    it('an unknown method is no HTTP to us', async () => {
      for (const method of ['FOO', 'get', 'POST\t', '']) {
        const { status, body } = await exchange(instance.issuer, { method, target: '/oauth/token' });
        expect([status, body]).toEqual([400, '']);
      }
    });
  });

  describe('paths', () => {
    it.each([
      '/oauth/token',
      '/oauth/introspect',
      '/oauth/revoke',
      '/oauth/userinfo',
      '/oauth/authorize',
      '/oauth/logout',
      '/login',
      '/.well-known/openid-configuration',
      '/.well-known/jwks.json',
    ])('%s has one spelling (SEC-H19, H21)', async (path) => {
      const [first = '', ...rest] = path.slice(1).split('/');
      const tail = rest.length === 0 ? '' : `/${rest.join('/')}`;
      const spellings = [
        `${path}/`,
        `/${path}`,
        `//evil.example${path}`,
        `/${first}/${tail}`,
        `${path}//`,
        `/.${path}`,
        `/./${first}${tail}`,
        `/x/..${path}`,
        `/${first}/../${first}${tail}`,
        `${path};a=b`,
        `/${first};a=b${tail}`,
        `${path}%2f`,
        `${path}%2F`,
        path.replace(/\/(?=[^/]*$)/, '%2f'),
        path.replace(/\/(?=[^/]*$)/, '%5c'),
        path.replace(/\/(?=[^/]*$)/, '\\'),
        `${path}%00`,
        `${path}%20`,
        `${path}%0d%0aX:%20y`,
        `${path}%2e`,
        `${path}/.`,
        `${path}/..`,
        `${path}/%2e%2e`,
        `${path}.json`,
        `${path}.`,
        `${path}%`,
        `${path}%zz`,
        `${path}%ff`,
        path.toUpperCase(),
        path.replace(/[a-z](?=[^/]*$)/, (letter) => letter.toUpperCase()),
        path.replace(/[a-z](?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      ];
      // What does not begin with a slash is no request target at all, RFC 9112 §3.2.
      for (const target of spellings.filter((spelling) => spelling.startsWith('/'))) {
        for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
          const request =
            method === 'POST'
              ? form(target, { ...CREDENTIALS, token: 'x' }, [MACHINE])
              : { method, target, headers: [['Accept', 'text/html'] as const] };
          const { status, headers } = await send(request);
          expect({ target, method, status: [400, 404].includes(status) }).toEqual({ target, method, status: true });
          expect(headers.get('location')).toBeNull();
        }
      }
    });

    it('the issuer comes from the configuration, whatever host is asked for (SEC-H24)', async () => {
      const expected = `"issuer":"${instance.issuer}"`;
      const path = '/.well-known/openid-configuration';
      for (const headers of [
        [['X-Forwarded-Host', 'evil.example']],
        [['Forwarded', 'host=evil.example']],
        [['X-Original-URL', '/oauth/token']],
      ] as [string, string][][]) {
        expect((await send({ target: `${path}?x=y`, headers })).body).toContain(expected);
      }
      const absolute = await exchange(instance.issuer, { target: `http://evil.example${path}` });
      expect(absolute.body).toContain(expected);
      const host = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
      expect((await exchangeBytes(instance.issuer, host)).body).toContain(expected);
    });
  });

  it.each(['/', '/health/live', '/health/ready', '/metrics', '/error/ABCDEFGHJK'])(
    '%s ignores what it does not read',
    async (target) => {
      for (const query of ['', '?', '?x=%ff', '?x=%4', `?${'a=1&'.repeat(500)}`, "?x='%20OR%201=1"]) {
        expect((await send({ target: target + query, headers: [['Accept', 'text/html']] })).status).toBe(200);
      }
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        allowedMethods('page', 'GET', 'HEAD')(await send({ method, target, headers: [['Accept', 'text/html']] }));
      }
    },
  );

  describe('HTTP itself (SEC-G16, H14)', () => {
    const body = encoded(CREDENTIALS);
    const head = `POST /oauth/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${FORM}\r\n`;
    const get = 'GET /.well-known/jwks.json HTTP/1.1\r\n';

    it.each([
      [
        'a length and chunks',
        `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /login HTTP/1.1\r\nHost: x\r\n\r\n`,
      ],
      ['two lengths', `${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\n${body}`],
      ['a negative length', `${head}Content-Length: -1\r\n\r\n${body}`],
      ['a length that is no number', `${head}Content-Length: 1e3\r\n\r\n${body}`],
      ['a length beyond all numbers', `${head}Content-Length: ${'9'.repeat(40)}\r\n\r\n${body}`],
      ['an unknown transfer coding', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
      ['chunked before another coding', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
      ['a chunk size that is no number', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`],
      ['no host', `${get}\r\n`],
      ['a header without a colon', `${get}Host: x\r\nnonsense\r\n\r\n`],
      ['a blank before the colon', `${get}Host : x\r\n\r\n`],
      ['a NUL in a header', `${get}Host: x\r\nX-A: a\0b\r\n\r\n`],
      ['a folded header', `${get}Host: x\r\nX-A: a\r\n b\r\n\r\n`.replace('X-A: a', 'X-A a')],
      ['a lone CR in a header', `${get}Host: x\r\nX-A: a\rX-B: b\r\n\r\n`],
      ['nonsense', 'nonsense\r\n\r\n'],
      ['the first bytes of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
      ['a blank in the target', 'GET /login x HTTP/1.1\r\nHost: x\r\n\r\n'],
      ['an unknown version', 'GET /login HTTP/9.9\r\nHost: x\r\n\r\n'],
    ])('%s is refused once, and the connection ends', async (_name, text) => {
      const { status, body: answered, headers } = await exchangeBytes(instance.issuer, Buffer.from(text, 'latin1'));
      expect([status, answered, headers.get('location')]).toEqual([400, '', null]);
    });

    it('headers of 32 KiB are too many', async () => {
      const { status, body: answered } = await exchange(instance.issuer, {
        target: '/login',
        headers: [['Cookie', 'a'.repeat(32_768)]],
      });
      expect([status, answered]).toEqual([431, '']);
    });
  });

  describe('other origins (SEC-H25)', () => {
    const ORIGINS = [
      'null',
      'https://evil.example',
      'https://client.example.evil.example',
      'http://client.example',
      'https://client.example:444',
    ];

    it.each(ORIGINS)('%s may not read a page, nor what needs a confidential client', async (from) => {
      const headers: [string, string][] = [['Origin', from]];
      const requests: RawRequest[] = [
        { target: authorizationTarget(), headers },
        { target: '/login', headers },
        { target: '/oauth/logout', headers },
        form('/oauth/introspect', { token: 'x' }, [MACHINE, ...headers]),
        {
          method: 'OPTIONS',
          target: '/oauth/introspect',
          headers: [...headers, ['Access-Control-Request-Method', 'POST']],
        },
        {
          method: 'OPTIONS',
          target: '/oauth/authorize',
          headers: [...headers, ['Access-Control-Request-Method', 'POST']],
        },
        { method: 'OPTIONS', target: '/login', headers: [...headers, ['Access-Control-Request-Method', 'POST']] },
      ];
      for (const request of requests) {
        const answer = await send(request);
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    });

    it.each(['/oauth/token', '/oauth/revoke', '/oauth/userinfo'])(
      'a script may call %s, without cookies, and read its errors',
      async (target) => {
        const headers: [string, string][] = [['Origin', 'https://client.example']];
        const answer = await send(form(target, { token: 'x', access_token: 'x' }, headers));
        expect(answer.status).toBe(401);
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        const preflight = await send({
          method: 'OPTIONS',
          target,
          headers: [...headers, ['Access-Control-Request-Method', 'POST']],
        });
        expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
      },
    );
  });
});
