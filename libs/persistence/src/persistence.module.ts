import { AdministrationUnitOfWork, IdentityUnitOfWork } from '@gatehouse/identity';
import {
  AccountDirectory,
  ApiDirectory,
  ClientDirectory,
  IdempotencyRecords,
  RegistryUnitOfWork,
  RevocationUnitOfWork,
  SecretUseRecords,
  UnitOfWork,
} from '@gatehouse/protocol';
import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { openPersistence, Persistence, type OpenPersistenceOptions } from './persistence';
import { AccountListQuery } from './queries/account-list.query';
import { AccountOverviewQuery } from './queries/account-overview.query';
import { ConsentListQuery } from './queries/consent-list.query';
import { EntityLookupQuery } from './queries/entity-lookup.query';
import { SessionFamiliesQuery } from './queries/session-families.query';
import { SessionListQuery } from './queries/session-list.query';

export interface PersistenceModuleOptions {
  readonly inject?: FactoryProvider['inject'];
  readonly imports?: DynamicModule['imports'];
  // Nest hands over whatever `inject` names.
  readonly useFactory: (...injected: never[]) => OpenPersistenceOptions | Promise<OpenPersistenceOptions>;
}

/** Each port of the protocol and of identity, bound to the open database. */
const ports: Provider[] = [
  { provide: UnitOfWork, inject: [Persistence], useFactory: (open: Persistence) => open.unitOfWork },
  { provide: IdentityUnitOfWork, inject: [Persistence], useFactory: (open: Persistence) => open.unitOfWork },
  { provide: AdministrationUnitOfWork, inject: [Persistence], useFactory: (open: Persistence) => open.unitOfWork },
  { provide: RegistryUnitOfWork, inject: [Persistence], useFactory: (open: Persistence) => open.unitOfWork },
  { provide: RevocationUnitOfWork, inject: [Persistence], useFactory: (open: Persistence) => open.unitOfWork },
  { provide: ClientDirectory, inject: [Persistence], useFactory: (open: Persistence) => open.clients },
  { provide: ApiDirectory, inject: [Persistence], useFactory: (open: Persistence) => open.apis },
  { provide: SecretUseRecords, inject: [Persistence], useFactory: (open: Persistence) => open.secretUses },
  { provide: IdempotencyRecords, inject: [Persistence], useFactory: (open: Persistence) => open.idempotency },
  {
    provide: AccountDirectory,
    inject: [Persistence],
    useFactory: (open: Persistence) => open.unitOfWork.reads.accounts,
  },
];

/** The read side of the admin API. */
const queries: Provider[] = [
  AccountListQuery,
  AccountOverviewQuery,
  ConsentListQuery,
  EntityLookupQuery,
  SessionFamiliesQuery,
  SessionListQuery,
].map((Query) => ({
  provide: Query,
  inject: [Persistence],
  useFactory: (open: Persistence) => new Query(open.reads),
}));

/** Opens the database before anything that needs it, and closes it after everything else has stopped. */
@Global()
@Module({})
class OpenDatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Persistence) private readonly persistence: Persistence) {}

  static with(options: PersistenceModuleOptions): DynamicModule {
    const open: Provider = {
      provide: Persistence,
      inject: options.inject ?? [],
      useFactory: async (...injected: never[]) => openPersistence(await options.useFactory(...injected)),
    };
    return {
      module: OpenDatabaseModule,
      imports: options.imports ?? [],
      providers: [open, ...ports, ...queries],
      exports: [open, ...ports, ...queries],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.persistence.close();
  }
}

/**
 * Registers the data source with TypeORM's module (for reading: writes go through the units of work) and binds every
 * port to its store.
 */
@Module({})
export class PersistenceModule {
  static forRootAsync(options: PersistenceModuleOptions): DynamicModule {
    let dataSource: DataSource | undefined;
    return {
      module: PersistenceModule,
      imports: [
        OpenDatabaseModule.with(options),
        TypeOrmModule.forRootAsync({
          inject: [Persistence],
          useFactory: (persistence: Persistence) => {
            dataSource = persistence.dataSource;
            return { ...dataSource.options, retryAttempts: 0 };
          },
          dataSourceFactory: async () => {
            if (!dataSource) throw new Error('the database is not open yet');
            return dataSource;
          },
        }),
      ],
    };
  }
}
