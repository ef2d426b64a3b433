/** The database, opened from the settings, with what the probes want to know of it. */
import { Global, Module } from '@nestjs/common';
import { CatalogueWatch, Persistence } from '@gatehouse/persistence';
import { PersistenceModule } from '@gatehouse/persistence/nest';
import { Settings } from '@gatehouse/environment';
import { Readiness } from '../health/readiness';

@Global()
@Module({
  imports: [
    PersistenceModule.forRootAsync({
      inject: [Settings],
      useFactory: (settings: Settings) => ({ databaseUrl: settings.database.url, migrate: true, serve: true }),
    }),
  ],
  providers: [
    { provide: CatalogueWatch, inject: [Persistence], useFactory: (open: Persistence) => open.catalogueWatch },
  ],
  exports: [CatalogueWatch],
})
export class StorageModule {
  constructor(persistence: Persistence, readiness: Readiness) {
    readiness.add({
      name: 'database',
      check: async () => {
        await persistence.ping();
      },
    });
    readiness.add({
      name: 'migrations',
      check: async () => {
        const pending = await persistence.migrationsPending();
        if (pending.length > 0) throw new Error(`pending migrations: ${pending.join(', ')}`);
      },
    });
  }
}
