import { Module } from '@nestjs/common';
import { FailureJournal } from './failure-journal';
import { FailuresController } from './failures.controller';
import { RejectedUrisController } from './rejected-uris.controller';

/** Refused requests, kept under their references and explained to admins. */
@Module({
  controllers: [FailuresController, RejectedUrisController],
  providers: [FailureJournal],
})
export class FailuresModule {}
