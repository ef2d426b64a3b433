import { Module } from '@nestjs/common';
import { type ProtocolContext, UserinfoEndpoint } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { DiscoveryController } from './discovery.controller';
import { KeySetController } from './key-set.controller';
import { UserinfoController } from './userinfo.controller';

/** What anybody may read of the issuer, its metadata and its public keys; and what a client may read of a person. */
@Module({
  controllers: [DiscoveryController, KeySetController, UserinfoController],
  providers: [
    {
      provide: UserinfoEndpoint,
      useFactory: (context: ProtocolContext) => new UserinfoEndpoint(context),
      inject: [PROTOCOL_CONTEXT],
    },
  ],
})
export class OpenidModule {}
