/** A verifier against an issuer over real HTTP: what it knows of revocations, and what it does when it cannot know. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { AUDIENCE, FakeIssuer, newId } from '../testing/fake-issuer';
import { createAccessTokenVerifier, type AccessTokenVerifier, type VerifierOptions } from './access-token-verifier';

// Some of it waits until somebody tries again.
jest.setTimeout(20_000);

let issuer: FakeIssuer;
const verifiers: AccessTokenVerifier[] = [];

beforeEach(async () => {
  issuer = await FakeIssuer.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const verifier of verifiers.splice(0)) verifier.close();
  await issuer.stop();
});

function newVerifier(feed?: VerifierOptions['feed']): AccessTokenVerifier {
  const options = { issuer: issuer.identifier, audience: AUDIENCE };
  const verifier = createAccessTokenVerifier(feed === undefined ? options : { ...options, feed });
  verifiers.push(verifier);
  return verifier;
}

const REVOKED = { status: 401, code: 'invalid_token', message: 'The access token has been revoked.' };

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await condition()) return;
    await new Promise((resume) => setTimeout(resume, 20));
  }
  throw new Error(`It did not come to pass: ${condition.toString()}`);
}

async function refused(verifier: AccessTokenVerifier, authorization: string): Promise<boolean> {
  return verifier.verify(authorization).then(
    () => false,
    () => true,
  );
}

/** Follows the stream, with one token accepted. */
async function following(feed?: VerifierOptions['feed']): Promise<AccessTokenVerifier> {
  const verifier = newVerifier(feed);
  await verifier.verify(await issuer.token());
  await until(() => issuer.followers === 1);
  return verifier;
}

describe('a verifier that follows the revocation list', () => {
  it('refuses a token once it is revoked, and no other', async () => {
    const verifier = await following();
    const jti = newId();
    const [one, other] = [await issuer.token({ jti }), await issuer.token()];
    await expect(verifier.verify(one)).resolves.toMatchObject({ subject: 'alice', stale: false });
    await issuer.revokeToken(jti);
    await until(() => refused(verifier, one));
    await expect(verifier.verify(one)).rejects.toMatchObject(REVOKED);
    await expect(verifier.verify(other)).resolves.toMatchObject({ stale: false });
    expect(verifier.revocations()).toMatchObject({ state: 'fresh', by: 'stream', entries: 1, problem: undefined });
  });

  it('waits for the first list, so that nothing revoked before passes', async () => {
    const jti = newId();
    await issuer.revokeToken(jti);
    await expect(newVerifier().verify(await issuer.token({ jti }))).rejects.toMatchObject(REVOKED);
  });

  it('refuses every token of a family', async () => {
    const family_id = newId();
    await issuer.revokeFamily(family_id);
    const verifier = newVerifier();
    await expect(verifier.verify(await issuer.token({ family_id }))).rejects.toMatchObject(REVOKED);
    await expect(verifier.verify(await issuer.token({ family_id: newId() }))).resolves.toBeDefined();
  });

  it('refuses what a person approved up to a moment, refreshed or not, and nothing approved later', async () => {
    const moment = Date.now();
    await issuer.revokeSubject('alice', moment);
    const verifier = newVerifier();
    const before = { family_id: newId(moment), jti: newId(moment + 5_000) };
    const after = { family_id: newId(moment + 1), jti: newId(moment + 1) };
    await expect(verifier.verify(await issuer.token(before))).rejects.toMatchObject(REVOKED);
    await expect(verifier.verify(await issuer.token(after))).resolves.toBeDefined();
    await expect(verifier.verify(await issuer.token({ ...before, sub: 'bob' }))).resolves.toBeDefined();
  });

  it('refuses what a client was given up to a moment: to the millisecond by the id, else to the second', async () => {
    const moment = Date.now();
    await issuer.revokeClient('web', moment);
    const verifier = newVerifier();
    const seconds = Math.floor(moment / 1000);
    const refusedClaims = [{ jti: newId(moment) }, { jti: 'no-uuid', iat: seconds }];
    const passing = [
      { jti: newId(moment + 1) },
      { jti: 'no-uuid', iat: seconds + 1 },
      { client_id: 'other', jti: newId(0) },
    ];
    for (const claims of refusedClaims) {
      await expect(verifier.verify(await issuer.token(claims))).rejects.toMatchObject(REVOKED);
    }
    for (const claims of passing) await expect(verifier.verify(await issuer.token(claims))).resolves.toBeDefined();
  });

  it('refuses what a revoked key signed, and takes up its successor at once', async () => {
    const verifier = await following();
    const [old] = [await issuer.addKey()];
    const stolen = await issuer.token();
    await until(async () => !(await refused(verifier, stolen)));
    const successor = await issuer.addKey();
    issuer.withdrawKey(old);
    await issuer.revokeKey(old);
    await until(() => refused(verifier, stolen));
    await until(async () => !(await refused(verifier, await issuer.token({}, { kid: successor }))));
  });

  it('asks with the last cursor, and comes back when the stream breaks', async () => {
    const verifier = await following();
    const jti = newId();
    const token = await issuer.token({ jti });
    issuer.endStreams();
    await until(() => issuer.followers === 0);
    await issuer.revokeToken(jti);
    await until(() => refused(verifier, token));
    await until(() => issuer.followers === 1);
    expect(issuer.asked).toContainEqual(expect.stringMatching(/^list\?after=\d+$/));
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['are refused', (response) => response.writeHead(503).end()],
    ['are cut short', (response) => response.destroy()],
    ['come as something else', (response) => response.end('<!doctype html>')],
  ])('asks every second or two where streams %s', async (_case, fault) => {
    issuer.streamFault = fault;
    const verifier = newVerifier();
    const jti = newId();
    const token = await issuer.token({ jti });
    await expect(verifier.verify(token)).resolves.toMatchObject({ stale: false });
    await issuer.revokeToken(jti);
    await until(() => refused(verifier, token));
    expect(verifier.revocations()).toMatchObject({ state: 'fresh', by: 'poll' });
  });

  it('notices a stream that somebody holds back', async () => {
    issuer.streamFault = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    const verifier = newVerifier();
    const jti = newId();
    const token = await issuer.token({ jti });
    await verifier.verify(token);
    await issuer.revokeToken(jti);
    await until(() => refused(verifier, token));
  });
});

describe('a verifier that cannot know', () => {
  it('accepts and says so when the issuer has no list, or when it is not to be followed', async () => {
    issuer.hasFeed = false;
    const verifier = newVerifier();
    await expect(verifier.verify(await issuer.token())).resolves.toMatchObject({ stale: true });
    expect(verifier.revocations()).toMatchObject({ state: 'none' });
    issuer.hasFeed = true;
    const other = newVerifier(false);
    await expect(other.verify(await issuer.token())).resolves.toMatchObject({ stale: true });
    expect(other.revocations()).toMatchObject({ state: 'none' });
    expect(issuer.asked).toEqual([]);
  });

  it('refuses with 503 when it has to know, and accepts as soon as it does', async () => {
    issuer.listFault = (response) => response.writeHead(503).end();
    const [lenient, strict] = [newVerifier(), newVerifier({ required: true })];
    const token = await issuer.token();
    await expect(lenient.verify(token)).resolves.toMatchObject({ stale: true });
    await expect(strict.verify(token)).rejects.toMatchObject({ status: 503, code: 'temporarily_unavailable' });
    expect(strict.revocations()).toMatchObject({ state: 'starting', problem: expect.any(Error) });
    issuer.listFault = undefined;
    await until(async () => !(await refused(strict, token)));
    await until(async () => !(await lenient.verify(token)).stale);
  });

  it('has an issuer without a list refused where knowing is required', async () => {
    issuer.hasFeed = false;
    await expect(newVerifier({ required: true }).verify(await issuer.token())).rejects.toMatchObject({ status: 503 });
  });

  it('goes stale after the time that was chosen, and still refuses what it knows to be revoked', async () => {
    const jti = newId();
    await issuer.revokeToken(jti);
    const lenient = newVerifier({ staleAfter: 20 });
    const strict = newVerifier({ staleAfter: 20, required: true });
    const token = await issuer.token();
    for (const verifier of [lenient, strict])
      await expect(verifier.verify(token)).resolves.toMatchObject({ stale: false });
    await until(() => issuer.followers === 2);
    issuer.listFault = issuer.streamFault = (response) => response.destroy();
    issuer.endStreams();
    const later = Date.now() + 21_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    await expect(lenient.verify(token)).resolves.toMatchObject({ stale: true });
    expect(lenient.revocations().state).toBe('stale');
    await expect(lenient.verify(await issuer.token({ jti }))).rejects.toMatchObject(REVOKED);
    await expect(strict.verify(token)).rejects.toMatchObject({ status: 503 });
  });

  it('learns nothing from a list that is replayed', async () => {
    const verifier = await following();
    const { knownAt } = verifier.revocations();
    const iat = Math.floor(Date.now() / 1000) - 5;
    issuer.listClaims = { iat, exp: iat + 60 };
    await issuer.tell();
    await issuer.revokeToken(newId());
    await until(() => verifier.revocations().entries === 1);
    expect(verifier.revocations().knownAt).toBe(knownAt);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['another type', async () => (issuer.listHeader = { typ: 'at+jwt' })],
    ['another issuer', async () => (issuer.listClaims = { iss: 'https://evil.example' })],
    ['a time long past', async () => (issuer.listClaims = { iat: 1_000, exp: 1_060 })],
    ['another shape', async () => (issuer.listClaims = { revoked: { tokens: [['x']] } })],
    ['a key that is not the issuer’s', async () => issuer.withdrawKey(await issuer.addKey())],
  ])('does not believe a list of %s', async (name, spoil) => {
    if (name.includes('key')) {
      const evil = await FakeIssuer.start();
      evil.identifier = issuer.identifier;
      const list = await evil.list();
      await evil.stop();
      issuer.listFault = (response) => response.end(list);
    } else await spoil();
    const verifier = newVerifier({ required: true });
    await expect(verifier.verify(await issuer.token())).rejects.toMatchObject({ status: 503 });
    expect(verifier.revocations()).toMatchObject({ entries: 0, problem: expect.any(Error) });
  });

  it('does not believe a list that a revoked key signed', async () => {
    const verifier = await following();
    const stolen = await issuer.addKey();
    const good = await issuer.addKey();
    issuer.listHeader = { kid: good };
    await issuer.revokeKey(stolen);
    await until(() => verifier.revocations().entries === 1);
    issuer.listHeader = { kid: stolen };
    await issuer.revokeToken(newId());
    await until(() => verifier.revocations().problem instanceof Error);
    expect(verifier.revocations().entries).toBe(1);
  });

  it('refuses a time that could not be kept', () => {
    const options = { issuer: issuer.identifier, audience: AUDIENCE };
    expect(() => createAccessTokenVerifier({ ...options, feed: { staleAfter: 2 } })).toThrow(RangeError);
  });
});

describe('the process that verifies', () => {
  it('ends by itself while the list is being followed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-verifier-'));
    try {
      const outfile = join(folder, 'verify.cjs');
      const contents = `
        import { createAccessTokenVerifier } from './access-token-verifier';
        const [issuer, audience, token] = process.argv.slice(2);
        const verifier = createAccessTokenVerifier({ issuer, audience });
        const wait = setInterval(async () => {
          const { stale } = await verifier.verify(token);
          if (verifier.revocations().by !== 'stream') return;
          console.log(JSON.stringify({ stale, by: 'stream' }));
          clearInterval(wait);
        }, 50);`;
      await build({
        stdin: { contents, resolveDir: __dirname, loader: 'ts' },
        bundle: true,
        platform: 'node',
        format: 'cjs',
        outfile,
      });
      const script = [outfile, issuer.identifier, AUDIENCE, await issuer.token()];
      const { stdout } = await promisify(execFile)(process.execPath, script, { timeout: 20_000 });
      expect(stdout).toContain('"by":"stream"');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is left alone after close()', async () => {
    const verifier = await following();
    verifier.close();
    await until(() => issuer.followers === 0);
    const asked = issuer.asked.length;
    await new Promise((resume) => setTimeout(resume, 100));
    expect(issuer.asked).toHaveLength(asked);
  });
});
