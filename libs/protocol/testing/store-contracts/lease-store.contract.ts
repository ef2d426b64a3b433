import { START } from '../fixed-clock';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

export function describeLeaseStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} LeaseStore`, () => {
    const acquire = (lease: string, owner: string, at: number, expiresAt: number) =>
      replica(source()).runRegistry((stores) => stores.leases.acquire(lease, owner, at, expiresAt));
    const release = (lease: string, owner: string) =>
      replica(source()).runRegistry((stores) => stores.leases.release(lease, owner));

    it('is held by one, renewed by the same, taken by another when it has run out', async () => {
      const lease = newId();
      const fence = await acquire(lease, 'a', START, START + 10);
      expect(fence).toBe(1);
      expect(await acquire(lease, 'b', START + 5, START + 50)).toBeUndefined();
      expect(await acquire(lease, 'a', START + 5, START + 20)).toBe(fence);
      expect(await acquire(lease, 'b', START + 19, START + 50)).toBeUndefined();
      expect(await acquire(lease, 'b', START + 20, START + 50)).toBe(2);
      expect(await acquire(lease, 'a', START + 21, START + 60)).toBeUndefined();
    });

    it('gets a new fence when its owner let it run out', async () => {
      const lease = newId();
      expect(await acquire(lease, 'a', START, START + 10)).toBe(1);
      expect(await acquire(lease, 'a', START + 10, START + 20)).toBe(2);
    });

    it('is released by its owner only, and the fence still grows', async () => {
      const lease = newId();
      await acquire(lease, 'a', START, START + 10);
      await release(lease, 'b');
      expect(await acquire(lease, 'b', START + 1, START + 10)).toBeUndefined();
      await release(lease, 'a');
      expect(await acquire(lease, 'b', START + 1, START + 10)).toBe(2);
    });

    it('goes to one of 8 that want a new one, and to one of 8 that want an old one', async () => {
      const lease = newId();
      const race = async (at: number) => {
        const fences = await atOnce(source(), 8, (stores, index) =>
          stores.runRegistry((inside) => inside.leases.acquire(lease, `owner-${index}-${at}`, at, at + 10)),
        );
        return fences.filter((fence) => fence !== undefined);
      };
      expect(await race(START)).toEqual([1]);
      expect(await race(START + 10)).toEqual([2]);
    });
  });
}
