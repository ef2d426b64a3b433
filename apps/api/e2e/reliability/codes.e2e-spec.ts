/** One code, many hands: exactly one exchange succeeds, whichever process it reaches. RFC 6749 §4.1.2, RFC 9700 §4.5. */
import { randomBytes } from 'node:crypto';
import { CONFIGURATION } from '../support/configuration';
import { DATABASES, Instance } from '../support/instance';
import { CodeSource, exchangeOf, type IssuedCode } from './support/code-source';
import { DirectRequests, kindOf, tally, textOf, type Answer } from './support/direct-requests';
import { groupedBy, idOf, Ledger } from './support/ledger';

const CODES = 300;
const PRESENTERS = 16;
/** Codes that are in the air at once. */
const BATCH = 6;
const CLIENTS = ['spa', 'web-basic'];

describe.each(DATABASES)('single use of authorization codes [%s]', (database) => {
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

  /** Two access, refresh or ID tokens for one code would be two approvals where the person gave one. */
  async function expectOneSetEach(used: readonly IssuedCode[]): Promise<void> {
    const ids = used.map(({ code }) => idOf(code));
    const sets = groupedBy(await ledger.ofCodes(ids), 'parentId');
    const kinds = ids.map((id) => (sets.get(id) ?? []).map(({ kind }) => kind).sort());
    expect(kinds).toEqual(ids.map(() => ['access_token', 'id_token', 'refresh_token']));
  }

  it(`answers ${CODES} codes × ${PRESENTERS} presenters with one success each`, async () => {
    const issued: IssuedCode[] = [];
    const winners: Answer[] = [];
    const all: Answer[] = [];
    while (issued.length < CODES) {
      const offset = issued.length;
      const batch = await codes.many(Math.min(BATCH, CODES - offset), (index) => CLIENTS[index % 2] ?? 'spa');
      const races = await Promise.all(
        batch.map((code) =>
          Promise.all(
            Array.from({ length: PRESENTERS }, (_, index) => requests.token(originOf(index), exchangeOf(code))),
          ),
        ),
      );
      for (const answers of races) {
        expect(tally(answers)).toEqual({ '200': 1, '400 invalid_grant': PRESENTERS - 1 });
        winners.push(...answers.filter(({ status }) => status === 200));
        all.push(...answers);
      }
      issued.push(...batch);
    }
    expect(tally(all)).toEqual({ '200': CODES, '400 invalid_grant': CODES * (PRESENTERS - 1) });
    await expectOneSetEach(issued);

    // The losers held the right verifier, so each of them was a replay, and a replay ends what the code began.
    const revoked = await ledger.revokedFamilies();
    expect(new Set(revoked.values())).toEqual(new Set(['code_replayed']));
    expect(revoked.size).toBe(CODES);
    for (let start = 0; start < CODES; start += BATCH) {
      await Promise.all(
        winners.slice(start, start + BATCH).map(async (winner, place) => {
          const index = start + place;
          expect(await requests.isActive(originOf(index), textOf(winner, 'access_token'))).toBe(false);
          const refreshed = await requests.refresh(
            originOf(index + 1),
            textOf(winner, 'refresh_token'),
            issued[index]?.clientId,
          );
          expect(kindOf(refreshed)).toBe('400 invalid_grant');
        }),
      );
    }
  }, 300_000);

  it.each(CLIENTS)('ends the tokens of %s when its code comes a second time', async (clientId) => {
    const code = await codes.next(clientId);
    const tokens = await requests.token(originOf(0), exchangeOf(code));
    expect(await requests.isActive(originOf(1), textOf(tokens, 'access_token'))).toBe(true);
    const refreshed = await requests.refresh(originOf(1), textOf(tokens, 'refresh_token'), clientId);
    expect(kindOf(refreshed)).toBe('200');

    expect(kindOf(await requests.token(originOf(1), exchangeOf(code)))).toBe('400 invalid_grant');
    for (const origin of instance.origins) {
      for (const answer of [tokens, refreshed]) {
        expect(await requests.isActive(origin, textOf(answer, 'access_token'))).toBe(false);
        expect(kindOf(await requests.refresh(origin, textOf(answer, 'refresh_token'), clientId))).toBe(
          '400 invalid_grant',
        );
      }
    }
    // Asking once more changes nothing and is refused the same way.
    expect(kindOf(await requests.token(originOf(0), exchangeOf(code)))).toBe('400 invalid_grant');
  });

  const strangers: readonly [string, (code: IssuedCode) => IssuedCode][] = [
    ['another client', (code) => ({ ...code, clientId: code.clientId === 'spa' ? 'web-basic' : 'spa' })],
    ['a wrong verifier', (code) => ({ ...code, codeVerifier: randomBytes(32).toString('base64url') })],
  ];
  describe.each(strangers)('a replay with %s', (_who, disguised) => {
    it.each(CLIENTS)('is refused and harms nothing of %s', async (clientId) => {
      const code = await codes.next(clientId);
      // Before the exchange it does not burn the code either.
      expect(kindOf(await requests.token(originOf(1), exchangeOf(disguised(code))))).toBe('400 invalid_grant');
      const tokens = await requests.token(originOf(0), exchangeOf(code));
      expect(kindOf(tokens)).toBe('200');

      for (const origin of instance.origins) {
        expect(kindOf(await requests.token(origin, exchangeOf(disguised(code))))).toBe('400 invalid_grant');
        expect(await requests.isActive(origin, textOf(tokens, 'access_token'))).toBe(true);
      }
      await expectOneSetEach([code]);
      expect(kindOf(await requests.refresh(originOf(1), textOf(tokens, 'refresh_token'), clientId))).toBe('200');
    });
  });
});
