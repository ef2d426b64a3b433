import { START } from '../fixed-clock';
import { signingKey } from '../fixtures';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

export function describeSigningKeyStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} SigningKeyStore`, () => {
    let generation = 1_000;
    const next = () => (generation += 1);
    const insert = (key: ReturnType<typeof signingKey>) =>
      replica(source()).run((stores) => stores.signingKeys.insert(key));
    const stored = async (id: string) =>
      (await replica(source(), 1).reads.signingKeys.list({ retired: true })).find((key) => key.id === id);

    it('keeps every field', async () => {
      const key = signingKey({ generation: next(), activatedAt: START + 1, privateKeySealed: Buffer.alloc(3_000, 7) });
      expect(await insert(key)).toBe('inserted');
      expect(await stored(key.id)).toEqual(key);
    });

    it('lists the oldest first and the retired only when asked', async () => {
      const old = signingKey({ id: newId(), generation: next(), createdAt: START - 10 });
      const young = signingKey({ id: newId(), generation: next(), createdAt: START - 5 });
      const retired = signingKey({ id: newId(), generation: next(), createdAt: START - 7, state: 'retired' });
      for (const key of [young, retired, old]) await insert(key);
      const ids = [old.id, young.id, retired.id];
      const listed = async (options?: { retired: boolean }) =>
        (await replica(source()).reads.signingKeys.list(options)).map((key) => key.id).filter((id) => ids.includes(id));
      expect(await listed()).toEqual([old.id, young.id]);
      expect(await listed({ retired: true })).toEqual([old.id, retired.id, young.id]);
    });

    it('lets one of 8 replicas make a generation', async () => {
      const wanted = next();
      const verdicts = await atOnce(source(), 8, (stores) =>
        stores.run((inside) => inside.signingKeys.insert(signingKey({ id: newId(), generation: wanted }))),
      );
      expect(verdicts.filter((verdict) => verdict === 'inserted')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'refused')).toHaveLength(7);
    });

    it('counts generations per algorithm', async () => {
      const wanted = next();
      await insert(signingKey({ generation: wanted }));
      await insert(signingKey({ id: newId(), algorithm: 'RS256', generation: wanted - 500 }));
      const latest = (algorithm: 'ES256' | 'RS256') =>
        replica(source()).run((stores) => stores.signingKeys.latestGeneration(algorithm));
      expect(await latest('ES256')).toBe(wanted);
      expect(await latest('RS256')).toBe(wanted - 500);
    });

    it('advances through its states once each, for one of 8 that try at once', async () => {
      const key = signingKey({ id: newId(), generation: next() });
      await insert(key);
      const advance = (from: 'next' | 'active' | 'retiring', to: 'active' | 'retiring' | 'retired', at: number) =>
        atOnce(source(), 8, (stores) => stores.run((inside) => inside.signingKeys.advance(key.id, from, to, at)));
      const won = (verdicts: string[]) => verdicts.filter((verdict) => verdict === 'advanced').length;
      expect(won(await advance('next', 'active', START + 1))).toBe(1);
      expect(won(await advance('next', 'active', START + 9))).toBe(0);
      expect(won(await advance('active', 'retiring', START + 2))).toBe(1);
      expect(won(await advance('retiring', 'retired', START + 3))).toBe(1);
      expect(await stored(key.id)).toEqual({
        ...key,
        state: 'retired',
        activatedAt: START + 1,
        retiringAt: START + 2,
        retiredAt: START + 3,
      });
    });

    it('is revoked once, from whatever state, and keeps the time when it retired', async () => {
      const active = signingKey({ id: newId(), generation: next(), activatedAt: START });
      const retired = signingKey({ id: newId(), generation: next(), state: 'retired', retiredAt: START + 1 });
      for (const key of [active, retired]) await insert(key);
      const revoke = (id: string, at: number) => replica(source()).run((stores) => stores.signingKeys.revoke(id, at));
      expect(await revoke(active.id, START + 5)).toBe('revoked');
      expect(await revoke(active.id, START + 6)).toBe('refused');
      expect(await revoke(retired.id, START + 7)).toBe('revoked');
      expect(await revoke(newId(), START + 8)).toBe('refused');
      expect(await stored(active.id)).toEqual({
        ...active,
        state: 'retired',
        retiredAt: START + 5,
        revokedAt: START + 5,
      });
      expect(await stored(retired.id)).toEqual({ ...retired, revokedAt: START + 7 });
    });
  });
}
