import { Module } from '@nestjs/common';
import {
  IntrospectionEndpoint,
  type ProtocolContext,
  registeredExtensions,
  registeredGrants,
  RevocationEndpoint,
  TokenEndpoint,
} from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { IntrospectionController } from './introspection.controller';
import { RevocationController } from './revocation.controller';
import { TokenController } from './token.controller';

/** The endpoints where only machines are: token, introspection, revocation. Meets the authorization endpoint only through stored records. */
@Module({
  controllers: [TokenController, IntrospectionController, RevocationController],
  providers: [
    {
      provide: TokenEndpoint,
      useFactory: (context: ProtocolContext) => new TokenEndpoint(context, registeredGrants, registeredExtensions),
      inject: [PROTOCOL_CONTEXT],
    },
    {
      provide: IntrospectionEndpoint,
      useFactory: (context: ProtocolContext) => new IntrospectionEndpoint(context),
      inject: [PROTOCOL_CONTEXT],
    },
    {
      provide: RevocationEndpoint,
      useFactory: (context: ProtocolContext) => new RevocationEndpoint(context),
      inject: [PROTOCOL_CONTEXT],
    },
  ],
})
export class TokenModule {}
