import { Module } from '@nestjs/common';
import { type ProtocolContext, RevocationFeed, UserinfoEndpoint } from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { DiscoveryController } from './discovery.controller';
import { KeySetController } from './key-set.controller';
import { RevocationFeedController } from './revocation-feed.controller';
import { RevocationStreams } from './revocation-streams';
import { UserinfoController } from './userinfo.controller';

/** What anybody may read of the issuer: its metadata, public keys and revocations; and what a client may read of a person. */
@Module({
  controllers: [DiscoveryController, KeySetController, RevocationFeedController, UserinfoController],
  providers: [
    {
      provide: UserinfoEndpoint,
      useFactory: (context: ProtocolContext) => new UserinfoEndpoint(context),
      inject: [PROTOCOL_CONTEXT],
    },
    {
      provide: RevocationFeed,
      useFactory: (context: ProtocolContext) => new RevocationFeed(context),
      inject: [PROTOCOL_CONTEXT],
    },
    RevocationStreams,
  ],
})
export class OpenidModule {}
