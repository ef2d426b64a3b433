/**
 * Revoking a JWT means something: at once where the issuer is asked, on every replica, and within moments at an API that
 * asks nobody and follows the revocation feed. For every way in which a token can end.
 */
import { randomBytes } from 'node:crypto';
import { createAccessTokenVerifier, type AccessTokenVerifier } from '@gatehouse/resource-server';
import { openPersistence, type Persistence } from '@gatehouse/persistence';
import { DEFAULT_KEY_LIFECYCLE, decodeJwt, KeyRotation, masterKeyWrapper, SystemClock } from '@gatehouse/protocol';
import { CodeSource, exchangeOf, type IssuedCode } from './reliability/support/code-source';
import { DirectRequests, kindOf, textOf } from './reliability/support/direct-requests';
import { CONFIGURATION, ORDERS } from './support/configuration';
import { DATABASES, Instance } from './support/instance';

const MASTER_KEY = randomBytes(32);
/** Looks at a token before a verifier counts as not following: 20 ms each, fifteen times what it should take. */
const ATTEMPTS = 1_500;

interface Tokens {
  readonly code: IssuedCode;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

describe.each(DATABASES)('the revocation feed [%s]', (database) => {
  let instance: Instance;
  let beside: Persistence;
  let codes: CodeSource;
  let verifier: AccessTokenVerifier;
  const requests = new DirectRequests();
  const lags: [string, number][] = [];

  beforeAll(async () => {
    instance = await Instance.start({
      database,
      configuration: CONFIGURATION,
      processes: database === 'sqlite' ? 1 : 2,
      environment: { MASTER_KEY: MASTER_KEY.toString('base64') },
    });
    beside = await openPersistence({ databaseUrl: instance.databaseUrl });
    codes = new CodeSource(instance.issuer);
    verifier = createAccessTokenVerifier({ issuer: instance.issuer, audience: ORDERS, feed: { required: true } });
  });
  afterAll(async () => {
    verifier?.close();
    requests.close();
    await beside?.close();
    await instance?.stop();
    const each = lags.map(([name, lag]) => `  ${name}: ${Math.round(lag)} ms`).join('\n');
    process.stdout.write(
      `From a revocation to its refusal by a verifier that follows the feed [${database}]:\n${each}\n`,
    );
  });

  /** Of the process that is not the issuer's own, where there is one. */
  const elsewhere = () => instance.origins.at(-1) ?? instance.issuer;

  async function approve(clientId = 'spa'): Promise<Tokens> {
    const code = await codes.next(clientId);
    const answer = await requests.token(instance.issuer, exchangeOf(code));
    const accessToken = textOf(answer, 'access_token');
    const [refreshToken, idToken] = [textOf(answer, 'refresh_token'), textOf(answer, 'id_token')];
    return { code, accessToken, refreshToken, idToken, claims: decodeJwt(accessToken)?.claims ?? {} };
  }

  async function machineToken(): Promise<string> {
    const form = { grant_type: 'client_credentials', scope: 'orders:read', resource: ORDERS, client_id: 'machine' };
    return textOf(await requests.token(instance.issuer, form), 'access_token');
  }

  const bearer = (token: string) => `Bearer ${token}`;
  const accepted = (token: string) =>
    verifier.verify(bearer(token), ['orders:read']).then(
      () => true,
      () => false,
    );

  async function expectAlive(...tokens: string[]): Promise<void> {
    for (const token of tokens) {
      await expect(verifier.verify(bearer(token), ['orders:read'])).resolves.toMatchObject({ stale: false });
      for (const origin of instance.origins) expect(await requests.isActive(origin, token)).toBe(true);
    }
  }

  /** Carries out `revoke` and sees that these tokens are dead: for the issuer at once, for the verifier soon. */
  async function expectEnded(
    name: string,
    tokens: readonly string[],
    revoke: () => Promise<unknown>,
    message: string | RegExp = 'The access token has been revoked.',
  ): Promise<void> {
    await expectAlive(...tokens);
    const begun = performance.now();
    await revoke();
    for (const token of tokens) {
      for (const origin of instance.origins) {
        expect(await requests.isActive(origin, token)).toBe(false);
        const userinfo = await fetch(`${origin}/oauth/userinfo`, { headers: { authorization: bearer(token) } });
        expect(userinfo.status).toBe(401);
      }
    }
    for (const token of tokens) {
      for (let attempt = 0; attempt < ATTEMPTS && (await accepted(token)); attempt++) {
        await new Promise((resume) => setTimeout(resume, 20));
      }
    }
    lags.push([name, performance.now() - begun]);
    for (const token of tokens) {
      await expect(verifier.verify(bearer(token))).rejects.toMatchObject({
        status: 401,
        message: expect.stringMatching(message),
      });
    }
  }

  const revokeBy = (token: string, clientId: string) =>
    requests.post(elsewhere(), '/oauth/revoke', { token, client_id: clientId });

  async function consentOf({ claims }: Tokens, clientId: string): Promise<string> {
    const consent = await beside.unitOfWork.reads.consents.find(String(claims['sub']), clientId);
    if (!consent) throw new Error('there is no consent');
    return consent.id;
  }

  it('follows by the stream', async () => {
    await expectAlive(await machineToken());
    for (let attempt = 0; attempt < ATTEMPTS && verifier.revocations().by !== 'stream'; attempt++) {
      await new Promise((resume) => setTimeout(resume, 20));
    }
    expect(verifier.revocations()).toMatchObject({ state: 'fresh', by: 'stream', problem: undefined });
  });

  it('one token, and none beside it', async () => {
    const [one, other] = [await approve(), await approve()];
    await expectEnded('token', [one.accessToken], () => revokeBy(one.accessToken, 'spa'));
    const machine = await machineToken();
    await expectEnded('token of a machine', [machine], () => revokeBy(machine, 'machine'));
    await expectAlive(other.accessToken);
  });

  it('a family, with everything that it was refreshed to', async () => {
    const [one, other] = [await approve('web-basic'), await approve('web-basic')];
    const again = textOf(await requests.refresh(instance.issuer, one.refreshToken, 'web-basic'), 'access_token');
    await expectEnded('family', [one.accessToken, again], () => revokeBy(one.refreshToken, 'web-basic'));
    await expectAlive(other.accessToken);
  });

  it('a family whose refresh token was copied', async () => {
    const { accessToken, refreshToken } = await approve();
    const rotated = await requests.refresh(instance.issuer, refreshToken);
    const again = await requests.refresh(instance.issuer, textOf(rotated, 'refresh_token'));
    const tokens = [accessToken, textOf(rotated, 'access_token'), textOf(again, 'access_token')];
    await expectEnded('reuse of a refresh token', tokens, async () =>
      expect(kindOf(await requests.refresh(elsewhere(), refreshToken))).toBe('400 invalid_grant'),
    );
  });

  it('a family whose code was used twice', async () => {
    const { code, accessToken } = await approve();
    await expectEnded('replay of a code', [accessToken], async () =>
      expect(kindOf(await requests.token(elsewhere(), exchangeOf(code)))).toBe('400 invalid_grant'),
    );
  });

  it('a session, by the person signing out', async () => {
    const elsewhereSignedIn = await new CodeSource(instance.issuer).next('spa');
    const kept = textOf(await requests.token(instance.issuer, exchangeOf(elsewhereSignedIn)), 'access_token');
    const [one, two] = [await approve(), await approve('web-basic')];
    await expectEnded('session', [one.accessToken, two.accessToken], async () => {
      const signOut = new URL('/oauth/logout', instance.issuer);
      signOut.searchParams.set('id_token_hint', one.idToken);
      await codes.open(signOut);
    });
    await expectAlive(kept);
  });

  it('a consent', async () => {
    const [one, other] = [await approve('web-basic'), await approve()];
    const consent = await consentOf(one, 'web-basic');
    await expectEnded('consent', [one.accessToken], () =>
      beside.unitOfWork.run(({ consents }) => consents.revoke(consent, Date.now())),
    );
    await expectAlive(other.accessToken);
  });

  it('everything that a person approved, and nothing approved after that', async () => {
    const [one, two, machine] = [await approve(), await approve('web-basic'), await machineToken()];
    await expectEnded('person', [one.accessToken, two.accessToken], () =>
      beside.unitOfWork.runIdentity(({ identityAccounts }) =>
        identityAccounts.revokeTokensBefore(String(one.claims['sub']), Date.now()),
      ),
    );
    await expectAlive(machine, (await approve()).accessToken);
  });

  it('everything of a person who is disabled', async () => {
    const { accessToken, claims } = await approve();
    const change = (disabledAt: number | null) =>
      beside.unitOfWork.runIdentity(async ({ identityAccounts }) => {
        const account = await identityAccounts.find(String(claims['sub']));
        if (!account) throw new Error('there is no account');
        await identityAccounts.update({ ...account, disabledAt });
      });
    await expectEnded('person disabled', [accessToken], () => change(Date.now()));
    await change(null);
  });

  it('everything of a client, and nothing issued after that', async () => {
    const [one, other, machine] = [await approve('web-basic'), await approve(), await machineToken()];
    const revoke = (clientId: string) =>
      beside.unitOfWork.runRegistry(({ clients }) => clients.revokeTokensBefore(clientId, Date.now()));
    await expectEnded('client', [one.accessToken], () => revoke('web-basic'));
    await expectEnded('client that is a machine', [machine], async () => {
      // The APIs' own client asks about tokens here, and is the machine itself: its credential stands.
      await revoke('machine');
    });
    await expectAlive(other.accessToken, (await approve('web-basic')).accessToken, await machineToken());
  });

  it('everything of a client that is disabled', async () => {
    const { accessToken } = await approve('web-basic');
    await expectEnded('client disabled', [accessToken], () =>
      beside.unitOfWork.runRegistry(async ({ clients }) => {
        const client = await clients.find('web-basic');
        if (!client) throw new Error('there is no client');
        await clients.save({ ...client, disabledAt: Date.now() });
      }),
    );
  });

  it('everything that a key signed, and nothing that its successor signs', async () => {
    const [one, machine] = [await approve(), await machineToken()];
    const kid = String(decodeJwt(machine)?.header['kid']);
    const { unitOfWork } = beside;
    const rotation = new KeyRotation(
      unitOfWork,
      unitOfWork,
      masterKeyWrapper(MASTER_KEY),
      new SystemClock(),
      DEFAULT_KEY_LIFECYCLE,
      'spec',
    );
    const successor = await rotation.prepareReplacement(kid);
    const revoke = () =>
      unitOfWork.run(async ({ signingKeys }) => {
        await signingKeys.revoke(kid, Date.now());
        await signingKeys.advance(successor ?? '', 'next', 'active', Date.now());
      });
    // Whichever the verifier hears first: that the key was revoked, or that it is not published any more.
    await expectEnded('signing key', [one.accessToken, machine], revoke, /has been revoked|is not valid here/);
    let fresh = '';
    for (let attempt = 0; attempt < ATTEMPTS && decodeJwt(fresh)?.header['kid'] !== successor; attempt++) {
      await new Promise((resume) => setTimeout(resume, 20));
      fresh = await machineToken();
    }
    for (let attempt = 0; attempt < ATTEMPTS && !(await accepted(fresh)); attempt++) {
      await new Promise((resume) => setTimeout(resume, 20));
    }
    await expect(verifier.verify(bearer(fresh))).resolves.toMatchObject({ stale: false });
  });

  it('is the same at every process, and may be kept for a second', async () => {
    const { discovery, lists } = {
      discovery: (await (await fetch(`${instance.issuer}/.well-known/openid-configuration`)).json()) as Record<
        string,
        unknown
      >,
      lists: await Promise.all(instance.origins.map((origin) => fetch(`${origin}/oauth/revocations`))),
    };
    expect(discovery['revocation_feed_endpoint']).toBe(`${instance.issuer}/oauth/revocations`);
    const revoked = await Promise.all(
      lists.map(async (answer) => {
        expect(answer.status).toBe(200);
        expect(answer.headers.get('cache-control')).toBe('public, max-age=1');
        expect(answer.headers.get('content-type')).toBe('application/revocation-list+jwt');
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        const [, claims = ''] = (await answer.text()).split('.');
        return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { revoked: object }).revoked;
      }),
    );
    for (const each of revoked) expect(each).toEqual(revoked[0]);
    expect(Object.keys(revoked[0] ?? {}).sort()).toEqual(['clients', 'families', 'keys', 'subjects', 'tokens']);
  });

  it('lets a process leave that is being followed', async () => {
    expect(verifier.revocations().by).toBe('stream');
    const [first] = instance.processes;
    expect(await first?.stop()).toBe(0);
    expect(first?.output).toContain('"stopped"');
    expect(first?.output).not.toContain('requests cut short');
    // And takes up the thread when it is back, with what happened meanwhile.
    await first?.start();
    const machine = await machineToken();
    await expectEnded('token, after a restart', [machine], () => revokeBy(machine, 'machine'));
  });
});
