import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module';
import { UsersModule } from './accounts/users.module';
import { ApisModule } from './apis/apis.module';
import { AdminSearchModule } from './admin-search/admin-search.module';
import { AuditModule } from './audit/audit.module';
import { AuthorizationModule } from './authorization/authorization.module';
import { ClientsModule } from './clients/clients.module';
import { ConfigModule } from './config/config.module';
import { DryRunsModule } from './dry-runs/dry-runs.module';
import type { Settings } from '@gatehouse/environment';
import { FailuresModule } from './failures/failures.module';
import { HealthModule } from './health/health.module';
import { AdminHttpModule } from './http/admin/admin-http.module';
import { HttpModule } from './http/http.module';
import type { Log } from './http/logging/log';
import type { Metrics } from './http/metrics/metrics';
import { InteractionModule } from './interaction/interaction.module';
import { LedgerModule } from './ledger/ledger.module';
import { OpenidModule } from './openid/openid.module';
import { RevocationsModule } from './revocations/revocations.module';
import { SessionsModule } from './sessions/sessions.module';
import { SessionAdministrationModule } from './sessions/session-administration.module';
import { SetupModule } from './setup/setup.module';
import { StatisticsModule } from './statistics/statistics.module';
import { TokenModule } from './token/token.module';
import { UpkeepModule } from './upkeep/upkeep.module';
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
        AdminHttpModule,
        HealthModule,
        StorageModule,
        ProtocolModule,
        AccountsModule,
        SessionsModule,
        AuthorizationModule,
        TokenModule,
        OpenidModule,
        InteractionModule,
        AuditModule,
        ClientsModule,
        ApisModule,
        LedgerModule,
        RevocationsModule,
        FailuresModule,
        DryRunsModule,
        UpkeepModule,
        StatisticsModule,
        UsersModule,
        SessionAdministrationModule,
        AdminSearchModule,
        SetupModule,
      ],
    };
  }
}
