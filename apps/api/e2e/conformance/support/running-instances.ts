/** One instance for each database, started together for a whole file. */
import { DATABASES, type DatabaseKind, Instance } from '../../support/instance';
import { CERTIFIED_CONFIGURATION } from './certified-configuration';

/** Registers the hooks of a file and returns how its tests reach an instance. */
export function runningInstances(): (database: DatabaseKind) => Instance {
  const instances = new Map<DatabaseKind, Instance>();
  beforeAll(async () => {
    for (const database of DATABASES) {
      const configuration = CERTIFIED_CONFIGURATION;
      instances.set(database, await Instance.start({ database, configuration, environment: { LOG_LEVEL: 'warn' } }));
    }
  });
  afterAll(() => Promise.all([...instances.values()].map((instance) => instance.stop())));
  return (database) => {
    const instance = instances.get(database);
    if (!instance) throw new Error(`no instance on ${database}`);
    return instance;
  };
}
