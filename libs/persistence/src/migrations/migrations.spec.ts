import { DataSource, type QueryRunner } from 'typeorm';
import { createTestDatabase, describeOnEveryDatabase, type TestDatabase } from '../../testing';
import { openPersistence, type Persistence } from '../persistence';
import { MIGRATIONS } from './migrations';
import { runMigrations } from './run-migrations';

const NAMES = MIGRATIONS.map((Migration) => new Migration().name);

describeOnEveryDatabase('migrations', (dialect) => {
  const databases: TestDatabase[] = [];
  const opened: Persistence[] = [];

  afterEach(async () => {
    for (const persistence of opened.splice(0)) await persistence.close();
    for (const database of databases.splice(0)) await database.drop();
  });

  const create = async (): Promise<string> => {
    const database = await createTestDatabase(dialect);
    databases.push(database);
    return database.url;
  };
  const open = async (databaseUrl: string): Promise<Persistence> => {
    const persistence = await openPersistence({ databaseUrl });
    opened.push(persistence);
    return persistence;
  };
  /** What TypeORM would change to make the schema equal to the entities. */
  const drift = async (persistence: Persistence): Promise<string[]> => {
    const { upQueries } = await persistence.dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  };
  /** The schema as the database itself describes it. */
  const schema = async (persistence: Persistence): Promise<unknown> => {
    const statement =
      dialect === 'sqlite'
        ? 'SELECT name, sql FROM sqlite_master ORDER BY name'
        : `SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE FROM information_schema.STATISTICS
           WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1, 2, 3`;
    const tables =
      dialect === 'sqlite'
        ? []
        : await persistence.dataSource.query(
            `SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLLATION_NAME FROM information_schema.COLUMNS
             WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1, ORDINAL_POSITION`,
          );
    return [await persistence.dataSource.query(statement), tables];
  };

  it('lead from an empty database to exactly what the entities say', async () => {
    const persistence = await open(await create());
    expect(await persistence.migrationsPending()).toEqual(NAMES);
    expect(await persistence.migrate()).toEqual(NAMES);
    expect(await persistence.migrationsPending()).toEqual([]);
    expect(await persistence.migrate()).toEqual([]);
    expect(await drift(persistence)).toEqual([]);
  });

  it('are compared by something that sees a difference', async () => {
    const url = await create();
    const persistence = await open(url);
    await persistence.migrate();
    const { migrationOptions } = persistence['database'];
    const dataSource = await new DataSource(migrationOptions).initialize();
    await dataSource.query(dialect === 'sqlite' ? 'DROP INDEX family_client' : 'DROP INDEX family_client ON family');
    await dataSource.query('ALTER TABLE client DROP COLUMN application_type');
    await dataSource.destroy();
    expect((await drift(persistence)).join('\n')).toMatch(
      /family_client[^]*application_type|application_type[^]*family_client/,
    );
  });

  it('run once when two processes start at the same time', async () => {
    const url = await create();
    const both = [await open(url), await open(url)];
    const done = await Promise.all(both.map((persistence) => persistence.migrate()));
    expect(done.flat().sort()).toEqual([...NAMES].sort());
    for (const persistence of both) {
      expect(await persistence.migrationsPending()).toEqual([]);
      expect(await drift(persistence)).toEqual([]);
    }
    const [rows] = [await both[0]!.dataSource.query('SELECT COUNT(*) AS catalogues FROM catalogue')];
    expect(Number(rows[0].catalogues)).toBe(1);
  });

  it('go on after they were killed between any two steps', async () => {
    const reference = await open(await create());
    await reference.migrate();
    const expected = await schema(reference);

    // A database of its own for every place to die would take long; dying everywhere in a row is as strict.
    const persistence = await open(await create());
    const { gateway, migrationOptions } = persistence['database'];
    let deaths = 0;
    for (let finished = false; !finished;) {
      const dying = dieAfterEachChange();
      try {
        await runMigrations(migrationOptions, gateway);
        finished = true;
      } catch (error) {
        expect(String(error)).toContain('killed');
        deaths += 1;
      } finally {
        dying.restore();
      }
    }
    expect(deaths).toBeGreaterThan(25);
    expect(await schema(persistence)).toEqual(expected);
    expect(await drift(persistence)).toEqual([]);
  }, 300_000);

  it('can be undone and done again', async () => {
    const persistence = await open(await create());
    await persistence.migrate();
    const before = await schema(persistence);
    const dataSource = await new DataSource(persistence['database'].migrationOptions).initialize();
    for (let count = 0; count < NAMES.length; count++) await dataSource.undoLastMigration({ transaction: 'none' });
    await dataSource.destroy();
    expect(await persistence.migrationsPending()).toEqual(NAMES);
    await persistence.migrate();
    expect(await schema(persistence)).toEqual(before);
  });

  /** Lets every migration make one change to the database, then fails as if the process had died after it. */
  function dieAfterEachChange(): { restore(): void } {
    const create = DataSource.prototype.createQueryRunner;
    let changed = false;
    DataSource.prototype.createQueryRunner = function (this: DataSource, mode): QueryRunner {
      const runner = create.call(this, mode);
      const query = runner.query.bind(runner) as (...given: unknown[]) => Promise<unknown>;
      runner.query = async (...given: unknown[]): Promise<never> => {
        const isChange =
          /^\s*(CREATE|INSERT|ALTER|DROP)/i.test(String(given[0])) && !/"?`?migration/.test(String(given[0]));
        if (isChange && changed) throw new Error('killed');
        const result = await query(...given);
        if (isChange) changed = true;
        return result as never;
      };
      return runner;
    };
    return { restore: () => (DataSource.prototype.createQueryRunner = create) };
  }
});
