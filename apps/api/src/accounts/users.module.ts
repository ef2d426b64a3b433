import { Module } from '@nestjs/common';
import { AccountAdministration, AdministrationUnitOfWork, PasswordHasher } from '@gatehouse/identity';
import { newTimeOrderedId } from '@gatehouse/protocol';
import { UserRegistry } from './user-registry';
import { UsersController } from './users.controller';

/** People, as those who administer them see and change them. */
@Module({
  controllers: [UsersController],
  providers: [
    {
      provide: AccountAdministration,
      inject: [AdministrationUnitOfWork, PasswordHasher],
      useFactory: (unitOfWork: AdministrationUnitOfWork, hasher: PasswordHasher) =>
        new AccountAdministration({ unitOfWork, hasher, newId: newTimeOrderedId }),
    },
    UserRegistry,
  ],
})
export class UsersModule {}
