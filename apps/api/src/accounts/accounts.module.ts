import { Global, Module } from '@nestjs/common';
import { Accounts, hashingLimits, IdentityUnitOfWork, PasswordHasher, Setup, SignIn } from '@gatehouse/identity';
import { newTimeOrderedId } from '@gatehouse/protocol';
import { Settings } from '@gatehouse/environment';

const parts = (unitOfWork: IdentityUnitOfWork, hasher: PasswordHasher) => ({
  unitOfWork,
  hasher,
  newId: newTimeOrderedId,
});
const needed = [IdentityUnitOfWork, PasswordHasher];

/** People: their records, their passwords, signing in, the first owner. One hasher for all, so that its limits hold. */
@Global()
@Module({
  providers: [
    {
      provide: PasswordHasher,
      inject: [Settings],
      useFactory: (settings: Settings) => new PasswordHasher(hashingLimits(settings.process.workers)),
    },
    {
      provide: Accounts,
      inject: needed,
      useFactory: (...given: Parameters<typeof parts>) => new Accounts(parts(...given)),
    },
    {
      provide: SignIn,
      inject: needed,
      useFactory: (...given: Parameters<typeof parts>) => new SignIn(parts(...given)),
    },
    {
      provide: Setup,
      inject: needed,
      useFactory: (...given: Parameters<typeof parts>) => new Setup(parts(...given)),
    },
  ],
  exports: [PasswordHasher, Accounts, SignIn, Setup],
})
export class AccountsModule {}
