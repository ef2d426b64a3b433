/**
 * Secrets that go through every flow, and then nowhere to be found: not in the log at its most talkative, not in the
 * metrics, not in an error's answer, not in the database. SEC-H30, H05, H12; D-16; RFC 6749 §10.3 to §10.6.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Canaries } from './support/canaries';
import { CLIENT_KEY, CONFIGURATION, NOTES, ORDERS, REDIRECT_URI, SECRET } from './support/configuration';
import { everythingStored, runStatement } from './support/database';
import { assertionOf } from './support/hostile-assertions';
import { DATABASES, Instance } from './support/instance';
import { exchange } from './support/raw-http';
import { UserAgent } from './support/user-agent';

const FORM = 'application/x-www-form-urlencoded';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const random = () => randomBytes(24).toString('base64url');
/** The same clients and APIs, and nobody yet who owns the instance. */
const WITHOUT_PEOPLE = CONFIGURATION.slice(0, CONFIGURATION.indexOf('\nusers:') + 1);

type Tokens = Partial<Record<'access_token' | 'refresh_token' | 'id_token', string>>;
interface Answer {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

describe.each(DATABASES)('canaries [%s]', (database) => {
  const canaries = new Canaries();
  /** What our own pages have to carry, and a refused form shows again. */
  const pageSecrets = new Canaries();
  const masterKey = canaries.plant('master key', randomBytes(32).toString('base64'));
  const password = canaries.plant('password', `tarn kiosk mule ${random()}`);
  const owner = { username: 'ada', password };
  /** Every answer of the instance, in its order: head and body. */
  const answers: Answer[] = [];
  const plainFetch = globalThis.fetch;
  let instance: Instance;
  let setupLine = '';

  beforeAll(async () => {
    canaries.plant('client secret', SECRET);
    instance = await Instance.start({
      database,
      configuration: WITHOUT_PEOPLE,
      environment: { LOG_LEVEL: 'debug', MASTER_KEY: masterKey },
    });
    globalThis.fetch = async (...parameters) => {
      const response = await plainFetch(...parameters);
      const { status, headers, url } = response;
      const body = await response.clone().text();
      const head = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      answers.push({ url, status, text: `${head}\n\n${body}` });
      plantWhatIsGiven(response, body);
      return response;
    };
  });
  afterAll(async () => {
    globalThis.fetch = plainFetch;
    await instance?.stop();
  });

  /** Whatever secret an answer hands out is one that must not turn up elsewhere. */
  function plantWhatIsGiven({ status, headers, url }: Response, body: string): void {
    const handedOut = answers.length;
    for (const [, name = '', value = ''] of headers.getSetCookie().map((line) => /^(\w+)=([^;]+)/.exec(line) ?? [])) {
      if (value !== '') canaries.plant(`cookie ${name} ${handedOut}`, value);
    }
    const location = new URL(headers.get('location') ?? '/', url).searchParams;
    const code = location.get('code');
    if (code !== null) canaries.plant(`code ${handedOut}`, code);
    const interaction = location.get('interaction');
    if (interaction !== null) pageSecrets.plant(`interaction ${handedOut}`, interaction);
    for (const [, name = '', value = ''] of body.matchAll(
      /name="(csrf|interaction|shown|sign_out)" value="([^"]+)"/g,
    )) {
      pageSecrets.plant(`${name} ${handedOut}`, value);
    }
    if (status !== 200 || !url.endsWith('/oauth/token')) return;
    for (const [kind, value] of Object.entries(JSON.parse(body) as Record<string, unknown>)) {
      if (kind !== 'scope' && String(value).length > 16) canaries.plant(`${kind} ${handedOut}`, String(value));
    }
  }

  /** The standard output and error so far, without the one line that exists to be read by whoever starts the server. */
  function printed(): string {
    const output = instance.processes.map((process) => process.output).join('\n');
    return setupLine === '' ? output : output.replace(setupLine, '');
  }

  async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(instance.issuer + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
    });
    return { status: response.status, text: await response.text() };
  }

  const basic = (clientId: string, secret = SECRET) => ({
    authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
  });

  function authorizationUrl(clientId: string, more: Record<string, string> = {}) {
    const codeVerifier = canaries.plant(`code verifier of ${clientId}`, random() + random());
    const url = new URL(`${instance.issuer}/oauth/authorize`);
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid profile email offline_access orders:read notes:read',
      state: canaries.plant(`state of ${clientId}`, random()),
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    }).toString();
    return { url, codeVerifier };
  }

  const assertion = () =>
    canaries.plant(
      'client assertion',
      assertionOf({
        clientId: 'web-key',
        kid: CLIENT_KEY.kid,
        key: CLIENT_KEY.privateKey,
        audience: instance.issuer,
      }),
    );

  /** A code flow of one client, with what goes wrong along the way, too. */
  async function useClient(
    browser: UserAgent,
    clientId: string,
    credentials: () => [Record<string, string>, Record<string, string>],
  ) {
    const { url, codeVerifier } = authorizationUrl(clientId);
    const landing = await browser.authorize(url, owner.username, owner.password);
    const code = landing.url.searchParams.get('code') ?? '';
    const redeem = (changes: Record<string, string>) => {
      const [fields, headers] = credentials();
      const good = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: codeVerifier };
      return post('/oauth/token', { ...good, ...fields, ...changes }, headers);
    };
    const call = (path: string, changes: Record<string, string>) => {
      const [fields, headers] = credentials();
      return post(path, { ...fields, ...changes }, headers);
    };
    expect((await redeem({ code_verifier: canaries.plant('wrong verifier', random() + random()) })).status).toBe(400);
    expect((await redeem({ redirect_uri: `${REDIRECT_URI}/x` })).status).toBe(400);
    expect(
      (await redeem({ code: canaries.plant('wrong code', `gh_ac_${randomBytes(48).toString('base64url')}`) })).status,
    ).toBe(400);
    const first = await redeem({});
    expect(first.status).toBe(200);
    const tokens = JSON.parse(first.text) as Tokens;
    const second = await call('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
    });
    expect(second.status).toBe(200);
    const refreshed = JSON.parse(second.text) as Tokens;

    const { access_token: accessToken = '', refresh_token: refreshToken = '' } = refreshed;
    await fetch(`${instance.issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    await fetch(`${instance.issuer}/oauth/userinfo?access_token=${accessToken}`);
    await fetch(`${instance.issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${refreshToken}` } });
    await fetch(`${instance.issuer}/nowhere/${accessToken}/${refreshToken}?code=${code}`);
    await post('/oauth/userinfo', { access_token: accessToken });
    for (const token of [accessToken, refreshToken, refreshed.id_token ?? '']) {
      await call('/oauth/introspect', { token });
      await post('/oauth/introspect', { token }, basic('machine'));
      await post('/oauth/revoke', { token }, basic('machine'));
    }
    // A rotated token of a generation before, and a code once more: both end everything.
    await call('/oauth/token', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' });
    await call('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken });
    expect((await redeem({})).status).toBe(400);
    await call('/oauth/revoke', { token: refreshToken });
    return refreshed;
  }

  it('the first owner comes by the link that was printed once', async () => {
    const link = /^ *(http\S+\/setup\?code=(\S+))$/m.exec(instance.processes[0]?.output ?? '');
    if (!link) throw new Error(`no link was printed: ${instance.processes[0]?.output}`);
    const [line, url = '', code = ''] = link;
    setupLine = line;
    canaries.plant('setup code', code);
    const browser = new UserAgent(instance.issuer);
    await browser.open(`/setup?code=gh_su_${randomBytes(48).toString('base64url')}`);
    const page = await browser.open(url);
    const fields = { action: 'create', username: owner.username, email: 'ada@example.com', display_name: 'Ada' };
    const other = canaries.plant('other password', `another one ${random()}`);
    const refused = await browser.submit(page, { ...fields, password, password_confirmation: other });
    expect(refused.status).toBe(400);
    const done = await browser.submit(page, { ...fields, password, password_confirmation: password });
    expect([done.url.pathname, done.status]).toEqual(['/setup', 200]);
    expect((await browser.open(url)).status).toBe(404);
  });

  it('people sign in, fail to, and sign out', async () => {
    const browser = new UserAgent(instance.issuer);
    const page = await browser.open(authorizationUrl('web-basic').url);
    const wrong = canaries.plant('wrong password', `not the password ${random()}`);
    const mixedUp = canaries.plant('password typed as a name', `in the wrong box ${random()}`);
    for (const [username, typed] of [
      [owner.username, wrong],
      [mixedUp, password],
      ['nobody', password],
    ] as const) {
      const refused = await browser.submit(page, { username, password: typed, action: 'login' });
      expect(refused.status).toBe(400);
      // What was typed as a name is shown again to whoever typed it, so this answer alone is let off below.
      if (username === mixedUp) answers.pop();
    }
    const consent = await browser.submit(page, { ...owner, action: 'login' });
    expect(consent.url.pathname).toBe('/consent');
    await browser.submit(consent, { action: 'deny' });
    const other = new UserAgent(instance.issuer);
    expect((await other.open(consent.url)).status).toBe(400);
    const question = await browser.open('/oauth/logout?state=x');
    expect((await browser.submit(question, { action: 'logout' })).status).toBe(200);
  });

  it('clients of every kind get tokens, use them, and lose them', async () => {
    const browser = new UserAgent(instance.issuer);
    await useClient(browser, 'spa', () => [{ client_id: 'spa' }, {}]);
    await useClient(browser, 'web-basic', () => [{}, basic('web-basic')]);
    await useClient(browser, 'web-post', () => [{ client_id: 'web-post', client_secret: SECRET }, {}]);
    await useClient(browser, 'web-key', () => [
      { client_assertion: assertion(), client_assertion_type: ASSERTION_TYPE },
      {},
    ]);
    for (const resource of [ORDERS, NOTES]) {
      const { status } = await post('/oauth/token', { grant_type: 'client_credentials', resource }, basic('machine'));
      expect(status).toBe(200);
    }
    const { id_token: hint = '' } = await useClient(browser, 'spa', () => [{ client_id: 'spa' }, {}]);
    await new UserAgent(instance.issuer).open(authorizationUrl('spa', { id_token_hint: hint, prompt: 'none' }).url);
    await new UserAgent(instance.issuer).open(authorizationUrl('web-basic', { id_token_hint: hint }).url);
    await browser.open(`/oauth/logout?id_token_hint=${hint}&post_logout_redirect_uri=https://evil.example/`);
  });

  it('credentials come in every wrong place and shape', async () => {
    const wrong = canaries.plant('wrong client secret', random() + random());
    const grant = { grant_type: 'client_credentials' };
    await post('/oauth/token', grant, basic('machine', wrong));
    await post('/oauth/token', { ...grant, client_id: 'web-post', client_secret: wrong });
    await post('/oauth/token', { ...grant, client_id: SECRET, client_secret: wrong });
    await post('/oauth/token', { ...grant, client_secret: SECRET }, basic('machine'));
    await post('/oauth/token', { grant_type: 'password', username: owner.username, password, client_id: 'spa' });
    await post('/oauth/token', { grant_type: SECRET, client_id: 'spa', scope: SECRET });
    await post('/oauth/token', { ...grant, scope: `"${SECRET}` }, basic('machine'));
    await post('/oauth/token', grant, { authorization: `Basic ${SECRET}` });
    await post('/oauth/token', grant, { authorization: `Bearer ${SECRET}` });
    const token = assertion();
    for (let time = 0; time < 2; time++) {
      await post('/oauth/introspect', {
        token: SECRET,
        client_assertion: token,
        client_assertion_type: ASSERTION_TYPE,
      });
    }
    const [header, payload] = token.split('.');
    const forged = canaries.plant('forged assertion', `${header}.${payload}.${randomBytes(64).toString('base64url')}`);
    await post('/oauth/revoke', { token: SECRET, client_assertion: forged, client_assertion_type: ASSERTION_TYPE });
    for (const path of [
      '/oauth/token',
      '/oauth/introspect',
      '/oauth/revoke',
      '/oauth/authorize',
      '/login',
      '/consent',
      '/setup',
      '/oauth/logout',
    ]) {
      const secrets = `client_secret=${SECRET}&password=${encodeURIComponent(password)}&code=${wrong}&csrf=${wrong}&interaction=${wrong}`;
      for (const [type, body] of [
        ['application/json', JSON.stringify({ client_secret: SECRET, password })],
        ['application/json', `{"client_secret":"${SECRET}"`],
        [FORM, `${secrets}&x=%ff`],
        [FORM, `${secrets}&${secrets}`],
        [FORM, `${secrets}&x=${'x'.repeat(70_000)}`],
        [`${FORM}; charset=${wrong}`, secrets],
      ] as const) {
        const headers = {
          'content-type': type,
          cookie: `gatehouse_session=${wrong}; gatehouse_browser=${wrong}`,
          origin: instance.issuer,
        };
        const { status } = await fetch(instance.issuer + path, { method: 'POST', body, headers, redirect: 'manual' });
        expect({ path, type, refused: status >= 300 && status < 500 }).toEqual({ path, type, refused: true });
      }
      await fetch(`${instance.issuer}${path}?${secrets}`, {
        headers: { authorization: `Basic ${wrong}` },
        redirect: 'manual',
      });
      await exchange(instance.issuer, { target: `${path}?${secrets}`, headers: [['Cookie', wrong.repeat(1_000)]] });
      await exchange(instance.issuer, { target: `${path}/${encodeURIComponent(wrong)}\0` });
    }
    // A client that takes the address in front of it for its redirect URI sends the last response back to us.
    for (const separator of ['?', '#', '?tenant=a&']) {
      const state = canaries.plant(`state in a redirect URI behind ${separator}`, random());
      const uri = `${REDIRECT_URI}${separator}code=${wrong}&state=${state}&id_token=${token}`;
      await fetch(`${instance.issuer}/oauth/authorize?client_id=spa&redirect_uri=${encodeURIComponent(uri)}`);
    }
  });

  it('nothing of it is in the database', async () => {
    const stored = await everythingStored(instance);
    const everything = Buffer.concat([...stored.values()]);
    // It is the right database, and what is no secret can be found.
    for (const known of ['ada@example.com', 'web-basic', ORDERS, '$argon2id$'])
      expect(everything.includes(known)).toBe(true);
    const hits = [...stored].flatMap(([place, bytes]) =>
      [...canaries.foundIn(bytes), ...pageSecrets.foundIn(bytes)].map((name) => `${place}: ${name}`),
    );
    expect(hits).toEqual([]);
    expect(everything.includes('PRIVATE KEY')).toBe(false);
  });

  it('nothing of it is in the metrics', async () => {
    const text = await (await fetch(`${instance.issuer}/metrics`)).text();
    expect(text).toContain('route="/oauth/token"');
    expect([...canaries.foundIn(text), ...pageSecrets.foundIn(text)]).toEqual([]);
  });

  it('nothing of it comes back in an error', () => {
    const errors = answers.filter(({ status }) => status >= 400);
    expect(errors.length).toBeGreaterThan(100);
    // The set-up form has its code in it as long as it is being filled in.
    const hits = errors
      .filter(({ url }) => !url.endsWith('/setup'))
      .flatMap(({ url, status, text }) =>
        canaries.foundIn(text).map((name) => `${status} ${url.split('?')[0]}: ${name}`),
      );
    expect(hits).toEqual([]);
    const setupForms = errors.filter(({ url }) => url.endsWith('/setup')).flatMap(({ text }) => canaries.foundIn(text));
    expect(setupForms.filter((hit) => !hit.startsWith('setup code'))).toEqual([]);
  });

  it('nothing of it is said when the database fails in the middle of everything', async () => {
    const browser = new UserAgent(instance.issuer);
    const page = await browser.open(authorizationUrl('spa').url);
    const before = answers.length;
    for (const table of ['token', 'session', 'authorization_code', 'one_time']) {
      await runStatement(instance, `ALTER TABLE ${table} RENAME TO ${table}_away`);
    }
    const code = canaries.plant('code of nowhere', `gh_ac_${randomBytes(48).toString('base64url')}`);
    const refreshToken = canaries.plant('refresh token of nowhere', `gh_rt_${randomBytes(48).toString('base64url')}`);
    await post('/oauth/token', {
      grant_type: 'authorization_code',
      client_id: 'spa',
      code,
      code_verifier: random() + random(),
    });
    await post('/oauth/token', { grant_type: 'refresh_token', client_id: 'spa', refresh_token: refreshToken });
    await post('/oauth/token', { grant_type: 'client_credentials' }, basic('machine'));
    await post('/oauth/introspect', { token: refreshToken }, basic('machine'));
    await post('/oauth/revoke', { token: refreshToken }, basic('machine'));
    await post('/oauth/introspect', {
      token: 'x',
      client_assertion: assertion(),
      client_assertion_type: ASSERTION_TYPE,
    });
    const accessToken = canaries.plant('access token of nowhere', `gh_at_${randomBytes(48).toString('base64url')}`);
    await fetch(`${instance.issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    await browser.submit(page, { ...owner, action: 'login' });
    const session = canaries.plant('session of nowhere', `gh_ss_${randomBytes(48).toString('base64url')}`);
    const headers = { cookie: `gatehouse_session=${session}` };
    await fetch(authorizationUrl('spa').url, { headers, redirect: 'manual' });

    const failed = answers.slice(before);
    const hits = failed.flatMap(({ text }) => canaries.foundIn(text));
    expect(hits).toEqual([]);
    const facts = failed.map(({ status, url }) => `${status} ${new URL(url).pathname}`);
    expect(facts).toHaveLength(9);
    expect(facts.filter((fact) => !/^50[03] /.test(fact))).toEqual([]);
    for (const { text } of failed) expect(text).not.toMatch(/SQLITE|ER_NO|no such table|doesn't exist|SELECT|INSERT/);
  });

  it('nothing of it was ever printed', async () => {
    await Promise.all(instance.processes.map((process) => process.stop()));
    const output = printed();
    // The log was on, at its most talkative, and told of what happened.
    for (const known of [
      '"level":"debug"',
      '"message":"answered"',
      '"message":"sign-in"',
      '"clientId":"web-basic"',
      'request failed',
    ]) {
      expect(output).toContain(known);
    }
    expect([...canaries.foundIn(output), ...pageSecrets.foundIn(output)]).toEqual([]);
    const stored = await everythingStored(instance);
    expect(
      [...stored.values()].flatMap((bytes) => [...canaries.foundIn(bytes), ...pageSecrets.foundIn(bytes)]),
    ).toEqual([]);
    expect(canaries.names.length + pageSecrets.names.length).toBeGreaterThan(60);
  });

  it('the search itself finds what there is', () => {
    const control = new Canaries();
    const [opaque, jwt] = [
      `gh_at_${randomBytes(48).toString('base64url')}`,
      `a.b.${randomBytes(64).toString('base64url')}`,
    ];
    control.plant('opaque', opaque);
    control.plant('jwt', jwt);
    const secret = Buffer.from(opaque.slice(6), 'base64url').subarray(16);
    for (const trace of [
      opaque,
      `x${opaque}x`,
      Buffer.from(opaque).toString('hex'),
      secret,
      `"${encodeURIComponent(jwt)}"`,
    ]) {
      expect(control.foundIn(trace)).not.toEqual([]);
    }
    expect(control.foundIn(Buffer.from(`<${opaque}>`).toString('utf8').slice(0, 30))).toEqual([]);
    // And what the clients were given was among what was looked for.
    const given = answers.filter(({ status, url }) => status === 200 && url.endsWith('/oauth/token'));
    expect(given.length).toBeGreaterThan(8);
    for (const { text } of given) expect(canaries.foundIn(text)).not.toEqual([]);
  });
});
