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
import { CompleteApiDirectory } from '@gatehouse/configuration';
import { Settings } from '@gatehouse/environment';
import { SecretUses } from '../clients/secret-uses';
import { Readiness } from '../health/readiness';
import { ShutdownHooks } from '../health/shutdown-hooks';
import { KeysModule } from '../keys/keys.module';
import { RefusalSink } from '../audit/refusal-sink';
import { PROTOCOL_CONTEXT } from './tokens';

@Global()
@Module({
  imports: [KeysModule],
  providers: [
    { provide: Clock, useClass: SystemClock },
    SecretUses,
    { provide: EventSink, useClass: RefusalSink },
    {
      provide: PROTOCOL_CONTEXT,
      inject: [Settings, Clock, ClientDirectory, ApiDirectory, KeyRing, UnitOfWork, EventSink, SecretUses],
      useFactory: (
        settings: Settings,
        clock: Clock,
        clients: ClientDirectory,
        apis: ApiDirectory,
        keys: KeyRing,
        unitOfWork: UnitOfWork,
        events: EventSink,
        secretUses: SecretUses,
      ): ProtocolContext => ({
        options: { ...DEFAULT_OPTIONS, issuer: settings.issuer.url },
        clock,
        clients,
        apis: new CompleteApiDirectory(apis),
        keys,
        unitOfWork,
        events,
        secretUses,
      }),
    },
  ],
  exports: [Clock, EventSink, PROTOCOL_CONTEXT, KeysModule],
})
export class ProtocolModule {
  constructor(keys: KeyRing, readiness: Readiness, secretUses: SecretUses, hooks: ShutdownHooks) {
    hooks.add('flush', 'marks of use of client secrets', () => secretUses.flush());
    readiness.add({
      name: 'keys',
      check: async () => {
        for (const algorithm of SIGNING_ALGORITHMS) keys.signingKey(algorithm);
      },
    });
  }
}
