/** `oidcc-basic-certification-test-plan`: response_type=code, by hand-registered confidential clients without PKCE. */
import { DATABASES, type DatabaseKind } from '../support/instance';
import { checkCode, checkTokenError, checkTokens } from './support/base-checks';
import { describeBasicModules } from './support/basic-modules';
import { CLIENT } from './support/certified-configuration';
import { type Callback, RelyingParty } from './support/relying-party';
import { runningInstances } from './support/running-instances';

const HALF_A_MINUTE = 30_000;

const instanceOf = runningInstances();

interface Redeemed {
  readonly relyingParty: RelyingParty;
  readonly callback: Callback;
  readonly accessToken: string;
}

// Codes that are redeemed before everything else, and once more behind it: the wait costs no test its time.
const redeemed = new Map<DatabaseKind, Redeemed>();
let halfAMinute: Promise<void> | undefined;
let timer: NodeJS.Timeout | undefined;

beforeAll(async () => {
  for (const database of DATABASES) {
    const relyingParty = await RelyingParty.discover(instanceOf(database).issuer, CLIENT);
    const request = relyingParty.request();
    const callback = await relyingParty.authorize(relyingParty.browser(), request);
    checkCode(callback, relyingParty, request);
    const { accessToken } = await checkTokens(await relyingParty.exchange(callback), relyingParty, request);
    redeemed.set(database, { relyingParty, callback, accessToken });
  }
  halfAMinute = new Promise((resume) => (timer = setTimeout(resume, HALF_A_MINUTE)));
});
afterAll(() => clearTimeout(timer));

describeBasicModules('oidcc-basic-certification-test-plan', 'query', instanceOf);

describe.each(DATABASES)('oidcc-basic-certification-test-plan, behind half a minute [%s]', (database) => {
  it('oidcc-codereuse-30seconds', async () => {
    const { relyingParty, callback, accessToken } = redeemed.get(database) ?? fail('nothing was redeemed');
    expect((await relyingParty.userinfo(accessToken)).status).toBe(200);
    await halfAMinute;
    checkTokenError(await relyingParty.exchange(callback), 'invalid_grant');
    expect((await relyingParty.userinfo(accessToken)).status).toBe(401);
  });
});

function fail(words: string): never {
  throw new Error(words);
}
