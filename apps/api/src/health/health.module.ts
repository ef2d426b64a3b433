import { Global, Module } from '@nestjs/common';
import { Log } from '../http/logging/log';
import { HealthController } from './health.controller';
import { Readiness } from './readiness';
import { ShutdownHooks } from './shutdown-hooks';

/** Probes, and the two lists that rooms add themselves to: `Readiness` and `ShutdownHooks`. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    {
      provide: Readiness,
      useFactory: (log: Log) => {
        const readiness = new Readiness();
        readiness.whenFailing((check, error) => log.warn({ check, error }, 'not ready'));
        return readiness;
      },
      inject: [Log],
    },
    ShutdownHooks,
  ],
  exports: [Readiness, ShutdownHooks],
})
export class HealthModule {}
