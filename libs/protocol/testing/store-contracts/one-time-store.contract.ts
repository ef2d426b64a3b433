import { START } from '../fixed-clock';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

export function describeOneTimeStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} OneTimeStore`, () => {
    const use = (kind: string, value: string) =>
      replica(source()).run((stores) => stores.oneTime.use(kind, value, START + 60_000));

    it('tells the first use from the second', async () => {
      const value = newId();
      expect(await use('assertion', value)).toBe('first-use');
      expect(await use('assertion', value)).toBe('already-used');
      expect(await use('assertion', newId())).toBe('first-use');
    });

    it('keeps kinds and values apart, byte for byte and whatever they hold', async () => {
      const value = newId();
      const pairs: [string, string][] = [
        ['a', `b${value}`],
        ['ab', value],
        ['a', `B${value}`],
        ['a', `b${value} `],
        ['a:', `b${value}`],
        ['a', `:b${value}`],
        ['a', `b${value}\0`],
        ['a', 'x'.repeat(10_000) + value],
      ];
      for (const [kind, text] of pairs) expect(await use(kind, text)).toBe('first-use');
    });

    it('is used first by one of 16 that try at once', async () => {
      const value = newId();
      const verdicts = await atOnce(source(), 16, (stores) =>
        stores.run((inside) => inside.oneTime.use('proof', value, START + 1)),
      );
      expect(verdicts.filter((verdict) => verdict === 'first-use')).toHaveLength(1);
      expect(verdicts.filter((verdict) => verdict === 'already-used')).toHaveLength(15);
    });

    it('leaves the unit of work usable after a refusal', async () => {
      const value = newId();
      await use('proof', value);
      const verdicts = await replica(source()).run(async (stores) => [
        await stores.oneTime.use('proof', value, START),
        await stores.oneTime.use('other', value, START),
      ]);
      expect(verdicts).toEqual(['already-used', 'first-use']);
      expect(await use('other', value)).toBe('already-used');
    });
  });
}
