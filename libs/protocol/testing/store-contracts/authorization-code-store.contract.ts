import { START } from '../fixed-clock';
import { authorizationCode } from '../fixtures';
import { atOnce, newId, replica, STANDS, storedFamily, type FixtureSource } from './store-fixture';

export function describeAuthorizationCodeStoreContract(name: string, source: FixtureSource): void {
  describe(`${name} AuthorizationCodeStore`, () => {
    const stored = async (overrides: Parameters<typeof authorizationCode>[0] = {}) => {
      const fixture = source();
      const family = await storedFamily(fixture);
      const { record } = authorizationCode({ familyId: family.id, ...overrides });
      await replica(fixture).run((stores) => stores.authorizationCodes.insert(record));
      return { fixture, family, record };
    };

    it('finds a code with its family and standing', async () => {
      const { fixture, family, record } = await stored({
        nonce: 'n-0S6_WzA2Mj 😀',
        bindings: { pkce: { challenge: 'abc', method: 'S256' } },
        redirectUriSent: false,
      });
      expect(await replica(fixture, 1).reads.authorizationCodes.find(record.id)).toEqual({
        code: record,
        entry: { family, standing: STANDS },
      });
    });

    it('finds nothing for an id that is unknown or none', async () => {
      const { reads } = replica(source());
      expect(await reads.authorizationCodes.find(newId())).toBeUndefined();
      expect(await reads.authorizationCodes.find('no id')).toBeUndefined();
    });

    it('consumes a code once and remembers when', async () => {
      const { fixture, record } = await stored();
      const consume = () => replica(fixture).run((stores) => stores.authorizationCodes.consume(record.id, START + 5));
      expect(await consume()).toBe('consumed');
      expect(await consume()).toBe('refused');
      const found = await replica(fixture).reads.authorizationCodes.find(record.id);
      expect(found?.code.consumedAt).toBe(START + 5);
    });

    it('refuses a code from the millisecond on in which it expires', async () => {
      const { fixture, record } = await stored();
      const consume = (at: number) =>
        replica(fixture).run((stores) => stores.authorizationCodes.consume(record.id, at));
      expect(await consume(record.expiresAt)).toBe('refused');
      expect(await consume(record.expiresAt - 1)).toBe('consumed');
    });

    it('refuses an unknown code', async () => {
      const fixture = source();
      expect(await replica(fixture).run((stores) => stores.authorizationCodes.consume(newId(), START))).toBe('refused');
      expect(await replica(fixture).run((stores) => stores.authorizationCodes.consume('no id', START))).toBe('refused');
    });

    it('gives a code to one of 16 that ask at once', async () => {
      for (let round = 0; round < 5; round++) {
        const { fixture, record } = await stored();
        const verdicts = await atOnce(fixture, 16, (stores) =>
          stores.run((inside) => inside.authorizationCodes.consume(record.id, START + 1)),
        );
        expect(verdicts.filter((verdict) => verdict === 'consumed')).toHaveLength(1);
        expect(verdicts.filter((verdict) => verdict === 'refused')).toHaveLength(15);
      }
    });

    it('is fresh again when the unit of work that consumed it fails', async () => {
      const { fixture, record } = await stored();
      const failed = replica(fixture).run(async (stores) => {
        expect(await stores.authorizationCodes.consume(record.id, START)).toBe('consumed');
        throw new Error('after the claim');
      });
      await expect(failed).rejects.toThrow('after the claim');
      expect(await replica(fixture).run((stores) => stores.authorizationCodes.consume(record.id, START))).toBe(
        'consumed',
      );
    });
  });
}
