/** The stores of a revocation over one connection, and what administering people asks of the engine. */
import {
  AccountEndings,
  type AdministrationStores,
  type AdministrativeOrigin,
  type IdentityStores,
} from '@gatehouse/identity';
import {
  RevocationEngine,
  type ProtocolStores,
  type RegistryStores,
  type RevocationReadings,
  type RevocationStores,
} from '@gatehouse/protocol';
import type { Connection } from '../gateway/gateway';
import { RAISE_CATALOGUE_VERSION } from '../stores/catalogue-version';
import { TypeormRevocationStore } from './typeorm-revocation.store';
import { TypeormTokenSets } from './typeorm-token-sets';

export function revocationReadings(connection: Connection): RevocationReadings {
  return {
    revocations: new TypeormRevocationStore(connection),
    tokenSets: new TypeormTokenSets(connection),
  };
}

export type EveryStore = ProtocolStores & IdentityStores & RegistryStores;

export function revocationStores(connection: Connection, stores: EveryStore): RevocationStores {
  return {
    ...stores,
    revocations: new TypeormRevocationStore(connection),
    tokenSets: new TypeormTokenSets(connection),
  };
}

/** What a change to a person ends, ended by the one engine in the transaction of the change. */
class EngineEndings extends AccountEndings {
  private readonly engine = new RevocationEngine();

  constructor(
    private readonly stores: RevocationStores,
    private readonly by: AdministrativeOrigin,
    private readonly at: number,
  ) {
    super();
  }

  override async end(event: 'password_changed' | 'user_disabled' | 'user_deleted', accountId: string): Promise<string> {
    const { by, at } = this;
    const order = { event: { event, accountId }, at, by, cause: 'consequence', reason: null } as const;
    return (await this.engine.carryOut(this.stores, order)).id;
  }
}

export function administrationStores(
  connection: Connection,
  stores: EveryStore,
  by: AdministrativeOrigin,
  now: number,
): AdministrationStores {
  return { ...stores, now, endings: new EngineEndings(revocationStores(connection, stores), by, now) };
}

/** The same connection; tells when clients, APIs or keys were changed through it. */
export function noticingRegistryChanges(connection: Connection, changed: () => void): Connection {
  return {
    dialect: connection.dialect,
    rows: (sql, values) => connection.rows(sql, values),
    orm: (work) => connection.orm(work),
    change: (sql, values) => {
      if (sql === RAISE_CATALOGUE_VERSION) changed();
      return connection.change(sql, values);
    },
  };
}
