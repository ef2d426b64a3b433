import { IdentityUnitOfWork } from '@gatehouse/identity';
import { AccountDirectory, ApiDirectory, ClientDirectory, RegistryUnitOfWork, UnitOfWork } from '@gatehouse/protocol';
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
  { provide: RegistryUnitOfWork, inject: [Persistence], useFactory: (open: Persistence) => open.unitOfWork },
  { provide: ClientDirectory, inject: [Persistence], useFactory: (open: Persistence) => open.clients },
  { provide: ApiDirectory, inject: [Persistence], useFactory: (open: Persistence) => open.apis },
  {
    provide: AccountDirectory,
    inject: [Persistence],
    useFactory: (open: Persistence) => open.unitOfWork.reads.accounts,
  },
];

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
      providers: [open, ...ports],
      exports: [open, ...ports],
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
