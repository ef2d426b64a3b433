/**
 * The API dies as in a power cut, again and again, in the middle of everything: whatever it answered is in the ledger, and
 * whoever never got an answer asks again and goes on.
 */
import { CONFIGURATION } from '../support/configuration';
import { DATABASES, Instance, type ApiProcess } from '../support/instance';
import { CodeSource, exchangeOf } from './support/code-source';
import { DirectRequests, kindOf, textOf } from './support/direct-requests';
import { faultsOfFamily, groupedBy, idOf, idsOfAnswer, Ledger } from './support/ledger';
import { MixedLoad, type InterruptedRefresh, type LoadReport, type Tabs } from './support/mixed-load';
import { SeededRandom } from './support/seeded-random';

const KILLS = 50;
/** Milliseconds of load before the end comes. */
const SHORTEST_LOAD = 60;
const LONGEST_LOAD = 450;
const BROWSERS = 2;
const FAMILIES = 3;
/** Machine tokens of each life that the next one is asked about. */
const SAMPLE = 5;
/**
 * Milliseconds in which a retry is sure to come in time: the window of 10 s, less a little for the road. A machine that
 * needs longer to start the API again finds the window closed, and then a rotation that took place ends the family.
 */
const SURELY_IN_TIME = 9_000;

describe.each(DATABASES)('an API killed under load [%s]', (database) => {
  let instance: Instance;
  let api: ApiProcess;
  let ledger: Ledger;
  const requests = new DirectRequests();
  const browsers: CodeSource[] = [];
  const families: Tabs[] = [];
  /** Families that were lost to a slow machine. */
  const lateFamilies = new Set<string>();
  const issued: string[] = [];
  const seen = {
    answers: 0,
    lost: 0,
    exchanges: { committed: 0, undone: 0 },
    refreshes: { committed: 0, undone: 0, late: 0 },
  };

  beforeAll(async () => {
    instance = await Instance.start({ database, configuration: CONFIGURATION });
    const [first] = instance.processes;
    if (!first) throw new Error('not started');
    api = first;
    ledger = new Ledger(instance.databaseUrl);
    while (browsers.length < BROWSERS) {
      const browser = new CodeSource(instance.issuer);
      // The first code of a browser takes the password, which would be most of a cycle.
      await browser.next('spa');
      await browser.next('web-basic');
      browsers.push(browser);
    }
    while (families.length < FAMILIES) families.push(await newFamily());
  });
  afterAll(async () => {
    requests.close();
    await instance?.stop();
  });

  async function newFamily(): Promise<Tabs> {
    const [browser] = browsers;
    if (!browser) throw new Error('nobody signed in');
    const tokens = await requests.token(api.origin, exchangeOf(await browser.next('spa')));
    const refreshToken = textOf(tokens, 'refresh_token');
    const [row] = await ledger.find([idOf(refreshToken)]);
    return { familyId: row?.familyId ?? '', refreshToken, accessToken: textOf(tokens, 'access_token') };
  }

  it(`loses nothing that it answered in ${KILLS} kills, and every client goes on`, async () => {
    const random = SeededRandom.fromEnvironment();
    for (let kill = 1; kill <= KILLS; kill++) {
      try {
        const startedAt = performance.now();
        const load = new MixedLoad(api.origin, requests, browsers, families, random);
        await new Promise((resume) => setTimeout(resume, random.between(SHORTEST_LOAD, LONGEST_LOAD)));
        load.expectEnd();
        await api.kill();
        const report = await load.finished();
        await api.start();
        for (const interrupted of report.interruptedRefreshes) await finishRefresh(interrupted, startedAt);
        await expectEverythingKept(report);
        await finishExchanges(report);
        await expectOneLeafEach();
        seen.answers += report.answers;
        seen.lost += report.lost;
      } catch (error) {
        throw new Error(`at kill ${kill}, GATEHOUSE_TEST_SEED=${random.seed}`, { cause: error });
      }
    }
  }, 600_000);

  it('has a ledger without contradictions at the end', async () => {
    const rows = await ledger.all();
    const known = new Set(rows.map(({ id }) => id));
    expect(issued.filter((id) => !known.has(id))).toEqual([]);

    const codes = new Set(await ledger.consumedCodes());
    const byParent = groupedBy(rows, 'parentId');
    const setsOf = (code: string) => (byParent.get(code) ?? []).map(({ kind }) => kind).sort();
    const broken = [...codes].filter((code) => setsOf(code).join() !== 'access_token,id_token,refresh_token');
    expect(broken).toEqual([]);

    const revoked = await ledger.revokedFamilies();
    const reused = [...revoked].filter(([, reason]) => reason !== 'code_replayed').map(([id]) => id);
    expect(new Set(reused)).toEqual(lateFamilies);
    for (const [id, family] of groupedBy(rows, 'familyId')) {
      // A code that nobody came to exchange is a family of one.
      if (family.every(({ kind }) => kind === 'authorization_code')) continue;
      expect(faultsOfFamily(family)).toEqual(revoked.has(String(id)) ? ['0 live leaves'] : []);
    }
    const successors = rows.map(({ successorId }) => successorId).filter((id) => id !== null);
    expect(successors.filter((id) => !known.has(id))).toEqual([]);
  });

  it('was hit in the middle of things', () => {
    // Otherwise the test above would have shown nothing.
    expect(seen.answers).toBeGreaterThan(KILLS);
    expect(seen.lost).toBeGreaterThan(KILLS);
    expect(seen.refreshes.committed).toBeGreaterThan(seen.refreshes.late);
    expect(seen.refreshes.undone).toBeGreaterThan(0);
    expect(seen.exchanges.committed + seen.exchanges.undone).toBeGreaterThan(0);
  });

  async function expectEverythingKept(report: LoadReport): Promise<void> {
    const known = new Set((await ledger.find(report.issued)).map(({ id }) => id));
    expect(report.issued.filter((id) => !known.has(id))).toEqual([]);
    issued.push(...report.issued);
    for (const token of report.machineTokens.slice(-SAMPLE)) {
      expect(await requests.isActive(api.origin, token)).toBe(true);
    }
  }

  /**
   * A client that never heard the answer presents its code again. It is refused exactly when the exchange took place, for
   * then somebody else may have read the answer, and the person signs in anew.
   */
  async function finishExchanges({ interruptedExchanges, exchanged }: LoadReport): Promise<void> {
    const setsPerCode = async () => {
      const ids = [...interruptedExchanges, ...exchanged].map(({ code }) => idOf(code));
      const sets = groupedBy(await ledger.ofCodes(ids), 'parentId');
      return ids.map((id) => (sets.get(id) ?? []).filter(({ kind }) => kind === 'access_token').length);
    };
    const before = await setsPerCode();
    for (const [index, code] of interruptedExchanges.entries()) {
      const answer = await requests.token(api.origin, exchangeOf(code));
      expect(kindOf(answer)).toBe(before[index] === 0 ? '200' : '400 invalid_grant');
      seen.exchanges[before[index] === 0 ? 'undone' : 'committed'] += 1;
      if (answer.status === 200) issued.push(...idsOfAnswer(answer.body));
    }
    const after = await setsPerCode();
    expect(after).toEqual(after.map(() => 1));
  }

  /** Whether the rotation took place or not, the same refresh token leads on, and to the one successor. */
  async function finishRefresh({ tabs, presented, heard }: InterruptedRefresh, startedAt: number): Promise<void> {
    const [row] = await ledger.find([idOf(presented)]);
    const retry = await requests.refresh(api.origin, presented);
    if (retry.status === 400 && row?.successorId && performance.now() - startedAt > SURELY_IN_TIME) {
      lateFamilies.add(tabs.familyId);
      seen.refreshes.late += 1;
      families[families.indexOf(tabs)] = await newFamily();
      return;
    }
    expect(kindOf(retry)).toBe('200');
    issued.push(...idsOfAnswer(retry.body));
    const successor = textOf(retry, 'refresh_token');
    if (heard !== undefined) expect(successor).toBe(heard);
    if (row?.successorId) expect(idOf(successor)).toBe(row.successorId);
    seen.refreshes[row?.successorId ? 'committed' : 'undone'] += 1;
    tabs.refreshToken = successor;
    tabs.accessToken = textOf(retry, 'access_token');
    expect(await requests.isActive(api.origin, tabs.accessToken)).toBe(true);
  }

  async function expectOneLeafEach(): Promise<void> {
    const rows = groupedBy(await ledger.ofFamilies(families.map(({ familyId }) => familyId)), 'familyId');
    expect(rows.size).toBe(FAMILIES);
    for (const { familyId, refreshToken } of families) {
      const family = rows.get(familyId) ?? [];
      expect(faultsOfFamily(family)).toEqual([]);
      const leaf = family.find(({ kind, successorId }) => kind === 'refresh_token' && successorId === null);
      expect(leaf?.id).toBe(idOf(refreshToken));
    }
  }
});
