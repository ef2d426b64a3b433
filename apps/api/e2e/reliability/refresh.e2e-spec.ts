/** Rotation under simultaneous use: every tab gets the same successor, and a copy is noticed. RFC 9700 §4.14.2. */
import { CONFIGURATION } from '../support/configuration';
import { DATABASES, Instance } from '../support/instance';
import { CodeSource, exchangeOf } from './support/code-source';
import { DirectRequests, kindOf, tally, textOf, type Answer } from './support/direct-requests';
import { faultsOfFamily, idOf, Ledger } from './support/ledger';

const FAMILIES = 10;
const ROTATIONS_PER_FAMILY = 30;
const PRESENTERS = 8;
const BURST = 50;
/** Families that rotate at the same time. */
const SIDE_BY_SIDE = 2;

interface Family {
  readonly id: string;
  /** Refresh tokens, the first first. */
  readonly generations: string[];
  /** The latest access token. */
  accessToken: string;
}

describe.each(DATABASES)('rotation of refresh tokens [%s]', (database) => {
  let instance: Instance;
  let codes: CodeSource;
  let ledger: Ledger;
  const requests = new DirectRequests();

  beforeAll(async () => {
    instance = await Instance.start({
      database,
      configuration: CONFIGURATION,
      processes: database === 'sqlite' ? 1 : 2,
    });
    codes = new CodeSource(instance.issuer);
    ledger = new Ledger(instance.databaseUrl);
  });
  afterAll(async () => {
    requests.close();
    await instance?.stop();
  });

  const originOf = (index: number) => instance.origins[index % instance.origins.length] ?? instance.issuer;

  async function newFamily(): Promise<Family> {
    const tokens = await requests.token(instance.issuer, exchangeOf(await codes.next('spa')));
    const refreshToken = textOf(tokens, 'refresh_token');
    const [row] = await ledger.find([idOf(refreshToken)]);
    if (!row?.familyId) throw new Error('the refresh token has no family');
    return { id: row.familyId, generations: [refreshToken], accessToken: textOf(tokens, 'access_token') };
  }

  const latestOf = (family: Family): string => family.generations.at(-1) ?? '';

  /** All presenters at once, with the latest token; the family goes on with what they got. */
  async function rotate(family: Family, presenters = PRESENTERS): Promise<Answer[]> {
    const presented = latestOf(family);
    const answers = await Promise.all(
      Array.from({ length: presenters }, (_, index) => requests.refresh(originOf(index), presented)),
    );
    expect(tally(answers)).toEqual({ '200': presenters });
    const successors = new Set(answers.map((answer) => textOf(answer, 'refresh_token')));
    expect(successors.size).toBe(1);
    expect(successors.has(presented)).toBe(false);
    expect(new Set(answers.map((answer) => textOf(answer, 'access_token'))).size).toBe(presenters);
    family.generations.push(...successors);
    family.accessToken = textOf(answers[0] as Answer, 'access_token');
    return answers;
  }

  async function expectDead(family: Family): Promise<void> {
    for (const origin of instance.origins) {
      expect(await requests.isActive(origin, family.accessToken)).toBe(false);
      expect(kindOf(await requests.refresh(origin, latestOf(family)))).toBe('400 invalid_grant');
    }
    expect((await ledger.revokedFamilies()).get(family.id)).toBe('refresh_token_reused');
  }

  it(`gives ${FAMILIES * ROTATIONS_PER_FAMILY} rotations × ${PRESENTERS} presenters one successor each`, async () => {
    const families: Family[] = [];
    for (let start = 0; start < FAMILIES; start += SIDE_BY_SIDE) {
      const group: Family[] = [];
      while (group.length < SIDE_BY_SIDE) group.push(await newFamily());
      for (let rotation = 0; rotation < ROTATIONS_PER_FAMILY; rotation++) {
        await Promise.all(group.map((family) => rotate(family)));
      }
      families.push(...group);
    }

    expect(await ledger.revokedFamilies()).toEqual(new Map());
    for (const family of families) {
      const rows = await ledger.ofFamilies([family.id]);
      expect(faultsOfFamily(rows)).toEqual([]);
      const ids = rows.filter(({ kind }) => kind === 'refresh_token').map(({ id }) => id);
      expect(new Set(ids)).toEqual(new Set(family.generations.map(idOf)));
      expect(ids).toHaveLength(ROTATIONS_PER_FAMILY + 1);
      const accessTokens = rows.filter(({ kind }) => kind === 'access_token');
      expect(accessTokens).toHaveLength(ROTATIONS_PER_FAMILY * PRESENTERS + 1);
    }

    // Any generation but the last is a copy by now, however old it is.
    for (const [index, family] of families.entries()) {
      expect(await requests.isActive(originOf(index), family.accessToken)).toBe(true);
      const older = family.generations[index * 3] ?? '';
      expect(kindOf(await requests.refresh(originOf(index), older))).toBe('400 invalid_grant');
      await expectDead(family);
    }
  }, 300_000);

  it(`gives a burst of ${BURST} the same successor, and it works`, async () => {
    const family = await newFamily();
    await rotate(family, BURST);
    await rotate(family, 1);
    expect(faultsOfFamily(await ledger.ofFamilies([family.id]))).toEqual([]);
  });

  it('gives a retry the same successor while nobody has used it', async () => {
    const family = await newFamily();
    const [first] = await rotate(family, 1);
    for (const origin of [originOf(1), originOf(0)]) {
      const retry = await requests.refresh(origin, family.generations[0] ?? '');
      expect(kindOf(retry)).toBe('200');
      expect(textOf(retry, 'refresh_token')).toBe(textOf(first as Answer, 'refresh_token'));
      expect(await requests.isActive(origin, textOf(retry, 'access_token'))).toBe(true);
    }
    await rotate(family, 1);
  });

  it('revokes the family when a retry comes after the successor was used', async () => {
    const family = await newFamily();
    await rotate(family, 1);
    await rotate(family, 1);
    expect(kindOf(await requests.refresh(originOf(1), family.generations[0] ?? ''))).toBe('400 invalid_grant');
    await expectDead(family);
  });

  it('remembers over a crash which tokens were used up', async () => {
    const family = await newFamily();
    await rotate(family, 1);
    await rotate(family, 1);
    await Promise.all(instance.processes.map((process) => process.kill()));
    await Promise.all(instance.processes.map((process) => process.start()));
    expect(await requests.isActive(originOf(0), family.accessToken)).toBe(true);
    expect(kindOf(await requests.refresh(originOf(0), family.generations[0] ?? ''))).toBe('400 invalid_grant');
    await expectDead(family);
  });

  it('does nothing to a family whose token another client shows', async () => {
    const family = await newFamily();
    for (const origin of instance.origins) {
      expect(kindOf(await requests.refresh(origin, latestOf(family), 'web-basic'))).toBe('400 invalid_grant');
    }
    await rotate(family, 1);
  });
});
