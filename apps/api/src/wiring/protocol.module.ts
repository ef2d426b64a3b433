/** Ports meet adapters: puts together what every protocol endpoint works with. */
import { Global, Module } from '@nestjs/common';
import {
  ApiDirectory,
  ClientDirectory,
  Clock,
  DEFAULT_OPTIONS,
  EventSink,
  KeyRing,
  SIGNING_ALGORITHMS,
  SystemClock,
  UnitOfWork,
  type ProtocolContext,
} from '@gatehouse/protocol';
import { Settings } from '@gatehouse/environment';
import { Readiness } from '../health/readiness';
import { KeysModule } from '../keys/keys.module';
import { LogEventSink } from './log-event-sink';
import { PROTOCOL_CONTEXT } from './tokens';

@Global()
@Module({
  imports: [KeysModule],
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: EventSink, useClass: LogEventSink },
    {
      provide: PROTOCOL_CONTEXT,
      inject: [Settings, Clock, ClientDirectory, ApiDirectory, KeyRing, UnitOfWork, EventSink],
      useFactory: (
        settings: Settings,
        clock: Clock,
        clients: ClientDirectory,
        apis: ApiDirectory,
        keys: KeyRing,
        unitOfWork: UnitOfWork,
        events: EventSink,
      ): ProtocolContext => ({
        options: { ...DEFAULT_OPTIONS, issuer: settings.issuer.url },
        clock,
        clients,
        apis,
        keys,
        unitOfWork,
        events,
      }),
    },
  ],
  exports: [Clock, EventSink, PROTOCOL_CONTEXT, KeysModule],
})
export class ProtocolModule {
  constructor(keys: KeyRing, readiness: Readiness) {
    readiness.add({
      name: 'keys',
      check: async () => {
        for (const algorithm of SIGNING_ALGORITHMS) keys.signingKey(algorithm);
      },
    });
  }
}
