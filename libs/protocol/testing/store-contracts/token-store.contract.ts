import { START } from '../fixed-clock';
import { refreshToken, signingKey, token } from '../fixtures';
import type { TokenRecord } from '../../src/records/token';
import { atOnce, newId, replica, STANDS, storeClient, storedFamily, type FixtureSource } from './store-fixture';

export function describeTokenStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} TokenStore`, () => {
    const insert = (...tokens: TokenRecord[]) => replica(source()).run((stores) => stores.tokens.insert(tokens));
    const find = async (id: string) => (await replica(source(), 1).reads.tokens.find(id))?.token;
    const storedRefreshToken = async (overrides: Partial<TokenRecord> = {}) => {
      const family = await storedFamily(source());
      const { record } = refreshToken({ familyId: family.id, ...overrides });
      await insert(record);
      return record;
    };
    const rotation = (record: TokenRecord, successor = newId()) => ({
      id: record.id,
      parentId: record.parentId,
      at: START + 1,
      successorId: successor,
      successorSealed: Buffer.from(`sealed ${successor}`),
    });

    it('keeps every field of a token without a family', async () => {
      const { record } = token({
        clientId: 'Klient-ß-😀',
        subject: 'Klient-ß-😀',
        scope: ['a', 'b"c\\d'],
        audience: ['https://api.example/a', 'https://api.example/b'],
        keyId: 'key-1',
        bindings: { dpop: { jkt: 'thumb' }, list: [1, null] },
        userAgent: 'Mozilla/5.0 "quoted" \\ 😀',
        ip: '2001:db8::1',
      });
      await storeClient(source(), record.clientId);
      await insert(record);
      expect(await replica(source(), 1).reads.tokens.find(record.id)).toEqual({
        token: record,
        entry: null,
        standing: { client: STANDS.client, keyRevokedAt: null },
      });
    });

    it('keeps every field of a refresh token and finds it with its family', async () => {
      const family = await storedFamily(source());
      const { record } = refreshToken({
        familyId: family.id,
        parentId: newId(),
        sessionId: family.sessionId,
        revokedAt: START + 1,
        revocationReason: 'revoked_by_client',
        generation: 3,
        rotatedAt: START + 2,
        successorId: newId(),
        successorSealed: Buffer.from([0, 255, 1, 254]),
        lastUsedAt: START + 3,
        reusedAt: START + 4,
      });
      await insert(record);
      expect(await replica(source(), 1).reads.tokens.find(record.id)).toEqual({
        token: record,
        entry: { family, standing: STANDS },
        standing: { client: STANDS.client, keyRevokedAt: null },
      });
    });

    it('keeps empty lists, nulls and the end of time', async () => {
      const { record } = token({
        scope: [],
        audience: [],
        ip: null,
        userAgent: null,
        expiresAt: 8_640_000_000_000_000,
      });
      await insert(record);
      expect(await find(record.id)).toEqual(record);
    });

    it('cuts a user agent of any length rather than failing', async () => {
      const { record } = token({ userAgent: 'x'.repeat(100_000) });
      await insert(record);
      expect((await find(record.id))?.userAgent).toMatch(/^x+$/);
    });

    it('finds nothing for an id that is unknown or none, or whose family is gone', async () => {
      const { reads } = replica(source());
      expect(await reads.tokens.find(newId())).toBeUndefined();
      expect(await reads.tokens.find('no id')).toBeUndefined();
      const { record } = refreshToken({ familyId: newId() });
      await insert(record);
      expect(await reads.tokens.find(record.id)).toBeUndefined();
    });

    it('inserts all tokens or none', async () => {
      const [first, second] = [token().record, token().record];
      await insert(second);
      await expect(insert(first, second)).rejects.toMatchObject({ message: expect.any(String) });
      expect(await find(first.id)).toBeUndefined();
    });

    it('inserts a hundred at once', async () => {
      const records = Array.from({ length: 100 }, () => token().record);
      await insert(...records);
      for (const record of records) expect(await find(record.id)).toEqual(record);
    });

    it('rotates a refresh token once and wipes what the parent kept', async () => {
      const parent = await storedRefreshToken();
      const first = rotation(parent);
      const run = (wanted: ReturnType<typeof rotation>) =>
        replica(source()).run((stores) => stores.tokens.rotate(wanted));
      expect(await run(first)).toBe('rotated');
      expect(await find(parent.id)).toEqual({
        ...parent,
        rotatedAt: START + 1,
        successorId: first.successorId,
        successorSealed: first.successorSealed,
      });
      expect(await run(rotation(parent))).toBe('refused');
      expect((await find(parent.id))?.successorId).toBe(first.successorId);

      const child = refreshToken({ id: first.successorId, familyId: parent.familyId, parentId: parent.id }).record;
      await insert(child);
      expect(await run(rotation(child))).toBe('rotated');
      expect(await find(parent.id)).toMatchObject({ successorId: child.id, successorSealed: null });
    });

    it('rotates a refresh token for one of 8 that ask at once', async () => {
      for (let round = 0; round < 5; round++) {
        const record = await storedRefreshToken();
        const wanted = Array.from({ length: 8 }, () => rotation(record));
        const verdicts = await atOnce(source(), 8, (stores, index) =>
          stores.run(async (inside) => inside.tokens.rotate(wanted[index]!)),
        );
        expect(verdicts.filter((verdict) => verdict === 'rotated')).toHaveLength(1);
        const winner = wanted[verdicts.indexOf('rotated')];
        expect((await find(record.id))?.successorId).toBe(winner?.successorId);
      }
    });

    it('rotates or uses only what is live', async () => {
      const revoked = await storedRefreshToken({ revokedAt: START, revocationReason: 'revoked_by_client' });
      const expired = await storedRefreshToken({ expiresAt: START + 1 });
      const access = token().record;
      await insert(access);
      for (const record of [revoked, expired, access]) {
        expect(await replica(source()).run((stores) => stores.tokens.rotate(rotation(record)))).toBe('refused');
        expect(await replica(source()).run((stores) => stores.tokens.use(record.id, START + 1, START + 9))).toBe(
          'refused',
        );
        expect(await find(record.id)).toEqual(record);
      }
    });

    it('notes a use and moves the idle end', async () => {
      const record = await storedRefreshToken();
      const use = () => replica(source()).run((stores) => stores.tokens.use(record.id, START + 5, START + 99));
      expect(await use()).toBe('used');
      expect(await find(record.id)).toEqual({ ...record, lastUsedAt: START + 5, expiresAt: START + 99 });
      expect(await use()).toBe('used');
    });

    it('does not use a token that was rotated', async () => {
      const record = await storedRefreshToken();
      await replica(source()).run((stores) => stores.tokens.rotate(rotation(record)));
      expect(await replica(source()).run((stores) => stores.tokens.use(record.id, START + 2, START + 9))).toBe(
        'refused',
      );
    });

    it('keeps the first time that a spent token was presented again', async () => {
      const record = await storedRefreshToken();
      for (const at of [START + 6, START + 7]) {
        await replica(source()).run((stores) => stores.tokens.markReused(record.id, at));
      }
      expect(await find(record.id)).toEqual({ ...record, reusedAt: START + 6 });
      await replica(source()).run((stores) => stores.tokens.markReused(newId(), START));
    });

    it('is revoked once, by one of 8 that try at once', async () => {
      const { record } = token();
      await insert(record);
      const verdicts = await atOnce(source(), 8, (stores) =>
        stores.run((inside) => inside.tokens.revoke(record.id, START + 4, 'revoked_by_admin')),
      );
      expect(verdicts.filter((verdict) => verdict === 'revoked')).toHaveLength(1);
      expect(await find(record.id)).toEqual({ ...record, revokedAt: START + 4, revocationReason: 'revoked_by_admin' });
    });

    it('is marked once, with everything else that is named', async () => {
      const family = await storedFamily(source());
      const records = Array.from({ length: 3 }, () => refreshToken({ familyId: family.id }).record);
      const [first, second, other] = records as [TokenRecord, TokenRecord, TokenRecord];
      for (const record of records) await insert(record);
      const mark = (ids: string[], at: number) =>
        replica(source()).run((stores) => stores.tokens.mark(ids, at, 'session_ended'));
      expect(await mark([first.id], START + 1)).toBe(1);
      expect(await mark([first.id, second.id, newId()], START + 2)).toBe(1);
      expect(await mark([], START + 3)).toBe(0);
      expect(await find(first.id)).toMatchObject({ revokedAt: START + 1, revocationReason: 'session_ended' });
      expect(await find(second.id)).toMatchObject({ revokedAt: START + 2 });
      expect(await find(other.id)).toMatchObject({ revokedAt: null });
    });

    it('shows when the key that signed it was revoked', async () => {
      const key = signingKey({ id: newId(), generation: -1 });
      const { record } = token({ keyId: key.id, format: 'jwt' });
      await replica(source()).run((stores) => stores.signingKeys.insert(key));
      await insert(record);
      const revokedAt = async () => (await replica(source(), 1).reads.tokens.find(record.id))?.standing.keyRevokedAt;
      expect(await revokedAt()).toBeNull();
      await replica(source()).run((stores) => stores.signingKeys.revoke(key.id, START + 5));
      expect(await revokedAt()).toBe(START + 5);
    });
  });
}
