import { IDENTITY_START as START, identityAccount, MemoryIdentityUnitOfWork } from '../../testing';
import type { IdentityAccount } from '../records/account';
import type { SessionRecord } from '../records/session';
import { newIdentitySecret, SESSION_PREFIX } from '../secrets/identity-secret';
import { openSession } from './open-session';
import { PASSWORD_METHOD, SESSION_LIMITS, SINGLE_FACTOR } from './session.policy';
import { Sessions } from './sessions';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let ids = 0;
const newId = () => `019b4000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;

async function signedInBrowser(overrides: Partial<IdentityAccount> = {}) {
  const unitOfWork = new MemoryIdentityUnitOfWork();
  const account = identityAccount({ passwordHash: 'secret', ...overrides });
  const person = { accountId: account.id, acr: SINGLE_FACTOR, amr: [PASSWORD_METHOD], ip: null, userAgent: null };
  const opened = await unitOfWork.runIdentity(async (stores) => {
    await stores.identityAccounts.insert(account);
    return openSession(stores, person, undefined, { limits: SESSION_LIMITS, newId, now: START });
  });
  const stored = () => unitOfWork.state.sessions.get(opened.session.id) as SessionRecord;
  return { unitOfWork, sessions: new Sessions(unitOfWork), account, stored, ...opened };
}

describe('NIST SP 800-63B-4 §2.2.3, §5.2: a session stands', () => {
  it('for whoever has its cookie, without the password hash', async () => {
    const { sessions, cookieValue, session, account } = await signedInBrowser();
    const { passwordHash: _, ...person } = account;
    expect(await sessions.readSession(cookieValue, START)).toEqual({ session, account: person });
  });

  it('until 8 hours have passed without a request', async () => {
    const { sessions, cookieValue } = await signedInBrowser();
    expect(await sessions.readSession(cookieValue, START + 8 * HOUR - 1)).toBeDefined();
    expect(await sessions.readSession(cookieValue, START + 16 * HOUR - 2)).toBeDefined();
    expect(await sessions.readSession(cookieValue, START + 24 * HOUR - 1)).toBeUndefined();
  });

  it('and 24 hours at most, however busy', async () => {
    const { sessions, cookieValue } = await signedInBrowser();
    for (let hour = 1; hour < 24; hour++) {
      expect(await sessions.readSession(cookieValue, START + hour * HOUR)).toBeDefined();
    }
    expect(await sessions.readSession(cookieValue, START + 24 * HOUR - 1)).toBeDefined();
    expect(await sessions.readSession(cookieValue, START + 24 * HOUR)).toBeUndefined();
  });
});

describe('SEC-C06, SEC-C11: a session does not stand', () => {
  it('once ended, at the very next request', async () => {
    const { sessions, cookieValue, session } = await signedInBrowser();
    expect(await sessions.endSession(session.id, START + 1)).toBe('ended');
    expect(await sessions.readSession(cookieValue, START + 1)).toBeUndefined();
    expect(await sessions.endSession(session.id, START + 2)).toBe('already-ended');
  });

  it('and its end is audited, once', async () => {
    const { sessions, session, unitOfWork } = await signedInBrowser();
    unitOfWork.state.audit.length = 0;
    await sessions.endSession(session.id, START + 1, { ip: '192.0.2.9', userAgent: 'test' });
    await sessions.endSession(session.id, START + 2);
    await sessions.endSession(newId(), START + 3);
    expect(unitOfWork.state.audit).toEqual([
      {
        id: 'session.ended',
        at: START + 1,
        subject: session.accountId,
        sessionId: session.id,
        target: { kind: 'session', id: session.id },
        ip: '192.0.2.9',
        userAgent: 'test',
        detail: { reason: 'signed_out' },
      },
    ]);
  });

  it('while its account is disabled', async () => {
    const { sessions, cookieValue, account, unitOfWork } = await signedInBrowser();
    const set = (disabledAt: number | null) =>
      unitOfWork.runIdentity(({ identityAccounts }) => identityAccounts.update({ ...account, disabledAt }));
    await set(START);
    expect(await sessions.readSession(cookieValue, START)).toBeUndefined();
    await set(null);
    expect(await sessions.readSession(cookieValue, START)).toBeDefined();
  });

  it('for another secret with its id, or for text of another form', async () => {
    const { sessions, session, cookieValue } = await signedInBrowser();
    const forged = newIdentitySecret(SESSION_PREFIX, session.id).value;
    for (const value of [forged, '', session.id, `${cookieValue}=`, cookieValue.replace('ss', 'su')]) {
      expect(await sessions.readSession(value, START)).toBeUndefined();
    }
    const unknown = newIdentitySecret(SESSION_PREFIX, newId()).value;
    expect(await sessions.readSession(unknown, START)).toBeUndefined();
  });
});

describe('when a browser was last seen', () => {
  it('is written once a minute at most', async () => {
    const { sessions, cookieValue, stored, unitOfWork } = await signedInBrowser();
    const writes = jest.spyOn(unitOfWork, 'runIdentity');
    for (let second = 0; second < 60; second++) await sessions.readSession(cookieValue, START + second * 1000);
    expect(writes).not.toHaveBeenCalled();
    const found = await sessions.readSession(cookieValue, START + MINUTE);
    expect(found?.session).toEqual(stored());
    expect(stored().lastSeenAt).toBe(START + MINUTE);
    await sessions.readSession(cookieValue, START + 2 * MINUTE - 1);
    expect(writes).toHaveBeenCalledTimes(1);
  });

  it('is not moved by a forged cookie', async () => {
    const { sessions, session, stored } = await signedInBrowser();
    await sessions.readSession(newIdentitySecret(SESSION_PREFIX, session.id).value, START + HOUR);
    expect(stored().lastSeenAt).toBe(START);
  });
});
