import { Module } from '@nestjs/common';
import { ConsentsController } from './consents.controller';
import { Endings } from './endings';
import { SessionsController } from './sessions.controller';
import { UserSessionsController } from './user-sessions.controller';

/** Signed-in browsers and what people allowed, as those who administer them see and end them. */
@Module({
  controllers: [SessionsController, UserSessionsController, ConsentsController],
  providers: [Endings],
})
export class SessionAdministrationModule {}
