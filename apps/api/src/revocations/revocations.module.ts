import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import {
  KeyRotation,
  longestJwt,
  RevocationDesk,
  RevocationEngine,
  RevocationJob,
  RevocationUnitOfWork,
  type ProtocolContext,
} from '@gatehouse/protocol';
import { PROTOCOL_CONTEXT } from '../wiring/tokens';
import { RevocationRunner } from './revocation-runner';
import { RevocationsController } from './revocations.controller';

/** Ending what was issued: the one engine, previews, receipts and the job behind them. */
@Global()
@Module({
  controllers: [RevocationsController],
  providers: [
    RevocationEngine,
    RevocationRunner,
    {
      provide: RevocationDesk,
      inject: [RevocationUnitOfWork, RevocationEngine, PROTOCOL_CONTEXT, KeyRotation],
      useFactory: (
        unitOfWork: RevocationUnitOfWork,
        engine: RevocationEngine,
        { apis, clock, options }: ProtocolContext,
        rotation: KeyRotation,
      ) => new RevocationDesk({ unitOfWork, engine, apis, clock, options, rotation }),
    },
    {
      provide: RevocationJob,
      inject: [RevocationUnitOfWork, PROTOCOL_CONTEXT],
      useFactory: (unitOfWork: RevocationUnitOfWork, { apis, clock, options }: ProtocolContext) =>
        new RevocationJob(unitOfWork, clock, randomUUID(), () => longestJwt(apis, options)),
    },
  ],
  exports: [RevocationEngine, RevocationRunner],
})
export class RevocationsModule {}
