import { IdentityUnitOfWork } from '@gatehouse/identity';
import { AccountDirectory, ApiDirectory, ClientDirectory, RegistryUnitOfWork, UnitOfWork } from '@gatehouse/protocol';
import { client, token } from '@gatehouse/protocol/testing';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type Repository } from 'typeorm';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../testing';
import type { ClientRow } from './entities/client.entity';
import { Persistence } from './persistence';
import { PersistenceModule } from './persistence.module';

describeOnEveryDatabase('PersistenceModule', (dialect) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase(dialect);
  });
  afterEach(() => database.drop());

  @Injectable()
  class Settings {
    readonly url = database.url;
  }
  @Module({ providers: [Settings], exports: [Settings] })
  class SettingsModule {}

  const build = () =>
    Test.createTestingModule({
      imports: [
        PersistenceModule.forRootAsync({
          imports: [SettingsModule],
          inject: [Settings],
          useFactory: (settings: Settings) => ({ databaseUrl: settings.url, migrate: true, serve: true }),
        }),
      ],
    }).compile();

  it('binds every port, and TypeORM’s own module to the same database', async () => {
    const module = await build();
    await module.init();
    const { record } = token();
    await module.get(UnitOfWork).record([record]);
    expect(await module.get(UnitOfWork).reads.tokens.find(record.id)).toBeDefined();
    await module.get(RegistryUnitOfWork).runRegistry((stores) => stores.clients.save(client({ clientId: 'nest' })));
    expect(await module.get(ClientDirectory).find('nest')).toMatchObject({ clientId: 'nest' });
    expect(await module.get(ApiDirectory).all()).toEqual([]);
    expect(await module.get(AccountDirectory).find(record.id)).toBeUndefined();
    expect(module.get(IdentityUnitOfWork)).toBe(module.get(UnitOfWork));

    const dataSource = module.get(DataSource);
    expect(dataSource).toBe(module.get(Persistence).dataSource);
    expect(await dataSource.getRepository<ClientRow>('client').existsBy({ client_id: 'nest' })).toBe(true);
    await module.close();
    expect(dataSource.isInitialized).toBe(false);
  });

  it('keeps what was accepted when the application shuts down', async () => {
    const first = await build();
    await first.init();
    const records = Array.from({ length: 40 }, () => token().record);
    const accepted = records.map((record) => first.get(UnitOfWork).record([record]));
    await Promise.all([...accepted, first.close()]);
    const second = await build();
    await second.init();
    for (const record of records) expect(await second.get(UnitOfWork).reads.tokens.find(record.id)).toBeDefined();
    await second.close();
  });
});

describe('[sqlite] TypeOrmModule.forFeature', () => {
  it('is not needed, but finds the entities by name', async () => {
    const database = await createTestDatabase('sqlite');
    const module = await Test.createTestingModule({
      imports: [
        PersistenceModule.forRootAsync({ useFactory: () => ({ databaseUrl: database.url, migrate: true }) }),
        TypeOrmModule.forFeature([]),
      ],
    }).compile();
    await module.init();
    const repository: Repository<ClientRow> = module.get(DataSource).getRepository('client');
    expect(await repository.count()).toBe(0);
    expect(getRepositoryToken(repository.metadata.target as never)).toBeDefined();
    await module.close();
    await database.drop();
  });
});
