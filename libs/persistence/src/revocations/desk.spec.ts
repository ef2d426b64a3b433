/** Preview, commit, receipt, and the job behind them. */
import { randomUUID } from 'node:crypto';
import {
  longestJwt,
  newTimeOrderedId,
  PREVIEW_LIFETIME,
  RevocationDesk,
  RevocationJob,
  RevocationTooLargeError,
  type CommitRequest,
  type RevocationEvent,
  type RevocationMemberState,
  type RevocationRecord,
  type TokenRecord,
} from '@gatehouse/protocol';
import { token } from '@gatehouse/protocol/testing';
import { describeOnEveryDatabase } from '../../testing';
import { ADMIN, JWT_API, RevocationWorld, type Person, type Registered } from '../../testing/revocation-world';

describeOnEveryDatabase('revocations', (dialect) => {
  let world: RevocationWorld;
  /** Moves the clock of desks and jobs forward; milliseconds. */
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };

  beforeAll(async () => {
    world = await RevocationWorld.open(dialect);
  });
  afterAll(() => world.close());
  afterEach(() => {
    ahead = 0;
  });

  const stores = () => world.here.persistence.unitOfWork;
  const records = () => stores().revocationReads.revocations;

  function desk(limits?: { members: number; rows: number }): RevocationDesk {
    const { apis, options } = world.here.context;
    const { rotation } = world.here;
    const parts = { unitOfWork: stores(), engine: world.engine, apis, clock, options, rotation };
    return new RevocationDesk(limits ? { ...parts, limits } : parts);
  }

  function job(replica = world.here): RevocationJob {
    const { apis, options } = replica.context;
    return new RevocationJob(replica.persistence.unitOfWork, clock, randomUUID(), () => longestJwt(apis, options));
  }

  async function preview(event: RevocationEvent, by = desk()): Promise<RevocationRecord> {
    const result = await by.preview(event, ADMIN);
    if (result.outcome !== 'previewed') throw new Error(result.outcome);
    return result.record;
  }

  const commit = (previewId: string, more: Partial<CommitRequest> = {}, by = desk()) =>
    by.commit({ previewId, by: ADMIN, cause: 'test', reason: 'a test', ...more });

  const find = async (id: string) => {
    const record = await records().find(id);
    if (!record) throw new Error('there is no such revocation');
    return record;
  };

  async function members(id: string, state?: RevocationMemberState): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | undefined = undefined; ;) {
      const page: readonly { tokenId: string }[] = await records().members({
        id,
        limit: 100,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      });
      ids.push(...page.map(({ tokenId }) => tokenId));
      after = page.at(-1)?.tokenId;
      if (after === undefined) return ids;
    }
  }

  /** A person at a client of their own, with one approval. */
  async function approved(): Promise<{ person: Person; client: Registered; familyId: string; accountId: string }> {
    const person = await world.person();
    const client = await world.client();
    await world.allow(person, client);
    await world.issue(person, client, true);
    const page = await stores().revocationReads.tokenSets.page({ kind: 'client', clientId: client.id }, {}, 10);
    return { person, client, accountId: person.id, familyId: page.rows[0]?.token.familyId ?? '' };
  }

  /** Many tokens that a client got for itself. */
  async function robotWith(count: number): Promise<{ client: Registered; tokens: TokenRecord[] }> {
    const client = await world.client();
    const now = Date.now();
    const tokens = Array.from({ length: count }, () => ({
      ...token({ clientId: client.id, subject: client.id, issuedAt: now, expiresAt: now + 3_600_000 }).record,
      id: newTimeOrderedId(now),
    }));
    await stores().record(tokens);
    return { client, tokens };
  }

  const audited = async (id: string): Promise<string[]> => {
    const { events } = await world.here.persistence.audit.log.list({}, undefined, 100);
    const mine = events.filter(({ record }) => JSON.parse(record.detail).revocation === id);
    return mine.map(({ record }) => record.event).reverse();
  };

  describe('previews', () => {
    it('count and list what is alive, and end nothing', async () => {
      const { person, client, accountId } = await approved();
      await world.code(person, client);
      const { id, counts, state, truncated } = await preview({ event: 'user', accountId });
      // Two JWTs and an opaque token; the refresh token was not rotated; three ID tokens; the used code is not alive.
      expect(counts).toEqual({
        tokens: 8,
        byKind: { authorization_code: 1, access_token: 3, refresh_token: 1, id_token: 3 },
        users: 1,
        clients: 1,
        families: 2,
        sessions: 1,
        jwts: 2,
        jwtsAcceptedUntil: expect.any(Number),
      });
      expect([state, truncated]).toEqual(['previewed', false]);
      expect(await members(id)).toHaveLength(8);
      expect((await preview({ event: 'user', accountId })).counts?.tokens).toBe(8);
      expect(await audited(id)).toEqual(['revocation.previewed']);
    });

    it('are refused for what does not exist', async () => {
      const id = newTimeOrderedId(Date.now());
      const { client } = await approved();
      const events: RevocationEvent[] = [
        { event: 'token', tokenId: id },
        { event: 'descendants', tokenId: id },
        { event: 'family', familyId: id },
        { event: 'consent', consentId: id },
        { event: 'session', sessionId: id },
        { event: 'user', accountId: id },
        { event: 'client', clientId: id },
        { event: 'user_at_client', accountId: id, clientId: client.id },
        { event: 'secret_leaked', clientId: client.id, secretId: id },
        { event: 'signing_key', keyId: id },
      ];
      for (const event of events) expect(await desk().preview(event, ADMIN)).toEqual({ outcome: 'not_found' });
      await expect(desk().preview({ event: 'filter', filter: { colour: 'blue' } }, ADMIN)).rejects.toThrow(TypeError);
    });

    it('say when a set is too large to be listed, and a filter is refused then', async () => {
      const { client } = await robotWith(30);
      const small = desk({ members: 20, rows: 1_000 });
      const cut = await preview({ event: 'client', clientId: client.id }, small);
      expect([cut.truncated, cut.counts?.tokens]).toEqual([true, 20]);
      const filter = { client_id: client.id };
      await expect(small.preview({ event: 'filter', filter }, ADMIN)).rejects.toThrow(RevocationTooLargeError);
      // The commit ends all of it all the same.
      const result = await commit(cut.id, {}, small);
      expect(result.outcome).toBe('committed');
      await world.finishJobs();
      expect(await find(cut.id)).toMatchObject({ state: 'finished', done: 30 });
      expect((await preview({ event: 'client', clientId: client.id })).counts?.tokens).toBe(0);
    });

    it('are forgotten some time after they expired', async () => {
      const { accountId } = await approved();
      const { id } = await preview({ event: 'user', accountId });
      ahead = PREVIEW_LIFETIME + 1;
      await world.finishJobs();
      expect(await commit(id)).toEqual({ outcome: 'expired' });
      ahead = PREVIEW_LIFETIME + 3_700_000;
      const cleaner = job();
      while ((await cleaner.step()) === 'worked');
      expect(await records().find(id)).toBeUndefined();
      expect(await members(id)).toEqual([]);
      expect(await commit(id)).toEqual({ outcome: 'not_found' });
    });
  });

  describe('commits', () => {
    it('end exactly what was listed, once, and tell the audit log in the same transaction', async () => {
      const { client, accountId } = await approved();
      const { id } = await preview({ event: 'user', accountId });
      const listed = await members(id);
      const results = await Promise.all(Array.from({ length: 5 }, () => commit(id)));
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['committed', ...Array(4).fill('committed_before')]);
      expect(await find(id)).toMatchObject({
        state: 'finished',
        cause: 'test',
        reason: 'a test',
        committedBy: ADMIN.actor,
        done: listed.length,
      });
      expect(await members(id, 'revoked')).toEqual(listed);
      expect(await audited(id)).toEqual(['revocation.previewed', 'revocation.committed']);
      expect((await preview({ event: 'client', clientId: client.id })).counts?.tokens).toBe(0);
      expect(await commit(id)).toEqual({ outcome: 'committed_before' });
    });

    it('are refused when something has joined, and then nothing ends', async () => {
      const { person, client, familyId } = await approved();
      const { id } = await preview({ event: 'client', clientId: client.id });
      const later = await world.issue(person, client);
      const result = await commit(id);
      if (result.outcome !== 'changed') throw new Error(result.outcome);
      expect(result.difference.addedCount).toBe(7);
      expect(result.difference.goneCount).toBe(0);
      expect((await find(id)).state).toBe('previewed');
      expect(await world.isActive(later.jwt, client)).toBe(true);
      expect(await audited(id)).toEqual(['revocation.previewed', 'revocation.conflicted']);
      expect((await preview({ event: 'family', familyId })).counts?.tokens).toBe(7);
      // Unless that is wanted.
      const listed = await members(id);
      expect((await commit(id, { includeAdded: true })).outcome).toBe('committed');
      expect(await world.isActive(later.jwt, client)).toBe(false);
      const revoked = await members(id, 'revoked');
      expect(revoked).toEqual(expect.arrayContaining([...listed, ...result.difference.added]));
      expect(revoked).toHaveLength(14);
    });

    it('are not refused for what has died by itself', async () => {
      const { client, accountId, familyId } = await approved();
      const { id } = await preview({ event: 'user_at_client', accountId, clientId: client.id });
      await world.revoke({ event: 'family', familyId });
      expect((await commit(id)).outcome).toBe('committed');
      await world.finishJobs();
      expect(await records().tally(id)).toEqual({ pending: 0, revoked: 0, gone: 7 });
    });

    it('want large sets to be confirmed, and leave marking them to the job', async () => {
      const { client, tokens } = await robotWith(1_100);
      const { id } = await preview({ event: 'client', clientId: client.id });
      expect(await commit(id)).toEqual({ outcome: 'confirm', tokens: 1_100 });
      expect(await commit(id, { confirm: '1099' })).toEqual({ outcome: 'confirm', tokens: 1_100 });
      expect(await commit(id, { confirm: '1100' })).toMatchObject({
        outcome: 'committed',
        record: { state: 'marking' },
      });
      // Dead already, wherever it is asked.
      const { tokenSets } = world.there.persistence.unitOfWork.revocationReads;
      const [some] = await tokenSets.find([tokens[500]?.id ?? '']);
      expect(some?.standing.client.tokensRevokedBefore).toBeGreaterThanOrEqual(tokens[500]?.issuedAt ?? Infinity);
      expect(await records().tally(id)).toMatchObject({ pending: 1_100 });
      await world.finishJobs();
      expect(await find(id)).toMatchObject({ state: 'finished', done: 1_100 });
      expect(await records().tally(id)).toEqual({ pending: 0, revoked: 1_100, gone: 0 });
      expect(await audited(id)).toEqual(['revocation.previewed', 'revocation.committed', 'revocation.finished']);
    });

    it('belong to the change that causes them, where there is one', async () => {
      const { client, accountId } = await approved();
      for (const event of [
        { event: 'password_changed', accountId },
        { event: 'user_disabled', accountId },
        { event: 'user_deleted', accountId },
        { event: 'client_disabled', clientId: client.id },
        { event: 'client_deleted', clientId: client.id },
      ] as const) {
        const { id, counts } = await preview(event);
        expect(counts?.tokens).toBe(7);
        expect(await commit(id)).toEqual({ outcome: 'preview_only' });
      }
    });

    it('take the secret that leaked away', async () => {
      const { client } = await approved();
      await world.revoke({ event: 'secret_leaked', clientId: client.id, secretId: client.secretId });
      expect((await stores().registryReads.clients.find(client.id))?.secrets).toEqual([]);
    });

    it('put another key in the place of one that signs, so that there is always exactly one', async () => {
      const active = async () =>
        (await stores().reads.signingKeys.list()).filter(
          ({ algorithm, state }) => algorithm === 'ES256' && state === 'active',
        );
      const [before] = await active();
      const id = await world.revoke({ event: 'signing_key', keyId: before?.id ?? '' });
      const after = await active();
      expect(after).toHaveLength(1);
      expect(after[0]?.id).not.toBe(before?.id);
      expect(await audited(id)).toEqual(
        expect.arrayContaining(['signing_key.activated', 'signing_key.revoked', 'revocation.committed']),
      );
      // Rotation has nothing to mend.
      expect(await world.here.rotation.rotate()).toEqual([]);
      const { client, person } = await approved();
      const issued = await world.issue(person, client);
      expect(await world.isActive(issued.jwt, client)).toBe(true);
      // A second time there is nothing to revoke; a key that does not sign needs no replacement.
      expect(await desk().preview({ event: 'signing_key', keyId: before?.id ?? '' }, ADMIN)).toEqual({
        outcome: 'not_found',
      });
    });
  });

  describe('filters', () => {
    async function running(count: number): Promise<{ id: string; client: Registered; tokens: TokenRecord[] }> {
      const { client, tokens } = await robotWith(count);
      const { id } = await preview({ event: 'filter', filter: { client_id: client.id, audience: JWT_API } });
      expect(await members(id)).toEqual([]);
      const whole = await preview({ event: 'filter', filter: { client_id: client.id, kind: 'access_token' } });
      const result = await commit(whole.id, { confirm: String(count) });
      expect(result).toMatchObject({ outcome: 'committed', record: { state: 'running' } });
      return { id: whole.id, client, tokens };
    }

    const alive = async (client: Registered) =>
      (await preview({ event: 'client', clientId: client.id })).counts?.tokens ?? 0;

    it('take the family of each refresh token along, and leave other families', async () => {
      const { client, person } = await approved();
      const other = await world.client();
      await world.allow(person, other);
      const issued = await world.issue(person, other);
      const { id, counts } = await preview({
        event: 'filter',
        filter: { client_id: client.id, kind: 'refresh_token', state: 'active' },
      });
      expect(counts?.byKind).toEqual({ access_token: 3, refresh_token: 1, id_token: 3 });
      expect((await commit(id)).outcome).toBe('committed');
      expect(await alive(client)).toBe(0);
      expect(await world.isActive(issued.jwt, other)).toBe(true);
    });

    it('are carried out in batches, by whoever goes on where another was killed', async () => {
      const { id, client } = await running(700);
      expect(await alive(client)).toBe(700);
      const killed = job();
      await killed.step();
      const after = await find(id);
      expect(after).toMatchObject({ state: 'running', done: 100 });
      expect(await alive(client)).toBe(600);
      // Its lease still stands.
      const heir = job(world.there);
      expect(await heir.step()).toBe('idle');
      expect((await find(id)).done).toBe(100);
      ahead = 20_000;
      expect(await heir.step()).toBe('worked');
      expect(await find(id)).toMatchObject({ done: 200 });
      while ((await heir.step()) === 'worked');
      expect(await find(id)).toMatchObject({ state: 'finished', done: 700 });
      expect(await records().tally(id)).toEqual({ pending: 0, revoked: 700, gone: 0 });
      expect(await alive(client)).toBe(0);
    });

    it('do nothing when the batch cannot be committed', async () => {
      const { id, client } = await running(600);
      const failing = jest.spyOn(stores(), 'runRevocation').mockImplementationOnce((work) =>
        // The same transaction, which fails at its very end.
        stores().runRevocation(async (inside) => {
          await work(inside);
          throw new Error('killed');
        }),
      );
      await expect(job().step()).rejects.toThrow('killed');
      failing.mockRestore();
      expect(await find(id)).toMatchObject({ state: 'running', done: 0, cursor: null });
      expect(await alive(client)).toBe(600);
      await world.finishJobs();
    });

    it('can be stopped: what was not reached stays alive', async () => {
      const { id, client } = await running(600);
      const stopped = job();
      await stopped.step();
      const stop = () => stores().runRevocation((inside) => inside.revocations.stop(id, clock.now()));
      expect(await stop()).toBe('stopped');
      expect(await stop()).toBe('refused');
      await world.finishJobs();
      const record = await find(id);
      expect(record.state).toBe('stopped');
      expect(await alive(client)).toBe(600 - record.done);
      expect(record.done).toBeLessThan(600);
      expect(await records().tally(id)).toEqual({ pending: 600 - record.done, revoked: record.done, gone: 0 });
      // It holds the lease still, and goes on with what comes next.
      await running(501);
      while ((await stopped.step()) === 'worked');
      expect(await records().nextUnfinished()).toBeUndefined();
    });
  });

  it('without a preview are listed with what the job found, newest first', async () => {
    const { person, accountId } = await approved();
    await world.changePerson(person, 'password_changed');
    const [newest] = await records().list({ limit: 1 });
    expect(newest).toMatchObject({
      event: { event: 'password_changed', accountId },
      state: 'finished',
      cause: 'consequence',
      counts: null,
      done: 7,
    });
    expect(await members(newest?.id ?? '', 'revoked')).toHaveLength(7);
    const all = await records().list({ limit: 1_000 });
    expect(all.map(({ id }) => id)).toEqual([...all.map(({ id }) => id)].sort().reverse());
    expect(all.filter(({ state }) => state === 'previewed')).toEqual([]);
    expect(await records().list({ limit: 5, before: all[1]?.id ?? '' })).toEqual(all.slice(2, 7));
  });
});
