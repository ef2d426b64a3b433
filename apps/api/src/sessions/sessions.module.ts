import { Global, Module } from '@nestjs/common';
import { IdentityUnitOfWork, Sessions } from '@gatehouse/identity';

/** Signed-in browsers. */
@Global()
@Module({
  providers: [
    {
      provide: Sessions,
      inject: [IdentityUnitOfWork],
      useFactory: (unitOfWork: IdentityUnitOfWork) => new Sessions(unitOfWork),
    },
  ],
  exports: [Sessions],
})
export class SessionsModule {}
