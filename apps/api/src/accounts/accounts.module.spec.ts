import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Accounts, IdentityUnitOfWork, Sessions, Setup, SignIn } from '@gatehouse/identity';
import { MemoryIdentityUnitOfWork } from '@gatehouse/identity/testing';
import { Settings } from '@gatehouse/environment';
import { SessionsModule } from '../sessions/sessions.module';
import { AccountsModule } from './accounts.module';

const surroundings = [
  { provide: IdentityUnitOfWork, useValue: new MemoryIdentityUnitOfWork() },
  { provide: Settings, useValue: { process: { workers: 1 } } },
];
@Global()
@Module({ providers: surroundings, exports: surroundings.map(({ provide }) => provide) })
class SurroundingsModule {}

describe('AccountsModule and SessionsModule', () => {
  it('make a first owner who signs in, is known by the cookie, and signs out', async () => {
    const house = await Test.createTestingModule({
      imports: [SurroundingsModule, AccountsModule, SessionsModule],
    }).compile();
    const now = Date.UTC(2026, 0, 15, 12);
    const [setup, signIn, sessions] = [house.get(Setup), house.get(SignIn), house.get(Sessions)];
    const offer = await setup.offerSetup(now);
    const password = 'tarn kiosk mule';
    const owner = { username: 'ada', email: 'ada@example.test', name: 'Ada', password };
    const made = await setup.completeSetup({ ...owner, code: offer.outcome === 'offered' ? offer.code : '' }, now);
    expect(made.outcome).toBe('completed');
    const browser = { ip: '192.0.2.1', userAgent: null, now };
    const result = await signIn.signIn({ identifier: 'ada@example.test', password, ...browser });
    if (result.outcome !== 'signed_in') throw new Error(result.reason);
    const found = await sessions.readSession(result.cookieValue, now);
    expect(found?.account).toMatchObject({ username: 'ada', roles: ['owner'] });
    await sessions.endSession(result.session.id, now);
    expect(await sessions.readSession(result.cookieValue, now)).toBeUndefined();
    expect(house.get(Accounts)).toBeInstanceOf(Accounts);
  });
});
