import { START } from '../fixed-clock';
import { token } from '../fixtures';
import { atOnce, newId, replica, type FixtureSource } from './store-fixture';

export function describeUnitOfWorkContract(name: string, source: FixtureSource): void {
  describe(`${name} UnitOfWork`, () => {
    const exists = async (id: string) => (await replica(source(), 1).reads.tokens.find(id)) !== undefined;

    it('commits before it resolves, for every replica to see', async () => {
      const { record } = token();
      expect(
        await replica(source()).run(async (stores) => {
          await stores.tokens.insert([record]);
          return 'done';
        }),
      ).toBe('done');
      expect(await exists(record.id)).toBe(true);
    });

    it('undoes everything when the work throws, and passes the error on', async () => {
      const { record } = token();
      const value = newId();
      const fault = new Error('at the end');
      const failed = replica(source()).run(async (stores) => {
        await stores.oneTime.use('contract', value, START);
        await stores.tokens.insert([record]);
        throw fault;
      });
      await expect(failed).rejects.toBe(fault);
      expect(await exists(record.id)).toBe(false);
      expect(await replica(source()).run((stores) => stores.oneTime.use('contract', value, START))).toBe('first-use');
    });

    it('sees its own changes inside, while nobody else does before the commit', async () => {
      const { record } = token();
      await replica(source()).run(async (stores) => {
        await stores.tokens.insert([record]);
        expect((await stores.tokens.find(record.id))?.token).toEqual(record);
        expect(await replica(source()).reads.tokens.find(record.id)).toBeUndefined();
        expect(await exists(record.id)).toBe(false);
      });
      expect(await exists(record.id)).toBe(true);
    });

    it('keeps neighbours apart: half of 64 at once fail, and take nobody along', async () => {
      const records = Array.from({ length: 64 }, () => token().record);
      const outcomes = await Promise.allSettled(
        records.map((record, index) =>
          replica(source(), index).run(async (stores) => {
            await stores.tokens.insert([record]);
            if (index % 2 === 1) throw new Error('odd');
          }),
        ),
      );
      for (const [index, outcome] of outcomes.entries()) {
        expect(outcome.status).toBe(index % 2 === 1 ? 'rejected' : 'fulfilled');
        expect(await exists(records[index]!.id)).toBe(index % 2 === 0);
      }
    });

    it('records rows of many callers at once', async () => {
      const records = Array.from({ length: 200 }, () => [token().record, token().record]);
      await atOnce(source(), records.length, (stores, index) => stores.record(records[index]!));
      for (const record of records.flat()) expect(await exists(record.id)).toBe(true);
    });

    it('records nothing when there is nothing to record', async () => {
      await expect(replica(source()).record([])).resolves.toBeUndefined();
    });

    it('records more rows than one statement takes, all or none', async () => {
      const many = Array.from({ length: 150 }, () => token().record);
      await replica(source()).record(many);
      for (const record of many) expect(await exists(record.id)).toBe(true);
      const others = Array.from({ length: 150 }, () => token().record);
      await expect(replica(source()).record([...others, many[0]!])).rejects.toMatchObject({
        message: expect.any(String),
      });
      for (const record of others) expect(await exists(record.id)).toBe(false);
    });

    it('fails only the caller whose row is bad', async () => {
      const known = token().record;
      await replica(source()).record([known]);
      const callers = Array.from({ length: 48 }, (_, index) =>
        index === 17 ? [token().record, known] : [token().record, token().record],
      );
      const outcomes = await Promise.allSettled(callers.map((rows) => replica(source()).record(rows)));
      for (const [index, outcome] of outcomes.entries()) {
        expect(outcome.status).toBe(index === 17 ? 'rejected' : 'fulfilled');
        const [first, second] = callers[index]!;
        expect(await exists(first!.id)).toBe(index !== 17);
        expect(await exists(second!.id)).toBe(true);
      }
    });

    it('fails only the caller whose value cannot be stored at all', async () => {
      const bad = { ...token().record, id: 'no id' };
      const good = Array.from({ length: 8 }, () => token().record);
      const outcomes = await Promise.allSettled([bad, ...good].map((record) => replica(source()).record([record])));
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', ...good.map(() => 'fulfilled')]);
      for (const record of good) expect(await exists(record.id)).toBe(true);
    });
  });
}
