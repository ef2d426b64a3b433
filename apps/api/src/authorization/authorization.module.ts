import { Module } from '@nestjs/common';
import { AuthorizeEndpoint, type ProtocolContext, registeredExtensions } from '@gatehouse/protocol';
import { BrowserModule } from '../interaction/browser/browser.module';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { AuthorizationController } from './authorization.controller';

/** The authorization endpoint: a person is here. Meets the token endpoint only through stored records. */
@Module({
  imports: [BrowserModule],
  controllers: [AuthorizationController],
  providers: [
    {
      provide: AuthorizeEndpoint,
      useFactory: (context: ProtocolContext) => new AuthorizeEndpoint(context, registeredExtensions),
      inject: [PROTOCOL_CONTEXT],
    },
  ],
  exports: [AuthorizeEndpoint],
})
export class AuthorizationModule {}
