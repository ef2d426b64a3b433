/** Every route of the router under /admin × everybody who could ask: who gets in, and who does not. */
import { describeOnEveryDatabase } from '@gatehouse/persistence/testing';
import { runStatement } from '../support/database';
import { admits, EXPECTATIONS, ROLES, type Expectation } from './expectations';
import { Administration, CONFIGURATION, CONSOLE, ORDERS, ROBOT, SCOPES, SECRET } from './support/administration';
import { type InProcess, startInProcess } from './support/in-process';

/** How the guard says no. */
const REFUSALS = ['401 unauthenticated', '401 token_invalid', '403 scope_missing'];
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

interface Caller {
  readonly name: string;
  readonly authorization: string | undefined;
  /** What they may do; undefined = the credential itself is worth nothing. */
  readonly scopes: readonly string[] | undefined;
}

describeOnEveryDatabase('the authorization matrix', (database) => {
  let instance: InProcess;
  let admin: Administration<InProcess>;
  let routes: { readonly method: string; readonly path: string; readonly expectation: Expectation }[];
  const callers: Caller[] = [];

  beforeAll(async () => {
    instance = await startInProcess(database, CONFIGURATION);
    admin = await Administration.over(instance);
    routes = instance
      .routes()
      .filter((route) => route.includes(' /admin'))
      .map((route) => {
        const [method = '', path = ''] = route.split(' ');
        return { method, path, expectation: EXPECTATIONS[route] ?? { needs: ['nothing is enough'], changes: true } };
      });
    await gatherCallers();
  });
  afterAll(() => instance.stop());

  async function gatherCallers(): Promise<void> {
    const worthless = (name: string, authorization: string | undefined) =>
      callers.push({ name, authorization, scopes: undefined });
    const bearer = (token: string | undefined) => `Bearer ${token}`;
    const all = SCOPES.join(' ');
    worthless('nobody: no token', undefined);
    worthless('a made-up token', bearer('x'));
    worthless('an unknown token of the right form', bearer(`gh_at_${'A'.repeat(64)}`));
    worthless('an unknown JWT', bearer('eyJhbGciOiJub25lIn0.eyJqdGkiOiIxIn0.'));
    worthless('another scheme', `Basic ${Buffer.from(`${ROBOT}:${SECRET}`).toString('base64')}`);
    worthless('a session cookie in the header', 'Cookie gatehouse_session=x');
    const expired = await admin.clientCredentials(all);
    const changedByHand = await admin.clientCredentials(all);
    await runStatement(instance, `UPDATE token SET expires_at = 1 WHERE id = ${hexOfToken(expired)}`);
    worthless('an expired token', bearer(expired));
    worthless(
      'a token with another ending',
      bearer(`${changedByHand.slice(0, -1)}${changedByHand.endsWith('A') ? 'B' : 'A'}`),
    );
    const revoked = await admin.clientCredentials(all);
    await fetch(`${instance.issuer}/oauth/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${ROBOT}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ token: revoked }),
    });
    worthless('a revoked token', bearer(revoked));
    worthless('a token for another API', bearer(await admin.clientCredentials('orders:read', ORDERS)));
    const robot = { id: ROBOT, secret: SECRET };
    const both = await admin.token({ grant_type: 'client_credentials', scope: `orders:read ${all}` }, robot);
    worthless('a token for another API as well', bearer(both.access_token));
    const owner = await admin.tokensOf('owner');
    worthless('the ID token of an owner', bearer(owner.id_token));
    worthless('the refresh token of an owner', bearer(owner.refresh_token));
    const { access_token: ofUserinfo } = await admin.signIn('owner', 'openid profile', null);
    worthless('an owner’s token for UserInfo', bearer(ofUserinfo));
    for (const [role, scopes] of Object.entries(ROLES)) {
      callers.push({ name: role, authorization: bearer(await admin.personToken(role)), scopes });
    }
    for (const scope of SCOPES) {
      const authorization = bearer(await admin.machineToken([scope]));
      callers.push({ name: `a client with ${scope}`, authorization, scopes: [scope] });
    }
    callers.push({
      name: 'a client with every scope',
      authorization: bearer(await admin.machineToken()),
      scopes: ['*'],
    });
    const little = await admin.signIn('owner', 'openid clients:read');
    callers.push({
      name: 'an owner who gave little',
      authorization: bearer(little.access_token),
      scopes: ['clients:read'],
    });
  }

  /** Asks and does not wait for the end of the answer: some never end. */
  async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<string> {
    const gone = new AbortController();
    const response = await fetch(`${instance.issuer}${path}`, {
      method,
      headers: { ...(['GET', 'HEAD'].includes(method) ? {} : { 'content-type': 'application/json' }), ...headers },
      redirect: 'manual',
      signal: gone.signal,
    });
    const isProblem = response.headers.get('content-type') === 'application/problem+json' && method !== 'HEAD';
    const { code } = isProblem ? ((await response.json()) as { code: string }) : { code: '' };
    gone.abort();
    return `${response.status} ${code}`.trim();
  }

  const filled = (path: string) => path.replace(/:[a-z_]+/g, ID);
  const headersOf = ({ authorization }: Caller): Record<string, string> =>
    authorization === undefined ? {} : { authorization };

  it('has a row for every route, and a route for every row', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(EXPECTATIONS).sort());
  });

  it('lets in who may, and nobody else', async () => {
    const wrong: string[] = [];
    for (const { method, path, expectation } of routes) {
      for (const caller of callers) {
        const answer = await ask(method, filled(path), headersOf(caller));
        const admitted = !REFUSALS.includes(answer);
        const expected =
          expectation.needs === 'open' || (caller.scopes !== undefined && admits(expectation, caller.scopes));
        const sound = caller.scopes !== undefined || expected ? true : answer.startsWith('401');
        if (admitted !== expected || !sound || /^5/.test(answer)) {
          wrong.push(`${caller.name}: ${method} ${path} answered ${answer}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(routes.length * callers.length).toBeGreaterThan(500);
  });

  it('lets an auditor read everything and change nothing', async () => {
    const auditor = callers.find(({ name }) => name === 'auditor');
    for (const { method, path, expectation } of routes) {
      const answer = await ask(method, filled(path), auditor ? headersOf(auditor) : {});
      expect(`${method} ${path} ${REFUSALS.includes(answer)}`).toBe(`${method} ${path} ${expectation.changes}`);
    }
  });

  it('knows one spelling of each path', async () => {
    const wrong: string[] = [];
    for (const { method, path, expectation } of routes) {
      if (expectation.needs === 'open') continue;
      const plain = filled(path);
      const spellings = [
        `${plain}/`,
        `/${plain}`,
        plain.replace('/v1/', '//v1/'),
        plain.replace('/v1/', '/v1/./'),
        plain.replace('/v1/', '/v1/x/../'),
        `${plain};a=b`,
        plain.replace('/v1/', '/v1;a=b/'),
        plain.replace('/v1/', '%2fv1/'),
        plain.replace('/v1/', '/v1%2f'),
        plain.replace('/v1/', '/v1%5c'),
        plain.replace('/admin', '/%61dmin'),
        plain.replace('/admin', '/Admin'),
        plain.toUpperCase(),
        `${plain}%00`,
        `${plain}%20`,
        `${plain}.json`,
        plain.replace('/v1/', '/v1/..;/v1/'),
      ];
      for (const spelling of spellings) {
        const answer = await ask(method, spelling);
        if (!/^(400|401|404|405)\b/.test(answer)) wrong.push(`${method} ${spelling} answered ${answer}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('believes the method of the request line alone', async () => {
    const auditor = callers.find(({ name }) => name === 'auditor');
    const wrong: string[] = [];
    const overrides = (method: string) => ({
      'x-http-method-override': method,
      'x-http-method': method,
      'x-method-override': method,
    });
    for (const { method, path, expectation } of routes) {
      const plain = filled(path);
      if (expectation.needs === 'open') continue;
      for (const asked of ['HEAD', 'OPTIONS', 'PROPFIND', 'POST', 'GET'].filter((other) => other !== method)) {
        const answer = await ask(asked, plain, overrides(method));
        if (!/^(400|401|404|405)\b/.test(answer)) wrong.push(`${asked} as ${method} ${plain} answered ${answer}`);
      }
      if (!expectation.changes || !auditor) continue;
      const pretended = await ask(method, plain, { ...headersOf(auditor), ...overrides('GET') });
      if (!REFUSALS.includes(pretended)) wrong.push(`${method} as GET ${plain} answered ${pretended}`);
      const query = await ask(method, `${plain}?_method=GET`, headersOf(auditor));
      if (!REFUSALS.includes(query)) wrong.push(`${method} ?_method=GET ${plain} answered ${query}`);
    }
    expect(wrong).toEqual([]);
  });

  it('takes a token from the Authorization header only', async () => {
    const token = await admin.machineToken();
    const cookie = `gatehouse_session=${token}; access_token=${token}`;
    expect(await ask('GET', `/admin/v1/clients?access_token=${token}`)).toBe('401 unauthenticated');
    expect(await ask('GET', '/admin/v1/clients', { cookie })).toBe('401 unauthenticated');
    expect(await ask('GET', '/admin/v1/clients', { 'x-access-token': token })).toBe('401 unauthenticated');
    expect(await ask('GET', '/admin/v1/clients', { authorization: `Bearer ${token} ${token}` })).toMatch(/^40[01]/);
    expect(await ask('GET', '/admin/v1/clients', { authorization: `bearer ${token}` })).toBe('200');
  });

  it('answers with the challenges of RFC 6750 and never to another origin', async () => {
    const challenge = async (authorization?: string) => {
      const response = await fetch(`${instance.issuer}/admin/v1/clients`, {
        method: 'POST',
        headers: { origin: 'https://evil.example', ...(authorization === undefined ? {} : { authorization }) },
      });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      return response.headers.get('www-authenticate');
    };
    expect(await challenge()).toBe('Bearer realm="gatehouse"');
    expect(await challenge('Bearer x')).toMatch(/^Bearer realm="gatehouse", error="invalid_token"/);
    const reader = await admin.machineToken(['clients:read']);
    expect(await challenge(`Bearer ${reader}`)).toMatch(/error="insufficient_scope".*scope="clients:write"$/);
  });

  describe('a token in hand', () => {
    it('does less at once when its person’s role, its client’s scope or its client changes', async () => {
      const { access_token } = await admin.signIn('developer');
      const authorization = `Bearer ${access_token}`;
      expect(await ask('GET', '/admin/v1/clients', { authorization })).toBe('200');
      await runStatement(instance, `UPDATE account SET roles = '[]' WHERE username = 'developer'`);
      expect(await ask('GET', '/admin/v1/clients', { authorization })).toBe('403 scope_missing');
      await runStatement(instance, `UPDATE account SET roles = '["auditor"]' WHERE username = 'developer'`);
      expect(await ask('GET', '/admin/v1/clients', { authorization })).toBe('200');
      expect(await ask('POST', '/admin/v1/clients', { authorization })).toBe('403 scope_missing');
      await runStatement(instance, `UPDATE account SET disabled_at = 1 WHERE username = 'developer'`);
      expect(await ask('GET', '/admin/v1/clients', { authorization })).toBe('401 token_invalid');

      const support = `Bearer ${await admin.personToken('support')}`;
      const less = await admin.patch(`/clients/${CONSOLE}`, { ifMatch: '*', body: { scope: 'openid tokens:read' } });
      expect(less.status).toBe(200);
      expect(await ask('GET', '/admin/v1/clients', { authorization: support })).toBe('403 scope_missing');
      const disabled = await admin.post(`/clients/${CONSOLE}/disable`, { ifMatch: '*' });
      expect(disabled.status).toBe(200);
      expect(await ask('GET', '/admin/v1/clients', { authorization: support })).toBe('401 token_invalid');
    });
  });
});

/** The id of an opaque token, as a literal for the database. */
function hexOfToken(token: string): string {
  return `x'${Buffer.from(token.slice('gh_at_'.length), 'base64url').subarray(0, 16).toString('hex')}'`;
}
