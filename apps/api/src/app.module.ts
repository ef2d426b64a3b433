import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module';
import { AuthorizationModule } from './authorization/authorization.module';
import { ConfigModule } from './config/config.module';
import type { Settings } from '@gatehouse/environment';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import type { Log } from './http/logging/log';
import type { Metrics } from './http/metrics/metrics';
import { InteractionModule } from './interaction/interaction.module';
import { OpenidModule } from './openid/openid.module';
import { SessionsModule } from './sessions/sessions.module';
import { SetupModule } from './setup/setup.module';
import { TokenModule } from './token/token.module';
import { ProtocolModule } from './wiring/protocol.module';
import { StorageModule } from './wiring/storage.module';

/** The table of contents: one line per room. */
@Module({})
export class AppModule {
  static for(settings: Settings, log: Log, metrics: Metrics): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.for(settings),
        HttpModule.for(log, metrics),
        HealthModule,
        StorageModule,
        ProtocolModule,
        AccountsModule,
        SessionsModule,
        AuthorizationModule,
        TokenModule,
        OpenidModule,
        InteractionModule,
        SetupModule,
      ],
    };
  }
}
