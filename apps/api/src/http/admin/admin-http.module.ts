import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Idempotency } from './idempotency';
import { OpenApiController } from './openapi/openapi.controller';
import { Cursors } from './paging';

/** What controllers of the admin API inject; global. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [OpenApiController],
  providers: [Cursors, Idempotency],
  exports: [Cursors, Idempotency],
})
export class AdminHttpModule {}
