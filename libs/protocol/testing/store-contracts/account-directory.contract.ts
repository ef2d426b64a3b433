import { START } from '../fixed-clock';
import { account } from '../fixtures';
import { newId, replica, type FixtureSource } from './store-fixture';

export function describeAccountDirectoryContract(name: string, source: FixtureSource): void {
  describe(`${name} AccountDirectory`, () => {
    it('finds a person by id, with claims and whether disabled', async () => {
      const record = account({
        id: newId(),
        username: `person-${newId()}`,
        email: null,
        emailVerified: false,
        claims: { name: 'Ada 😀', address: { locality: 'Zürich' } },
        disabledAt: START + 3,
      });
      await source().putAccount(record);
      expect(await replica(source(), 1).reads.accounts.find(record.id)).toEqual(record);
    });

    it('finds nobody for an id that is unknown or none', async () => {
      expect(await replica(source()).reads.accounts.find(newId())).toBeUndefined();
      expect(await replica(source()).reads.accounts.find('no id')).toBeUndefined();
    });
  });
}
